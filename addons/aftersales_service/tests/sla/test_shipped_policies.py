from odoo.tests import tagged

from ..rules import rule
from .common import SlaCase

# Target as it is shipped: amount (0: the handbook gives no figure), unit, counted from.
SHIPPED = {
    "it_accept": (1, "hour", "receive"),
    "it_arrive": (4, "hour", "receive"),
    "it_repair": (4, "hour", "receive"),
    "furniture_accept": (1, "hour", "receive"),
    "furniture_arrive": (4, "hour", "receive"),
    "furniture_assess": (48, "hour", "receive"),
    "furniture_repair_none": (2, "work_day", "assess"),
    "furniture_repair_in_stock": (2, "work_day", "assess"),
    "furniture_repair_to_order": (15, "work_day", "receive"),
    "home_arrive": (24, "hour", "receive"),
    "home_help": (2, "hour", "help_request"),
    "lamp_repair": (24, "hour", "receive"),
    "system_accept": (0, "hour", "receive"),
    "system_arrive": (0, "hour", "receive"),
    "system_repair": (24, "hour", "receive"),
    "surveillance_arrive": (2, "hour", "receive"),
    "surveillance_repair": (24, "hour", "receive"),
    "machinery_accept": (0, "work_hour", "receive"),
    "shop_dispatch": (0, "hour", "receive"),
    "answer_assess": (0, "hour", "receive"),
}


@tagged("post_install", "-at_install")
class TestShippedPolicies(SlaCase):
    @rule("R039", "R040", "R041", "R042", "R043", "R044", "R045", "R046")
    @rule("R047", "R048", "R049", "R050", "R051", "R052", "R053", "R054")
    @rule("R056", "R057", "R059", "R061")
    def test_figures_are_those_of_the_handbooks(self):
        for name, (amount, unit, start) in SHIPPED.items():
            with self.subTest(target=name):
                target = self.env.ref(f"aftersales_service.sla_target_{name}")
                self.assertEqual(
                    (target.amount, target.unit, target.start_milestone),
                    (amount, unit, start),
                )
                self.assertTrue(target.source)

    @rule("R038", "R055", "R058")
    def test_service_hours_of_the_handbooks(self):
        for calendar, policies, hours in (
            ("calendar_always", ("it", "surveillance"), 24 * 7),
            ("calendar_long", ("machinery",), 14 * 7),
        ):
            calendar = self.env.ref(f"aftersales_service.{calendar}")
            for name in policies:
                policy = self.env.ref(f"aftersales_service.sla_policy_{name}")
                self.assertEqual(policy.calendar_id, calendar)
            week = calendar._get_work_time(
                self._local("2026-03-02 00:00"), self._local("2026-03-09 00:00")
            )
            self.assertEqual(
                week.between(
                    self._local("2026-03-02 00:00"), self._local("2026-03-09 00:00")
                ),
                hours * 3600,
            )

    @rule("R054", "R059", "R061")
    def test_policy_without_figures_promises_nothing(self):
        for name in ("system", "shop", "answer"):
            policy = self.env.ref(f"aftersales_service.sla_policy_{name}")
            policy.active = True
            order = self._create_order()
            self.assertLessEqual(set(order.sla_ids.mapped("milestone")), {"repair"})
            policy.active = False

    @rule("R059")
    def test_a_call_is_accepted_and_sent_at_once(self):
        order = self._create_order(technician_id=self.technician.id)
        order.with_user(self.dispatcher).action_accept()
        order.with_user(self.dispatcher).action_dispatch()
        self.assertEqual(order.dispatch_ids.state, "sent")
