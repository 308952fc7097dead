from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_ending_days = fields.Integer(
        related="company_id.aftersales_ending_days", readonly=False
    )
