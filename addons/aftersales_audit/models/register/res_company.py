from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_risk_medium_from = fields.Integer(
        string="Risks Are Medium From",
        default=6,
        help="Likelihood by impact, each from 1 to 5.",
    )
    aftersales_risk_high_from = fields.Integer(string="Risks Are High From", default=12)

    _aftersales_risk_order = models.Constraint(
        "CHECK(aftersales_risk_medium_from <= aftersales_risk_high_from)",
        "Risks cannot be high before they are medium.",
    )
