from freezegun import freeze_time

from odoo.tests import new_test_user, tagged

from ..rules import rule
from .common import SlaCase

LADDER = [
    {"rate": 0.5, "recipient": "technician"},
    {"rate": 0.75, "recipient": "dispatcher"},
    {"rate": 0.9, "recipient": "outlet_manager"},
    {"rate": 1.0, "recipient": "service_manager", "repeat_hours": 2},
    {"hours_late": 24, "recipient": "general_manager"},
]


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 01:00:00")  # Monday, 9 o'clock in Shanghai
class TestSlaEscalation(SlaCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager, cls.boss = (
            new_test_user(
                cls.env,
                login,
                groups="aftersales_service.group_service_manager",
                email=f"{login}@example.com",
            )
            for login in ("sla_manager", "sla_boss")
        )
        cls.head = cls._create_user("outlet_manager", email="head@example.com")
        cls.outlet.manager_id = cls.head
        cls.company.aftersales_service_manager_id = cls.manager
        cls.company.aftersales_general_manager_id = cls.boss
        cls.dispatcher.email = "desk@example.com"
        cls.policy = cls._create_policy(("accept", 10, "hour"), steps=LADDER)
        cls.order = cls._create_order(
            technician_id=cls.technician.id, user_id=cls.dispatcher.id
        )
        cls.row = cls.order.sla_ids

    def _sweep(self, at):
        with freeze_time(at):
            rows = self.env["aftersales.order.sla"]
            while rows._escalate_batch(100):
                self.env.flush_all()

    def _activities(self):
        return self.env["mail.activity"].search(
            [("aftersales_sla_id", "=", self.row.id)], order="id"
        )

    def test_nobody_is_told_before_the_first_step(self):
        self._sweep("2026-03-02 05:59:00")
        self.assertFalse(self._activities())
        self.assertEqual(self.row.next_check_at, self._local("2026-03-02 14:00"))

    def test_ladder_tells_one_after_the_other(self):
        told = []
        for at in (
            "2026-03-02 06:00:00",
            "2026-03-02 08:30:00",
            "2026-03-02 10:00:00",
            "2026-03-02 11:00:00",
        ):
            self._sweep(at)
            told.append(self._activities()[-1].user_id)
        self.assertEqual(
            told, [self.technician_user, self.dispatcher, self.head, self.manager]
        )
        self.assertEqual(self.row.escalation_level, 4)
        self.assertTrue(self.row.is_missed)
        self._sweep("2026-03-03 11:00:00")
        self.assertEqual(self._activities()[-1].user_id, self.boss)
        self.assertFalse(
            self.row.is_missed and self.row.breached_at > self.row.deadline
        )

    @rule("R060")
    def test_activity_note_and_mail(self):
        self._sweep("2026-03-02 08:30:00")
        activity = self._activities()[-1]
        self.assertIn("Accept within 10 hours", activity.summary)
        note = self.order.message_ids.sorted("id")[-1]
        self.assertIn(self.dispatcher.name, note.body)
        mail = self.env["mail.mail"].search([("email_to", "ilike", "desk@example.com")])
        self.assertEqual(len(mail), 1)
        self.assertIn(self.order.name, mail.body_html)

    def test_standstill_tells_all_steps_once(self):
        self._sweep("2026-03-03 01:00:00")
        self.assertEqual(
            self._activities().user_id,
            self.technician_user | self.dispatcher | self.head | self.manager,
        )
        self._sweep("2026-03-03 01:05:00")
        self.assertEqual(len(self._activities()), 4)

    def test_reminder_until_somebody_takes_it_up(self):
        self._sweep("2026-03-02 11:00:00")
        mails = self.env["mail.mail"].search_count
        mine = [("email_to", "ilike", "sla_manager@example.com")]
        before = mails(mine)
        self._sweep("2026-03-02 13:00:00")
        self.assertEqual(mails(mine), before + 1)
        activity = self._activities().filtered(lambda a: a.user_id == self.manager)
        self.assertEqual(len(activity), 1)
        with freeze_time("2026-03-02 13:10:00"):
            activity.with_user(self.manager).action_feedback("I call them")
        self.assertEqual(self.row.taken_by_id, self.manager)
        self._sweep("2026-03-02 23:00:00")
        self.assertEqual(mails(mine), before + 1)
        # The next step asks anew.
        self._sweep("2026-03-03 11:00:00")
        self.assertFalse(self.row.taken_by_id)

    def test_take_up_button(self):
        self._sweep("2026-03-02 11:00:00")
        self.row.with_user(self.dispatcher).action_take()
        self.assertEqual(self.row.taken_by_id, self.dispatcher)

    def test_missing_person_is_replaced_by_the_one_above(self):
        self.order.technician_id = False
        self.order.user_id = False
        self._sweep("2026-03-02 06:00:00")
        self.assertEqual(self._activities().user_id, self.head)

    def test_nobody_known_says_whom_to_name(self):
        self.order.write({"technician_id": False, "user_id": False})
        self.outlet.manager_id = False
        self.company.aftersales_service_manager_id = False
        self.company.aftersales_general_manager_id = False
        self._sweep("2026-03-02 06:00:00")
        note = self.order.message_ids.sorted("id")[-1].body
        self.assertIn("nobody could be told", note)

    def test_met_promise_is_left_alone_and_its_activities_go(self):
        self._sweep("2026-03-02 06:00:00")
        with freeze_time("2026-03-02 07:00:00"):
            self.order.action_accept()
        self.assertFalse(self._activities())
        self._sweep("2026-03-03 01:00:00")
        self.assertFalse(self._activities())
        self.assertFalse(self.row.is_missed)

    def test_breach_without_ladder_is_noticed_all_the_same(self):
        self.policy.step_ids.unlink()
        self.assertEqual(self.row.next_check_at, self.row.deadline)
        self._sweep("2026-03-02 11:00:00")
        self.assertTrue(self.row.is_missed)
        self.assertFalse(self.row.next_check_at)

    def test_changed_ladder_holds_for_open_promises(self):
        first = self.policy.step_ids.filtered(lambda s: s.recipient == "technician")
        first.rate = 0.1
        self._sweep("2026-03-02 02:00:00")
        self.assertEqual(self._activities().user_id, self.technician_user)

    def test_what_is_owed_after_a_breach_is_on_the_activity(self):
        self.policy.target_ids.breach_note = "Spare unit"
        self._sweep("2026-03-02 11:00:00")
        self.assertIn("Spare unit", self._activities()[-1].note)

    @rule("R052", "R057")
    def test_shipped_promises_say_what_is_owed_if_missed(self):
        for xmlid in ("sla_target_lamp_repair", "sla_target_surveillance_repair"):
            target = self.env.ref(f"aftersales_service.{xmlid}")
            self.assertEqual((target.amount, target.unit), (24, "hour"))
            self.assertTrue(target.breach_note)

    def test_queries_do_not_grow_with_what_is_due(self):
        def due(count):
            orders = self.env["aftersales.order"].create(
                [
                    {
                        "partner_id": self.customer.id,
                        "technician_id": self.technician.id,
                    }
                    for _ in range(count)
                ]
            )
            return orders

        def sweep():
            with freeze_time("2026-03-02 08:30:00"):
                self.env["aftersales.order.sla"]._escalate_batch(100)

        self._sweep("2026-03-02 08:30:00")
        due(2)
        few = self._count_queries(sweep)
        due(20)
        many = self._count_queries(sweep)
        self.assertLessEqual(many, few + 2)
