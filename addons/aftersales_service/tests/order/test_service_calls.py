import base64
import csv
import io
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

import pytz

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...tools import call_sheet
from ...wizard import aftersales_import_calls as wizard_module
from ..common import AftersalesCase

DATA = Path(__file__).parent.parent / "data"
DEFAULTED = {
    "channel": "channel",
    "contact": "contact_name",
    "phone": "phone",
    "city": "site_city",
    "priority": "priority",
}


def read_rows(name: str) -> list[dict]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class CallImportCase(AftersalesCase):
    """Products of the sheet, and a dispatcher who imports it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Order = cls.env["aftersales.order"].with_user(cls.dispatcher)
        cls.before = cls.Order.search([])
        cls.products = cls.env["product.product"].create(
            [
                {"name": row["name"], "default_code": row["code"]}
                for row in read_rows("products.csv")
            ]
        )

    @classmethod
    def _create_wizard(cls, content: bytes, **vals):
        return (
            cls.env["aftersales.import.calls"]
            .with_user(cls.dispatcher)
            .create(
                {
                    "file": base64.b64encode(content),
                    "file_name": "service_calls.csv",
                    "tz": "Asia/Shanghai",
                    **vals,
                }
            )
        )

    def _new_orders(self):
        return self.Order.search([("id", "not in", self.before.ids)])

    def _order_of(self, external_id):
        return self.env.ref(f"__import__.{external_id}").with_user(self.dispatcher)


@tagged("post_install", "-at_install")
class TestServiceCalls(CallImportCase):
    """The whole file service_calls.csv through the wizard."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rows = read_rows("service_calls.csv")
        cls.expected = read_rows("service_calls_bad_rows.csv")
        cls.content = (DATA / "service_calls.csv").read_bytes()
        cls.bad_lines = {int(row["line"]) for row in cls.expected}
        cls.good_rows = [
            row
            for line, row in enumerate(cls.rows, start=2)
            if line not in cls.bad_lines
        ]
        cls.wizard = cls._create_wizard(cls.content)
        cls.wizard.action_import()

    def test_every_good_row_becomes_an_order(self):
        self.assertEqual(len(self._new_orders()), len(self.good_rows))
        self.assertRecordValues(
            self.wizard,
            [
                {
                    "state": "done",
                    "good_count": len(self.good_rows),
                    "bad_count": len(self.expected),
                    "known_count": 0,
                }
            ],
        )

    def test_every_bad_row_comes_back_with_line_field_and_reason(self):
        text = base64.b64decode(self.wizard.bad_file).decode("utf-8-sig")
        given_back = list(csv.DictReader(io.StringIO(text, newline="")))
        self.assertEqual(
            [(row["line"], row["external_id"], row["reason"]) for row in given_back],
            [
                (row["line"], row["external_id"], row["reason"])
                for row in sorted(self.expected, key=lambda row: int(row["line"]))
            ],
        )
        for row in given_back:
            self.assertIn(row["field"], call_sheet.COLUMNS)
            original = self.rows[int(row["line"]) - 2]
            self.assertEqual({title: row[title] for title in original}, original)
        self.assertEqual(self.wizard.bad_file_name, "service_calls_bad_rows.csv")

    def test_every_bad_row_is_explained_in_words(self):
        notes = self.wizard.issue_note.splitlines()
        self.assertEqual(len(notes), len(self.expected))
        for row in self.expected:
            self.assertTrue(any(f"Line {row['line']} " in note for note in notes))

    def test_a_second_run_adds_nothing(self):
        count = self.Order.search_count([])
        units = self.env["aftersales.equipment"].search_count([])
        partners = self.env["res.partner"].search_count([])
        again = self._create_wizard(self.content)
        again.action_import()
        self.assertEqual(self.Order.search_count([]), count)
        self.assertEqual(self.env["aftersales.equipment"].search_count([]), units)
        self.assertEqual(self.env["res.partner"].search_count([]), partners)
        self.assertEqual(again.good_count, 0)
        self.assertEqual(again.known_count, len(self.good_rows))

    def test_orders_hold_what_the_file_says(self):
        zone = pytz.timezone("Asia/Shanghai")
        for row in self.good_rows:
            order = self._order_of(row["external_id"])
            moment = call_sheet.parse_moment(row["received_at"])
            found = {
                "received_at": zone.fromutc(order.received_at).replace(tzinfo=None),
                "customer": order.partner_id.name,
                "product": order.product_id.default_code or "",
                "serial": order.serial or "",
                "symptom": order.symptom_id.name or "",
                "description": order.description or "",
            }
            expected = {name: row[name].strip() for name in found}
            expected["received_at"] = moment
            # Where these cells are empty, the order's own defaults stand.
            for column, field in DEFAULTED.items():
                if row[column].strip():
                    found[column] = order[field]
                    expected[column] = row[column].strip()
            self.assertEqual(found, expected, row["external_id"])

    def test_text_arrives_as_typed_and_is_shown_escaped(self):
        typed = [row for row in self.good_rows if "<" in row["description"]]
        for row in typed:
            order = self._order_of(row["external_id"])
            self.assertEqual(order.description, row["description"].strip())
        if typed:
            html = self.env["ir.qweb"]._render(
                self.env["ir.ui.view"]
                .create(
                    {
                        "type": "qweb",
                        "arch": '<p t-field="order.description" />',
                        "name": "test",
                    }
                )
                .id,
                {"order": self._order_of(typed[0]["external_id"])},
            )
            self.assertNotIn(typed[0]["description"].strip(), str(html))

    def test_one_customer_calls_often_but_is_on_file_once(self):
        names = {row["customer"].strip() for row in self.good_rows}
        found = self.env["res.partner"].search([("name", "in", list(names))])
        self.assertEqual(len(found), len(names))

    def test_one_unit_is_on_file_once(self):
        named = {
            (row["product"].strip(), row["serial"].strip())
            for row in self.good_rows
            if row["product"].strip() and row["serial"].strip()
        }
        units = self._new_orders().equipment_id
        found = {(unit.product_id.default_code, unit.serial) for unit in units}
        self.assertEqual(found, named)
        self.assertEqual(len(units), len(named))

    def test_numbers_are_given_without_a_gap_or_a_double(self):
        names = self._new_orders().mapped("name")
        self.assertEqual(len(set(names)), len(names))


