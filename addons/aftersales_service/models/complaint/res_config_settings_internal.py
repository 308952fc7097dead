from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_internal_reply_hours = fields.Float(
        related="company_id.aftersales_internal_reply_hours", readonly=False
    )
