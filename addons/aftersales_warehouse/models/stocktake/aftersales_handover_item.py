from odoo import api, fields, models
from odoo.exceptions import UserError


class AftersalesHandoverItem(models.Model):
    """One open paper, key or other thing that changes hands."""

    _name = "aftersales.handover.item"
    _description = "Item Handed Over"
    _order = "kind, id"
    _check_company_auto = True

    handover_id = fields.Many2one(
        "aftersales.handover", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="handover_id.company_id", store=True, precompute=True, index=True
    )
    kind = fields.Selection(
        [
            ("document", "Open Paper"),
            ("key", "Key"),
            ("seal", "Stamp or Seal"),
            ("tool", "Equipment"),
            ("file", "Files and Books"),
            ("other", "Other Thing"),
        ],
        required=True,
        default="key",
    )
    name = fields.Char(string="What", required=True)
    quantity = fields.Float(string="Pieces", default=1.0, aggregator=None)
    note = fields.Char(help="How it stands: condition, what is still to be done.")
    res_model = fields.Char(string="Paper's Model", readonly=True)
    res_id = fields.Many2oneReference(
        string="Paper", model_field="res_model", readonly=True
    )

    _quantity_positive = models.Constraint(
        "CHECK(quantity > 0)", "Pieces of what is handed over: more than 0."
    )

    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        items._check_open()
        items.handover_id._void_changed_signoffs()
        return items

    def write(self, vals):
        self._check_open()
        result = super().write(vals)
        self.handover_id._void_changed_signoffs()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        self._check_open()

    def _check_open(self) -> None:
        closed = self.handover_id.filtered(
            lambda handover: handover.state not in ("draft", "prepared")
        )
        if closed:
            raise UserError(
                self.env._(
                    "%(handovers)s: what was handed over stays.",
                    handovers=", ".join(closed.mapped("name")),
                )
            )

    def action_open(self):
        """Open the paper."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
