from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    aftersales_requirement_ids = fields.One2many(
        "aftersales.skill.requirement",
        "product_tmpl_id",
        "Required Skills",
        groups="aftersales_service.group_reader",
    )
