from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_outlet_answer_hours = fields.Float(
        string="Outlet's Time to Answer",
        default=2.0,
        help="Hours an outlet has, after it was given an order, to accept or reject it "
        "on its portal.",
    )

    _aftersales_outlet_answer_positive = models.Constraint(
        "CHECK(aftersales_outlet_answer_hours >= 0)",
        "Outlet's Time to Answer must not be negative.",
    )
