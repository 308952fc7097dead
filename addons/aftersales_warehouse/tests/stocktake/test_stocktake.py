from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import StocktakeCase


@tagged("post_install", "-at_install")
class TestStocktake(StocktakeCase):
    """Made out, frozen, counted without seeing the books."""

    @rule("R236")
    def test_month_ends_are_made_out_once(self):
        Stocktake = self.env["aftersales.stocktake"]
        warehouses = self.warehouse | self.warehouse_b
        self.env.cr.execute(
            "UPDATE stock_warehouse SET create_date = '2026-01-01' WHERE id IN %s",
            [tuple(warehouses.ids)],
        )
        warehouses.invalidate_recordset(["create_date"])
        own = [("warehouse_id", "in", warehouses.ids)]
        with freeze_time("2026-03-20"):
            Stocktake._propose_months(self.company)
            self.assertEqual(
                Stocktake.search(own).mapped("date"),
                [fields.Date.to_date("2026-02-28")] * 2,
            )
        with freeze_time("2026-03-29"):
            Stocktake._propose_months(self.company)
            Stocktake._propose_months(self.company)
        found = Stocktake.search(own + [("date", "=", "2026-03-31")])
        self.assertEqual(found.warehouse_id, warehouses)
        self.assertEqual(len(found), 2)
        self.assertEqual(found[0].due_date, fields.Date.to_date("2026-04-05"))
        found.with_user(self.manager).action_cancel()
        with freeze_time("2026-03-30"):
            Stocktake._propose_months(self.company)
        self.assertEqual(Stocktake.search_count(own + [("date", "=", "2026-03-31")]), 2)

    def test_who_starts_and_who_supervises(self):
        form = Form(self.env["aftersales.stocktake"].with_user(self.storekeeper))
        form.warehouse_id = self.warehouse
        form.date = "2026-03-31"
        stocktake = form.save()
        self.assertIn(stocktake.keeper_id, self.storekeeper | self.counter)
        self.assertEqual(stocktake.outlet_id, self.outlet)
        with self.assertRaisesRegex(UserError, "Finance Supervisor"):
            stocktake.action_start()
        with self.assertRaises(UserError):
            stocktake.supervisor_id = self.counter
        with self.assertRaises(UserError):
            stocktake.write(
                {
                    "supervisor_id": self.finance.id,
                    "counter_ids": [(4, self.finance.id)],
                }
            )
        stocktake.write({"supervisor_id": self.finance.id})
        stocktake.action_start()
        with self.assertRaises(UserError):
            stocktake.date = "2026-04-01"
        with self.assertRaises(AccessError):
            self._line(stocktake, self.goods).with_user(self.finance).write(
                {"counted_quantity": 10}
            )

    def test_books_are_frozen_by_product_lot_owner_and_place(self):
        self._receive(self.warehouse, self.goods, 3, owner=self.owner)
        stocktake = self._start()
        rows = {
            (line.product_id, line.lot_id, line.owner_id, line.location_id): (
                line.book_quantity,
                line.book_value,
            )
            for line in stocktake.line_ids
        }
        stock, no_lot = self.warehouse.lot_stock_id, self.env["stock.lot"]
        nobody = self.env["res.partner"]
        self.assertEqual(
            rows,
            {
                (self.goods, no_lot, nobody, stock): (10.0, 1000.0),
                (self.goods, no_lot, self.owner, stock): (3.0, 0.0),
                (self.chair, no_lot, nobody, self.shelf): (6.0, 120.0),
                (self.safe, self.serial, nobody, self.shelf): (1.0, 500.0),
            },
        )
        self.assertEqual(set(stocktake.line_ids.mapped("status")), {"open"})

    def test_only_below_a_place(self):
        stocktake = self._start(location_id=self.shelf.id)
        self.assertEqual(stocktake.line_ids.product_id, self.chair | self.safe)

    def test_freezing_needs_as_many_queries_for_many_goods(self):
        first = self._create_stocktake(date="2026-01-31")
        second = self._create_stocktake(date="2026-02-28")
        self.env.registry.clear_all_caches()
        few = self._count_queries(first.action_start)
        for number in range(20):
            self._receive(self.warehouse, self._create_goods(f"G{number}"), 1)
        self.env.registry.clear_all_caches()
        self.assertEqual(self._count_queries(second.action_start), few)
        self.assertEqual(len(second.line_ids), 23)

    def test_counting_many_lines_needs_as_many_queries_as_few(self):
        for number in range(22):
            self._receive(self.warehouse, self._create_goods(f"G{number}"), 1)
        stocktake = self._start(location_id=self.warehouse.lot_stock_id.id)
        lines = stocktake.line_ids.filtered(
            lambda line: line.product_id.tracking == "none"
        ).with_user(self.storekeeper)
        for some in (lines[:2], lines[2:4]):
            few = self._count_queries(
                lambda some=some: some.write({"counted_quantity": 1})
            )
        many = self._count_queries(lambda: lines[4:].write({"counted_quantity": 1}))
        self.assertEqual(many, few)

    # -- blind -------------------------------------------------------------------------

    @rule("R237")
    def test_who_counts_does_not_see_the_books(self):
        stocktake = self._start()
        line = self._line(stocktake, self.goods).with_user(self.storekeeper)
        for name in ("book_quantity", "expected_quantity", "difference", "unit_cost"):
            with self.assertRaises(AccessError, msg=name):
                line.read([name])
            with self.assertRaises(AccessError, msg=name):
                line.search([(name, ">", 5)])
        with self.assertRaises(AccessError):
            line.read_group([], ["book_value:sum"], [])
        line.write({"counted_quantity": 8})
        self.assertEqual((line.known_expected, line.known_difference), (0.0, 0.0))
        self.assertFalse(line.is_to_explain)
        with self.assertRaises(AccessError):
            stocktake.with_user(self.storekeeper).read(["difference_count"])
        stocktake.with_user(self.outlet_manager).read(["name"])
        with self.assertRaises(AccessError):
            line.with_user(self.outlet_manager).read(["difference"])
        self.assertEqual(line.with_user(self.finance).difference, -2.0)
        self.assertEqual(line.with_user(self.inspector).book_quantity, 10.0)

    def test_the_screen_s_answers_hold_no_book_quantity(self):
        stocktake = self._start().with_user(self.storekeeper)
        data = stocktake.action_load_count("all")
        self.assertEqual(len(data["lines"]), 3)
        self.assertEqual(data["stocktake"]["counted_count"], 0)
        for line in data["lines"]:
            self.assertFalse(
                {"book_quantity", "expected_quantity", "difference", "value"}
                & line.keys()
            )
            self.assertNotIn(10.0, line.values())
        self.assertEqual(
            [
                line["lot"]
                for line in stocktake.action_load_count("all", "SAFE")["lines"]
            ],
            ["SAFE-1"],
        )

    def test_books_are_shown_when_the_count_is_closed(self):
        stocktake = self._walk_to_explaining(self._start(), **{"Steel Desk": 8})
        line = self._line(stocktake, self.goods).with_user(self.storekeeper)
        self.assertEqual((line.known_expected, line.known_difference), (10.0, -2.0))

    def test_an_open_count_shows_the_books(self):
        policy = self.env.ref("aftersales_warehouse.stocktake_policy_default")
        policy.is_blind = False
        stocktake = self._start()
        line = self._count(stocktake, self.goods, 8).with_user(self.storekeeper)
        self.assertEqual(line.known_difference, -2.0)

    # -- counting ----------------------------------------------------------------------

    def test_what_is_not_counted_is_never_nought(self):
        stocktake = self._start()
        self._count(stocktake, self.goods, 10)
        with self.assertRaisesRegex(UserError, "2 lines were not counted"):
            stocktake.with_user(self.storekeeper).action_close_count()
        self._line(stocktake, self.safe).with_user(self.storekeeper).action_none_there()
        stocktake.with_user(self.storekeeper).uncounted_reason = "Shelf under seal"
        stocktake.with_user(self.storekeeper).action_close_count()
        self.assertEqual(stocktake.state, "recount", "the safe is missing")
        chair = self._line(stocktake, self.chair)
        self.assertEqual((chair.status, chair.has_difference), ("open", False))

    def test_recount_is_blind_and_by_another_person(self):
        stocktake = self._start()
        self._count_all(stocktake, **{"Steel Desk": 8})
        stocktake.with_user(self.storekeeper).action_close_count()
        self.assertEqual(stocktake.state, "recount")
        line = self._line(stocktake, self.goods)
        self.assertEqual(
            (line.status, line.first_quantity, line.counted_quantity),
            ("recount", 8.0, 0.0),
        )
        with self.assertRaisesRegex(UserError, "Somebody else counts again"):
            line.with_user(self.storekeeper).write({"counted_quantity": 8})
        with self.assertRaises(AccessError):
            line.with_user(self.counter).read(["first_quantity"])
        with self.assertRaisesRegex(UserError, "only lines marked"):
            self._count(stocktake, self.chair, 6, self.counter)
        with self.assertRaisesRegex(UserError, "1 lines are still"):
            stocktake.with_user(self.storekeeper).action_close_count()
        line.with_user(self.counter).write({"counted_quantity": 9})
        self.assertEqual((line.status, line.difference), ("recounted", -1.0))
        stocktake.with_user(self.counter).action_close_count()
        self.assertEqual(stocktake.state, "explaining")

    def test_the_supervisor_doubts_while_others_still_count(self):
        stocktake = self._start()
        line = self._count(stocktake, self.goods, 10)
        line.with_user(self.finance).action_count_again()
        self.assertEqual((stocktake.state, line.status), ("counting", "recount"))
        line.with_user(self.counter).counted_quantity = 9
        for product, quantity in ((self.chair, 6), (self.safe, 1)):
            self._count(stocktake, product, quantity)
        stocktake.with_user(self.storekeeper).action_close_count()
        self.assertEqual(stocktake.state, "explaining", "counted twice is enough")

    def test_within_the_tolerance_nothing_is_counted_again(self):
        policy = self.env.ref("aftersales_warehouse.stocktake_policy_default")
        policy.write({"tolerance_percent": 25, "tolerance_amount": 300})
        stocktake = self._start()
        self._count_all(stocktake, **{"Steel Desk": 8})
        stocktake.with_user(self.storekeeper).action_close_count()
        self.assertEqual(stocktake.state, "explaining")
        self.assertEqual(self._line(stocktake, self.goods).difference, -2.0)

    def test_counters_do_not_overwrite_each_other_unasked(self):
        stocktake = self._start()
        line = self._line(stocktake, self.goods)
        stocktake.with_user(self.storekeeper).action_record_count(line.id, 8)
        mine = stocktake.with_user(self.counter)
        answer = mine.action_record_count(line.id, 9)
        self.assertEqual(answer, {"taken": self.storekeeper.name})
        self.assertEqual(line.counted_quantity, 8.0)
        answer = mine.action_record_count(line.id, 9, replace=True)
        self.assertEqual(answer["line"]["counted"], 9.0)
        self.assertEqual(line.counted_by_id, self.counter)

    def test_only_named_counters_count(self):
        stocktake = self._start(counter_ids=[(4, self.counter.id)])
        with self.assertRaises(AccessError):
            self._count(stocktake, self.goods, 10)
        self._count(stocktake, self.goods, 10, self.counter)
        for user in (self.inspector, self.technician_user, self.dispatcher):
            with self.assertRaises(AccessError):
                self._count(stocktake, self.goods, 10, user)

    def test_another_warehouse_is_not_his(self):
        stocktake = self._start()
        mine = stocktake.with_user(self.stranger)
        self.assertFalse(mine.search([("id", "=", stocktake.id)]))
        with self.assertRaises(AccessError):
            mine.action_load_count()
        other = self._create_stocktake(
            warehouse_id=self.warehouse_b.id, keeper_id=self.stranger.id
        )
        line = self._line(stocktake, self.goods)
        with self.assertRaises(UserError):
            other.with_user(self.stranger).action_record_count(line.id, 10)
        with self.assertRaises(AccessError):
            other.with_user(self.outlet_manager).read(["name"])

    def test_what_comes_from_the_books_is_not_typed_in(self):
        stocktake = self._start()
        line = self._line(stocktake, self.goods).with_user(self.finance)
        for name in ("book_quantity", "expected_quantity", "difference"):
            with self.assertRaises(UserError):
                line.write({name: 5})
        with self.assertRaises(AccessError):
            line.with_user(self.storekeeper).create(
                {
                    "stocktake_id": stocktake.id,
                    "product_id": self.goods.id,
                    "location_id": self.shelf.id,
                }
            )
        with self.assertRaises(AccessError):
            line.with_user(self.manager).unlink()

    def test_less_than_nothing_and_two_of_a_serial_number(self):
        stocktake = self._start()
        with self.assertRaisesRegex(UserError, "less than 0"):
            self._count(stocktake, self.goods, -1)
        with self.assertRaisesRegex(UserError, "once or not at all"):
            self._count(stocktake, self.safe, 2)

    # -- scan --------------------------------------------------------------------------

    def test_place_product_and_serial_number_are_scanned(self):
        stocktake = self._start().with_user(self.storekeeper)
        self.assertEqual(
            stocktake.action_scan("SHELF-1")["location"]["id"], self.shelf.id
        )
        found = stocktake.action_scan("6901234567892")
        self.assertEqual([line["product"] for line in found["lines"]], ["Chair"])
        found = stocktake.action_scan("SAFE-1", self.shelf.id)
        self.assertEqual([line["lot"] for line in found["lines"]], ["SAFE-1"])
        self.assertEqual(stocktake.action_scan("nonsense"), {"unknown": "nonsense"})

    def test_a_gs1_code_holds_product_lot_and_quantity(self):
        self.company.nomenclature_id = self.env.ref(
            "barcodes_gs1_nomenclature.default_gs1_nomenclature"
        )
        stocktake = self._start().with_user(self.storekeeper)
        found = stocktake.action_scan("01069012345678923012")
        self.assertEqual([line["product"] for line in found["lines"]], ["Chair"])
        self.assertEqual(found["quantity"], 12.0)
        self.safe.barcode = "6901234567908"
        found = stocktake.action_scan("010690123456790821SAFE-1")
        self.assertEqual([line["lot"] for line in found["lines"]], ["SAFE-1"])

    def test_goods_that_are_not_in_the_books(self):
        stocktake = self._start().with_user(self.storekeeper)
        desk = self._create_goods("Folding Desk", 40.0, default_code="FD")
        found = stocktake.action_scan("FD")
        self.assertEqual((found["lines"], found["product"]["id"]), ([], desk.id))
        stocktake.action_add_found(desk.id, 2, location_id=self.shelf.id)
        with self.assertRaisesRegex(UserError, "serial number"):
            stocktake.action_add_found(self.safe.id, 1)
        stocktake.action_add_found(self.safe.id, 1, "SAFE-9", self.shelf.id)
        lines = stocktake.sudo().line_ids.filtered("is_found")
        self.assertEqual(lines.mapped("difference"), [2.0, 1.0])
        self.assertEqual(lines.mapped("difference_value"), [80.0, 500.0])
        self.assertEqual(lines[1].lot_id.name, "SAFE-9")

    def test_a_photo_is_proof(self):
        policy = self.env.ref("aftersales_warehouse.stocktake_policy_default")
        policy.needs_photo = True
        stocktake = self._walk_to_explaining(self._start(), Chair=5)
        line = self._line(stocktake, self.chair)
        with self.assertRaisesRegex(UserError, "a photo"):
            stocktake.with_user(self.finance).action_verify()
        answer = stocktake.with_user(self.storekeeper).action_add_photo(
            line.id, "shelf.png", self.FINISH_VALS["signature"]
        )
        self.assertEqual(answer["line"]["photos"], 1)
        self.assertEqual(line.photo_ids.name, "shelf.png")
        stocktake.with_user(self.finance).action_verify()
