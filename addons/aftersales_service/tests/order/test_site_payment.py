import io
import unicodedata

import PyPDF2
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from ..rules import rule
from .test_quotation import QuotationCase

RECEIPT = "aftersales_service.action_report_payment_receipt"


@tagged("post_install", "-at_install")
class TestSitePayment(QuotationCase):
    """Money taken on site: a payment, a receipt, a paid invoice (R133, R134)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.finance = cls._create_user("finance")
        journals = cls.env["account.journal"]
        for kind, name in (("cash", "cash"), ("bank", "transfer")):
            cls.company[f"aftersales_{name}_journal_id"] = journals.create(
                {"name": f"Site {name}", "type": kind, "code": f"S{kind[:3].upper()}"}
            )
        cls.order.action_accept()
        cls.mine = cls.order.with_user(cls.technician_user)

    def setUp(self):
        super().setUp()
        freezer = freeze_time("2026-03-02 03:00:00")
        self.clock = freezer.start()
        self.addCleanup(freezer.stop)

    def _pay(self, amount=230.0, method="cash", order=None, **kwargs):
        order = self.mine if order is None else order
        return order._register_site_payment(amount, method, **kwargs)

    def _do_the_work(self):
        """The visit, done by its technician."""
        self.order.action_dispatch()
        visit = self.order.dispatch_ids.with_user(self.technician_user)
        visit.action_arrive()
        visit.order_id.action_assess()
        visit.cause_id = self.cause
        visit.write(self.FINISH_VALS)
        visit.action_finish()

    @rule("R133", "R134")
    def test_a_technician_takes_cash_without_rights_in_accounting(self):
        payment = self._pay(memo="Paid in full")
        self.assertEqual(payment.env.user, self.technician_user)
        self.assertRecordValues(
            payment.sudo(),
            [
                {
                    "amount": 230.0,
                    "payment_type": "inbound",
                    "partner_type": "customer",
                    "partner_id": self.customer.id,
                    "journal_id": self.company.aftersales_cash_journal_id.id,
                    "aftersales_order_id": self.order.id,
                    "aftersales_method": "cash",
                    "aftersales_received_by_id": self.technician_user.id,
                    "memo": f"{self.order.name} · Paid in full",
                }
            ],
        )
        self.assertIn(payment.sudo().state, ("in_process", "paid"))
        self.assertTrue(payment.sudo().move_id.state == "posted")
        self.assertEqual(self.mine.amount_due, 0.0)
        self.assertIn("230.00", self.order.message_ids[0].body)
        with self.assertRaises(AccessError):
            payment.write({"memo": "Changed"})
        with self.assertRaises(AccessError):
            payment.create({"amount": 1.0})

    def test_a_transfer_goes_to_its_own_journal(self):
        self.assertEqual(
            self._pay(method="transfer").sudo().journal_id,
            self.company.aftersales_transfer_journal_id,
        )

    def test_all_that_is_wrong_is_said_at_once(self):
        self.company.aftersales_cash_journal_id = False
        with self.assertRaises(UserError) as caught:
            self._pay(-5.0)
        message = str(caught.exception)
        for expected in (self.order.name, "above zero", "Cash Journal", "Settings"):
            self.assertIn(expected, message)

    def test_a_technician_takes_no_more_than_is_owed(self):
        with self.assertRaisesRegex(UserError, "230.00 left to pay"):
            self._pay(231.0)
        self._pay(200.0)
        with self.assertRaisesRegex(UserError, "30.00 left to pay"):
            self._pay(31.0)
        self._pay(300.0, order=self.order)  # the dispatcher takes a deposit
        self.assertEqual(self.mine.amount_due, -270.0)

    def test_tax_is_owed_too(self):
        tax = self.env["account.tax"].create(
            {"name": "VAT 13", "amount": 13.0, "price_include_override": "tax_excluded"}
        )
        self.labour.taxes_id = tax
        self.env.invalidate_all()
        self.assertEqual(self.mine.amount_due, 256.0)
        sale = self._quote()
        sale.action_confirm()
        self.env.invalidate_all()
        self.assertEqual(self.mine.amount_due, sale.amount_total)

    def test_a_request_sent_twice_is_one_payment(self):
        first = self._pay(100.0, request_key="one")
        self.assertEqual(self._pay(100.0, request_key="one"), first)
        self.assertEqual(self.order.sudo().payment_ids, first.sudo())
        other = self._create_order(technician_id=self.technician.id)
        with self.assertRaisesRegex(UserError, "another order"):
            self._pay(
                100.0, request_key="one", order=other.with_user(self.technician_user)
            )

    def test_the_same_amount_again_waits_a_minute(self):
        self._pay(100.0)
        with self.assertRaisesRegex(UserError, "a moment ago"):
            self._pay(100.0)
        self._pay(100.0, method="transfer")
        self.clock.move_to("2026-03-02 03:02:00")
        self._pay(20.0)
        self.assertEqual(self.order.payment_count, 3)

    @rule("R133")
    def test_the_invoice_is_paid_from_what_was_paid_on_site(self):
        self._pay(130.0)
        self._pay(100.0, method="transfer")
        self._quote().action_confirm()
        self._do_the_work()
        order = self.order.with_user(self.finance)
        order.action_create_invoice()
        invoice = order.invoice_ids
        invoice.action_post()
        self.assertIn(invoice.payment_state, ("paid", "in_payment"))
        self.assertEqual(invoice.amount_residual, 0.0)
        self.assertEqual(self.order.amount_due, 0.0)
        order.action_settle()
        self.assertEqual(order.state, "settled")

    @rule("R133")
    def test_an_invoice_that_is_posted_already_is_paid_at_once(self):
        self._quote().action_confirm()
        self._do_the_work()
        order = self.order.with_user(self.finance)
        order.action_create_invoice()
        invoice = order.invoice_ids
        invoice.action_post()
        with self.assertRaisesRegex(UserError, "not paid"):
            order.action_settle()
        self._pay(200.0)
        self.assertEqual(invoice.payment_state, "partial")
        self._pay(30.0)
        self.assertIn(invoice.payment_state, ("paid", "in_payment"))
        order.action_settle()

    def test_a_cancelled_payment_is_owed_again(self):
        payment = self._pay().with_user(self.finance)
        payment.action_draft()
        payment.action_cancel()
        self.env.invalidate_all()
        self.assertEqual(self.mine.amount_due, 230.0)
        self.assertFalse(payment._get_received())

    # -- who ----

    def test_who_may_take_money(self):
        for role in ("storekeeper", "inspector"):
            with self.subTest(role), self.assertRaises(AccessError):
                self._pay(10.0, order=self.order.with_user(self._create_user(role)))
        colleague = self._create_user("technician", login="colleague")
        with self.assertRaises(AccessError):
            self._pay(10.0, order=self.order.with_user(colleague))
        portal = new_test_user(self.env, "pay_portal", groups="base.group_portal")
        with self.assertRaises(AccessError):
            self._pay(10.0, order=self.order.with_user(portal))
        for amount, user in ((10.0, self.finance), (11.0, self.manager)):
            self._pay(amount, order=self.order.with_user(user))

    def test_nobody_takes_money_for_another_company(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        user = self._create_user(
            "dispatcher",
            login="elsewhere",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        payment = self._pay()
        with self.assertRaises(AccessError):
            self._pay(10.0, order=self.order.with_user(user))
        found = self.env["account.payment"].with_user(user).search([])
        self.assertNotIn(payment, found)

    def test_who_sees_which_payments(self):
        payment = self._pay()
        other = self._create_order(
            technician_id=False, outlet_id=self._create_outlet(name="Far").id
        )
        other.action_accept()
        foreign = self._pay(5.0, order=other.with_user(self.dispatcher))
        plain = self.env["account.payment"].create(
            {
                "amount": 1.0,
                "partner_id": self.customer.id,
                "journal_id": self.company.aftersales_cash_journal_id.id,
            }
        )
        both = payment | foreign
        inspector = self._create_user("inspector")
        everything = both | plain
        for user, seen in (
            (self.technician_user, payment),
            (self.manager, payment),
            (self.dispatcher, both),
            (inspector, both),
            (self.finance, everything),
        ):
            with self.subTest(user.login):
                found = everything.with_user(user)._filtered_access("read")
                self.assertEqual(found, seen)
        with self.assertRaises(AccessError):
            payment.with_user(self._create_user("storekeeper")).check_access("read")

    def test_a_technician_with_accounting_rights_sees_all_payments(self):
        both = new_test_user(
            self.env,
            "both_roles",
            groups="aftersales_service.group_technician,account.group_account_invoice",
        )
        payment = self._pay()
        payment.with_user(both).check_access("read")

    # -- window and papers ----

    def test_the_window_offers_what_is_owed_and_prints_the_receipt(self):
        action = self.mine.action_register_payment()
        wizard = Form(
            self.env[action["res_model"]]
            .with_user(self.technician_user)
            .with_context(**action["context"])
        ).save()
        self.assertEqual(wizard.amount, 230.0)
        report = wizard.action_register()
        self.assertEqual(
            report["report_name"], "aftersales_service.report_payment_receipt"
        )
        wizard.action_register()
        self.assertEqual(self.order.payment_count, 1)

    @rule("R133", "R134")
    def test_the_technician_prints_a_receipt_for_each_payment(self):
        payment = self._pay(130.0, memo="Slip 4711")
        text = self._print(payment, self.technician_user)
        name = payment.sudo().name
        for expected in (
            *(name.replace(" ", ""), self.order.name, "HaibinSchool", "130.00"),
            *("Cash", "Slip4711", "100.00", "PaymentReceipt"),
        ):
            self.assertIn(expected, text)

    def test_a_receipt_of_another_technician_is_not_printed(self):
        payment = self._pay()
        colleague = self._create_user("technician", login="colleague")
        with self.assertRaises(AccessError):
            self._render(payment, colleague)

    def test_no_receipt_for_money_that_was_given_back(self):
        payment = self._pay().with_user(self.finance)
        payment.action_draft()
        payment.action_cancel()
        self.assertNotIn('as_paper"', self._render(payment, self.finance))

    def _render(self, payment, user) -> str:
        reports = self.env["ir.actions.report"].with_user(user)
        return reports._render_qweb_html(RECEIPT, payment.ids)[0].decode()

    def _print(self, payment, user) -> str:
        reports = self.env["ir.actions.report"].with_user(user)
        if reports.get_wkhtmltopdf_state() == "install":
            self.skipTest("wkhtmltopdf is not installed")
        self.env["ir.config_parameter"].set_param("report.url", "http://127.0.0.1:9")
        with mute_logger("odoo.addons.base.models.ir_actions_report"):
            content, kind = reports.with_context(
                force_report_rendering=True
            )._render_qweb_pdf(RECEIPT, payment.ids)
        self.assertEqual(kind, "pdf")
        pages = PyPDF2.PdfReader(io.BytesIO(content)).pages
        text = "".join(page.extract_text() for page in pages)
        return "".join(unicodedata.normalize("NFKC", text).split())

    def test_the_smart_button_shows_the_payments_of_the_order(self):
        payment = self._pay()
        action = self.mine.action_view_payments()
        found = payment.with_user(self.technician_user).search(action["domain"])
        self.assertEqual(found, payment)
        self.assertEqual(self.mine.payment_count, 1)

    def test_what_is_owed_costs_few_queries_for_many_orders(self):
        for _n in range(6):
            order = self._create_order(technician_id=self.technician.id)
            self.env["aftersales.order.line"].create(
                {
                    "order_id": order.id,
                    "product_id": self.labour.id,
                    "coverage": "customer",
                }
            )
        orders = self.env["aftersales.order"].search(
            [("technician_id", "=", self.technician.id)]
        )
        few, many = (
            self._count_queries(lambda n=n: orders[:n].mapped("amount_due"))
            for n in (2, 7)
        )
        self.assertLessEqual(many, few)
