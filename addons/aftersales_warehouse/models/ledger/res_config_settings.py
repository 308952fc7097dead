from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_clearing_since = fields.Date(
        related="company_id.aftersales_clearing_since", readonly=False
    )
