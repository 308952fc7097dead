from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_complaint_base = fields.Selection(
        [
            ("product", "Products Sold"),
            ("order", "Service Orders"),
            ("visit", "Visits"),
        ],
        string="Complaint Rate Against",
        default="order",
        required=True,
        help="Products sold belong to no outlet: then there is a rate of the company "
        "only.",
    )
    aftersales_complaint_answer_days = fields.Integer(
        string="Time to Answer Complaints (days)",
        default=15,
        help="A complaint answered later counts as not handled in time. The law takes "
        "15 days without an answer for a refusal.",
    )

    _aftersales_complaint_answer_positive = models.Constraint(
        "CHECK(aftersales_complaint_answer_days > 0)",
        "Time to Answer Complaints: enter one day at least.",
    )
