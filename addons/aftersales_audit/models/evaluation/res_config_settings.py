from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_audit_advice_years = fields.Integer(
        related="company_id.aftersales_audit_advice_years", readonly=False
    )
