from freezegun import freeze_time

from odoo.tests import tagged

from .common import SlaCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 01:00:00")
class TestSlaReport(SlaCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_policy(("accept", 4, "hour"))
        # Accepted after 1, 2, 3 and 10 hours: the last one too late.
        cls.orders = cls.env["aftersales.order"]
        for hours in (1, 2, 3, 10):
            with freeze_time("2026-03-02 01:00:00"):
                order = cls._create_order()
            with freeze_time(f"2026-03-02 {1 + hours:02}:00:00"):
                order.action_accept()
            cls.orders |= order
        cls.env.flush_all()

    def _group(self, *aggregates, user=None):
        return (
            self.env["aftersales.sla.report"]
            .with_user(user or self.env.user)
            ._read_group(
                [("order_id", "in", self.orders.ids)], ["milestone"], list(aggregates)
            )
        )

    def test_rate_median_and_percentile(self):
        [(milestone, rate, mean, median, p90)] = self._group(
            "in_time_rate:avg", "used_hours:avg", "median_hours:avg", "p90_hours:avg"
        )
        self.assertEqual(milestone, "accept")
        self.assertEqual((rate, mean, median), (0.75, 4.0, 2.5))
        self.assertAlmostEqual(p90, 7.9)

    def test_cohorts_count_by_time_needed(self):
        groups = self.env["aftersales.sla.report"]._read_group(
            [("order_id", "in", self.orders.ids)], ["used_within"], ["__count"]
        )
        self.assertEqual(dict(groups), {"1": 1, "2": 2, "4": 1})

    def test_role_sees_what_his_orders_allow(self):
        self.assertFalse(self._group("__count", user=self.technician_user))
        self.assertTrue(self._group("__count", user=self.dispatcher))
