from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_delivery_needs_call = fields.Boolean(
        related="company_id.aftersales_delivery_needs_call", readonly=False
    )
    aftersales_delivery_months = fields.Integer(
        related="company_id.aftersales_delivery_months", readonly=False
    )
