from io import BytesIO

from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import LedgerCase


@tagged("post_install", "-at_install")
class TestReconciliation(LedgerCase):
    def _compare(self, day):
        rows = (
            self.env["aftersales.goods.reconciliation"]
            .with_context(goods_day=day)
            .search(
                [
                    ("product_id", "=", self.goods.id),
                    ("warehouse_id", "=", self.warehouse.id),
                ]
            )
        )
        return {
            row.ownership: (row.ledger, row.card, row.goods, row.layers) for row in rows
        }

    @rule("R217")
    def test_all_say_the_same_today_and_on_any_day_before(self):
        self.assertEqual(
            self._compare("2026-03-31"), {"own": (5,) * 4, "consigned": (4,) * 4}
        )
        self.assertEqual(
            self._compare("2026-03-03"), {"own": (7,) * 4, "consigned": (4,) * 4}
        )
        self.assertEqual(self._compare("2026-02-28"), {"own": (10,) * 4})

    def test_goods_that_no_move_brought_disagree_on_every_day(self):
        quant = self.env["stock.quant"].search(
            [
                ("product_id", "=", self.goods.id),
                ("location_id", "=", self.warehouse.lot_stock_id.id),
                ("owner_id", "=", False),
            ]
        )
        self.env.cr.execute(
            "UPDATE stock_quant SET quantity = quantity + 1 WHERE id = %s", [quant.id]
        )
        for day, ledger in (("2026-03-31", 5), ("2026-02-28", 10)):
            row = (
                self.env["aftersales.goods.reconciliation"]
                .with_context(goods_day=day)
                .search(
                    [
                        ("is_different", "=", True),
                        ("product_id", "=", self.goods.id),
                    ]
                )
            )
            self.assertEqual((row.ledger, row.goods), (ledger, ledger + 1))
            self.assertEqual(row.difference, 1)
            found = self.env["aftersales.goods.ledger"].search(
                row.action_open_entries()["domain"]
            )
            self.assertEqual(len(found), 3)

    def test_negative_stock_is_short_in_layers_and_ledger_alike(self):
        self._issue(self.warehouse, self.goods, 8, day="2026-03-06")
        self.assertEqual(self._compare("2026-03-31")["own"], (-3,) * 4)

    def test_head_office_has_no_layers_to_compare(self):
        self._receive(self.head_office, self.goods, 3, day="2026-03-06")
        row = self.env["aftersales.goods.reconciliation"].search(
            [
                ("product_id", "=", self.goods.id),
                ("warehouse_id", "=", self.head_office.id),
            ]
        )
        self.assertEqual((row.goods, row.layers, row.is_different), (3, 0, False))

    def test_a_count_shows_when_it_was(self):
        quant = self.env["stock.quant"].search(
            [
                ("product_id", "=", self.goods.id),
                ("location_id", "=", self.warehouse.lot_stock_id.id),
                ("owner_id", "=", False),
            ]
        )
        quant.inventory_quantity = 4
        quant.action_apply_inventory()
        row = self.env["aftersales.goods.reconciliation"].search(
            [
                ("product_id", "=", self.goods.id),
                ("warehouse_id", "=", self.warehouse.id),
                ("ownership", "=", "own"),
            ]
        )
        self.assertTrue(row.counted_on)
        self.assertEqual((row.ledger, row.goods), (4, 4))

    def test_it_is_printed_and_a_sheet(self):
        check = self.env["aftersales.goods.check"].create(
            {"day": "2026-03-31", "warehouse_ids": self.warehouse.ids}
        )
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "aftersales_warehouse.report_goods_check", check.ids
        )
        self.assertIn(b"Steel Desk", html)
        check = check.with_context(lang="en_US")
        self.assertIn("articles agree", check._get_verdict(check._get_rows()))
        file = BytesIO()
        self.assertEqual(check._write_workbook(file), 2)
        self.assertIn("goods_day", check.action_view()["context"])

    def test_it_costs_the_same_for_many_articles(self):
        Rows = self.env["aftersales.goods.reconciliation"]

        def read():
            Rows.search([("warehouse_id", "=", self.warehouse.id)]).mapped("goods")

        read()
        few = self._count_queries(read)
        for number in range(20):
            article = self._create_goods(f"Chair {number}")
            self._receive(self.warehouse, article, 2, day="2026-03-05")
        self.assertEqual(self._count_queries(read), few)
