from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from ..nonconformity.common import NonconformityCase


@tagged("post_install", "-at_install")
@freeze_time("2026-06-01 02:00:00")
class TestInspection(NonconformityCase):
    """Once a month, with a written report."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = (
            cls.env["aftersales.inspection.plan"]
            .with_user(cls.inspector)
            .create({"department_id": cls.plant.id, "due_day": 31})
        )

    def _propose(self):
        self.env["aftersales.inspection.plan"]._cron_propose()
        return self.env["aftersales.inspection"].search(
            [("plan_id", "=", self.plan.id)]
        )

    @rule("R318")
    def test_each_month_has_its_inspection_once(self):
        inspection = self._propose()
        self.assertEqual(self._propose(), inspection)
        self.assertEqual(inspection.user_id, self.inspector)
        self.assertEqual(inspection.deadline, fields.Date.to_date("2026-06-30"))
        with freeze_time("2026-07-01 02:00:00"):
            self.assertEqual(len(self._propose()), 2)

    @rule("R087")
    def test_a_workshop_hands_its_diary_in_on_the_20th(self):
        self.plan.due_day = 20
        inspection = self._propose()
        self.assertEqual(inspection.deadline, fields.Date.to_date("2026-06-20"))
        inspection.month = "2026-07-17"
        self.assertEqual(inspection.month, fields.Date.to_date("2026-07-01"))

    @rule("R318", "R321", "R356")
    def test_the_report_is_written_and_stays(self):
        mine = self._propose().with_user(self.inspector)
        with self.assertRaisesRegex(UserError, "write the report"):
            mine.action_report()
        mine.write({"report": "Clean.", "opinion": "Targets kept.", "score": 90.0})
        mine.action_report()
        with self.assertRaises(UserError):
            mine.report = "Dirty."
        with self.assertRaises(UserError):
            mine.unlink()
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "aftersales_audit.report_inspection", mine.ids
        )
        self.assertIn("Targets kept.", html.decode())

    def test_what_was_found_becomes_a_nonconformity(self):
        mine = self._propose().with_user(self.inspector)
        context = mine.action_add_nonconformity()["context"]
        record = (
            self.env["aftersales.nonconformity"]
            .with_user(self.inspector)
            .with_context(**context)
            .create({"title": "Dirty", "facts": "Bench 3."})
        )
        self.assertEqual((record.inspection_id, record.source), (mine, "inspection"))
        self.assertEqual(record.department_id, self.plant)
        self.assertEqual(mine.finding_count, 1)
        record.action_cancel()
        self.assertEqual(mine.finding_count, 0)

    @rule("R318")
    def test_the_inspector_has_it_on_his_list_until_the_report(self):
        inspection = self._propose()
        self._propose()
        activity = inspection.activity_ids
        self.assertEqual(activity.user_id, self.inspector)
        self.assertEqual(activity.date_deadline, inspection.deadline)
        mine = inspection.with_user(self.inspector)
        mine.report = "Seen."
        mine.action_report()
        self.assertFalse(inspection.activity_ids)
        mine.action_reopen()
        with freeze_time("2026-07-01 02:00:00"):
            inspection._remind_batch(10)
        self.assertEqual(inspection.activity_ids.user_id, self.inspector)
        mine.action_cancel()
        self.assertFalse(inspection.activity_ids)

    @rule("R318", "R321")
    def test_spot_checks_of_the_month_and_unit_belong_to_it(self):
        Check = self.env["aftersales.spot.check"].with_user(self.inspector)

        def check(day, **vals):
            record = Check.create(
                {"outlet_id": self.outlet.id, "check_date": day, **vals}
            )
            record.write({"result": "problems", "problem_note": "Two slips unsigned."})
            self.env.cr.execute(
                "UPDATE aftersales_spot_check SET state = 'done' WHERE id = %s",
                record.ids,
            )
            return record

        inside = check("2026-06-30")
        check("2026-07-01")
        self.env.invalidate_all()
        inspections = self.env["aftersales.inspection"].create(
            [
                {"outlet_id": self.outlet.id, "user_id": self.inspector.id},
                {"department_id": self.plant.id, "user_id": self.inspector.id},
            ]
        )
        mine, plant = inspections.with_user(self.inspector)
        self.assertEqual(mine.spot_check_ids, inside)
        self.assertFalse(plant.spot_check_ids)
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "aftersales_audit.report_inspection", mine.ids
        )
        self.assertIn("Two slips unsigned.", html.decode())

    def test_who_is_late_is_told_once(self):
        inspection = self._propose()
        manager = self._create_user("service_manager", "chief")
        self.company.aftersales_service_manager_id = manager
        with freeze_time("2026-07-01 02:00:00"):
            for _run in range(2):
                inspection._remind_batch(10)
            self.assertTrue(inspection.is_overdue)
            self.assertIn(inspection, inspection.search([("is_overdue", "=", True)]))
        self.assertEqual(inspection.activity_ids.user_id, self.inspector | manager)

    def test_questions_are_answered_before_the_report(self):
        checklist = self.env["aftersales.checklist"].create(
            {
                "name": "Month",
                "code": "TM",
                "usage": "inspection",
                "company_id": self.company.id,
                "question_ids": [
                    (0, 0, {"name": "Clean?", "kind": "text", "is_required": True})
                ],
            }
        )
        checklist.action_publish()
        mine = self._propose().with_user(self.inspector)
        mine.write({"checklist_id": checklist.id, "report": "Seen."})
        self.assertEqual(len(mine.answer_ids), 1)
        with self.assertRaisesRegex(UserError, "Clean"):
            mine.action_report()
        mine.answer_ids.value_text = "Yes"
        mine.action_report()

    def test_the_unit_sees_the_report_not_the_plan(self):
        inspection = self._propose()
        see = self.env["aftersales.inspection"].with_user(self.plant_user)
        self.assertFalse(see.search([("id", "=", inspection.id)]))
        inspection.report = "Seen."
        inspection.with_user(self.inspector).action_report()
        self.assertTrue(see.search([("id", "=", inspection.id)]))
        self.assertFalse(
            see.with_user(self.office_head.user_id).search([("id", "=", inspection.id)])
        )
        with self.assertRaises(UserError):
            see.browse(inspection.id).report = "x"
        with self.assertRaises(AccessError):
            self.plan.with_user(self.plant_user).read(["due_day"])

    def test_many_cost_no_more_queries_than_two(self):
        def count(number):
            records = self.env["aftersales.inspection"].create(
                [{"department_id": self.plant.id} for _n in range(number)]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            names = ["display_name", "finding_count", "is_overdue"]
            return self._count_queries(lambda: records.read(names))

        count(2)
        self.assertEqual(count(2), count(20))
