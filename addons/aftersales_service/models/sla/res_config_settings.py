from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_service_manager_id = fields.Many2one(
        related="company_id.aftersales_service_manager_id", readonly=False
    )
    aftersales_general_manager_id = fields.Many2one(
        related="company_id.aftersales_general_manager_id", readonly=False
    )
