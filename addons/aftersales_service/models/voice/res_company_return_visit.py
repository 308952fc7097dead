from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_corrective_days = fields.Integer(
        string="Corrective Tasks Are Due After (days)",
        default=7,
        help="Deadline of a task that a return visit opens.",
    )
    aftersales_corrective_remind_days = fields.Integer(
        string="Overdue Tasks: Ask Again Every (days)",
        default=3,
        help="How often the superior is told of an overdue corrective task. 0: once.",
    )
    aftersales_return_visit_share = fields.Float(
        string="Customers to Visit Again in a Year (%)",
        default=5.0,
        help="Of the customers who bought or were served in the year.",
    )
    aftersales_return_visit_people = fields.Integer(
        string="Persons on a Return Visit on Site",
        default=2,
        help="So many go to the customer together, at least.",
    )
    aftersales_return_visit_attempts = fields.Integer(
        string="Attempts of a Return Visit",
        default=3,
        help="After so many attempts a customer counts as not reachable.",
    )
    aftersales_return_visit_rest_days = fields.Integer(
        string="Leave Customers Alone For (days)",
        default=30,
        help="Proposed for new campaigns: who was visited again within so many days is "
        "not asked once more.",
    )

    _return_visit_policy = models.Constraint(
        "CHECK(aftersales_corrective_remind_days >= 0 "
        "AND aftersales_corrective_days >= 0 "
        "AND aftersales_return_visit_share BETWEEN 0 AND 100 "
        "AND aftersales_return_visit_people >= 1 "
        "AND aftersales_return_visit_attempts >= 1 "
        "AND aftersales_return_visit_rest_days >= 0)",
        "Return visits: the share is a percentage from 0 to 100; one person and one "
        "attempt at least; days cannot be negative.",
    )
