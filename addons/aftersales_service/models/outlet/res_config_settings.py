from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_outlet_department_id = fields.Many2one(
        related="company_id.aftersales_outlet_department_id", readonly=False
    )
