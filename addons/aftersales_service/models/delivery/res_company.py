from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_delivery_needs_call = fields.Boolean(
        string="Call Before Delivery",
        default=True,
        help="Goods leave only after the customer was called and a time agreed on.",
    )
    aftersales_delivery_months = fields.Integer(
        string="Deliver Within (months)",
        help="Longest time from the order to the promised delivery; beyond it the "
        "delivery says so. 0: no limit.",
    )

    _delivery_months_not_negative = models.Constraint(
        "CHECK(aftersales_delivery_months >= 0)",
        "Deliver Within: months cannot be negative.",
    )
