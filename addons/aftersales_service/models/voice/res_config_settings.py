from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_low_opinion = fields.Selection(
        related="company_id.aftersales_low_opinion", readonly=False
    )
    aftersales_opinion_mail = fields.Boolean(
        related="company_id.aftersales_opinion_mail", readonly=False
    )
    aftersales_opinion_wait_hours = fields.Float(
        related="company_id.aftersales_opinion_wait_hours", readonly=False
    )
    aftersales_opinion_days = fields.Integer(
        related="company_id.aftersales_opinion_days", readonly=False
    )
