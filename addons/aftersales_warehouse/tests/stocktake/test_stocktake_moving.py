from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import StocktakeCase


@tagged("post_install", "-at_install")
class TestStocktakeMoving(StocktakeCase):
    """Counted while goods move: nothing that moved is lost, whenever it moved."""

    def _adjust(self, stocktake):
        stocktake.with_user(self.storekeeper).action_close_count()
        for line in stocktake.line_ids.filtered(lambda line: line.status == "recount"):
            line.with_user(self.counter).write(
                {"counted_quantity": line.first_quantity}
            )
        if stocktake.state == "recount":
            stocktake.with_user(self.storekeeper).action_close_count()
        cause = self.env.ref("aftersales_warehouse.stocktake_cause_unknown")
        stocktake.line_ids.filtered("has_difference").write(
            {"cause_id": cause.id, "explanation": "?"}
        )
        stocktake.with_user(self.storekeeper).action_sign("keeper")
        stocktake.with_user(self.outlet_manager).action_sign("department_head")
        stocktake.with_user(self.finance).action_verify()
        stocktake.with_user(self.manager).action_approve()
        stocktake.with_user(self.finance).action_adjust()

    def test_received_before_the_count(self):
        stocktake = self._start()
        self._receive(self.warehouse, self.goods, 5)
        line = self._count(stocktake, self.goods, 15)
        self.assertEqual((line.book_quantity, line.expected_quantity), (10.0, 15.0))
        self.assertEqual((line.moved_quantity, line.difference), (5.0, 0.0))

    def test_issued_before_the_count(self):
        stocktake = self._start()
        self._issue(self.warehouse, self.goods, 4)
        self.assertEqual(self._count(stocktake, self.goods, 5).difference, -1.0)

    def test_moved_after_the_count(self):
        """One is missing when counted; what comes and goes later changes nothing."""
        stocktake = self._start()
        self._count_all(stocktake, **{"Steel Desk": 9})
        self._receive(self.warehouse, self.goods, 5)
        self._issue(self.warehouse, self.goods, 2)
        line = self._line(stocktake, self.goods)
        line.with_user(self.storekeeper).read(["counted_quantity"])
        self.assertEqual(line.difference, -1.0)
        policy = self.env.ref("aftersales_warehouse.stocktake_policy_default")
        policy.tolerance_percent = 50
        self._adjust(stocktake)
        self.assertEqual(self._get_quantity(self.goods), 12.0)

    def test_counted_again_after_a_move(self):
        stocktake = self._start()
        self._count_all(stocktake, **{"Steel Desk": 9})
        stocktake.with_user(self.storekeeper).action_close_count()
        self._issue(self.warehouse, self.goods, 2)
        line = self._line(stocktake, self.goods)
        line.with_user(self.counter).write({"counted_quantity": 8})
        self.assertEqual((line.expected_quantity, line.difference), (8.0, 0.0))

    def test_the_same_second(self):
        """Freezing, moves and counting bear one time stamp; their order decides."""
        with freeze_time("2026-03-31 10:00:00"):
            stocktake = self._start()
            self._receive(self.warehouse, self.goods, 5, day="2026-03-31")
            line = self._count(stocktake, self.goods, 14)
            self._issue(self.warehouse, self.goods, 3, day="2026-03-31")
        self.env.cr.execute(
            "UPDATE stock_move SET date = '2026-03-31 10:00:00' WHERE product_id = %s",
            [self.goods.id],
        )
        self.env.invalidate_all()
        self.assertEqual(line.counted_at, stocktake.started_at)
        self.assertEqual((line.expected_quantity, line.difference), (15.0, -1.0))

    def test_a_backdated_move_counts_when_it_is_booked(self):
        stocktake = self._start()
        line = self._count(stocktake, self.goods, 10)
        self._issue(self.warehouse, self.goods, 4, day="2026-03-01")
        self.assertEqual(line.difference, 0.0)

    def test_more_has_left_than_there_was(self):
        stocktake = self._start()
        self._count_all(stocktake, **{"Steel Desk": 8})
        self._issue(self.warehouse, self.goods, 9)
        policy = self.env.ref("aftersales_warehouse.stocktake_policy_default")
        policy.tolerance_percent = 50
        with self.assertRaisesRegex(UserError, "More has left"):
            self._adjust(stocktake)

    def test_reservations_stay(self):
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.out_type_id.id,
                "location_id": self.warehouse.lot_stock_id.id,
                "location_dest_id": self.customers.id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.goods.id,
                            "product_uom_qty": 4,
                            "location_id": self.warehouse.lot_stock_id.id,
                            "location_dest_id": self.customers.id,
                        },
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.action_assign()
        stocktake = self._start()
        self._count_all(stocktake, **{"Steel Desk": 9})
        policy = self.env.ref("aftersales_warehouse.stocktake_policy_default")
        policy.tolerance_percent = 50
        self._adjust(stocktake)
        quant = self.env["stock.quant"].search(
            [
                ("product_id", "=", self.goods.id),
                ("location_id", "=", self.warehouse.lot_stock_id.id),
            ]
        )
        self.assertEqual((quant.quantity, quant.reserved_quantity), (9.0, 4.0))
        self.assertEqual(picking.state, "assigned")
