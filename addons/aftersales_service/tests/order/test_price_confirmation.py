from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from ..common import AftersalesCase
from ..rules import rule

NOW = datetime(2026, 3, 2, 3)


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestPriceConfirmation(AftersalesCase):
    """Paid work waits until the customer knows and accepts its price (R134)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.labour.taxes_id = [(5,)]
        cls.order = cls._create_order(technician_id=cls.technician.id)
        cls.order.action_accept()
        cls.order.action_dispatch()
        cls.visit = cls.order.dispatch_ids.with_user(cls.technician_user)
        cls.visit.action_arrive()
        cls.order = cls.order.with_user(cls.technician_user)
        cls.order.action_assess()
        cls.order.write({"cause_id": cls.cause.id, "solution": "Rail replaced."})

    def _add_line(self, **vals):
        return (
            self.env["aftersales.order.line"]
            .with_user(self.technician_user)
            .create(
                {
                    "order_id": self.order.id,
                    "product_id": self.labour.id,
                    "coverage": "customer",
                    **vals,
                }
            )
        )

    def _add_part(self, **vals):
        part = self.env["product.product"].create(
            {"name": "Rail", "type": "consu", "list_price": 90.0, "taxes_id": False}
        )
        repair = self.env["repair.order"].create(self.order._prepare_repair_vals())
        return self.env["stock.move"].create(
            {
                "repair_id": repair.id,
                "repair_line_type": "add",
                "product_id": part.id,
                "product_uom_qty": 2,
                "coverage": "customer",
                **vals,
            }
        )

    @rule("R134", "R136")
    def test_paid_work_does_not_start_before_the_price_is_confirmed(self):
        self._add_line(quantity=2)
        with self.assertRaises(UserError) as caught:
            self.order.action_start()
        message = str(caught.exception)
        for expected in (self.order.name, "200.00", "Confirm Price", "Start Work"):
            self.assertIn(expected, message)
        self.assertEqual(self.order.state, "assessed")
        self.order._confirm_price("Director Li")
        self.order.action_start()
        self.assertEqual(self.order.state, "in_progress")
        self.assertRecordValues(
            self.order,
            [
                {
                    "price_confirmed_at": NOW,
                    "price_confirmed_by": "Director Li",
                    "price_confirmed_amount": 200.0,
                    "needs_price_confirmation": False,
                }
            ],
        )
        self.assertIn("Director Li", self.order.message_ids[0].body)

    @rule("R134")
    def test_paid_work_does_not_end_before_the_price_is_confirmed(self):
        self._add_line()
        with self.assertRaisesRegex(UserError, "100.00"):
            self.order.action_repair()
        self.visit.write(self.FINISH_VALS)
        with self.assertRaisesRegex(UserError, "Confirm Price"):
            self.visit.action_finish()
        self.order._confirm_price("Director Li")
        self.visit.action_finish()
        self.assertEqual(self.order.state, "signed")

    def test_a_visit_that_solved_nothing_ends_without_a_confirmation(self):
        self._add_line()
        self.visit.write({"outcome": "parts_needed", "work_done": "Part ordered."})
        self.visit.action_finish()
        self.assertEqual(self.visit.state, "finished")

    @rule("R134")
    def test_a_signed_quotation_is_a_confirmation(self):
        self._add_line()
        order = self.order.with_user(self.dispatcher)
        order.action_create_quotation()
        self.assertTrue(self.order.needs_price_confirmation)
        order.sale_order_id.action_confirm()
        self.assertFalse(self.order._get_price_to_confirm()["needed"])
        self.order.action_start()

    @rule("R134")
    def test_free_work_starts_at_once_and_is_confirmed_free(self):
        line = self._add_line(coverage="covered", coverage_reason="Within warranty")
        asked = self.order._get_price_to_confirm()
        self.assertEqual(
            asked["lines"],
            [
                {
                    "name": line.name,
                    "quantity": 1.0,
                    "price_unit": 100.0,
                    "amount": 0.0,
                    "free": True,
                    "reason": "Within warranty",
                }
            ],
        )
        self.assertFalse(asked["needed"])
        self.order.action_start()
        self.order._confirm_price("Director Li")
        self.assertTrue(line.is_free_confirmed)
        self.assertFalse(self.order._get_price_to_confirm()["lines"])

    @rule("R134", "R144")
    def test_only_the_difference_is_asked_for_later(self):
        line = self._add_line(quantity=2)
        self.order._confirm_price("Director Li")
        self.order.action_start()
        line.quantity = 3
        part = self._add_part()
        asked = self.order._get_price_to_confirm()
        self.assertEqual(asked["amount"], 280.0)
        self.assertEqual(asked["confirmed_amount"], 200.0)
        self.assertEqual([row["amount"] for row in asked["lines"]], [100.0, 180.0])
        with self.assertRaisesRegex(UserError, "280.00"):
            self.order.action_repair()
        self.order._confirm_price("Director Li")
        self.assertEqual(part.price_confirmed_amount, 180.0)
        self.assertEqual(self.order.price_confirmed_amount, 480.0)

    def test_less_than_confirmed_needs_no_other_confirmation(self):
        line = self._add_line(quantity=2)
        self.order._confirm_price("Director Li")
        line.quantity = 1
        self.assertFalse(self.order.needs_price_confirmation)

    def test_free_work_that_becomes_paid_is_asked_for(self):
        line = self._add_line(coverage="covered")
        self.order._confirm_price("Director Li")
        line.coverage = "customer"
        self.assertEqual(self.order._get_price_to_confirm()["amount"], 100.0)

    def test_the_price_is_shown_with_tax_too(self):
        tax = self.env["account.tax"].create(
            {"name": "VAT 13", "amount": 13.0, "price_include_override": "tax_excluded"}
        )
        self.labour.taxes_id = tax
        self._add_line()
        asked = self.order._get_price_to_confirm()
        self.assertEqual((asked["amount"], asked["amount_total"]), (100.0, 113.0))
        self.assertEqual(asked["currency"], self.company.currency_id.name)

    def test_a_company_may_do_without(self):
        self.company.aftersales_price_confirmation = False
        self._add_line()
        self.order.action_start()
        self.order.action_repair()
        self.assertEqual(self.order.state, "repaired")

    def test_new_companies_ask_for_it(self):
        company = self.env["res.company"].create({"name": "Founded Today"})
        self.assertTrue(company.aftersales_price_confirmation)

    def test_all_orders_of_a_batch_are_named_at_once(self):
        self._add_line()
        other = self._create_order(type_id=self.type_remote.id)
        other.action_accept()
        other.action_assess()
        self.env["aftersales.order.line"].create(
            {
                "order_id": other.id,
                "product_id": self.labour.id,
                "coverage": "customer",
            }
        )
        orders = (self.order | other).with_user(self.dispatcher)
        with self.assertRaises(UserError) as caught:
            orders.action_start()
        for order in orders:
            self.assertIn(order.name, str(caught.exception))

    def test_the_window_lists_what_is_paid_and_what_is_free(self):
        self._add_line(quantity=2)
        self._add_line(coverage="covered")
        action = self.visit.action_confirm_price()
        form = Form(
            self.env[action["res_model"]]
            .with_user(self.technician_user)
            .browse(action["res_id"])
        )
        self.assertEqual(form.name, "Haibin School")
        form.name = "Director Li"
        wizard = form.save()
        self.assertEqual(wizard.line_ids.mapped("amount"), [200.0, 0.0])
        self.assertEqual(wizard.line_ids.mapped("is_free"), [False, True])
        self.assertEqual(wizard.amount, 200.0)
        wizard.action_confirm()
        self.assertEqual(self.order.price_confirmed_by, "Director Li")

    def test_a_confirmation_needs_a_name(self):
        with self.assertRaisesRegex(UserError, "Confirmed By"):
            self.order._confirm_price("  ")

    def test_a_draft_has_no_price_to_confirm(self):
        with self.assertRaisesRegex(UserError, "after the order is accepted"):
            self._create_order()._confirm_price("Director Li")

    def test_who_may_take_the_confirmation(self):
        for role in ("storekeeper", "finance", "inspector"):
            with self.subTest(role), self.assertRaises(AccessError):
                self.order.with_user(self._create_user(role))._confirm_price("Li")
        colleague = self._create_user("technician", login="colleague")
        with self.assertRaises(AccessError):
            self.order.with_user(colleague)._confirm_price("Li")
        portal = new_test_user(self.env, "confirm_portal", groups="base.group_portal")
        with self.assertRaises(AccessError):
            self.order.with_user(portal)._confirm_price("Li")
        self.order.with_user(self.dispatcher)._confirm_price("Li")

    def test_a_copy_is_confirmed_anew(self):
        self._add_line()
        self.order._confirm_price("Director Li")
        copy = self.order.with_user(self.dispatcher).copy()
        self.assertFalse(copy.price_confirmed_at)
        self.assertFalse(copy.line_ids.price_confirmed_amount)

    @rule("R134")
    def test_the_slip_says_who_confirmed_what(self):
        self._add_line()
        self._add_line(coverage="covered")
        self.order._confirm_price("Director Li")
        html = (
            self.env["ir.actions.report"]
            .with_user(self.technician_user)
            ._render_qweb_html(
                "aftersales_service.action_report_dispatch_slip", self.visit.ids
            )[0]
            .decode()
        )
        self.assertIn("Price confirmed before the work", html)
        self.assertIn("Director Li", html)
        self.assertIn(">free</div>", html)
