from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_training_account_id = fields.Many2one(
        related="company_id.aftersales_training_account_id", readonly=False
    )
    aftersales_certificate_remind_days = fields.Integer(
        related="company_id.aftersales_certificate_remind_days", readonly=False
    )
    aftersales_manager_warning = fields.Text(
        related="company_id.aftersales_manager_warning"
    )
