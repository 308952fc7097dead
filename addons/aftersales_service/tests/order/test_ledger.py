import io
from datetime import date, datetime, timedelta

import openpyxl

from odoo.exceptions import AccessError
from odoo.tests import Form, HttpCase, tagged

from ...wizard import aftersales_ledger_export
from ..common import AftersalesCase
from ..rules import rule

# 1 May begins in Shanghai while it is still 30 April in UTC.
FIRST = datetime(2026, 4, 30, 16, 0)
HEAD_ROW = 8

SHEETS = "/aftersales/sheet/aftersales.ledger.export"


class LedgerCase(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tz": "Asia/Shanghai"})
        cls.other_outlet = cls._create_outlet(name="Jinan Branch", cities="Jinan")
        cls.manager = cls._create_user(
            "service_manager", login="test_ledger_manager", password="test_ledger_1"
        )
        cls.manager.group_ids += cls.env.ref("base.group_allow_export")

    @classmethod
    def _create_month(cls, count=30):
        """Orders on successive days of May 2026, by turns in two outlets; each has
        one line of 100 that is paid and one of 40 that is free."""
        orders = cls.env["aftersales.order"].create(
            [
                {
                    "name": f"L{number:04}",
                    "partner_id": cls.customer.id,
                    "product_id": cls.product.id,
                    "outlet_id": (cls.outlet, cls.other_outlet)[number % 2].id,
                    "technician_id": cls.technician.id,
                    "received_at": FIRST + timedelta(days=number % 30),
                }
                for number in range(count)
            ]
        )
        cls.env["aftersales.order.line"].create(
            [
                {
                    "order_id": order.id,
                    "product_id": cls.labour.id,
                    "price_unit": price,
                    "coverage": coverage,
                }
                for order in orders
                for price, coverage in ((100, "customer"), (40, "covered"))
            ]
        )
        return orders

    def _create_export(self, user=None, **vals):
        return (
            self.env["aftersales.ledger.export"]
            .with_user(user or self.manager)
            .create({"date_from": "2026-05-01", "date_to": "2026-05-31", **vals})
        )

    def _get_rows(self, wizard) -> list[dict]:
        """Rows of the exported sheet by column title, the totals last."""
        file = io.BytesIO()
        wizard._write_workbook(file)
        return self._read_rows(file)

    def _read_rows(self, file, **kwargs) -> list[dict]:
        rows = list(
            openpyxl.load_workbook(file, **kwargs).active.iter_rows(
                min_row=HEAD_ROW, values_only=True
            )
        )
        return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@tagged("post_install", "-at_install")
class TestLedger(LedgerCase):
    def _get_row(self, order):
        rows = self.env["aftersales.ledger"].browse(order.ids)
        # A report's rows are read once: nothing tells them what changed below.
        rows.invalidate_recordset()
        return rows

    @rule("R074")
    def test_order_from_call_to_close_is_one_row(self):
        order = self._create_order(received_at=datetime(2026, 5, 4, 1, 0))
        self._walk_to_signed(order)
        order.write(
            {
                "arrived_at": datetime(2026, 5, 4, 3, 30),
                "repaired_at": datetime(2026, 5, 4, 7, 0),
            }
        )
        self.assertRecordValues(
            self._get_row(order),
            [
                {
                    "order_id": order.id,
                    "name": order.name,
                    "outlet_id": order.outlet_id.id,
                    "technician_id": self.technician.id,
                    "equipment_id": self.unit.id,
                    "serial": "SN000001",
                    "state": "signed",
                    "response_hours": 2.5,
                    "repair_hours": 6.0,
                    "visit_count": 1,
                    "opinion": "satisfied",
                    "is_repeat": False,
                }
            ],
        )

    def test_opinion_is_that_of_the_last_finished_visit(self):
        order = self._create_order()
        first, second = (
            self._create_dispatch(order, scheduled_start=False, scheduled_end=False)
            for _ in range(2)
        )
        first.write({"finished_at": "2026-05-04 08:00:00", "opinion": "dissatisfied"})
        second.write({"finished_at": "2026-05-05 08:00:00", "opinion": "satisfied"})
        self.assertEqual(self._get_row(order).opinion, "satisfied")

    def test_repeated_fault_is_marked(self):
        first = self._create_order()
        again = self._create_order(received_at=first.received_at + timedelta(days=9))
        self.assertFalse(self._get_row(first).is_repeat)
        self.assertTrue(self._get_row(again).is_repeat)

    def test_work_is_split_into_charged_and_free(self):
        order = self._create_month(1)
        self.assertRecordValues(
            self._get_row(order),
            [
                {
                    "amount_labour_charged": 100,
                    "amount_parts_charged": 0,
                    "amount_charged": 100,
                    "amount_labour_free": 40,
                    "cost_parts_free": 0,
                    "amount_free": 40,
                }
            ],
        )

    def _create_order_with_parts(self):
        """One part the customer pays (price 80), two free ones (cost 30 each)."""
        paid, free = self.env["product.product"].create(
            [
                {
                    "name": name,
                    "type": "consu",
                    "is_storable": True,
                    "list_price": 80,
                    "standard_price": 30,
                    "taxes_id": False,
                }
                for name in ("Paid Part", "Free Part")
            ]
        )
        stock = self.env["stock.warehouse"].search([], limit=1).lot_stock_id
        for part in paid | free:
            self.env["stock.quant"]._update_available_quantity(part, stock, 5)
        order = self._create_order()
        repair = self.env["repair.order"].create(
            {
                **order._prepare_repair_vals(),
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": part.id,
                            "product_uom_qty": quantity,
                            "repair_line_type": "add",
                            "coverage": coverage,
                        },
                    )
                    for part, quantity, coverage in (
                        (paid, 1, "customer"),
                        (free, 2, "covered"),
                    )
                ],
            }
        )
        order.action_create_quotation()
        repair.action_validate()
        repair.action_repair_start()
        repair.action_repair_end()
        return order

    def test_parts_count_at_their_price_or_at_their_cost(self):
        order = self._create_order_with_parts()
        self.assertRecordValues(
            self._get_row(order),
            [
                {
                    "amount_parts_charged": 80,
                    "amount_charged": 80,
                    "cost_parts_free": 60,
                    "amount_free": 60,
                }
            ],
        )

    def _check_invoiced(self, order, invoiced, paid):
        self.assertRecordValues(
            self._get_row(order), [{"amount_invoiced": invoiced, "amount_paid": paid}]
        )

    def test_invoices_count_less_credit_notes(self):
        order = self._create_order_with_parts()
        order.sale_order_id.action_confirm()
        invoice = order.sale_order_id._create_invoices()
        self._check_invoiced(order, 0, 0)
        invoice.action_post()
        self._check_invoiced(order, 80, 0)
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({"amount": 80}).action_create_payments()
        self._check_invoiced(order, 80, 80)
        credit = invoice._reverse_moves([{"invoice_date": date(2026, 6, 1)}])
        credit.invoice_line_ids.price_unit = 20
        credit.action_post()
        self._check_invoiced(order, 60, 80)

    def test_one_invoice_for_two_orders_is_shared(self):
        orders = self._create_order_with_parts() | self._create_order_with_parts()
        orders.sale_order_id.action_confirm()
        invoice = orders.sale_order_id._create_invoices()
        self.assertEqual(len(invoice), 1)
        invoice.action_post()
        self.assertEqual(self._get_row(orders).mapped("amount_invoiced"), [80, 80])

    def test_roles_see_what_they_see_of_orders(self):
        orders = self._create_month(4)
        stranger = self._create_user("technician", login="test_ledger_technician")
        outlet_manager = self._create_user("outlet_manager")
        self.outlet.manager_id = outlet_manager
        self.env.flush_all()
        for user, seen in (
            (self.dispatcher, orders),
            (self.technician_user, orders),
            (stranger, orders.browse()),
            (outlet_manager, orders.filtered(lambda o: o.outlet_id == self.outlet)),
        ):
            rows = (
                self.env["aftersales.ledger"]
                .with_user(user)
                .search([("order_id", "in", orders.ids)])
            )
            self.assertEqual(set(rows.ids), set(seen.ids), user.login)

    def test_row_opens_its_order(self):
        order = self._create_month(1)
        action = self._get_row(order).action_open_order()
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("aftersales.order", order.id)
        )


