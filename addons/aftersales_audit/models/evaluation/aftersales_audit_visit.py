from odoo import api, fields, models
from odoo.exceptions import ValidationError


class AftersalesAuditVisit(models.Model):
    """When a unit is audited, and by whom."""

    _name = "aftersales.audit.visit"
    _description = "Visit of an Audit"
    _inherit = ["hr.mixin", "aftersales.audit.part"]
    _order = "date_start, id"

    auditor_id = fields.Many2one(
        "hr.employee",
        required=True,
        check_company=True,
        ondelete="restrict",
    )
    date_start = fields.Datetime(string="Begins", required=True, index=True)
    date_end = fields.Datetime(string="Ends", required=True)
    place = fields.Char()
    note = fields.Text()

    _order_of_dates = models.Constraint(
        "CHECK(date_start <= date_end)", "The visit ends before it begins."
    )

    @api.depends("audit_id.name", "department_id", "outlet_id")
    def _compute_display_name(self):
        for visit in self:
            visit.display_name = f"{visit.audit_id.name} · {visit.unit_name}"

    @api.constrains("auditor_id", "audit_id", "department_id", "outlet_id")
    def _check_auditor(self):
        """Of the team, and with no part in the unit."""
        for audit, visits in self.grouped("audit_id").items():
            facts = audit._get_auditor_facts()
            problems = []
            for visit in visits:
                if visit.auditor_id not in facts:
                    problems.append(
                        self.env._(
                            "%(visit)s: %(person)s is no auditor of the team.",
                            visit=visit.display_name,
                            person=visit.auditor_id.sudo().name,
                        )
                    )
                    continue
                problems += [
                    audit._describe_conflict(visit.auditor_id, visit.unit_name, kind)
                    for kind in audit._get_conflicts(facts[visit.auditor_id], visit)
                ]
            if problems:
                raise ValidationError("\n".join(problems))
