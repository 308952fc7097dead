from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_internal_reply_hours = fields.Float(
        string="Time to Reply to Colleagues",
        default=2.0,
        help="Hours to reply to an instruction or a request for help (R050).",
    )

    _aftersales_internal_reply_positive = models.Constraint(
        "CHECK(aftersales_internal_reply_hours > 0)",
        "Time to Reply to Colleagues: enter more than 0 hours.",
    )