@tagged("post_install", "-at_install")
class TestLedgerExport(LedgerCase):
    @rule("R074", "R086")
    def test_sheet_has_all_rows_and_their_sums(self):
        orders = self._create_month()
        *rows, total = self._get_rows(self._create_export())
        self.assertEqual([row["Number"] for row in rows], orders.mapped("name"))
        self.assertEqual(sum(row["Charged"] for row in rows), 3000)
        self.assertEqual(sum(row["Free"] for row in rows), 1200)
        self.assertEqual(total["Number"], "Total")
        self.assertEqual(total["Charged"], f"=SUM(AA{HEAD_ROW + 1}:AA{HEAD_ROW + 30})")
        for outlet, amount in ((self.outlet, 1500), (self.other_outlet, 1500)):
            self.assertEqual(
                sum(r["Charged"] for r in rows if r["Outlet"] == outlet.display_name),
                amount,
            )

    def test_totals_stand_in_the_file_for_viewers_that_do_not_calculate(self):
        self._create_month()
        file = io.BytesIO()
        self._create_export()._write_workbook(file)
        total = self._read_rows(file, data_only=True)[-1]
        self.assertEqual((total["Charged"], total["Free"]), (3000, 1200))

    def test_dates_are_dates_of_the_user_s_time_zone(self):
        self._create_month(1)
        row = self._get_rows(self._create_export())[0]
        self.assertEqual(row["Received"], datetime(2026, 5, 1, 0, 0))
        self.assertIsNone(row["Response Hours"], "not arrived is not nought hours")

    def test_period_holds_the_whole_of_both_days(self):
        self._create_month()
        wizard = self._create_export(date_from="2026-05-02", date_to="2026-05-03")
        rows = self._get_rows(wizard)
        self.assertEqual([r["Number"] for r in rows[:-1]], ["L0001", "L0002"])

    def test_outlets_narrow_the_sheet(self):
        self._create_month()
        wizard = self._create_export(outlet_ids=self.other_outlet.ids)
        rows = self._get_rows(wizard)[:-1]
        self.assertEqual({r["Outlet"] for r in rows}, {self.other_outlet.display_name})
        self.assertEqual(len(rows), 15)

    def test_empty_period_gives_an_empty_sheet(self):
        rows = self._get_rows(
            self._create_export(date_from="2020-01-01", date_to="2020-01-31")
        )
        self.assertEqual([(r["Number"], r["Charged"]) for r in rows], [("Total", 0)])

    def test_texts_are_never_formulas(self):
        order = self._create_month(1)
        order.serial = "=1+1"
        row = self._get_rows(self._create_export())[0]
        self.assertEqual(row["Serial Number"], "=1+1")
        file = io.BytesIO()
        self._create_export()._write_workbook(file)
        cells = openpyxl.load_workbook(file).active[HEAD_ROW + 1]
        self.assertNotIn("f", [cell.data_type for cell in cells])

    def test_batches_neither_skip_nor_repeat_rows_of_one_moment(self):
        orders = self._create_month(25)
        orders.received_at = datetime(2026, 5, 4, 1, 0, 0)
        orders[::2].received_at = datetime(2026, 5, 4, 1, 0, 0, 5000)
        wizard = self._create_export()
        self.patch(aftersales_ledger_export, "BATCH", 4)
        names = [row["Number"] for row in self._get_rows(wizard)[:-1]]
        self.assertEqual(sorted(names), sorted(orders.mapped("name")))

    def test_rows_of_a_batch_cost_no_queries_of_their_own(self):
        self._create_month(50)
        wizard = self._create_export()
        self._count_queries(lambda: self._get_rows(wizard))  # fills the caches
        few = self._count_queries(lambda: self._get_rows(wizard))
        self._create_month(450)
        self.assertEqual(self._count_queries(lambda: self._get_rows(wizard)), few)

    def test_user_exports_only_what_he_may_see(self):
        orders = self._create_month(4)
        orders[:3].technician_id = False
        self.technician_user.group_ids += self.env.ref("base.group_allow_export")
        rows = self._get_rows(self._create_export(self.technician_user))
        self.assertEqual([r["Number"] for r in rows[:-1]], [orders[3].name])

    def test_export_needs_the_right_to_export(self):
        wizard = self._create_export().with_user(self.dispatcher)
        with self.assertRaisesRegex(AccessError, "right “Export”"):
            wizard.action_export()

    def test_last_month_is_proposed(self):
        form = Form(self.env["aftersales.ledger.export"].with_user(self.manager))
        self.assertEqual(form.date_from.day, 1)
        self.assertEqual((form.date_to + timedelta(days=1)).day, 1)
        self.assertEqual(form.date_to.month, form.date_from.month)


