from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    aftersales_card_on_delivery = fields.Boolean(
        string="Warranty Card at Delivery",
        help="Each unit gets its warranty card the moment it is delivered, also where "
        "the company's other products get none.",
    )
