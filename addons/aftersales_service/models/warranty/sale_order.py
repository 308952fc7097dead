from odoo import fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def action_confirm(self):
        result = super().action_confirm()
        self.sudo()._extend_warranties()
        return result

    def _extend_warranties(self) -> None:
        """Give the units that extended warranties were bought for their policy."""
        lines = self.order_line.filtered(
            lambda line: line.covered_equipment_id and line.product_id.sold_policy_id
        )
        for line in lines:
            unit = line.covered_equipment_id
            unit.write(
                {
                    "policy_ids": [
                        fields.Command.link(line.product_id.sold_policy_id.id)
                    ],
                    "extension_date": unit.extension_date
                    or fields.Date.context_today(line),
                }
            )