@tagged("post_install", "-at_install")
class TestLedgerDownload(LedgerCase, HttpCase):
    def test_download_is_the_workbook_and_is_logged(self):
        self._create_month(3)
        wizard = self._create_export()
        self.authenticate(self.manager.login, "test_ledger_1")
        response = self.url_open(wizard.action_export()["url"])
        self.assertEqual(response.status_code, 200)
        self.assertIn("spreadsheetml", response.headers["Content-Type"])
        self.assertIn("2026-05-01", response.headers["Content-Disposition"])
        rows = self._read_rows(io.BytesIO(response.content))
        self.assertEqual(len(rows), 4)
        log = self.env["ir.logging"].search([("name", "=", "aftersales.ledger.export")])
        self.assertIn(f"{self.manager.login} (id {self.manager.id})", log[0].message)
        self.assertIn("3 rows", log[0].message)

    def test_download_is_refused_without_the_right_or_to_others(self):
        wizard = self._create_export()
        url = f"{SHEETS}/{wizard.id}.xlsx"
        other = self._create_user(
            "dispatcher", login="test_ledger_other", password="test_ledger_2"
        )
        self.authenticate(other.login, "test_ledger_2")
        self.assertNotEqual(self.url_open(url).status_code, 200)
        own = self._create_export(other)
        self.assertNotEqual(
            self.url_open(f"{SHEETS}/{own.id}.xlsx").status_code,
            200,
        )
        self.assertFalse(
            self.env["ir.logging"].search([("name", "=", "aftersales.ledger.export")])
        )
