from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import AftersalesCase
from ..rules import rule


class QuotationCase(AftersalesCase):
    """An order with two lines that the customer pays."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.labour.taxes_id = [Command.clear()]
        cls.travel = cls.company.aftersales_travel_product_id
        cls.travel.taxes_id = [Command.clear()]
        cls.travel.list_price = 30.0
        cls.manager = cls._create_user("outlet_manager")
        cls.outlet.manager_id = cls.manager
        cls.order = cls._create_order(technician_id=cls.technician.id).with_user(
            cls.dispatcher
        )
        cls.line = cls._create_line(cls.labour, quantity=2.0)
        cls.trip = cls._create_line(cls.travel)

    @classmethod
    def _create_line(cls, product, **vals):
        return (
            cls.env["aftersales.order.line"]
            .with_user(cls.technician_user)
            .create(
                {
                    "order_id": cls.order.id,
                    "product_id": product.id,
                    "coverage": "customer",
                    **vals,
                }
            )
        )

    def _quote(self):
        self.order.action_create_quotation()
        return self.order.sale_order_id


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestQuotation(QuotationCase):
    """Charged work on a quotation: made, kept up to date, fixed by approval."""

    @rule("R133", "R134", "R136")
    def test_charged_work_is_quoted_with_the_prices_of_the_tariff(self):
        sale = self._quote()
        self.assertRecordValues(
            sale.order_line.sorted("price_unit"),
            [
                {
                    "product_id": self.travel.id,
                    "product_uom_qty": 1.0,
                    "price_unit": 30.0,
                },
                {
                    "product_id": self.labour.id,
                    "product_uom_qty": 2.0,
                    "price_unit": 100.0,
                },
            ],
        )
        self.assertEqual(sale.amount_total, 230.0)
        self.assertEqual(self.order.amount_charged, 230.0)
        self.assertEqual(sale.origin, self.order.name)
        self.assertTrue(sale.require_signature)
        self.assertEqual(self.line.sale_line_id.order_id, sale)

    def test_free_work_is_not_quoted(self):
        self.trip.coverage = "covered"
        self.assertEqual(self._quote().order_line.product_id, self.labour)

    def test_quoting_twice_adds_nothing(self):
        sale = self._quote()
        self.assertEqual(self._quote(), sale)
        self.assertEqual(len(sale.order_line), 2)

    def test_a_new_line_joins_the_same_quotation(self):
        sale = self._quote()
        self._create_line(self.labour, name="Second hour")
        self.assertEqual(self._quote(), sale)
        self.assertEqual(len(sale.order_line), 3)

    def test_a_changed_quantity_changes_the_quotation(self):
        sale = self._quote()
        self.line.quantity = 5.0
        self.assertEqual(sale.amount_total, 530.0)

    def test_another_service_on_a_line_is_another_one_on_the_quotation(self):
        sale = self._quote()
        self.trip.product_id = self.labour
        self.assertEqual(sale.order_line.product_id, self.labour)
        self.assertEqual(sale.amount_total, 300.0)

    def test_an_outlet_manager_changes_a_line_that_the_dispatcher_quoted(self):
        sale = self._quote()
        self.line.with_user(self.manager).quantity = 5.0
        self.assertEqual(sale.amount_total, 530.0)

    def test_a_line_that_became_free_leaves_the_quotation(self):
        sale = self._quote()
        self.trip.coverage = "covered"
        self._quote()
        self.assertEqual(sale.order_line.product_id, self.labour)
        self.assertFalse(self.trip.sale_line_id)

    def test_a_deleted_line_leaves_the_quotation(self):
        sale = self._quote()
        self.trip.unlink()
        self.assertEqual(sale.order_line.product_id, self.labour)

    def test_coverage_proposed_again_keeps_the_quotation_right(self):
        sale = self._quote()
        self.order.action_propose_coverage()  # in warranty: all of it is free
        self.assertEqual(self.order.amount_charged, 0.0)
        self.assertFalse(sale.order_line)
        self._walk_to_signed(self.order)
        self.order.action_settle()
        self.assertEqual(self.order.state, "settled")

    def test_an_approved_line_is_locked(self):
        self._quote().action_confirm()
        for values in (
            {"quantity": 9.0},
            {"price_unit": 1.0},
            {"coverage": "covered"},
            {"product_id": self.travel.id},
        ):
            with (
                self.subTest(values),
                self.assertRaisesRegex(UserError, self.order.sale_order_id.name),
            ):
                self.line.write(values)
        with self.assertRaises(UserError):
            self.line.unlink()
        self.assertEqual(self.line.quantity, 2.0)

    def test_approved_lines_are_left_alone_when_coverage_is_proposed_again(self):
        self._quote().action_confirm()
        self.order.action_propose_coverage()
        self.assertEqual(self.line.coverage, "customer")

    def test_a_new_tariff_does_not_change_an_approved_price(self):
        self._quote().action_confirm()
        self.labour.list_price = 500.0
        self.line.name = "Two hours of labour"
        self.assertEqual(self.line.price_unit, 100.0)
        self.assertEqual(self.order.sale_order_id.amount_total, 230.0)

    def test_a_cancelled_quotation_is_replaced_by_a_new_one(self):
        sale = self._quote()
        sale._action_cancel()
        new = self._quote()
        self.assertNotEqual(new, sale)
        self.assertEqual(len(new.order_line), 2)

    def test_the_quotation_belongs_to_the_outlet(self):
        plan = self.env["account.analytic.plan"].create({"name": "Outlets"})
        account = self.env["account.analytic.account"].create(
            {"name": "Qingdao", "plan_id": plan.id}
        )
        self.outlet.analytic_account_id = account
        self.assertEqual(
            self._quote().order_line.mapped("analytic_distribution"),
            [{str(account.id): 100.0}] * 2,
        )

    def test_the_buttons_of_an_order_lead_to_its_quotation(self):
        sale = self._quote()
        self.assertEqual(self.order.action_view_quotation()["res_id"], sale.id)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestSettlement(QuotationCase):
    """What hinders settlement, one after another, until it is paid (R132-R134)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.finance = cls._create_user("finance")

    def _pay(self, invoices):
        self.env["account.payment.register"].with_user(self.finance).with_context(
            active_model="account.move", active_ids=invoices.ids
        ).create({})._create_payments()

    def _assert_blocked(self, reason):
        with self.assertRaisesRegex(UserError, reason):
            self.order.with_user(self.finance).action_settle()

    def _walk_as_technician(self):
        """The visit, done by its technician alone."""
        self.order.action_accept()
        self.order.action_dispatch()
        visit = self.order.dispatch_ids.with_user(self.technician_user)
        visit.action_arrive()
        visit.order_id.action_assess()
        visit.cause_id = self.cause
        if visit.needs_price_confirmation:
            visit.order_id._confirm_price("Director Li")
        visit.write(self.FINISH_VALS)
        visit.action_finish()

    @rule("R132", "R133", "R134")
    def test_an_order_is_settled_when_its_last_blocker_is_gone(self):
        self._walk_as_technician()
        self._assert_blocked("not on a quotation")
        sale = self._quote()
        self._assert_blocked("not approved")
        sale.action_confirm()
        self._assert_blocked("not fully invoiced")
        self.order.with_user(self.finance).action_create_invoice()
        invoice = self.order.invoice_ids
        self.assertEqual(invoice.amount_total, 230.0)
        self._assert_blocked("not posted")
        invoice.with_user(self.finance).action_post()
        self._assert_blocked("not paid")
        self._pay(invoice)
        self.order.with_user(self.finance).action_settle()
        self.assertEqual(self.order.state, "settled")

    @rule("R133")
    def test_work_approved_before_it_is_done_is_delivered_by_the_visit(self):
        self._quote().action_confirm()
        self._walk_as_technician()
        sale_lines = self.order.sale_order_id.order_line
        self.assertEqual(
            sale_lines.mapped("qty_delivered"), sale_lines.mapped("product_uom_qty")
        )
        self.assertEqual(self.order.sale_order_id.invoice_status, "to invoice")

    def test_a_posted_invoice_is_enough_where_the_company_says_so(self):
        self.company.aftersales_settle_on = "invoiced"
        self._quote().action_confirm()
        self._walk_as_technician()
        self.order.with_user(self.finance).action_create_invoice()
        self._assert_blocked("not posted")
        self.order.invoice_ids.with_user(self.finance).action_post()
        self.order.with_user(self.finance).action_settle()
        self.assertEqual(self.order.state, "settled")

    def test_a_draft_invoice_that_was_cancelled_does_not_count(self):
        self._quote().action_confirm()
        self._walk_as_technician()
        self.order.action_create_invoice()
        self.order.invoice_ids.with_user(self.finance).button_cancel()
        self._assert_blocked("not fully invoiced")

    def test_nothing_is_invoiced_before_the_customer_approves(self):
        self._walk_as_technician()
        self._quote()
        with self.assertRaisesRegex(UserError, "approve"):
            self.order.action_create_invoice()

    def test_a_quotation_that_the_customer_declined_does_not_hinder(self):
        self.line.unlink()
        sale = self._quote()
        sale._action_cancel()
        self.trip.coverage = "covered"
        self._walk_as_technician()
        self.order.action_settle()
        self.assertEqual(self.order.state, "settled")

    @rule("R132")
    def test_declined_work_that_is_still_charged_hinders_settlement(self):
        self._walk_as_technician()
        self._quote()._action_cancel()
        self._assert_blocked("not on a quotation")

    def test_money_of_several_orders_is_looked_at_together(self):
        self._walk_as_technician()
        other = self._create_order().with_user(self.dispatcher)
        dispatch = self._create_dispatch(other, scheduled_start=False)
        other.action_accept()
        other.action_dispatch()
        dispatch.action_arrive()
        other.action_assess()
        other.cause_id = self.cause
        dispatch.write(self.FINISH_VALS)
        dispatch.action_finish()
        with self.assertRaises(UserError) as caught:
            (self.order + other).action_settle()
        self.assertIn(self.order.name, str(caught.exception))
        self.assertNotIn(other.name, str(caught.exception))
        self.assertEqual(other.state, "signed")
