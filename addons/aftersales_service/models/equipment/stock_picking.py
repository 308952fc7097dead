from odoo import models


class StockPicking(models.Model):
    _name = "stock.picking"
    _inherit = ["stock.picking", "aftersales.unit.origin.mixin"]

    _aftersales_unit_path = "delivery_move_id.picking_id"
