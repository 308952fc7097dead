from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..rules import rule
from .common import ComplaintCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestComplaintLevel(ComplaintCase):
    """Criteria propose the level, the level says whose complaint it is."""

    def _criterion(self, code):
        return self.env.ref(f"aftersales_service.complaint_criterion_{code}")

    @rule("R255", "R256", "R257", "R265", "R266", "R268", "R082")
    def test_each_level_reaches_the_person_the_handbook_names(self):
        conduct = self.env.ref("aftersales_service.complaint_category_conduct")
        self._register(received_at="2026-02-01 01:00:00")
        for level, user, vals in (
            ("general", self.dispatcher, {"partner_id": self.env.user.partner_id.id}),
            ("dissatisfied", self.service_manager, {"category_id": conduct.id}),
            ("repeated", self.branch_manager, {}),
            ("major", self.general_manager, {"criterion_ids": self.injury.ids}),
        ):
            with self.subTest(level=level):
                complaint = self._register(**vals)
                self.assertEqual((complaint.level, complaint.user_id), (level, user))
                self.assertEqual(complaint.activity_user_id, user)

    def test_what_becomes_known_raises_it_and_tells_who_it_belongs_to(self):
        complaint = self._register()
        self.assertEqual(complaint.level, "general")
        complaint.with_user(self.dispatcher).criterion_ids = self._criterion("media")
        self.assertEqual(complaint.level, "major")
        self.assertEqual(complaint.user_id, self.general_manager)
        self.assertIn("Press", complaint.level_reason)

    def test_before_the_assessment_the_level_follows_the_facts_down(self):
        complaint = self._register(criterion_ids=self.injury.ids)
        self.assertTrue(complaint.has_injury)
        complaint.with_user(self.dispatcher).criterion_ids = False
        self.assertEqual((complaint.level, complaint.has_injury), ("general", False))

    def test_the_assessment_measures(self):
        complaint = self._assess(self._register(), severity="2")
        self.assertEqual(complaint.level, "dissatisfied")
        self.assertEqual(complaint.assessed_by_id, self.dispatcher)
        complaint.with_user(self.service_manager).safety = "3"
        self.assertEqual(complaint.level, "major")
        complaint.sudo().safety = "1"
        self.assertEqual(complaint.level, "major", "assessed: up only")

    def test_the_level_goes_down_only_by_who_stands_above_and_not_below_the_facts(self):
        complaint = self._assess(self._register(), severity="2")
        desk = complaint.with_user(self.dispatcher)
        desk._change_level("major", "The press has called.")
        self.assertEqual(complaint.user_id, self.general_manager)
        with self.assertRaises(AccessError):
            desk._change_level("dissatisfied", "Not so bad.")
        head = complaint.with_user(self.general_manager)
        with self.assertRaisesRegex(UserError, "not below"):
            head._change_level("general", "Not so bad.")
        with self.assertRaisesRegex(UserError, "Reason"):
            head._change_level("dissatisfied", "")
        head._change_level("dissatisfied", "It was a mistake.")
        self.assertEqual(complaint.level, "dissatisfied")

    def test_nobody_handles_a_complaint_about_himself(self):
        employee = self.env["hr.employee"].create(
            {"name": "Boss", "user_id": self.service_manager.id}
        )
        complaint = self._register(
            category_id=self.env.ref(
                "aftersales_service.complaint_category_conduct"
            ).id,
            respondent_employee_ids=employee.ids,
        )
        self.assertEqual(complaint.user_id, self.branch_manager)
        hidden = complaint.with_user(self.service_manager)
        self.assertFalse(hidden.search([("id", "=", complaint.id)]))
        with self.assertRaises(AccessError):
            hidden.read(["title"])

    def test_who_is_unknown_is_replaced_by_who_is_above(self):
        self.company.aftersales_complaint_user_id = False
        self.assertEqual(self._register().user_id, self.service_manager)

    def test_a_company_settles_a_level_its_own_way(self):
        self.env["aftersales.complaint.level"].create(
            {
                "level": "general",
                "handler": "user",
                "user_id": self.inspector.id,
                "company_id": self.company.id,
            }
        )
        self.assertEqual(self._register().user_id, self.inspector)

    def test_handed_over_to_who_stands_high_enough(self):
        complaint = self._register(criterion_ids=self.injury.ids)
        head = complaint.with_user(self.general_manager)
        with self.assertRaisesRegex(UserError, "handled by"):
            head._reassign(self.dispatcher, "On leave")
        with self.assertRaises(AccessError):
            complaint.with_user(self.service_manager)._reassign(
                self.service_manager, "I want it"
            )
        simple = self._register(partner_id=False)
        simple.with_user(self.dispatcher)._reassign(self.service_manager, "On leave")
        self.assertEqual(simple.user_id, self.service_manager)
        self.assertEqual(simple.activity_user_id, self.service_manager)
