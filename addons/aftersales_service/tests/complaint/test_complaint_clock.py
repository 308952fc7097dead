from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from ..rules import rule
from ..sla.common import SlaCase
from .common import ComplaintCase

POLICIES = ("complaint", "complaint_law", "complaint_authority")


@tagged("post_install", "-at_install")
class TestComplaintClock(ComplaintCase, SlaCase):
    """Clocks of complaints, and the limits of the law on their boundary days."""

    FROM_RECEIPT = {"start_milestone": "complaint_receive"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name in POLICIES:
            cls._policy(name).active = True

    @classmethod
    def _policy(cls, name):
        return cls.env.ref(f"aftersales_service.sla_policy_{name}")

    def _row(self, complaint, milestone):
        return super()._row(complaint, f"complaint_{milestone}")

    def _sweep(self):
        return self.env["aftersales.complaint.sla"]._escalate_batch(100)

    @rule("R242")
    def test_not_taken_up_within_four_hours_it_goes_to_who_is_above(self):
        with freeze_time("2026-03-02 01:00:00"):
            complaint = self._register()
        self.assertEqual(
            str(self._row(complaint, "report").deadline), "2026-03-02 05:00:00"
        )
        with freeze_time("2026-03-02 04:59:59"):
            self._sweep()
            self.assertEqual(complaint.level, "general")
        with freeze_time("2026-03-02 05:00:00"):
            self._sweep()
        self.assertTrue(self._row(complaint, "report").is_missed)
        self.assertEqual(complaint.level, "dissatisfied")
        self.assertEqual(complaint.user_id, self.service_manager)
        self.assertEqual(complaint.escalation_count, 1)
        self.assertIn("missed", str(complaint.message_ids.mapped("body")))
        with freeze_time("2026-03-02 06:00:00"):
            self._sweep()
        self.assertEqual(complaint.escalation_count, 1, "missed once, raised once")

    def test_taken_up_in_time_it_stays(self):
        with freeze_time("2026-03-02 01:00:00"):
            complaint = self._register()
        with freeze_time("2026-03-02 05:00:00"):
            complaint.with_user(self.dispatcher).action_take()
            row = self._row(complaint, "report")
            self.assertEqual((row.state, row.is_missed), ("met", False))
            self._sweep()
        self.assertEqual(complaint.level, "general")

    def test_who_takes_over_has_his_own_time(self):
        with freeze_time("2026-03-02 01:00:00"):
            complaint = self._register().with_user(self.dispatcher)
            complaint.action_take()
        with freeze_time("2026-03-05 01:00:00"):
            complaint._reassign(self.service_manager, "On leave")
            running = self._row(complaint, "report").filtered(
                lambda row: row.state == "running"
            )
            self.assertEqual(str(running.deadline), "2026-03-05 05:00:00")

    @rule("R242")
    def test_the_law_s_fifteen_days_to_answer(self):
        for hours, missed in ((360, False), (360.001, True)):
            with self.subTest(hours=hours):
                with freeze_time("2026-03-02 01:00:00"):
                    complaint = self._register(partner_id=False)
                    self._assess(complaint)
                answered = complaint.received_at + timedelta(hours=hours)
                with freeze_time(answered):
                    self._propose(complaint)
                self.assertEqual(self._row(complaint, "answer").is_missed, missed)

    def test_the_law_holds_beside_a_stricter_promise(self):
        with freeze_time("2026-03-02 01:00:00"):
            self._create_policy(
                (
                    "complaint_answer",
                    24,
                    "hour",
                    {"start_milestone": "complaint_receive"},
                ),
                name="A day",
                partner_ids=[(6, 0, self.customer.ids)],
            )
            complaint = self._register()
        self.assertEqual(
            self._row(complaint, "answer").sorted("deadline").mapped("amount"),
            [24, 360],
        )
        self.assertFalse(
            self._row(complaint, "report"), "of what is promised the precise one holds"
        )

    def test_a_policy_for_a_level(self):
        policy = self._create_policy(
            ("complaint_answer", 8, "hour", self.FROM_RECEIPT),
            complaint_level="major",
        )
        with freeze_time("2026-03-02 01:00:00"):
            plain = self._register(partner_id=False)
            grave = self._register(criterion_ids=self.injury.ids)
        self.assertNotIn(policy, plain.sla_ids.policy_id)
        self.assertIn(policy, grave.sla_ids.policy_id)
        order = self._create_order()
        self.assertFalse(order.sla_ids, "nothing of it is about orders")

    def test_zhejiang_answers_in_five_days_and_puts_right_in_three(self):
        self._policy("complaint_zhejiang").write(
            {
                "active": True,
                "company_id": self.company.id,
                "outlet_ids": [(6, 0, self.outlet.ids)],
            }
        )
        with freeze_time("2026-03-02 01:00:00"):
            complaint = self._register()
        with freeze_time("2026-03-07 01:00:00"):
            self._propose(self._assess(complaint)).action_accept()
        self.assertEqual(
            self._row(complaint, "answer").sorted("deadline").mapped("is_missed"),
            [False, False],
        )
        self.assertEqual(
            str(self._row(complaint, "resolve").deadline), "2026-03-10 01:00:00"
        )
        with freeze_time("2026-03-10 01:00:01"):
            self._sweep()
        self.assertTrue(self._row(complaint, "resolve").is_missed)

    def test_money_is_given_fifteen_days_after_it_was_agreed(self):
        with freeze_time("2026-03-02 01:00:00"):
            complaint = self._assess(self._register())
            self.assertFalse(self._row(complaint, "refund").deadline)
            self._propose(complaint, kind="compensation", amount=100.0)
            complaint.action_accept()
        self.assertEqual(
            str(self._row(complaint, "refund").deadline), "2026-03-17 01:00:00"
        )

    def test_the_authority_s_forty_five_working_days(self):
        authority = self.env.ref("aftersales_service.complaint_route_authority")
        with freeze_time("2026-03-02 01:00:00"):
            complaint = self._propose(self._assess(self._register()))
            complaint._reject("Too little.")
            complaint._refer(authority, "12315")
        row = self._row(complaint, "decided")
        self.assertEqual(row.deadline.date().isoformat(), "2026-05-04")
        with freeze_time("2026-05-05 01:00:00"):
            level = complaint.level
            self._sweep()
            self.assertTrue(row.is_missed)
            self.assertEqual(complaint.level, level, "it was not for us to decide")

    def test_what_is_withdrawn_has_no_deadline_any_more(self):
        with freeze_time("2026-03-02 01:00:00"):
            complaint = self._register()
            self.assertTrue(complaint.sla_deadline)
            complaint.with_user(self.dispatcher)._withdraw("Settled on the phone.")
        self.assertFalse(complaint.sla_deadline)
        self.assertEqual(set(complaint.sla_ids.mapped("state")), {"cancelled"})

    def test_a_target_is_counted_from_a_moment_of_its_own_document(self):
        with self.assertRaisesRegex(Exception, "another kind of document"):
            self._create_policy(("complaint_answer", 8, "hour"))
