from odoo import models


class StockLot(models.Model):
    _name = "stock.lot"
    _inherit = ["stock.lot", "aftersales.origin.mixin"]

    _aftersales_origin_field = "lot_id"

    def _prepare_aftersales_order_context(self) -> dict:
        return {
            **super()._prepare_aftersales_order_context(),
            "default_product_id": self.product_id.id,
        }
