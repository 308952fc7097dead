from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_check_receipts = fields.Boolean(
        related="company_id.aftersales_check_receipts", readonly=False
    )
    aftersales_sign_issues = fields.Boolean(
        related="company_id.aftersales_sign_issues", readonly=False
    )
    aftersales_taker_signs = fields.Boolean(
        related="company_id.aftersales_taker_signs", readonly=False
    )
    aftersales_feedback_days = fields.Char(
        related="company_id.aftersales_feedback_days", readonly=False
    )
    aftersales_quality_partner_id = fields.Many2one(
        related="company_id.aftersales_quality_partner_id", readonly=False
    )
