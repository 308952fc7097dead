from odoo import fields, models

from .aftersales_outlet import READERS


class ProductProduct(models.Model):
    _inherit = "product.product"

    aftersales_network_quantity = fields.Float(
        string="In the Network",
        digits="Product Unit",
        compute="_compute_network_quantity",
        groups=READERS,
    )

    def _compute_network_quantity(self):
        held = dict(
            self.env["aftersales.network.stock"]._read_group(
                [("product_id", "in", self.ids)], ["product_id"], ["quantity:sum"]
            )
        )
        for product in self:
            product.aftersales_network_quantity = held.get(product, 0.0)

    def action_view_network(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_network_stock_action"
        )
        action["domain"] = [("product_id", "in", self.ids)]
        action["context"] = {}
        return action
