from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_loan_location_id = fields.Many2one(
        related="company_id.aftersales_loan_location_id", readonly=False
    )
    aftersales_loan_days = fields.Integer(
        related="company_id.aftersales_loan_days", readonly=False
    )
    aftersales_loan_chase_days = fields.Integer(
        related="company_id.aftersales_loan_chase_days", readonly=False
    )
