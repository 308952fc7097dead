import csv
import io

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import EvaluationCase

SPECIAL = {"kind": "deduction", "ground": "law", "description": "Late"}


@tagged("post_install", "-at_install")
class TestAuditGuard(EvaluationCase):
    """An inspector with a client of his own writes no more than the screens let him."""

    def _score(self):
        audit = self._start_audit()
        audit.line_ids.action_met()
        audit.action_score()
        return audit

    def test_scores_and_seals_are_not_typed(self):
        audit = self._score()
        for name, value in {
            "score": 50,
            "has_score": False,
            "digest": "x",
            "evidence_digest": "x",
            "evidence_file": "eA==",
            "closed_at": "2026-01-01 00:00:00",
        }.items():
            with self.assertRaisesRegex(UserError, "is not typed"):
                audit.write({name: value})
        with self.assertRaisesRegex(UserError, "is not typed"):
            self._create_audit(score=100)
        self.assertEqual(audit.score, 100)

    def test_what_was_planned_is_settled(self):
        audit = self._create_audit()
        audit.date_to = "2026-11-30"
        audit.action_plan()
        for name, value in {
            "date_to": "2026-12-31",
            "scheme_id": self._create_scheme(code="OTHER").id,
            "outlet_ids": [(5,)],
        }.items():
            with self.assertRaisesRegex(UserError, "Cancel it and plan another"):
                audit.write({name: value})
        audit.line_ids[0].outlet_id = self.outlet
        audit = self._start_audit()
        line = audit.line_ids[0]
        for name, value in {"points": 1, "outlet_id": self.outlet.id}.items():
            with self.assertRaisesRegex(UserError, "is settled"):
                line.write({name: value})
        with self.assertRaisesRegex(UserError, "is settled"):
            line.create(audit._prepare_line(self.clauses["2.2"]))

    def test_special_items_are_those_that_were_scored(self):
        audit = self._start_audit()
        item = audit.special_ids.create({**SPECIAL, "audit_id": audit.id})
        audit.line_ids.action_met()
        audit.action_score()
        for change in (
            lambda: item.create({**SPECIAL, "audit_id": audit.id}),
            lambda: item.write({"kind": "bonus", "ground": "strength"}),
            item.unlink,
        ):
            with self.assertRaises(UserError) as caught:
                change()
            self.assertIn("Back to the Auditors", str(caught.exception))
        item.write({"rectification": "Done.", "rectified_on": "2026-12-10"})
        audit.action_rework()
        item.unlink()
        audit.action_score()
        self.assertEqual(audit.score, 100)

    def test_a_result_that_came_in_meanwhile_is_scored_first(self):
        """Of a transaction that began before the one that scored."""
        audit = self._score()
        self._hold_meeting(audit, "closing")
        line = self._line(audit, "2.2")

        def meanwhile(result):
            line.sudo().flush_recordset()
            self.env.cr.execute(
                "UPDATE aftersales_audit_line SET result = %s WHERE id = %s",
                [result, line.id],
            )
            self.env.invalidate_all()

        # The share of what is left is the same; the points involved are not.
        meanwhile("deleted")
        with self.assertRaisesRegex(UserError, "is not that of its results"):
            audit.action_present()
        meanwhile("met")
        audit.action_present()
        audit.conclusion = "Good."
        meanwhile("not_met")
        with self.assertRaisesRegex(UserError, "is not that of its results"):
            audit.action_close()
        audit.action_rework()
        line.finding = "Nobody."
        self._close_audit(audit)
        self.assertEqual(audit.score, 90)

    def test_the_lists_of_the_evidence_file_hold_no_formulas(self):
        audit = self._start_audit()
        line = audit.line_ids[0]
        line.finding = "=HYPERLINK(1)"
        rows = csv.DictReader(
            io.StringIO(audit._write_indicator_rows().decode("utf-8-sig"))
        )
        self.assertEqual(next(rows)["finding"], "'=HYPERLINK(1)")

    def test_averages_leave_out_what_cannot_be_compared(self):
        """A year without one before has not changed by nought."""
        before = self._start_audit(date_from="2025-01-01", date_to="2025-12-31")
        before.line_ids.write({"result": "not_met", "finding": "Nobody."})
        self._close_audit(before)
        audit = self._score()
        rows = (before | audit).score_ids.filtered(lambda row: row.scope == "audit")
        ((change,),) = rows._read_group([("id", "in", rows.ids)], [], ["change:avg"])
        self.assertEqual(change, 100)
