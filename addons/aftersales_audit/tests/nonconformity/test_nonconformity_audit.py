from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import NonconformityCase


@tagged("post_install", "-at_install")
class TestNonconformityAudit(NonconformityCase):
    """What an evaluation found is followed up before it is closed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.audit = cls._start_audit()
        failed = cls.audit.line_ids.filtered(lambda one: one.clause_id.code == "2.1.1")
        failed.write({"result": "not_met", "finding": "No register."})
        cls.audit.line_ids.filtered(lambda one: not one.result).action_met()
        cls.failed = failed

    @rule("R344")
    def test_a_nonconformity_for_each_failed_item(self):
        action = self.audit.action_open_nonconformities()
        records = self.audit.nonconformity_ids
        self.assertEqual(records.audit_line_id, self.failed)
        self.assertEqual(set(records.mapped("source")), {"audit"})
        self.assertEqual(records.clause_id.code, "2.1.1")
        self.assertEqual(records.outlet_id, self.outlet)
        self.assertEqual(records.department_id, self.plant)
        self.assertEqual(action["domain"], [("audit_id", "in", self.audit.ids)])
        self.audit.line_ids.action_open_nonconformities()
        self.assertEqual(len(self.audit.nonconformity_ids), len(self.failed))
        with self.assertRaises(AccessError):
            self.audit.with_user(self.service_manager).action_open_nonconformities()

    @rule("R344")
    def test_none_is_forgotten_at_the_closing_meeting(self):
        self.audit.action_score()
        self._hold_meeting(self.audit, "closing")
        self.audit.action_present()
        self.assertEqual(self.audit.nonconformity_ids.audit_line_id, self.failed)
        self.assertTrue(all(self.audit.nonconformity_ids.mapped("needs_preventive")))

    @rule("R351", "R352")
    def test_what_a_poor_grade_asks_for_is_not_taken_off_again(self):
        self.audit.action_open_nonconformities()
        record = self.audit.nonconformity_ids[0]
        self.audit.action_score()
        record.write({"needs_corrective": False, "needs_preventive": False})
        with self.assertRaisesRegex(UserError, "is not typed"):
            record.audit_id = False
        record.user_id = self.plant_user
        record.action_issue()
        mine = self._plan(record, "correction")
        with self.assertRaises(UserError) as caught:
            mine.action_submit()
        for kind in ("Corrective Action", "Preventive Action"):
            self.assertIn(kind, str(caught.exception))

    @rule("R351", "R352")
    def test_a_poor_house_grade_is_not_closed_without_both_kinds(self):
        self.audit.action_score()
        self._hold_meeting(self.audit, "closing")
        self.audit.action_present()
        self.audit.conclusion = "Poor."
        needed = self.audit._get_needed_kinds()
        self.assertTrue(needed)
        with self.assertRaises(UserError) as caught:
            self.audit.action_close()
        self.assertEqual(len(str(caught.exception).splitlines()), 2 * len(needed))
        self._plan_measures(self.audit)
        self.audit.action_close()
        self.assertEqual(self.audit.state, "closed")

    def test_a_cancelled_one_may_be_opened_anew(self):
        self.audit.action_open_nonconformities()
        first = self.audit.nonconformity_ids
        first.action_cancel()
        self.audit.action_open_nonconformities()
        self.assertEqual(len(self.audit.nonconformity_ids - first), len(self.failed))