@tagged("post_install", "-at_install")
class TestCallImport(CallImportCase):
    """The wizard on small files."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.header = ",".join(call_sheet.COLUMNS)

    def _sheet(self, *lines: str) -> str:
        return "\r\n".join((self.header, *lines)) + "\r\n"

    def _row(self, number, **vals):
        values = {
            "external_id": f"T-{number}",
            "received_at": "2026-01-02 08:43:00",
            "channel": "phone",
            "customer": f"Customer {number}",
            "product": "P001",
            "serial": f"S{number}",
            "symptom": "Drawer sticks",
            "priority": "0",
            **vals,
        }
        out = io.StringIO()
        csv.writer(out).writerow([values.get(c, "") for c in call_sheet.COLUMNS])
        return out.getvalue().rstrip("\r\n")

    def _import(self, *lines, encoding="utf-8", **vals):
        wizard = self._create_wizard(self._sheet(*lines).encode(encoding), **vals)
        wizard.action_import()
        return wizard

    def test_a_check_imports_nothing(self):
        text = self._sheet(self._row(1), self._row(2, customer=""))
        wizard = self._create_wizard(text.encode())
        action = wizard.action_check()
        self.assertEqual(action["res_id"], wizard.id)
        self.assertRecordValues(
            wizard, [{"state": "checked", "good_count": 1, "bad_count": 1}]
        )
        self.assertFalse(self._new_orders())

    def test_the_form_finds_the_columns_when_a_file_is_chosen(self):
        form = Form(self.env["aftersales.import.calls"].with_user(self.dispatcher))
        form.file = base64.b64encode(self._sheet(self._row(1)).encode())
        wizard = form.save()
        self.assertEqual(wizard.column_ids.mapped("title"), list(call_sheet.COLUMNS))

    def test_columns_with_titles_of_the_company_are_mapped_by_hand(self):
        content = "时间,客户,电话\r\n2026-01-02 08:43,李先生,13552465805\r\n".encode()
        wizard = self._create_wizard(content)
        titles = {"received_at": "时间", "customer": "客户", "phone": "电话"}
        for column in wizard.column_ids:
            column.title = titles.get(column.name)
        wizard.action_import()
        order = self._new_orders()
        self.assertEqual(order.partner_id.name, "李先生")
        self.assertEqual(order.phone, "13552465805")

    def test_a_missing_column_is_named(self):
        wizard = self._create_wizard(b"external_id,customer\r\n1,Li\r\n")
        with self.assertRaisesRegex(UserError, "received_at"):
            wizard.action_check()

    def test_a_file_that_is_no_text_is_refused_in_words(self):
        with self.assertRaises(UserError):
            self._create_wizard(b"\xff\xfe\x00\x81").action_check()

    def test_a_file_in_gb18030_is_read(self):
        self._import(self._row(1, customer="客户甲", city="烟台"), encoding="gb18030")
        self.assertEqual(self._order_of("T-1").partner_id.name, "客户甲")

    def test_text_with_quotes_tags_and_line_breaks_arrives_as_typed(self):
        typed = "<b>\"急\"</b>\n=1+1, 'x' <script>alert(1)</script>"
        self._import(self._row(1, description=typed, customer='<i>"Li" & Co</i>'))
        order = self._order_of("T-1")
        self.assertEqual(order.description, typed)
        self.assertEqual(order.partner_id.name, '<i>"Li" & Co</i>')

    def test_a_zero_byte_does_not_stop_the_file(self):
        self._import(self._row(1, description="a\x00b"), self._row(2))
        self.assertEqual(len(self._new_orders()), 2)

    def test_times_are_those_of_the_zone_chosen(self):
        self._import(self._row(1))
        self.assertEqual(self._order_of("T-1").received_at, datetime(2026, 1, 2, 0, 43))
        self._import(self._row(2), tz="UTC")
        self.assertEqual(self._order_of("T-2").received_at, datetime(2026, 1, 2, 8, 43))

    def test_an_empty_cell_leaves_the_default(self):
        self._import(self._row(1, channel="", priority="", product="", serial=""))
        self.assertRecordValues(
            self._order_of("T-1"),
            [
                {
                    "channel": "phone",
                    "priority": "0",
                    "product_id": False,
                    "serial": False,
                    "equipment_id": False,
                }
            ],
        )

    def test_known_customers_symptoms_and_units_are_used(self):
        self.product.default_code = "CAB"
        self._import(
            self._row(1, customer="Haibin School", product="CAB", serial="SN000001")
        )
        self.assertRecordValues(
            self._order_of("T-1"),
            [
                {
                    "partner_id": self.customer.id,
                    "equipment_id": self.unit.id,
                    "symptom_id": self.symptom.id,
                }
            ],
        )

    def test_external_ids_may_hold_blanks_and_dots(self):
        ids = ("A 1", "A.1", "A_1", "A%201", "编号 7")
        lines = [self._row(n, external_id=id_) for n, id_ in enumerate(ids)]
        self._import(*lines)
        self.assertEqual(len(self._new_orders()), len(ids))
        self.assertEqual(self._import(*lines).known_count, len(ids))
        self.assertEqual(len(self._new_orders()), len(ids))

    def test_the_corrected_file_of_bad_rows_can_be_imported(self):
        wizard = self._import(self._row(1), self._row(2, channel="fax"))
        text = base64.b64decode(wizard.bad_file).decode("utf-8-sig")
        corrected = text.replace(",fax,", ",phone,").encode("utf-8-sig")
        self._create_wizard(corrected).action_import()
        self.assertEqual(self._order_of("T-2").channel, "phone")
        self.assertEqual(len(self._new_orders()), 2)

    def test_a_run_that_was_killed_goes_on_where_it_stopped(self):
        lines = [self._row(number) for number in range(10)]
        import_batch = type(self.env["aftersales.import.calls"])._import_batch
        batches = []

        def die_in_the_second(wizard, *args):
            batches.append(args)
            if len(batches) == 2:
                raise KeyboardInterrupt
            return import_batch(wizard, *args)

        Wizard = type(self.env["aftersales.import.calls"])
        with patch.object(wizard_module, "BATCH", 3):
            with (
                patch.object(Wizard, "_import_batch", die_in_the_second),
                # Not assertRaises: it would roll back what the first batch left.
                suppress(KeyboardInterrupt),
            ):
                self._import(*lines)
            self.assertEqual(len(batches), 2)
            self.assertEqual(len(self._new_orders()), 3)
            self.assertEqual(self._import(*lines).good_count, 7)
        self.assertEqual(len(self._new_orders()), 10)

    def test_each_batch_is_committed_outside_of_tests(self):
        commits = []
        with (
            patch.object(wizard_module, "BATCH", 2),
            patch.object(wizard_module.modules.module, "current_test", None),
            patch.object(self.env.cr, "commit", lambda: commits.append(1)),
        ):
            self._import(*[self._row(number) for number in range(5)])
        self.assertEqual(len(commits), 3)

    def test_a_technician_does_not_import(self):
        with self.assertRaises(AccessError):
            self.env["aftersales.import.calls"].with_user(self.technician_user).create(
                {"file": base64.b64encode(b"received_at,customer\r\n")}
            )

    def test_channels_of_the_sheet_are_those_of_an_order(self):
        channels = self.env["aftersales.order"]._fields["channel"].get_values(self.env)
        self.assertEqual(
            set(channels),
            {
                *("phone", "web", "portal", "qr", "email", "wechat", "counter"),
                *("letter", "outlet"),
                # Raised by a recall or a maintenance plan, never by a sheet.
                *("recall", "plan"),
            },
        )
