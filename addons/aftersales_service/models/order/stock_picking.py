from odoo import models


class StockPicking(models.Model):
    _name = "stock.picking"
    _inherit = ["stock.picking", "aftersales.origin.mixin"]

    _aftersales_origin_field = "origin_picking_id"

    def _prepare_aftersales_order_context(self) -> dict:
        """A delivery of one product with one number names the unit as well."""
        context = {
            **super()._prepare_aftersales_order_context(),
            "default_partner_id": self.partner_id.id,
        }
        if len(self.move_ids.product_id) == 1:
            context["default_product_id"] = self.move_ids.product_id.id
            if len(self.move_ids.lot_ids) == 1:
                context["default_lot_id"] = self.move_ids.lot_ids.id
        return context
