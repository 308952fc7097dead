import io

import openpyxl

from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import EvaluationCase


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
        sheet = self.env["aftersales.audit.score.sheet"].with_user(self.inspector)
        sheet = sheet.create({"audit_id": audit.id})
        file = io.BytesIO()
        self.assertEqual(sheet._write_workbook(file), 5)
        book = openpyxl.load_workbook(io.BytesIO(file.getvalue()))
        self.assertEqual(book.sheetnames, ["Score Sheet", "Special Items", "Result"])
        rows = {
            (row[0], row[2]): row
            for row in book["Score Sheet"].iter_rows(values_only=True)
        }
        self.assertEqual(rows["1.1.2", "Office"][6:9], (4, 3, 7.5))

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
        self.env["aftersales.performance.entry"].create(
            [{**row, "rule_id": penalty.id} for row in found]
        )
        self.assertFalse(source._find_audit_grade(penalty, 10))

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
