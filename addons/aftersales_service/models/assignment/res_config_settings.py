from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_skill_check = fields.Selection(
        related="company_id.aftersales_skill_check", readonly=False
    )
    aftersales_default_outlet_id = fields.Many2one(
        related="company_id.aftersales_default_outlet_id", readonly=False
    )
    aftersales_road_factor = fields.Float(
        related="company_id.aftersales_road_factor", readonly=False
    )
    aftersales_travel_speed = fields.Float(
        related="company_id.aftersales_travel_speed", readonly=False
    )
