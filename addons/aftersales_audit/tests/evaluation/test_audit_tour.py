from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import EvaluationCase

PAGE = "/odoo/action-aftersales_audit"


@tagged("post_install", "-at_install")
class TestAuditTour(EvaluationCase, HttpCase):
    """What an auditor does on a phone, and what the result page shows."""

    @rule("R344", "R347")
    def test_indicators_are_marked_on_a_phone(self):
        self.scheme.action_reopen()
        self.clauses["1.1.1"].evidence_sources = "departments_headed"
        self.clauses["1.1.2"].evidence_sources = "certified_managers"
        self.scheme.action_put_in_force()
        audit = self._start_audit()
        self.env["hr.department"].search([]).manager_id = self.office_head
        audit.action_collect_evidence()
        with patch.object(self, "browser_size", "390x844"):
            self.start_tour(
                f"{PAGE}.aftersales_audit_line_action",
                "aftersales_audit_phone",
                login=self.inspector.login,
            )
        self.env.invalidate_all()
        named, certified = (self._line(audit, code) for code in ("1.1.1", "1.1.2"))
        self.assertEqual(named.result, named.proposed_result)
        self.assertFalse(named.is_override)
        self.assertRecordValues(
            certified,
            [{"result": "met", "override_reason": "The diploma came yesterday."}],
        )
        thrown = self._line(audit, "2.2")
        self.assertRecordValues(
            thrown, [{"result": "not_met", "finding": "No container for batteries."}]
        )
        self.assertEqual(thrown.attachment_ids.name, "crack.png")
        sampled = self._line(audit, "2.1.1", self.outlet)
        self.assertRecordValues(
            sampled, [{"result": "sampled", "sample_size": 10, "passed_count": 8}]
        )
        done = audit.line_ids.filtered("result")
        self.assertEqual(done.auditor_id, self.auditor)
        self.assertFalse(any(done.mapped("is_owed")))
        self.assertEqual(audit.done_count, 4)

    @rule("R354")
    def test_the_result_is_shown_and_frozen(self):
        before = self._start_audit(date_from="2025-01-01", date_to="2025-12-31")
        failed = self._line(before, "1.1.1")
        failed.write({"result": "not_met", "finding": "Nobody is named."})
        (before.line_ids - failed).action_met()
        self._close_audit(before)
        audit = self._start_audit()
        audit.line_ids.action_met()
        audit.action_score()
        self._hold_meeting(audit, "closing")
        audit.action_present()
        audit.conclusion = "Better."
        self.start_tour(
            f"{PAGE}.aftersales_audit_action/{audit.id}",
            "aftersales_audit_result",
            login=self.inspector.login,
        )
        self.env.invalidate_all()
        self.assertEqual((audit.state, audit.score), ("closed", 100))
        self.assertTrue(audit._verify())
