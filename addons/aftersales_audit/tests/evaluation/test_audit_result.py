import io
import re

import openpyxl
import PyPDF2

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.aftersales_service.tests.rules import rule

from .common import EvaluationCase

HONOURS = "Praise · Reward"
#: Of the papers, 9 mm in points.
MARGIN = 25.5


@tagged("post_install", "-at_install")
class TestAuditResult(EvaluationCase):
    """What an audit comes to."""

    def _score(self, audit, **scope):
        rows = audit.score_ids
        for name, value in scope.items():
            rows = rows.filtered(lambda row, n=name, v=value: row[n] == v)
        return rows

    def _finish(self, results, **vals):
        audit = self._start_audit(**vals)
        for (code, at_outlet), (result, *counts) in results.items():
            line = self._line(audit, code, at_outlet)
            size, passed = counts or (0, 0)
            line.write(
                {
                    "result": result,
                    "finding": "Seen.",
                    "sample_size": size,
                    "passed_count": passed,
                }
            )
        audit.line_ids.filtered(lambda one: not one.result).action_met()
        return audit

    @rule("R354")
    def test_scores_by_section_clause_department_and_outlet(self):
        audit = self._finish(
            {("2.1.1", True): ("not_met",), ("2.2", False): ("deleted",)}
        )
        audit.special_ids = [
            (
                0,
                0,
                {
                    "kind": "deduction",
                    "ground": "law",
                    "description": "x",
                    "department_id": self.plant.id,
                },
            )
        ]
        audit.action_score()
        # 40 of section 1; of 50 for 2.1.1 half: department met it, the outlet did not.
        self.assertAlmostEqual(audit.score, round(65 / 90 * 100 - 1, 2))
        self.assertEqual(self._score(audit, clause_code="1").score, 100)
        self.assertEqual(self._score(audit, clause_code="2").score, 50)
        self.assertEqual(self._score(audit, department_id=self.office).score, 100)
        self.assertEqual(self._score(audit, department_id=self.plant).score, 99)
        outlet = self._score(audit, scope="outlet")
        self.assertEqual((outlet.score, outlet.outlet_id), (0, self.outlet))
        self.assertEqual(audit.grade_summary.split(" · "), ["Standard Reached", "Pass"])
        failed = audit.grade_ids.filtered("needs_corrective")
        self.assertEqual(failed.outlet_id, self.outlet)
        self.assertTrue(failed.needs_preventive and failed.is_punished)
        self.assertTrue(audit.needs_action)

    def test_rework_takes_the_score_back(self):
        audit = self._finish({})
        audit.action_score()
        self.assertEqual(audit.score, 100)
        audit.action_rework()
        self.assertFalse(audit.has_score or audit.score_ids or audit.grade_ids)
        self._line(audit, "1.1.1").write({"result": "not_met", "finding": "Nobody."})
        audit.action_score()
        self.assertLess(audit.score, 100)

    def test_without_points_there_are_checks_and_no_score(self):
        scheme = self._create_scheme(
            points=[("1", "All", 100, {}), ("1.1", "A", 0, {})], code="OPEN"
        )
        scheme.action_put_in_force()
        audit = self._finish({}, scheme_id=scheme.id, matrix_id=False)
        audit.action_score()
        self.assertFalse(audit.has_score)
        self.assertFalse(audit.grade_ids)

    def test_placeholders_are_told_of_on_every_paper(self):
        scheme = self._create_scheme(
            points=[("1", "All", 100, {}), ("1.1", "A", 0, {})], code="SHARE"
        )
        scheme.action_fill_placeholder()
        scheme.action_put_in_force()
        audit = self._finish({}, scheme_id=scheme.id, matrix_id=False)
        audit.action_score()
        self.assertTrue(audit.uses_placeholder)
        for report in ("report_audit", "report_audit_checklist"):
            html, _kind = self.env["ir.actions.report"]._render_qweb_html(
                f"aftersales_audit.{report}", audit.ids
            )
            self.assertIn("not from the standard", html.decode())
            self.assertIn("not from the standard", audit.grade_summary)
        self.assertEqual(
            set(audit.score_ids.mapped("uses_placeholder")), {True}, "each row says so"
        )
        for sheet in self._write_sheet(audit):
            told = [row[0] for row in sheet.iter_rows(values_only=True, max_row=4)]
            self.assertIn("not from the standard", told[3])
            self.assertIn("not from the standard", sheet.oddHeader.center.text)

    def _print(self, report, audit) -> list[str]:
        """Text of each page, spaces taken out."""
        reports = self.env["ir.actions.report"].with_user(self.inspector)
        if reports.get_wkhtmltopdf_state() == "install":
            self.skipTest("wkhtmltopdf is not installed")
        # The papers carry their own styles: nothing is fetched from a server.
        self.env["ir.config_parameter"].set_param("report.url", "http://127.0.0.1:9")
        with mute_logger("odoo.addons.base.models.ir_actions_report"):
            content, _kind = reports.with_context(
                force_report_rendering=True
            )._render_qweb_pdf(f"aftersales_audit.{report}", audit.ids)
        pages = PyPDF2.PdfReader(io.BytesIO(content)).pages
        self.contents = [page.get_contents().get_data() for page in pages]
        return ["".join(page.extract_text().split()) for page in pages]

    def test_every_page_tells_of_placeholders_and_no_other_paper_does(self):
        points = [("1", "All", 100, {})]
        points += [(f"1.{number}", f"A {number}", 0, {}) for number in range(1, 70)]
        scheme = self._create_scheme(points=points, code="LONG")
        scheme.action_fill_placeholder()
        scheme.action_put_in_force()
        audit = self._finish({}, scheme_id=scheme.id, matrix_id=False)
        audit.action_score()
        for report in ("action_report_audit", "action_report_audit_checklist"):
            pages = self._print(report, audit)
            self.assertGreater(len(pages), 2)
            for page in pages:
                self.assertIn("notfromthestandard", page)
            for content in self.contents:
                # Laid over as a strip in the margin: nothing below it is covered.
                strip = re.search(rb"([\d.]+) re\s+W\s+n", content)
                self.assertLess(float(strip.group(1)), MARGIN)
        audit = self._finish({})
        audit.action_score()
        pages = self._print("action_report_audit", audit)
        self.assertNotIn("notfromthestandard", "".join(pages))

    def test_no_certificate_rests_on_equal_shares(self):
        """It takes over no score, and the readiness check names them."""
        taken_over = {"score", "grade_id", "grade_ids"}
        self.assertFalse(taken_over & self.env["aftersales.certificate"]._fields.keys())
        scheme = self._create_scheme(
            points=[("1", "All", 100, {}), ("1.1", "A", 0, {})], code="SHARE"
        )
        scheme.action_fill_placeholder()
        scheme.action_put_in_force()
        audit = self._finish({}, scheme_id=scheme.id, matrix_id=False)
        self._close_audit(audit)
        Readiness = self.env["aftersales.readiness"].with_user(self.inspector)
        gaps = Readiness.browse(Readiness.action_open()["res_id"]).line_ids
        told = [name for name in gaps.mapped("name") if "equal shares" in name]
        self.assertEqual(len(told), 1)

    def test_grades_have_their_consequences_on_screen_and_paper(self):
        audit = self._finish({("2.1.1", False): ("not_met",)})
        audit.action_score()
        house = audit.grade_ids.filtered(
            lambda row: row.score_id.department_id == self.plant
        )
        self.assertEqual(
            house.consequence_names,
            "Penalty · Corrective Action Required · Preventive Action Required",
        )
        whole = audit.score_ids.filtered(lambda row: row.scope == "audit")
        self.assertFalse(whole.consequence_names)
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "aftersales_audit.report_audit", audit.ids
        )
        self.assertIn(house.consequence_names, html.decode())

    def test_scores_stand_as_in_a_table_of_contents(self):
        audit = self._finish({})
        audit.action_score()
        self.env.invalidate_all()
        self.assertEqual(
            audit.score_ids.mapped(lambda row: row.clause_code or row.scope),
            ["audit", "1", "1.1", "2", "2.1", "2.2", "department", "department"]
            + ["outlet"],
        )

    def test_years_are_compared(self):
        before = self._finish(
            {("1.1.1", False): ("not_met",)},
            date_from="2025-01-01",
            date_to="2025-12-31",
        )
        self._close_audit(before)
        audit = self._finish({})
        audit.action_score()
        self.assertEqual(audit.previous_id, before)
        self.assertEqual((audit.score, audit.score_change), (100, 30))
        section = self._score(audit, clause_code="1")
        self.assertEqual((section.previous_score, section.change), (25, 75))
        charts = audit.action_load_charts()
        self.assertEqual(charts["trend"]["scores"], [70, 100])
        self.assertEqual(charts["trend"]["labels"], ["2025", "2026"])
        self.assertEqual(charts["radar"]["before"][0], 25)
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "aftersales_audit.report_audit", audit.ids
        )
        self.assertIn("25.00", html.decode())

    def test_the_score_sheet_as_certifiers_use_it(self):
        audit = self._finish({("1.1.2", False): ("sampled", 4, 3)})
        audit.action_score()
        book = self._write_sheet(audit)
        self.assertEqual(book.sheetnames, ["Score Sheet", "Special Items", "Result"])
        rows = {
            (row[0], row[2]): row
            for row in book["Score Sheet"].iter_rows(values_only=True)
        }
        # Who checks the sheet sees how points come about; viewers see what they are.
        self.assertEqual(rows["1.1.2", "Office"][6:9], (4, 3, "=ROUND(D7*H7/G7,2)"))
        self.assertEqual(rows["1.1.1", "Office"][8], "=D6")
        self.assertIsNone(rows["1.1.1", "Office"][9], "No finding: an empty cell.")
        book = self._write_sheet(audit, data_only=True)
        sheet = book["Score Sheet"]
        self.assertEqual([sheet["I6"].value, sheet["I7"].value], [30, 7.5])
        self.assertEqual(sheet.page_setup.orientation, "landscape")
        self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
        self.assertEqual(sheet.freeze_panes, "B6")
        self.assertEqual(sheet.print_title_rows, "$5:$5")
        self.assertTrue(sheet["B6"].alignment.wrap_text)
        self.assertFalse(sheet.oddHeader.center.text)
        result = {row[1]: row for row in book["Result"].iter_rows(values_only=True)}
        self.assertEqual(result["2 Service"][2:4], (60, 60))
        self.assertEqual(result["Office"][6:], (93.75, None, "Excellent", HONOURS))

    def _write_sheet(self, audit, **how):
        sheet = self.env["aftersales.audit.score.sheet"].with_user(self.inspector)
        sheet = sheet.create({"audit_id": audit.id})
        file = io.BytesIO()
        self.assertEqual(sheet._write_workbook(file), len(audit.line_ids))
        return openpyxl.load_workbook(io.BytesIO(file.getvalue()), **how)

    @rule("R355")
    def test_the_manual_says_how_evaluation_is_done(self):
        procedure = self.env.ref("aftersales_audit.document_sqp_13")
        self.assertEqual((procedure.kind, procedure.code), ("procedure", "SQP-13"))
        manual = self.env.ref("aftersales_audit.document_manual")
        self.assertEqual(procedure.parent_id, manual)

    @rule("R351", "R353")
    def test_heads_of_units_are_proposed_for_rewards_and_penalties(self):
        audit = self._finish({("2.1.1", False): ("not_met",)})
        reward = self.env.ref("aftersales_audit.performance_rule_audit_reward")
        penalty = self.env.ref("aftersales_audit.performance_rule_audit_penalty")
        (reward | penalty).watch_from = "2026-01-01"
        source = self.env["aftersales.performance.source"].sudo()
        self.assertFalse(source._find_audit_grade(reward, 10))
        self._close_audit(audit)
        found = source._find_audit_grade(reward, 10)
        self.assertEqual([row["employee_id"] for row in found], self.office_head.ids)
        found = source._find_audit_grade(penalty, 10)
        self.assertEqual([row["employee_id"] for row in found], self.plant_head.ids)
        Entry = self.env["aftersales.performance.entry"].sudo()
        Entry._propose(reward, 10)
        Entry._propose(penalty, 10)
        self.assertFalse(source._find_audit_grade(penalty, 10))
        entries = (reward | penalty).entry_ids
        self.assertEqual(
            {(one.kind, one.employee_id, one.state) for one in entries},
            {
                ("reward", self.office_head, "proposed"),
                ("penalty", self.plant_head, "proposed"),
            },
        )
        # The evaluation shows what came of its grades, though it is frozen.
        grades = audit.with_user(self.service_manager).grade_ids
        self.assertEqual(grades.performance_entry_ids, entries)
        self.assertIn(audit.name, entries[0].reason)
        self.assertTrue(audit._verify())

    def test_scoring_many_lines_costs_no_more_queries(self):
        counts = []
        for size in (2, 20):
            points = [("1", "All", 100, {})]
            points += [(f"1.{n}", f"A {n}", 100 / size, {}) for n in range(1, size + 1)]
            scheme = self._create_scheme(points=points, code=f"S{size}")
            scheme.action_put_in_force()
            audit = self._finish({}, scheme_id=scheme.id, matrix_id=False)
            counts.append(self._count_queries(audit.action_score))
        self.assertLessEqual(counts[1], counts[0] + 4)
