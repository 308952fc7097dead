from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from odoo.addons.aftersales_service.tests.rules import rule

from ...tools.evidence import Proposal
from .common import EvaluationCase


@tagged("post_install", "-at_install")
class TestAudit(EvaluationCase):
    """From the plan to results: who is asked what, and by whom."""

    @rule("R347")
    def test_each_indicator_is_asked_of_its_department_and_sampled_outlets(self):
        audit = self._create_audit()
        audit.action_plan()
        self.assertEqual(
            audit.line_ids.mapped(lambda one: (one.clause_id.code, one.unit_name)),
            [
                ("1.1.1", "Office"),
                ("1.1.2", "Office"),
                ("2.1.1", "Plant"),
                ("2.1.1", self.outlet.name),
                ("2.2", "Plant"),
            ],
        )
        self.assertEqual(audit.line_ids.mapped("points"), [30, 10, 50, 50, 10])

    def test_only_chosen_departments_are_asked(self):
        audit = self._create_audit(
            department_ids=[(6, 0, self.office.ids)], outlet_ids=False
        )
        audit.action_plan()
        self.assertEqual(audit.line_ids.department_id, self.office)
        self.assertEqual(audit.line_count, 2)

    def test_what_nobody_answers_for_is_not_asked_of_chosen_departments(self):
        section = self.clauses["1"]
        self.matrix.cell_ids.filtered(lambda cell: cell.clause_id == section).unlink()
        chosen = {"department_ids": [(6, 0, self.plant.ids)], "outlet_ids": False}
        audit = self._create_audit(**chosen)
        audit.action_plan()
        self.assertEqual(audit.line_ids.clause_id.mapped("code"), ["2.1.1", "2.2"])
        audit = self._create_audit(**chosen, matrix_id=False)
        audit.action_plan()
        self.assertFalse(audit.line_ids)

    def test_the_matrix_is_of_the_scheme_and_of_the_company(self):
        other = self._create_scheme(code="OTHER")
        with self.assertRaisesRegex(ValidationError, "another scheme"):
            self._create_audit(scheme_id=other.id)
        company = self.env["res.company"].create({"name": "Other"})
        foreign = self._create_scheme(code="FOREIGN", company_id=company.id)
        for model in ("aftersales.audit", "aftersales.audit.programme"):
            with self.assertRaises(UserError, msg=model):
                self.env[model].create({"scheme_id": foreign.id})

    def test_a_column_without_department_is_told_of(self):
        self.matrix.column_ids[0].department_id = False
        with self.assertRaisesRegex(UserError, "“Office” is"):
            self._create_audit().action_plan()

    @rule("R341", "R478")
    def test_the_team_is_certified(self):
        audit = self._create_audit()
        audit.action_plan()
        self._hold_meeting(audit, "opening")
        self.certificate.valid_to = "2026-06-30"
        with self.assertRaisesRegex(UserError, "Auditor Zhao has no valid certificate"):
            audit.action_open()
        self.certificate.valid_to = "2026-12-31"
        audit.action_open()
        self.assertEqual(audit.state, "opened")

    def test_the_opening_meeting_is_recorded_first(self):
        audit = self._create_audit(member_ids=False)
        with self.assertRaisesRegex(UserError, "Plan"):
            audit.action_open()
        audit.action_plan()
        with self.assertRaisesRegex(UserError, "leader(.|\n)*Opening Meeting"):
            audit.action_open()

    def test_nobody_audits_his_own_department_or_outlet(self):
        audit = self._create_audit()
        audit.action_plan()
        self._hold_meeting(audit, "opening")
        self.auditor.department_id = self.plant
        with self.assertRaisesRegex(UserError, "nobody of the team may audit Plant"):
            audit.action_open()
        self._certify(self.office_head)
        audit.member_ids = [(0, 0, {"employee_id": self.office_head.id})]
        audit.action_open()
        audit.action_start()
        with self.assertRaisesRegex(UserError, "belongs to Plant"):
            self._line(audit, "2.2").action_met()
        self._line(audit, "1.1.1").action_met()

    def test_nobody_audits_whom_he_advised_in_two_years(self):
        audit = self._start_audit()
        line = self._line(audit, "2.1.1", self.outlet)
        advice = self.env["aftersales.audit.advice"].create(
            {"employee_id": self.auditor.id, "outlet_id": self.outlet.id}
            | {"date_end": "2024-12-01"}
        )
        with self.assertRaisesRegex(UserError, "has advised Qingdao Branch"):
            line.action_met()
        advice.date_end = "2024-11-30"
        line.action_met()
        advice.date_end = "2025-12-31"
        self.company.aftersales_audit_advice_years = 0
        line.action_not_met()

    def test_a_visit_is_planned_for_an_impartial_auditor(self):
        audit = self._create_audit()
        vals = {
            "audit_id": audit.id,
            "auditor_id": self.auditor.id,
            "outlet_id": self.outlet.id,
            "date_start": "2026-12-01 01:00:00",
            "date_end": "2026-12-01 05:00:00",
        }
        visit = self.env["aftersales.audit.visit"].with_user(self.inspector)
        visit.create(vals)
        self.outlet.technician_ids += self.auditor
        with self.assertRaisesRegex(ValidationError, "cannot audit it"):
            visit.create(vals)
        with self.assertRaisesRegex(ValidationError, "no auditor of the team"):
            visit.create({**vals, "auditor_id": self.office_head.id})

    def test_the_team_gives_results_and_only_while_it_is_in_progress(self):
        audit = self._create_audit()
        audit.action_plan()
        with self.assertRaisesRegex(UserError, "not in progress"):
            audit.line_ids.action_met()
        other = self._create_user("inspector", "other_inspector")
        audit = self._start_audit()
        with self.assertRaisesRegex(UserError, "given by its auditors"):
            audit.line_ids.with_user(other).action_met()
        audit.line_ids.action_met()
        self.assertEqual(audit.line_ids.auditor_id, self.auditor)
        self.assertEqual(audit.progress, 100)
        with self.assertRaisesRegex(UserError, "“Deleted” instead"):
            audit.line_ids[0].unlink()

    def test_samples_need_their_numbers(self):
        line = self._line(self._start_audit(), "1.1.2")
        with Form(line) as form:
            form.result = "sampled"
            form.sample_size = 4
            form.passed_count = 3
        self.assertEqual((line.share, line.mark), (0.75, 7.5))
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            line.passed_count = 5
            line.flush_recordset()

    @rule("R346")
    def test_what_is_owed_is_told_at_once(self):
        audit = self._start_audit()
        self._line(audit, "1.1.1").action_not_met()
        with self.assertRaises(UserError) as caught:
            audit.action_score()
        message = str(caught.exception)
        self.assertEqual(message.count("no result yet"), 4)
        self.assertIn("1.1.1 Department named · Office: write down what", message)

    def test_live_records_propose_and_the_auditor_decides(self):
        self.scheme.action_reopen()
        self.clauses["1.1.2"].evidence_sources = "certified_managers"
        self.scheme.action_put_in_force()
        people = [self._create_person("service_manager", f"m{n}") for n in range(11)]
        self._certify(people[0])
        audit = self._start_audit()
        line = self._line(audit, "1.1.2")
        self.assertEqual(line.proposed_result, "sampled")
        self.assertEqual(line.evidence_ids.source, "certified_managers")
        self.assertIn(people[0].id, line.evidence_ids.res_ids)
        audit.action_accept_proposals()
        self.assertEqual(line.result, "sampled")
        self.assertEqual(line.mark, line.proposed_mark)
        self.assertFalse(line.is_override)
        line.action_met()
        self.assertTrue(line.is_override)
        (audit.line_ids - line).action_met()
        with self.assertRaisesRegex(UserError, "Give the reason"):
            audit.action_score()
        line.override_reason = "Two more got theirs last week."
        audit.action_score()
        with self.assertRaisesRegex(UserError, "counted, not typed in"):
            line.proposed_result = "met"

    def test_what_the_records_say_is_kept_in_the_company_s_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.company.partner_id.lang = "zh_CN"
        audit = self._start_audit()
        seen = []

        def ask(audit, lines):
            seen.extend((audit.env.lang, lines.env.lang))
            return {}

        with patch.object(type(audit), "_ask_sources", ask):
            audit.with_context(lang="en_US").action_collect_evidence()
        self.assertEqual(seen, ["zh_CN", "zh_CN"])

    def test_sources_are_known_by_name(self):
        with self.assertRaisesRegex(ValidationError, "nothing collects evidence"):
            self.clauses["1.1.1"].evidence_sources = "hearsay"

    def test_results_of_many_lines_cost_no_more_queries(self):
        scheme = self._create_scheme(
            points=[(str(n), f"Clause {n}", 5, {}) for n in range(1, 21)], code="MANY"
        )
        scheme.action_put_in_force()
        audit = self._start_audit(
            scheme_id=scheme.id, matrix_id=False, outlet_ids=False
        )
        few, many = audit.line_ids[:2], audit.line_ids[2:]
        # The first call also reads what is then kept: rights, rules, settings.
        few_count = self._count_queries(few.action_met)
        self.assertLessEqual(self._count_queries(many.action_met), few_count)

    def test_proposals_of_many_lines_cost_no_more_queries(self):
        """Each of them says something else."""
        scheme = self._create_scheme(
            points=[(str(n), f"Clause {n}", 5, {}) for n in range(1, 21)], code="MANY"
        )
        scheme.action_put_in_force()
        audit = self._start_audit(
            scheme_id=scheme.id, matrix_id=False, outlet_ids=False
        )
        for number, line in enumerate(audit.line_ids.sudo(), 1):
            line._propose(Proposal("sampled", f"{number} counted.", number, number))
        few, many = audit.line_ids[:2], audit.line_ids[2:]
        few_count = self._count_queries(few.action_accept)
        self.assertLessEqual(self._count_queries(many.action_accept), few_count)
        self.assertEqual(audit.line_ids.auditor_id, self.auditor)
        self.assertEqual(many[-1].finding, "20 counted.")
        other = self._create_user("inspector", "other_inspector")
        with self.assertRaisesRegex(UserError, "given by its auditors"):
            many.with_user(other).action_accept()
        with self.assertRaises(AccessError):
            many.with_user(self.service_manager).action_accept()
