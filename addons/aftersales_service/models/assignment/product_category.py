from odoo import fields, models


class ProductCategory(models.Model):
    _inherit = "product.category"

    aftersales_requirement_ids = fields.One2many(
        "aftersales.skill.requirement",
        "product_categ_id",
        "Required Skills",
        groups="aftersales_service.group_reader",
    )
