from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_audit_advice_years = fields.Integer(
        string="No Audit After Advice (years)",
        default=2,
        help="Who advised a unit does not audit it for so many years.",
    )

    _aftersales_audit_advice_years_positive = models.Constraint(
        "CHECK(aftersales_audit_advice_years >= 0)",
        "No Audit After Advice: 0 or more years.",
    )
