from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_risk_medium_from = fields.Integer(
        related="company_id.aftersales_risk_medium_from", readonly=False
    )
    aftersales_risk_high_from = fields.Integer(
        related="company_id.aftersales_risk_high_from", readonly=False
    )
