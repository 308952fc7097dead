from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_card_on_delivery = fields.Boolean(
        related="company_id.aftersales_card_on_delivery", readonly=False
    )
    aftersales_public_pages = fields.Integer(
        string="Pages a Minute",
        config_parameter="aftersales_service.public_pages_per_minute",
        help="How often one visitor may open each public page. Many phones share one "
        "address of a mobile network. 0: any number.",
    )
    aftersales_public_forms = fields.Integer(
        string="Forms an Hour",
        config_parameter="aftersales_service.public_forms_per_hour",
        help="How many reports or registrations one visitor may send. 0: any number.",
    )
