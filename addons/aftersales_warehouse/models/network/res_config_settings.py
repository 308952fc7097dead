from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_network_is_shared = fields.Boolean(
        related="company_id.aftersales_network_is_shared", readonly=False
    )
    aftersales_network_release_hours = fields.Float(
        related="company_id.aftersales_network_release_hours", readonly=False
    )
    aftersales_network_expiry_days = fields.Integer(
        related="company_id.aftersales_network_expiry_days", readonly=False
    )
    aftersales_network_refusal_days = fields.Integer(
        related="company_id.aftersales_network_refusal_days", readonly=False
    )
    aftersales_network_gate = fields.Boolean(
        related="company_id.aftersales_network_gate", readonly=False
    )
    aftersales_network_city_km = fields.Float(
        related="company_id.aftersales_network_city_km", readonly=False
    )
    aftersales_network_state_km = fields.Float(
        related="company_id.aftersales_network_state_km", readonly=False
    )
    aftersales_network_far_km = fields.Float(
        related="company_id.aftersales_network_far_km", readonly=False
    )
    aftersales_network_freight_product_id = fields.Many2one(
        related="company_id.aftersales_network_freight_product_id", readonly=False
    )
    aftersales_network_consumption_weeks = fields.Integer(
        related="company_id.aftersales_network_consumption_weeks", readonly=False
    )
    aftersales_network_cover_weeks = fields.Integer(
        related="company_id.aftersales_network_cover_weeks", readonly=False
    )
