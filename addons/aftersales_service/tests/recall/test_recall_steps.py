from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..rules import rule
from .common import RecallCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestRecallSteps(RecallCase):
    @rule("R442")
    def test_a_manager_takes_a_recall_from_the_draft_to_its_end(self):
        with Form(self.env["aftersales.recall"].with_user(self.manager)) as form:
            form.title = "Cable: insulation may crack"
            form.defect = "Too little softener."
            form.hazard = "Shock."
            form.remedy = "New cable."
            with form.criterion_ids.new() as row:
                row.product_ids.add(self.heater)
        recall = form.record
        self.assertTrue(recall.name.startswith("RC/2026/"))
        self.assertTrue(recall.is_stop_sale)
        self.assertEqual(recall.preview_count, 4)
        for step in ("assess", "approve", "start"):
            getattr(recall, f"action_{step}")()
        self.assertEqual(recall.state, "running")
        self.assertEqual(recall.line_count, 4)
        with self.assertRaisesRegex(UserError, "2 units in stock are not put right"):
            recall.action_close()
        recall.line_ids.action_finish()
        recall.action_close()
        self.assertEqual((recall.state, recall.done_rate), ("closed", 1.0))
        self.assertTrue(recall.closed_at)

    def test_steps_name_all_that_is_missing(self):
        recall = self.env["aftersales.recall"].create({"title": "Cable"})
        with self.assertRaises(UserError) as caught:
            recall.action_assess()
        for word in ("Defect", "Affected Are", "Hazard"):
            self.assertIn(word, str(caught.exception))
        with self.assertRaisesRegex(UserError, "Before “Approve” comes: Assessed"):
            self._create_recall().action_approve()

    @rule("R448")
    def test_a_serious_danger_is_reported_at_once(self):
        self.company.aftersales_service_manager_id = self.manager
        recall = self._create_recall(hazard_level="serious")
        recall.action_assess()
        self.assertIn(self.manager, recall.activity_ids.user_id)
        recall.action_approve()
        with self.assertRaisesRegex(UserError, "Reported to the Authority"):
            recall.action_start()
        recall.authority_reported_date = "2026-03-02"
        recall.action_start()
        self.assertEqual(recall.state, "running")

    def test_no_step_is_taken_by_writing_the_state(self):
        recall = self._create_recall()
        with self.assertRaises(UserError):
            recall.state = "running"
        with self.assertRaises(UserError):
            self._approve().line_ids.write({"state": "done"})

    def test_roles(self):
        recall = self._create_recall()
        for role in ("technician", "outlet_manager", "storekeeper", "finance"):
            user = self._create_user(role, f"recall_{role}")
            with self.assertRaises(AccessError), self.cr.savepoint():
                recall.with_user(user).action_assess()
        with self.assertRaises(AccessError):
            recall.with_user(self.dispatcher).title = "Other"
        inspector = self._create_user("inspector")
        recall.with_user(inspector).action_assess()
        with self.assertRaises(AccessError):
            recall.with_user(inspector).action_approve()
        recall.with_user(self.manager).action_approve()
        with self.assertRaises(AccessError), self.cr.savepoint():
            recall.with_user(inspector).is_published = True

    def test_rows_grow_only_once_the_units_are_fixed(self):
        recall = self._approve({"serial_from": "HX-0098", "serial_to": "HX-0099"})
        self.assertEqual(len(recall.line_ids), 2)
        with self.assertRaisesRegex(UserError, "is fixed"):
            recall.criterion_ids.serial_to = "HX-0098"
        with self.assertRaisesRegex(UserError, "is fixed"):
            recall.criterion_ids.unlink()
        lines = recall.line_ids
        recall.criterion_ids = [(0, 0, {"serials": "hx-0101"})]
        recall.action_refresh()
        self.assertLess(lines, recall.line_ids)
        self.assertEqual(recall.line_ids - lines, self.heater_unit.recall_line_ids)

    def test_an_empty_row_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "would mean everything"):
            self._create_recall({})

    def test_what_is_no_range_is_refused_in_words(self):
        for first, last, word in (
            ("HX-9", "HY-9", "more than one number"),
            ("HX-9", "HX-8", "first comes after"),
            ("HX", "HY", "without a number"),
            ("HX-9", False, "without a number"),
        ):
            with self.assertRaisesRegex(ValidationError, word):
                self._create_recall({"serial_from": first, "serial_to": last})

    def test_only_a_draft_is_deleted(self):
        recall = self._create_recall()
        recall.copy().unlink()
        recall.action_assess()
        with self.assertRaisesRegex(UserError, "only a draft"):
            recall.unlink()

    def test_cancelling_says_why(self):
        recall = self._approve()
        with self.assertRaisesRegex(UserError, "Cancel Reason"):
            recall.action_cancel()
        recall.cancel_reason = "The test was wrong."
        recall.action_cancel()
        self.assertEqual(recall.state, "cancelled")
