from odoo import fields, models


class AftersalesOrder(models.Model):
    """What was lent to the customer of an order, and what is owed to him."""

    _inherit = "aftersales.order"

    loan_ids = fields.One2many("aftersales.loan", "order_id", "Loaned Units")
    loan_count = fields.Integer(compute="_compute_loan_count")

    def _compute_loan_count(self):
        self._count_into("loan_count", "aftersales.loan", "order_id")

    def _get_closing_blockers(self) -> list[str]:
        return super()._get_closing_blockers() + [
            self.env._(
                "loan %(loan)s is still with the customer. Take the unit back, or "
                "write it off as lost, first.",
                loan=loan.name,
            )
            for loan in self.loan_ids
            if loan.state == "lent"
        ]

    def _get_customer_loans(self):
        """What the customer has or had, as his own pages show it."""
        return self.loan_ids.filtered(lambda loan: loan.state in ("lent", "returned"))

    def action_view_loans(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_loan_action"
        )
        action["domain"] = [("order_id", "=", self.id)]
        action["context"] = {"default_order_id": self.id}
        return action

    def action_lend_unit(self):
        """Prepare a loan for the customer of this order."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Loaned Unit"),
            "res_model": "aftersales.loan",
            "view_mode": "form",
            "context": {"default_order_id": self.id},
        }
