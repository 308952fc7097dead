import io
import zipfile
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from ..common import AftersalesCase
from ..rules import rule


@tagged("post_install", "-at_install")
class TestCustomerFile(AftersalesCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.customer.write({"email": "li@haibin.example", "street": "Sea Road 1"})
        cls.office = cls._create_user("service_manager", password="office-password-1")
        cls.sale = cls.env["sale.order"].create(
            {
                "partner_id": cls.customer.id,
                "order_line": [
                    (0, 0, {"product_id": cls.product.id, "product_uom_qty": 3})
                ],
            }
        )
        cls.sale.action_confirm()

    def setUp(self):
        super().setUp()
        self.order = self._create_order(description="Drawer sticks")
        self.visit = self._walk_to_signed(self.order)
        self.visit.opinion_note = "Quick and friendly"

    def _sections(self, user):
        partner = self.customer.with_user(user).with_context(lang="en_US")
        return {section["key"]: section for section in partner._get_customer_file()}

    def _open(self, user, reason=None):
        action = self.customer.with_user(user).action_open_customer_file()
        file = (
            self.env["aftersales.customer.file"]
            .with_user(user)
            .browse(action["res_id"])
        )
        if not file.is_open:
            file.reason = reason
            file.action_open_file()
        return file

    def _logged(self):
        return self.env["aftersales.customer.access"].search(
            [("partner_id", "=", self.customer.id)], order="id"
        )

    @rule("R272")
    def test_everything_the_handbook_lists(self):
        self.env["aftersales.claim"].create(
            {
                "kind": "compensation",
                "partner_id": self.customer.id,
                "reason": "A scratched floor",
            }
        )
        repair = self.env["repair.order"].create(self.order._prepare_repair_vals())
        part = self.env["product.product"].create(
            {"name": "Drawer Rail", "type": "consu", "is_storable": True}
        )
        self.env["stock.quant"]._update_available_quantity(part, repair.location_id, 5)
        self.env["stock.move"].create(
            {
                "repair_id": repair.id,
                "repair_line_type": "add",
                "product_id": part.id,
                "product_uom_qty": 2,
            }
        )
        repair.action_validate()
        repair.action_assign()
        repair.action_repair_start()
        repair.action_repair_end()
        sections = self._sections(self.office)
        text = {
            key: " | ".join(cell for row in section["rows"] for cell in row)
            for key, section in sections.items()
        }
        for key, words in {
            "contacts": ("Haibin School", "13812345678", "Sea Road 1"),
            "goods": ("Filing Cabinet", "3", self.sale.name),
            "units": ("SN000001",),
            "reports": (self.order.name, "Drawer sticks", "Rail bent"),
            "visits": (self.visit.name, "Wang Gong", "Rail replaced"),
            "briefings": (self.visit.name,),
            "opinions": ("Satisfied", "Quick and friendly"),
            "satisfaction": ("100",),
            "parts": ("Drawer Rail", "2"),
            "claims": ("A scratched floor",),
        }.items():
            for word in words:
                self.assertIn(word, text[key], key)

    @rule("R272")
    def test_open_invoices_stand_in_it(self):
        self.sale.order_line.qty_delivered = 3
        if not self.company.chart_template:
            self.skipTest("needs a chart of accounts")
        invoice = self.sale._create_invoices()
        invoice.action_post()
        finance = self._create_user("finance")
        rows = self._sections(finance)["invoices"]["rows"]
        self.assertIn(invoice.name, rows[0])

    def test_each_reads_with_his_own_rights(self):
        technician = self._sections(self.technician_user)
        self.assertNotIn("invoices", technician)
        self.assertIn("reports", technician)
        other = self.env["hr.employee"].create({"name": "Zhao"})
        foreign = self._create_order(technician_id=other.id)
        names = [
            row[0] for row in self._sections(self.technician_user)["reports"]["rows"]
        ]
        self.assertEqual(names, [self.order.name])
        names = [row[0] for row in self._sections(self.office)["reports"]["rows"]]
        self.assertIn(foreign.name, names)

    def test_a_file_costs_the_same_however_long(self):
        partner = self.customer.with_user(self.office)
        for _visit in range(2):
            self._walk_to_signed(self._create_order())
        partner._get_customer_file()
        few = self._count_queries(partner._get_customer_file)
        for _visit in range(6):
            self._walk_to_signed(self._create_order())
        many = self._count_queries(partner._get_customer_file)
        self.assertEqual(few, many)

    # -- who looked -------------------------------------------------------------------

    def test_opening_is_logged_with_the_order_as_reason(self):
        file = self._open(self.technician_user)
        self.assertIn(self.order.name, file.reason)
        log = self._logged()
        self.assertEqual(log.user_id, self.technician_user)
        self.assertEqual((log.kind, log.is_masked), ("open", False))
        self.assertIn(self.order.name, log.reason)
        self.assertIn("Sea Road 1", file.body)

    def test_without_an_order_one_says_why(self):
        self.env.flush_all()
        self.env.cr.execute("UPDATE aftersales_order SET state = 'archived'")
        self.env.invalidate_all()
        action = self.customer.with_user(self.office).action_open_customer_file()
        file = self.env["aftersales.customer.file"].with_user(self.office)
        file = file.browse(action["res_id"])
        self.assertFalse(file.body)
        with self.assertRaisesRegex(UserError, "Why"):
            file.action_open_file()
        self.assertFalse(self._logged())
        file.reason = "The customer asks what he bought"
        file.action_open_file()
        self.assertEqual(self._logged().reason, "The customer asks what he bought")

    def test_a_file_is_not_opened_past_the_log(self):
        File = self.env["aftersales.customer.file"].with_user(self.office)
        file = File.create({"partner_id": self.customer.id, "is_open": True})
        self.assertFalse(file.is_open)
        with self.assertRaises(UserError):
            file.write({"is_open": True})
        with self.assertRaises(UserError):
            file.action_print()
        with self.assertRaises(AccessError):
            file.with_user(self.dispatcher).read(["body"])

    def test_a_stranger_reads_it_masked(self):
        user = self._create_user("technician", "stranger_technician")
        file = self._open(user, "Curious")
        self.assertTrue(file.is_masked)
        self.assertNotIn("13812345678", file.body)
        self.assertNotIn("Sea Road", file.body)
        self.assertNotIn("Filing Cabinet", file.body)
        self.assertTrue(self._logged().is_masked)

    def test_taking_it_along_needs_a_right_and_is_logged(self):
        file = self._open(self.dispatcher)
        for take in (file.action_print, file.action_export):
            with self.assertRaisesRegex(AccessError, "Export"):
                take()
        with self.assertRaises(AccessError):
            self.env["report.aftersales_service.report_customer_file"].with_user(
                self.dispatcher
            )._get_report_values(file.ids)
        file = self._open(self.office)
        html = (
            self.env["ir.actions.report"]
            .with_user(self.office)
            ._render_qweb_html("aftersales_service.report_customer_file", file.ids)[0]
        )
        self.assertIn(b"Drawer sticks", html)
        self.assertEqual(self._logged().mapped("kind"), ["open", "open", "pdf"])

    @rule("R272")
    def test_spreadsheet_over_http(self):
        file = self._open(self.office)
        self.authenticate(self.office.login, "office-password-1")
        response = self.url_open(f"/aftersales/customer-file/{file.id}.xlsx")
        self.assertEqual(response.status_code, 200)
        book = zipfile.ZipFile(io.BytesIO(response.content))
        texts = b"".join(
            book.read(name) for name in book.namelist() if name.endswith(".xml")
        )
        self.assertIn(b"Drawer sticks", texts)
        self.env.invalidate_all()
        self.assertEqual(self._logged().mapped("kind"), ["open", "xlsx"])
        foreign = self._open(self.dispatcher)
        response = self.url_open(f"/aftersales/customer-file/{foreign.id}.xlsx")
        self.assertNotEqual(response.status_code, 200)

    def test_nobody_changes_the_log(self):
        self._open(self.office)
        log = self._logged()
        with self.assertRaises(UserError):
            log.sudo().write({"reason": "Nothing"})
        with self.assertRaises(UserError):
            log.sudo().unlink()
        with self.assertRaises(AccessError):
            log.with_user(self.technician_user).read(["reason"])
        with self.assertRaises(AccessError):
            log.with_user(self.office).create({"kind": "open"})
        self.assertTrue(log.with_user(self.office).read(["reason"]))

    def test_old_rows_go_by_themselves(self):
        self._open(self.office)
        log = self._logged()
        self.company.aftersales_access_log_days = 30
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE aftersales_customer_access SET accessed_at = %s WHERE id = %s",
            [fields.Datetime.now() - timedelta(days=29), log.id],
        )
        log._gc_old()
        self.assertTrue(log.exists())
        self.env.cr.execute(
            "UPDATE aftersales_customer_access SET accessed_at = %s WHERE id = %s",
            [fields.Datetime.now() - timedelta(days=31), log.id],
        )
        log._gc_old()
        self.assertFalse(log.exists())
