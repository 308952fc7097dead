from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_kpi_delay_days = fields.Integer(
        related="company_id.aftersales_kpi_delay_days", readonly=False
    )
    aftersales_manager_skill_ids = fields.Many2many(
        related="company_id.aftersales_manager_skill_ids", readonly=False
    )
    aftersales_representative_id = fields.Many2one(
        related="company_id.aftersales_representative_id", readonly=False
    )
