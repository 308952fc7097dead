from odoo import models


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "aftersales.unit.origin.mixin"]

    _aftersales_unit_path = "sale_line_id.order_id"
