from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged

from .common import WarrantyCase


@tagged("post_install", "-at_install")
class TestWarrantyAlert(WarrantyCase):
    """Units that are about to become an exchange or refund (day 25 of 30)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Alert = cls.env["aftersales.warranty.alert"]
        cls.env["aftersales.order"].search([]).write({"decision_id": False})
        cls._bind("colour_tv")
        cls.sold_unit = cls._sell(partner_id=cls.buyer_company.id)

    def _open_order(self, unit=None, day="2024-06-03"):
        order = self._report(unit or self.sold_unit, day)
        self._write_in_step(order, state="accepted")
        return order

    def _watch(self, day, **kwargs):
        with (
            freeze_time(f"{day} 02:00:00"),
            patch.object(
                self.env.registry["ir.cron"], "_commit_progress", return_value=60
            ),
        ):
            self.Alert._cron_watch(**kwargs)

    def _get_alerts(self, order):
        return self.Alert.search([("order_id", "=", order.id)])

    def test_day_25_of_30(self):
        order = self._open_order()
        self._watch("2024-06-27")
        self.assertFalse(self._get_alerts(order))
        self._watch("2024-06-28")
        alert = self._get_alerts(order)
        self.assertRecordValues(
            alert,
            [
                {
                    "metric": "own_repair_days",
                    "value": 25,
                    "threshold": 30,
                    "is_reached": False,
                    "equipment_id": self.sold_unit.id,
                }
            ],
        )
        self._watch("2024-07-04")
        self.assertEqual((alert.value, alert.is_reached), (31, True))
        self.assertTrue(order.decision_id.can_refund, "decided anew by itself")

    def test_the_second_repair(self):
        self._repaired(self.sold_unit, "2024-05-01", "2024-05-02", is_fixed=False)
        order = self._open_order()
        self._watch("2024-06-04")
        self.assertEqual(self._get_alerts(order).mapped("metric"), ["failed_repairs"])

    def test_it_is_told_once(self):
        order = self._open_order()
        for _day in range(2):
            self._watch("2024-06-28")
        self.assertEqual(len(self._get_alerts(order)), 1)
        told = order.activity_ids.filtered(lambda act: "exchange" in act.summary)
        self.assertEqual(len(told), 1)
        self.assertIn("25", told.note)

    def test_the_manager_of_the_outlet_is_told(self):
        order = self._open_order()
        boss = self._create_user("outlet_manager")
        self.outlet.manager_id = boss
        order.outlet_id = self.outlet
        self._watch("2024-06-28")
        told = order.activity_ids.filtered(lambda act: "exchange" in act.summary)
        self.assertEqual(told.user_id, boss)
        self.env.flush_all()
        self.assertTrue(self.Alert.with_user(boss).search([]))

    def test_a_killed_run_loses_nothing(self):
        orders = self._open_order() + self._open_order(
            self._sell(partner_id=self.buyer_company.id)
        )
        watch = type(self.Alert)._watch

        def killed(alerts, results):
            if orders[1] in results:
                raise RuntimeError("killed")
            return watch(alerts, results)

        with (
            patch.object(self.env.registry[self.Alert._name], "_watch", killed),
            self.assertRaises(RuntimeError),
        ):
            self._watch("2024-06-28", batch_size=1)
        self._watch("2024-06-28", batch_size=1)
        self.assertEqual([len(self._get_alerts(order)) for order in orders], [1, 1])

    def test_signed_orders_are_left_alone(self):
        order = self._open_order()
        self._write_in_step(order, state="signed", signed_at="2024-06-04 01:00:00")
        self._watch("2024-06-28")
        self.assertFalse(self._get_alerts(order))

    def test_watching_costs_the_same_for_many_orders(self):
        def measure(count):
            units = self.env["aftersales.equipment"].concat(
                *(self._sell(partner_id=self.buyer_company.id) for _ in range(count))
            )
            orders = self.env["aftersales.order"].concat(
                *(self._open_order(unit) for unit in units)
            )
            with freeze_time("2024-06-20 02:00:00"):
                return self._count_queries(
                    lambda: self.Alert._watch(orders._decide_warranty())
                )

        measure(2)
        self.assertLessEqual(measure(20), measure(2) + 2)
