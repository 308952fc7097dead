from odoo import models


class StockLot(models.Model):
    _name = "stock.lot"
    _inherit = [
        "stock.lot",
        "aftersales.origin.mixin",
        "aftersales.unit.origin.mixin",
    ]

    _aftersales_origin_field = "lot_id"
    _aftersales_unit_path = "lot_id"

    def _prepare_aftersales_order_context(self) -> dict:
        """A number that one unit on file has names the unit and its customer too."""
        context = {
            **super()._prepare_aftersales_order_context(),
            "default_product_id": self.product_id.id,
        }
        unit = self.env["aftersales.equipment"].search(
            [("lot_id", "=", self.id), ("company_id", "=", self.env.company.id)],
            limit=2,
        )
        if len(unit) == 1:
            context["default_equipment_id"] = unit.id
        return context
