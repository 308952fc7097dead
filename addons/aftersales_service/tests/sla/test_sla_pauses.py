from freezegun import freeze_time

from odoo.tests import tagged

from ...models.flow_mixin import DeviceTime
from ..rules import rule
from .common import SlaCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 01:00:00")  # Monday, 9 o'clock in Shanghai
class TestSlaPauses(SlaCase):
    def _wait(self, order, reason, start, end=None):
        with freeze_time(start):
            order.waiting_reason = reason
            order.action_wait()
        if end:
            with freeze_time(end):
                order.action_resume()

    def test_waiting_for_the_customer_moves_the_deadline(self):
        self._create_policy(("repair", 24, "hour"))
        order = self._create_order()
        order.action_accept()
        self._wait(order, "customer", "2026-03-02 02:00:00", "2026-03-02 05:00:00")
        row = order.sla_ids
        self.assertEqual(row.deadline, self._local("2026-03-03 12:00"))
        self.assertEqual(order.pause_ids.mapped("minutes"), [180])

    def test_paused_clock_is_not_late(self):
        self._create_policy(("repair", 2, "hour"))
        order = self._create_order()
        order.action_accept()
        self._wait(order, "customer", "2026-03-02 02:00:00")
        self.assertEqual(order.sla_ids.state, "paused")
        self.assertFalse(order.sla_deadline)
        with freeze_time("2026-03-05 02:00:00"):
            self.assertFalse(order.sla_ids.is_late)
            order.action_resume()
            self.assertEqual(order.sla_ids.state, "running")
            self.assertEqual(order.sla_ids.deadline, self._local("2026-03-05 11:00"))

    def test_reason_stops_only_its_clocks(self):
        self._create_policy(("repair", 24, "hour"), ("arrive", 24, "hour"))
        order = self._create_order()
        order.action_accept()
        self._wait(order, "third_party", "2026-03-02 02:00:00")
        self.assertEqual(self._row(order, "repair").state, "paused")
        self.assertEqual(self._row(order, "arrive").state, "running")

    def test_waiting_for_parts_stops_nothing(self):
        self._create_policy(("repair", 24, "hour"))
        order = self._create_order()
        order.action_accept()
        self._wait(order, "parts", "2026-03-02 02:00:00")
        self.assertEqual(order.sla_ids.state, "running")

    def test_capped_reason_goes_on_by_itself(self):
        rule_ = self.env.ref("aftersales_service.pause_rule_access")
        rule_.max_hours = 2
        self._create_policy(("repair", 4, "hour"))
        order = self._create_order()
        order.action_accept()
        self._wait(order, "access", "2026-03-02 02:00:00")
        row = order.sla_ids
        self.assertEqual(row.state, "running")
        self.assertEqual(row.deadline, self._local("2026-03-02 15:00"))
        with freeze_time("2026-03-02 09:00:00"):
            order.action_resume()
        self.assertEqual(row.deadline, self._local("2026-03-02 15:00"))

    def test_company_rule_goes_before_the_general_one(self):
        self.env["aftersales.pause.rule"].create(
            {"reason": "customer", "company_id": self.company.id}
        )
        self._create_policy(("repair", 24, "hour"))
        order = self._create_order()
        order.action_accept()
        self._wait(order, "customer", "2026-03-02 02:00:00")
        self.assertEqual(order.sla_ids.state, "running")

    def test_missed_before_the_pause_stays_missed(self):
        self._create_policy(("repair", 1, "hour"))
        order = self._create_order()
        order.action_accept()
        self._wait(order, "customer", "2026-03-02 03:00:00")
        self.assertEqual(order.sla_ids.state, "running")
        with freeze_time("2026-03-02 04:00:00"):
            self.assertTrue(order.sla_ids.is_late)

    def test_hours_used_and_paused_are_kept_apart(self):
        self._create_policy(("repair", 8, "work_hour"))
        order = self._create_order()
        order.action_accept()
        # 12 to 14 o'clock: one hour of it is lunch.
        self._wait(order, "customer", "2026-03-02 04:00:00", "2026-03-02 06:00:00")
        with freeze_time("2026-03-02 08:00:00"):
            self._walk_on(order)
        row = order.sla_ids
        self.assertEqual(row.state, "met")
        self.assertEqual((row.paused_hours, row.used_hours), (1.0, 5.0))

    def _walk_on(self, order):
        dispatch = self._create_dispatch(order)
        dispatch.action_send()
        dispatch.action_arrive()
        order.action_assess()
        order.write({"cause_id": self.cause.id, "solution": "Done"})
        order.action_repair()

    @rule("R042")
    def test_work_recorded_offline_keeps_both_times(self):
        self._create_policy(("arrive", 4, "hour"))
        order = self._create_order()
        order.action_accept()
        dispatch = self._create_dispatch(order)
        dispatch.action_send()
        done_at = self._local("2026-03-02 11:00")
        with freeze_time("2026-03-02 09:00:00"):
            dispatch.with_context(
                _aftersales_device_time=DeviceTime(done_at)
            ).action_arrive()
        row = order.sla_ids
        self.assertEqual(order.arrived_at, done_at)
        self.assertEqual(row.met_at, done_at)
        self.assertEqual(row.recorded_at, self._local("2026-03-02 17:00"))
        self.assertFalse(row.is_missed)
