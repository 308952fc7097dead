from odoo import models


class AftersalesClaim(models.Model):
    """What a claim gives a customer beyond the price of his unit is warranty cost."""

    _inherit = "aftersales.claim"

    def _prepare_invoice_line_vals(self, row, sign: int = 1) -> dict:
        vals = super()._prepare_invoice_line_vals(row, sign)
        if row.is_expense:
            vals["aftersales_coverage"] = "goodwill" if self.is_goodwill else "covered"
            vals["aftersales_order_id"] = self.order_id.id
        return vals
