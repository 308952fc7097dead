from odoo import fields, models

from ..dispatch.aftersales_dispatch_visit import OPINIONS


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_low_opinion = fields.Selection(
        OPINIONS,
        string="Follow Up Opinions From",
        default="dissatisfied",
        required=True,
        help="This answer, or a worse one, opens an activity for the service manager.",
    )
    aftersales_opinion_mail = fields.Boolean(
        string="Ask for Opinions by E-Mail",
        default=True,
        help="Customers who gave no opinion on the slip get the link by e-mail.",
    )
    aftersales_opinion_wait_hours = fields.Float(
        string="Wait Before Asking",
        default=2.0,
        help="Hours after the service until the e-mail goes out.",
    )
    aftersales_opinion_days = fields.Integer(
        string="Opinions Are Taken For",
        default=90,
        help="Days after the service for which the link takes an answer.",
    )

    _aftersales_opinion_times = models.Constraint(
        "CHECK(aftersales_opinion_wait_hours >= 0 AND aftersales_opinion_days > 0)",
        "Asking for opinions: the wait must not be negative, and answers must be taken "
        "for one day at least.",
    )
