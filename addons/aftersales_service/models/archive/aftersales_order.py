from odoo import models


class AftersalesOrder(models.Model):
    _name = "aftersales.order"
    _inherit = ["aftersales.order", "aftersales.sealed.mixin"]
