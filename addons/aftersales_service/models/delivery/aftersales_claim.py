from odoo import fields, models


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    delivery_damage_id = fields.Many2one(
        "aftersales.delivery.damage",
        string="Damage on Arrival",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        copy=False,
    )
