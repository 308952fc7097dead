from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools import impartiality


class AftersalesAudit(models.Model):
    """Who may audit: certified, and not his own work."""

    _inherit = "aftersales.audit"

    def _get_team_problems(self) -> list[str]:
        self.ensure_one()
        if not self.member_ids.filtered(lambda member: member.role == "leader"):
            return [self.env._("%(audit)s: name the leader.", audit=self.name)]
        return (
            self._get_certificate_problems()
            + self._get_unaudited_problems()
            + self._get_visit_problems()
        )

    def _get_certificate_problems(self) -> list[str]:
        """The evaluation is done by certified managers (R341)."""
        skills = self.company_id.sudo().aftersales_manager_skill_ids
        if not skills:
            return [
                self.env._(
                    "Settings: name the certificate of the company's after-sales "
                    "service managers."
                )
            ]
        auditors = self._get_auditors().employee_id
        held = self.company_id._get_certified_people(auditors, self.date_planned)
        return [
            self.env._(
                "%(audit)s: %(person)s has no valid certificate as after-sales service "
                "manager on %(day)s.",
                audit=self.name,
                person=person.sudo().name,
                day=self.date_planned,
            )
            for person in auditors - held
        ]

    def _get_unaudited_problems(self) -> list[str]:
        """For each unit somebody of the team must be impartial."""
        team = list(self._get_auditor_facts().values())
        years = self.company_id.aftersales_audit_advice_years
        units = {line._get_unit(): line.unit_name for line in self.line_ids}
        return [
            self.env._(
                "%(audit)s: nobody of the team may audit %(unit)s.",
                audit=self.name,
                unit=name,
            )
            for unit, name in units.items()
            if not impartiality.free_auditors(team, unit, self.date_planned, years)
        ]

    def _get_visit_problems(self) -> list[str]:
        facts = self._get_auditor_facts()
        return [
            self._describe_conflict(visit.auditor_id, visit.unit_name, kind)
            for visit in self.visit_ids
            if visit.auditor_id in facts
            for kind in self._get_conflicts(facts[visit.auditor_id], visit)
        ]

    def _get_auditors(self):
        """Members who give results; experts only advise the team."""
        return self.member_ids.filtered(lambda member: member.role != "expert")

    def _get_auditor_facts(self) -> dict:
        """What may speak against each auditor, by employee, in a few queries."""
        people = self._get_auditors().employee_id.sudo()
        outlets = (
            self.env["aftersales.outlet"]
            .sudo()
            .search(
                Domain("company_id", "=", self.company_id.id)
                & (
                    Domain("manager_id", "in", people.user_id.ids)
                    | Domain("technician_ids", "in", people.ids)
                )
            )
        )
        advice = (
            self.env["aftersales.audit.advice"]
            .sudo()
            .search([("employee_id", "in", people.ids)])
            .grouped("employee_id")
        )
        facts = {}
        for person in people:
            mine = outlets.filtered(
                lambda one, person=person: (
                    person in one.technician_ids
                    or (person.user_id and one.manager_id == person.user_id)
                )
            )
            units = {f"{impartiality.OUTLET}:{outlet.id}" for outlet in mine}
            if person.department_id:
                units.add(f"{impartiality.DEPARTMENT}:{person.department_id.id}")
            facts[person.sudo(False)] = impartiality.Auditor(
                frozenset(units),
                tuple(
                    impartiality.Advice(row._get_unit(), row.date_end)
                    for row in advice.get(person, ())
                ),
            )
        return facts

    def _get_conflicts(self, auditor: impartiality.Auditor, part) -> tuple[str, ...]:
        return impartiality.conflicts(
            auditor,
            part._get_unit(),
            self.date_planned,
            self.company_id.aftersales_audit_advice_years,
        )

    def _describe_conflict(self, person, unit: str, kind: str) -> str:
        values = {"audit": self.name, "person": person.sudo().name, "unit": unit}
        if kind == "own":
            return self.env._(
                "%(audit)s: %(person)s belongs to %(unit)s and cannot audit it.",
                **values,
            )
        return self.env._(
            "%(audit)s: %(person)s has advised %(unit)s and cannot audit it yet.",
            **values,
        )

    def _check_may_audit(self, lines) -> None:
        """Results are given by the team, each for units he has no part in."""
        for audit in self:
            facts = audit._get_auditor_facts()
            mine = [
                (person, fact)
                for person, fact in facts.items()
                if person.sudo().user_id == self.env.user
            ]
            if not mine:
                raise UserError(
                    self.env._(
                        "%(audit)s: results are given by its auditors.",
                        audit=audit.name,
                    )
                )
            person, fact = mine[0]
            units = {line._get_unit(): line for line in lines if line.audit_id == audit}
            audit._refuse(
                [
                    audit._describe_conflict(person, line.unit_name, kind)
                    for line in units.values()
                    for kind in audit._get_conflicts(fact, line)
                ]
            )
