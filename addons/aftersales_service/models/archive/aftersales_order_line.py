from odoo import models


class AftersalesOrderLine(models.Model):
    _name = "aftersales.order.line"
    _inherit = ["aftersales.order.line", "aftersales.sealed.part.mixin"]

    _sealed_parents = ("order_id", "dispatch_id")
