from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_return_location_id = fields.Many2one(
        related="company_id.aftersales_return_location_id", readonly=False
    )
    aftersales_claim_days = fields.Integer(
        related="company_id.aftersales_claim_days", readonly=False
    )
    aftersales_dispute_routes = fields.Text(
        related="company_id.aftersales_dispute_routes", readonly=False
    )
