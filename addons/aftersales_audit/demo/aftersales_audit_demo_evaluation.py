from datetime import date, datetime, timedelta
from typing import NamedTuple

from odoo import api, models
from odoo.fields import Command, Domain

from odoo.addons.aftersales_service.models.flow_mixin import DeviceTime

from . import evaluation_words as words

SCHEME = "aftersales_audit.audit_scheme_gbt_27922"
MATRIX = "aftersales_audit.responsibility_matrix_handbook_004"
SAMPLES = 20
#: Proposals that are no worse than that are accepted; for the rest, papers were seen.
GOOD_SHARE = 0.8


class Year(NamedTuple):
    """What auditors of a year find: something not met, or by samples, every so many
    indicators (0: never), counted from a first one; samples that failed at most;
    special deductions."""

    not_met_every: int
    sampled_every: int
    failed: int
    first: int = 1
    deductions: int = 1


BEFORE = Year(not_met_every=0, sampled_every=1, failed=14, deductions=3)
LAST = Year(not_met_every=9, sampled_every=4, failed=4)
THIS = Year(not_met_every=11, sampled_every=5, failed=3, first=3)


class AftersalesAuditDemo(models.AbstractModel):
    """The evaluations of the last two years, closed, and this year's, under way.

    Points are equal shares: those of the standard are not ours to tell. The shipped
    scheme stays as it is, a copy is put in force.
    """

    _inherit = "aftersales.audit.demo"

    @api.model
    def _load_evaluations(self, scheme, matrix):
        self._load_auditor()
        year = self._today().year
        before = self._present_audit(scheme, matrix, year - 2, BEFORE)
        self._close_audit(before, "audit_before")
        self._load_last_year(scheme, matrix, year - 1)
        self._load_this_year(scheme, matrix, year)

    @api.model
    def _name_record(self, record, name: str):
        self.env["ir.model.data"]._update_xmlids(
            [
                {
                    "xml_id": f"aftersales_audit.demo_{name}",
                    "record": record,
                    "noupdate": True,
                }
            ]
        )
        return record

    @api.model
    def _load_scheme(self):
        scheme = self.env.ref(SCHEME).copy({"edition": self._text(words.EDITION)})
        scheme.note = self._text(words.SCHEME_NOTE)
        scheme.action_fill_placeholder()
        scheme.action_put_in_force()
        return self._name_record(scheme, "scheme")

    @api.model
    def _load_matrix(self, scheme):
        matrix = self.env.ref(MATRIX).copy(
            {
                "name": self._text(words.MATRIX),
                "scheme_id": scheme.id,
                "company_id": self.env.company.id,
            }
        )
        for column in matrix.column_ids:
            column.department_id = self.env["hr.department"].create(
                {"name": column.name, "company_id": self.env.company.id}
            )
        service = matrix.column_ids[-1].department_id
        service.manager_id = self._ref("user_manager").employee_id
        return self._name_record(matrix, "matrix")

    @api.model
    def _load_auditor(self):
        """The inspector is a certified manager, of no department that he audits."""
        user = self._ref("user_inspector")
        person = user.employee_id or self.env["hr.employee"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "company_id": self.env.company.id,
            }
        )
        diploma = self.env.company.aftersales_manager_skill_ids[:1]
        self.env["hr.employee.skill"].create(
            {
                "employee_id": person.id,
                "skill_type_id": diploma.skill_type_id.id,
                "skill_id": diploma.id,
                "skill_level_id": diploma.skill_type_id.skill_level_ids[:1].id,
                "valid_from": self._today() - timedelta(days=1200),
                "valid_to": self._today() + timedelta(days=400),
            }
        )

    @api.model
    def _start_audit(self, scheme, matrix, year: int, planned: date):
        """A programme that the general manager approves, and its evaluation."""
        inspector = self._ref("user_inspector")
        programme = (
            self.env["aftersales.audit.programme"]
            .with_user(inspector)
            .with_context(ir_sequence_date=f"{planned}")
            .create(
                {
                    "date_from": date(year, 1, 1),
                    "date_to": date(year, 12, 31),
                    "scheme_id": scheme.id,
                    "matrix_id": matrix.id,
                    "seed": year,
                    "objective": self._text(words.OBJECTIVE),
                }
            )
        )
        programme.action_draw_outlets()
        programme.with_user(self._ref("user_general")).action_approve()
        audit_id = programme.action_create_audit()["res_id"]
        audit = programme.env["aftersales.audit"].browse(audit_id)
        audit.write(
            {
                "date_planned": planned,
                "member_ids": [
                    Command.create(
                        {
                            "employee_id": inspector.sudo().employee_id.id,
                            "role": "leader",
                        }
                    )
                ],
            }
        )
        audit.action_plan()
        self._hold_meeting(audit, "opening")
        audit.action_open()
        audit.action_start()
        return audit

    @api.model
    def _hold_meeting(self, audit, kind: str):
        people = self.env["hr.employee"].search(
            Domain("user_id", "in", [self._ref("user_manager").id])
            | Domain("user_id", "in", [self._ref("user_inspector").id])
        )
        audit.meeting_ids = [
            Command.create(
                {
                    "kind": kind,
                    "held_at": f"{audit.date_planned} 01:00:00",
                    "participant_ids": [Command.set(people.ids)],
                    "minutes": self._text(words.MINUTES[kind]),
                }
            )
        ]

    @api.model
    def _find_things(self, lines, found: Year):
        """Results as auditors give them: most is met, some in part, little is not."""
        for number, line in enumerate(lines, found.first):
            if found.not_met_every and number % found.not_met_every == 0:
                finding = self._text(words.NOT_MET)
                line.write({"result": "not_met", "finding": finding})
            elif line.clause_id.is_sampled and number % found.sampled_every == 0:
                line.write(
                    {
                        "result": "sampled",
                        "sample_size": SAMPLES,
                        "passed_count": SAMPLES - number % (found.failed + 1),
                        "finding": self._text(words.SAMPLED),
                    }
                )
            elif line.proposed_mark >= GOOD_SHARE * line.points:
                line.action_accept()
            else:
                line.action_met()
            if line.is_override:
                line.override_reason = self._text(words.OVERRIDE)

    @api.model
    def _present_audit(self, scheme, matrix, year: int, found: Year):
        """From the programme to the closing meeting."""
        audit = self._start_audit(scheme, matrix, year, date(year, 11, 20))
        self._find_things(audit.line_ids, found)
        audit.special_ids = [
            Command.create(
                {
                    "kind": "deduction",
                    "ground": "rules",
                    "description": self._text(words.DEDUCTION),
                    "rectified_on": date(year, 12, 10),
                }
            )
            for _number in range(found.deductions)
        ]
        audit.action_score()
        self._hold_meeting(audit, "closing")
        audit.action_present()
        return audit

    @api.model
    def _close_audit(self, audit, name: str):
        """In December of its year."""
        audit.conclusion = self._text(words.CONCLUSION)
        moment = DeviceTime(datetime(audit.date_to.year, 12, 15, 2))
        audit.with_context(_aftersales_device_time=moment).action_close()
        audit.programme_id.action_finish()
        self._name_record(audit, name)

    @api.model
    def _load_last_year(self, scheme, matrix, year: int):
        audit = self._present_audit(scheme, matrix, year, LAST)
        self._follow_up(audit)
        self._close_audit(audit, "audit_closed")

    @api.model
    def _follow_up(self, audit):
        """What was found gets its measures before the evaluation is closed."""

    @api.model
    def _load_this_year(self, scheme, matrix, year: int):
        audit = self._start_audit(scheme, matrix, year, self._today())
        half = audit.line_ids[: len(audit.line_ids) // 2]
        self._find_things(half, THIS)
        self._plan_visits(audit)
        self._name_record(audit, "audit_open")

    @api.model
    def _plan_visits(self, audit):
        """The units that are left, a morning each, from today on."""
        units = [{"outlet_id": outlet.id} for outlet in audit.outlet_ids]
        units += [
            {"department_id": department.id}
            for department in audit.line_ids.department_id.sorted("name")
        ]
        auditor = audit.member_ids.employee_id
        audit.visit_ids = [
            Command.create(
                {
                    **unit,
                    "auditor_id": auditor.id,
                    "date_start": self._moment(days, 9 * 60),
                    "date_end": self._moment(days, 12 * 60),
                }
            )
            for days, unit in enumerate(units)
        ]
