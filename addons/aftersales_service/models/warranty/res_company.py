from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_card_on_delivery = fields.Boolean(
        string="Warranty Card at Delivery",
        help="Each unit gets its warranty card the moment it is delivered. Off: only "
        "units of products that say so.",
    )
