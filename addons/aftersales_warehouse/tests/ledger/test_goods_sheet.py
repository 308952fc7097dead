import logging
from io import BytesIO

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.aftersales_service.tests.rules import rule

from ...wizard import (
    aftersales_goods_sheet,
    aftersales_goods_sheet_book,
)
from .common import LedgerCase

_logger = logging.getLogger(__name__)


@tagged("post_install", "-at_install")
class TestGoodsSheet(LedgerCase):
    def _sheet(self, user=None, **vals):
        return (
            self.env["aftersales.goods.sheet"]
            .with_user(user or self.finance)
            .with_context(lang="en_US")
            .create(
                {
                    "date_from": "2026-03-01",
                    "date_to": "2026-03-31",
                    "warehouse_ids": self.warehouse.ids,
                    "product_ids": self.goods.ids,
                    **vals,
                }
            )
        )

    def _read(self, sheet):
        file = BytesIO()
        count = sheet._write_workbook(file)
        return count, openpyxl.load_workbook(file)

    @rule("R216")
    def test_the_ledger_has_openings_entries_and_balances(self):
        count, book = self._read(self._sheet())
        rows = list(book.worksheets[0].iter_rows(values_only=True))
        self.assertEqual(count, 4)
        head = rows.index(next(row for row in rows if row[0] == "Warehouse"))
        body = [
            (row[4], row[6], row[10], row[11], row[12], row[15])
            for row in rows[head + 1 : head + 5]
        ]
        self.assertEqual(
            [
                (owner, came, went, left, money)
                for owner, _v, came, went, left, money in body
            ],
            [
                (None, None, None, 10, 1000),
                (None, None, 3, 7, 700),
                (None, None, 2, 5, 500),
                (self.owner.name, 4, None, 4, 0),
            ],
        )
        self.assertEqual(body[0][1], "Opening")

    def test_moments_are_those_of_the_company(self):
        _count, book = self._read(self._sheet(ownership="consigned"))
        cells = [
            cell
            for row in book.worksheets[0].iter_rows()
            for cell in row
            if cell.is_date and cell.value
        ]
        self.assertEqual([str(cell.value) for cell in cells], ["2026-03-02 12:00:00"])

    def test_bin_cards_are_kept_of_locations(self):
        count, book = self._read(self._sheet(level="card"))
        titles = [
            row
            for row in book.worksheets[0].iter_rows(values_only=True)
            if row[0] == "Warehouse"
        ]
        self.assertEqual(titles[0][1], "Location")
        self.assertNotIn("Value of Balance", titles[0])
        self.assertEqual(count, 4)

    def test_a_sheet_that_is_full_is_followed_by_another(self):
        self.patch(aftersales_goods_sheet_book, "SHEET_ROWS", 3)
        count, book = self._read(self._sheet())
        self.assertEqual((count, len(book.worksheets)), (4, 2))

    def test_what_may_not_be_seen_is_not_in_it(self):
        other = self._create_user("storekeeper", login="keeper_jn")
        self.outlet_b.user_ids += other
        self.assertEqual(self._sheet(other)._read_rows(), [])
        self.assertEqual(len(self._sheet(self.keeper)._read_rows()), 4)

    def test_exports_need_the_right(self):
        with self.assertRaises(AccessError):
            self._sheet(self.keeper).action_export()
        self.assertIn("/aftersales/sheet/", self._sheet().action_export()["url"])

    def test_it_is_printed(self):
        sheet = self._sheet()
        self.assertEqual(sheet.action_print()["report_type"], "qweb-pdf")
        html, _kind = (
            self.env["ir.actions.report"]
            .with_context(lang="en_US")
            ._render_qweb_html("aftersales_warehouse.report_goods_sheet", sheet.ids)
        )
        self.assertIn(b"Steel Desk", html)
        self.assertIn(b"Consigned by", html)

    def test_too_many_rows_are_no_paper(self):
        self.patch(aftersales_goods_sheet, "PRINTED_ROWS", 3)
        with self.assertRaisesRegex(UserError, "more than 3 rows"):
            self._sheet().action_print()

    def test_a_person_asks_for_it(self):
        form = Form(self.env["aftersales.goods.sheet"].with_user(self.keeper))
        form.level = "card"
        form.date_from = "2026-03-01"
        form.date_to = "2026-03-31"
        form.location_ids.add(self.warehouse.lot_stock_id)
        form.level = "ledger"
        sheet = form.save()
        self.assertFalse(sheet.location_ids)
        action = sheet.action_view_balance()
        rows = (
            self.env["aftersales.goods.balance"]
            .with_user(self.keeper)
            .with_context(**action["context"])
            .search(action["domain"])
        )
        self.assertIn(self.goods, rows.product_id)
        found = self.env["aftersales.goods.ledger"].search(
            sheet.action_view_entries()["domain"]
        )
        self.assertIn(self.goods, found.product_id)
