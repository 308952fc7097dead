from odoo import fields, models


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    aftersales_is_published = fields.Boolean(
        string="Published as Service Tariff",
        help="Customers may read the prices of services from this pricelist.",
    )
