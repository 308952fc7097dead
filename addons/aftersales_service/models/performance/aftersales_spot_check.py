from odoo import fields, models


class AftersalesSpotCheck(models.Model):
    _inherit = "aftersales.spot.check"

    performance_entry_ids = fields.One2many(
        "aftersales.performance.entry", "spot_check_id", "Rewards and Penalties"
    )
