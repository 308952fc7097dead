from odoo import fields, models
from odoo.fields import Domain


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

    def _get_certified_people(self, people, day):
        """Those of the employees who are certified service managers on a day."""
        self.ensure_one()
        skills = self.sudo().aftersales_manager_skill_ids
        held = (
            self.env["hr.employee.skill"]
            .sudo()
            .search(
                Domain("employee_id", "in", people.ids)
                & Domain("skill_id", "in", skills.ids)
                & Domain("valid_from", "<=", day)
                & (Domain("valid_to", "=", False) | Domain("valid_to", ">=", day))
            )
        )
        return held.employee_id
