from odoo import api, models
from odoo.fields import Domain


class AftersalesPerformanceSource(models.AbstractModel):
    _inherit = "aftersales.performance.source"

    @api.model
    def _find_audit_grade(self, rule, limit: int) -> list[dict]:
        """Heads of units whose house grade is rewarded or punished (R351, R353)."""
        flag = "is_rewarded" if rule.kind == "reward" else "is_punished"
        grades = self.env["aftersales.audit.grade"].search(
            self._of_companies(rule)
            & Domain(flag, "=", True)
            & Domain("audit_id.state", "=", "closed")
            & Domain("audit_id.date_to", ">=", rule.watch_from)
            & (Domain("department_id", "!=", False) | Domain("outlet_id", "!=", False))
            & self._not_proposed(rule),
            order="id",
        )
        # Once for each person and year, however many units he heads.
        known = {(entry.employee_id, entry.date) for entry in rule.entry_ids}
        found = []
        for grade in grades:
            head = grade.department_id.manager_id or self._get_outlet_head(grade)
            case = (head, grade.audit_id.date_to)
            if head and case not in known and len(found) < limit:
                known.add(case)
                found.append(
                    {
                        "audit_grade_id": grade.id,
                        "employee_id": head.id,
                        "outlet_id": grade.outlet_id.id,
                        "company_id": grade.company_id.id,
                        "date": grade.audit_id.date_to,
                        "reason": self._get_grade_reason(grade),
                    }
                )
        return found

    @api.model
    def _get_outlet_head(self, grade):
        return grade.outlet_id.manager_id.employee_ids.filtered(
            lambda person: person.company_id == grade.company_id
        )[:1]

    @api.model
    def _get_grade_reason(self, grade) -> str:
        return self.env._(
            "%(audit)s: %(unit)s reached %(score).2f, %(grade)s.",
            audit=grade.audit_id.name,
            unit=grade.unit_name,
            score=grade.score,
            grade=grade.score_id._name_bands(grade.band_id),
        )
