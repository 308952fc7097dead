from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_outlet_answer_hours = fields.Float(
        related="company_id.aftersales_outlet_answer_hours", readonly=False
    )
