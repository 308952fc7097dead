from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import PartsCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestLoanerPool(PartsCase):
    """What of the pool is free, kept for somebody, lent or overdue, by outlet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.loaner = cls._create_goods("Loan Safe", tracking="serial", is_loaner=True)
        cls.lots = cls.env["stock.lot"].create(
            [{"name": name, "product_id": cls.loaner.id} for name in ("LS1", "LS2")]
        )
        for lot in cls.lots:
            cls._stock_part(cls.stock, 1, cls.loaner, lot_id=lot)

    def _loan(self):
        order = self._create_order(
            outlet_id=self.outlet.id, technician_id=self.technician.id
        )
        return (
            self.env["aftersales.loan"]
            .with_user(self.technician_user)
            .create(
                {
                    "order_id": order.id,
                    "product_id": self.loaner.id,
                    "lot_id": self.lots[0].id,
                    "condition_out": "As new",
                }
            )
        )

    def _pool(self):
        self.env.flush_all()
        self.env.invalidate_all()
        rows = self.env["aftersales.loaner"].search(
            [("product_id", "=", self.loaner.id)]
        )
        return {row.lot_id.name: (row.availability, row.outlet_id) for row in rows}

    def test_the_pool_tells_each_outlet_s_units(self):
        self.assertEqual(
            self._pool(),
            {"LS1": ("free", self.outlet), "LS2": ("free", self.outlet)},
        )
        loan = self._loan()
        loan.action_reserve()
        self.assertEqual(self._pool()["LS1"], ("reserved", self.outlet))
        loan.action_lend()
        self.assertEqual(self._pool()["LS1"], ("lent", self.outlet))

    def test_what_is_reserved_is_lent_to_nobody_else(self):
        first, second = self._loan(), self._loan()
        first.action_reserve()
        with self.assertRaisesRegex(UserError, "LS1 is reserved for"):
            second.action_lend()
        first.action_unreserve()
        second.action_lend()
        self.assertEqual(second.state, "lent")
