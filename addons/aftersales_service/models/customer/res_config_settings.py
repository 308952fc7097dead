from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_access_log_days = fields.Integer(
        related="company_id.aftersales_access_log_days", readonly=False
    )
    aftersales_ending_days = fields.Integer(
        related="company_id.aftersales_ending_days", readonly=False
    )
