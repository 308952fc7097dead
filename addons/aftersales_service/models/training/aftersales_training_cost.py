from odoo import fields, models
from odoo.fields import Command


class AftersalesTrainingCost(models.Model):
    """What a session is expected to cost, and the bill line that it became.

    Only the bill counts as spent: it is booked on the training's analytic account,
    which the budget and the training cost ratio read. Wages of own trainers are booked
    by the payroll and are no line here, or they would count twice.
    """

    _name = "aftersales.training.cost"
    _description = "Training Cost"
    _order = "session_id, id"
    _check_company_auto = True

    session_id = fields.Many2one(
        "aftersales.training.session", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="session_id.company_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(
        [
            ("fee", "Course Fee"),
            ("trainer", "External Trainer"),
            ("travel", "Travel and Board"),
            ("room", "Room and Equipment"),
            ("material", "Material"),
            ("exam", "Exam and Certificate"),
            ("other", "Other"),
        ],
        required=True,
        default="fee",
    )
    name = fields.Char(string="What For")
    partner_id = fields.Many2one(
        "res.partner", string="Supplier", ondelete="restrict", check_company=True
    )
    amount = fields.Monetary(required=True, help="Expected, before tax.")
    bill_line_id = fields.Many2one(
        "account.move.line",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )
    bill_id = fields.Many2one(
        related="bill_line_id.move_id",
        groups="account.group_account_readonly,account.group_account_invoice",
    )

    _amount_positive = models.Constraint(
        "CHECK(amount >= 0)", "The amount of a training cost must not be negative."
    )

    def _get_label(self) -> str:
        self.ensure_one()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return self.name or kinds[self.kind]

    def _prepare_bill_vals(self) -> dict:
        """A bill of one supplier, a line for each of these costs, in their order."""
        return {
            "move_type": "in_invoice",
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "invoice_origin": ", ".join(self.session_id.mapped("name")),
            "invoice_line_ids": [
                Command.create(cost._prepare_bill_line_vals()) for cost in self
            ],
        }

    def _prepare_bill_line_vals(self) -> dict:
        self.ensure_one()
        session = self.session_id
        return {
            "name": f"{session.display_name}: {self._get_label()}",
            "quantity": 1.0,
            "price_unit": self.amount,
            "aftersales_session_id": session.id,
            "analytic_distribution": session._get_analytic_distribution(),
        }
