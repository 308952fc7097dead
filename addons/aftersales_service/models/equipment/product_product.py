from odoo import models


class ProductProduct(models.Model):
    _name = "product.product"
    _inherit = [
        "product.product",
        "aftersales.origin.mixin",
        "aftersales.unit.origin.mixin",
    ]

    _aftersales_origin_field = "product_id"
    _aftersales_unit_path = "product_id"
