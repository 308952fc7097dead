from freezegun import freeze_time

from odoo.tests import tagged

from .common import SlaCase

# Milestone → clocks that each reason stops, as the shipped pause rules say.
CLOCK_OF = {
    "accept": "response",
    "dispatch": "response",
    "arrive": "arrival",
    "assess": "arrival",
    "repair": "repair",
    "sign": "repair",
    "settle": "closing",
    "close": "closing",
}
STOPPED_BY = {
    "customer": {"arrival", "repair", "closing"},
    "access": {"arrival", "repair"},
    "weather": {"arrival", "repair"},
    "third_party": {"repair"},
    "parts": set(),
}
# Unit → amount, deadline, and deadline after waiting from 10 to 14 o'clock on Monday
# (three working hours: 12 to 13 is lunch).
UNITS = {
    "hour": (24, "2026-03-03 09:00", "2026-03-03 13:00"),
    "work_hour": (8, "2026-03-03 09:00", "2026-03-03 12:00"),
    "work_day": (2, "2026-03-04 17:30", "2026-03-05 11:30"),
}


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 01:00:00")  # Monday, 9 o'clock in Shanghai
class TestSlaTable(SlaCase):
    """Every milestone with every unit and every reason to wait."""

    def _create_orders(self, unit, amount):
        self._create_policy(
            *((milestone, amount, unit) for milestone in CLOCK_OF),
            priority="3",
        )
        orders = self.env["aftersales.order"]
        for _reason in STOPPED_BY:
            orders |= self._create_order(priority="3")
        return orders

    def test_milestones_units_and_pauses(self):
        for unit, (amount, plain, moved) in UNITS.items():
            orders = self._create_orders(unit, amount)
            for order, reason in zip(orders, STOPPED_BY, strict=True):
                order.waiting_reason = reason
            with freeze_time("2026-03-02 02:00:00"):
                orders.action_wait()
            for order, reason in zip(orders, STOPPED_BY, strict=True):
                for milestone, clock in CLOCK_OF.items():
                    stopped = clock in STOPPED_BY[reason]
                    with self.subTest(unit=unit, reason=reason, milestone=milestone):
                        row = self._row(order, milestone)
                        self.assertEqual(row.state, "paused" if stopped else "running")
            with freeze_time("2026-03-02 06:00:00"):
                orders.action_resume()
            for order, reason in zip(orders, STOPPED_BY, strict=True):
                for milestone, clock in CLOCK_OF.items():
                    stopped = clock in STOPPED_BY[reason]
                    with self.subTest(unit=unit, reason=reason, milestone=milestone):
                        self.assertEqual(
                            self._row(order, milestone).deadline,
                            self._local(moved if stopped else plain),
                        )
            self.env["aftersales.sla.policy"].search([]).active = False
