from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import LedgerCase


@tagged("post_install", "-at_install")
class TestGoodsLedger(LedgerCase):
    @rule("R216")
    def test_entries_carry_the_balance_of_own_and_consigned_goods_apart(self):
        rows = self._entries(("warehouse_id", "=", self.warehouse.id))
        self.assertEqual(
            [(r.ownership, r.received, r.issued, r.balance) for r in rows],
            [
                ("own", 10, 0, 10),
                ("consigned", 4, 0, 4),
                ("own", 0, 3, 7),
                ("own", 0, 2, 5),
            ],
        )

    def test_an_entry_in_the_other_warehouse_begins_its_own_card(self):
        row = self._entries(("warehouse_id", "=", self.warehouse_b.id))
        self.assertEqual((row.received, row.balance), (2, 2))
        self.assertEqual(row.outlet_id, self.outlet_b)
        self.assertEqual(row.other_location_id, self.warehouse.lot_stock_id)

    @rule("R211")
    def test_the_document_is_the_voucher(self):
        rows = self._entries(("warehouse_id", "=", self.warehouse.id))
        self.assertEqual(rows[0].voucher, "N-1")
        self.assertEqual(rows[2].origin, "SO-7")

    @rule("R221")
    def test_a_change_of_place_is_on_the_cards_and_not_in_the_ledger(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.warehouse.lot_stock_id.id}
        )
        self._move(self.warehouse, shelf, self.goods, 5, day="2026-03-05")
        place = self.warehouse.lot_stock_id.id
        self.assertEqual(
            self._balance(),
            {(False, "own"): (10, 0, 5, 5), (False, "consigned"): (0, 4, 0, 4)},
        )
        self.assertEqual(
            self._balance(level="card"),
            {
                (place, "own"): (10, 0, 10, 0),
                (place, "consigned"): (0, 4, 0, 4),
                (shelf.id, "own"): (0, 5, 0, 5),
            },
        )
        inner = self._entries(("location_id", "=", shelf.id))
        self.assertEqual(
            (inner.is_within, inner.card_balance, inner.balance), (True, 5, 5)
        )

    def test_the_company_s_clock_says_which_day_it_is(self):
        """23:30 of the 9th in Shanghai is 15:30 there, 00:30 of the 10th is 16:30."""
        moves = self.env["stock.move.line"]
        for moment in ("2026-03-09 15:30:00", "2026-03-09 16:30:00"):
            move = self._receive(self.warehouse, self.goods, 1)
            move.move_line_ids.date = moment
            moves |= move.move_line_ids
        rows = self._entries(("move_line_id", "in", moves.ids))
        self.assertEqual([str(row.day) for row in rows], ["2026-03-09", "2026-03-10"])
        self.assertEqual(self._balance("2026-03-10")[(False, "own")], (6, 1, 0, 7))

    def test_quantities_are_those_of_the_article_s_own_unit(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self._receive(self.warehouse, self.goods, 1, day="2026-03-06", uom=dozen)
        self.assertEqual(self._entries()[-1].received, 12)

    def test_values_are_the_host_s_own_goods_only(self):
        rows = self._entries(("warehouse_id", "=", self.warehouse.id))
        self.assertEqual(
            [(row.ownership, row.value) for row in rows],
            [("own", 1000), ("consigned", 0), ("own", -300), ("own", -200)],
        )

    def test_a_value_is_shared_by_the_lines_of_a_move(self):
        self.goods.tracking = "lot"
        lots = [self._create_lot(name) for name in ("L1", "L2")]
        self._receive(self.warehouse, self.goods, 4, day="2026-03-06", lot=lots)
        rows = self._entries(("lot_id", "!=", False))
        self.assertEqual([row.value for row in rows], [200, 200])

    def test_services_and_goods_without_stock_are_not_in_it(self):
        glue = self._create_goods("Glue", is_storable=False)
        self._receive(self.warehouse, glue, 5)
        found = self.env["aftersales.goods.ledger"].search(
            [("product_id", "=", glue.id)]
        )
        self.assertFalse(found)

    def test_a_cancelled_move_is_not_in_it(self):
        count = len(self._entries())
        move = self.env["stock.move"].create(
            {
                "product_id": self.goods.id,
                "product_uom_qty": 1,
                "location_id": self.warehouse.lot_stock_id.id,
                "location_dest_id": self.customers.id,
            }
        )
        move._action_confirm()
        move._action_cancel()
        self.assertEqual(len(self._entries()), count)

    def test_a_page_costs_the_same_for_many_articles(self):
        for number in range(20):
            article = self._create_goods(f"Chair {number}")
            self._receive(self.warehouse, article, 2, day="2026-03-05")
        Ledger = self.env["aftersales.goods.ledger"]

        def read(limit):
            Ledger.search([], limit=limit).mapped("balance")

        read(2)
        self.assertEqual(
            self._count_queries(lambda: read(2)), self._count_queries(lambda: read(20))
        )

    def test_a_row_leads_to_its_moves(self):
        rows = (
            self.env["aftersales.goods.balance"]
            .with_context(goods_from="2026-03-01", goods_to="2026-03-31")
            .search(
                [
                    ("product_id", "=", self.goods.id),
                    ("warehouse_id", "=", self.warehouse.id),
                    ("ownership", "=", "own"),
                ]
            )
        )
        action = rows.action_open_entries()
        found = self.env["aftersales.goods.ledger"].search(action["domain"])
        self.assertEqual(found.mapped("issued"), [2, 3])
        self.assertEqual(found[0].action_open_move()["res_model"], "stock.move")

    def test_a_transfer_is_opened_where_there_is_one(self):
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.in_type_id.id,
                "location_id": self.suppliers.id,
                "location_dest_id": self.warehouse.lot_stock_id.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.goods.id,
                            "product_uom_qty": 1,
                            "location_id": self.suppliers.id,
                            "location_dest_id": self.warehouse.lot_stock_id.id,
                        }
                    )
                ],
            }
        )
        with freeze_time("2026-03-08 04:00:00"):
            picking.action_confirm()
            picking.move_ids.write({"quantity": 1, "picked": True})
            picking._action_done()
        row = self._entries(("picking_id", "=", picking.id))
        self.assertEqual(row.voucher, picking.name)
        self.assertEqual(row.action_open_move()["res_id"], picking.id)

    def test_without_a_period_it_is_this_month(self):
        with freeze_time("2026-03-15 04:00:00"):
            row = self.env["aftersales.goods.balance"].search(
                [
                    ("product_id", "=", self.goods.id),
                    ("warehouse_id", "=", self.warehouse.id),
                    ("ownership", "=", "own"),
                ]
            )
            self.assertEqual((row.opening_quantity, row.closing_quantity), (10, 5))
