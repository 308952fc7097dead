from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_conduct_note = fields.Text(
        related="company_id.aftersales_conduct_note", readonly=False
    )
