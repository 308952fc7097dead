from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..common import AftersalesCase
from ..rules import rule


@tagged("post_install", "-at_install")
class TestFurtherWork(AftersalesCase):
    """What comes after an approval, a signature or a closing is agreed anew."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.finance = cls._create_user("finance")
        cls.manager = cls._create_user("service_manager")
        cls.part = cls.env["product.product"].create(
            {"name": "Rail", "type": "consu", "is_storable": True, "list_price": 90.0}
        )
        cls.order = cls._create_order(technician_id=cls.technician.id)
        cls.order.action_accept()
        cls.order.action_dispatch()
        cls.order.dispatch_ids.action_arrive()
        cls.order.action_assess()

    def _add_line(self, **vals):
        return self.env["aftersales.order.line"].create(
            {
                "order_id": self.order.id,
                "product_id": self.labour.id,
                "coverage": "customer",
                **vals,
            }
        )

    def _add_part(self, repair, **vals):
        return self.env["stock.move"].create(
            {
                "repair_id": repair.id,
                "repair_line_type": "add",
                "product_id": self.part.id,
                "product_uom_qty": 1,
                "coverage": "customer",
                **vals,
            }
        )

    def _quote(self):
        self.order.with_user(self.dispatcher).action_create_quotation()
        return self.order.sale_order_id

    @rule("R134", "R144")
    def test_work_found_after_an_approval_gets_a_quotation_of_its_own(self):
        self._add_line()
        first = self._quote()
        first.action_confirm()
        further = self._add_line(quantity=3)
        repair = self.env["repair.order"].create(self.order._prepare_repair_vals())
        part = self._add_part(repair)
        self.assertFalse(part.sale_line_id)
        second = self._quote()
        self.assertNotEqual(second, first)
        self.assertEqual(self.order.quotation_ids, first | second)
        self.assertEqual(second.state, "draft")
        self.assertEqual(len(first.order_line), 1)
        self.assertEqual(second.order_line, further.sale_line_id | part.sale_line_id)
        self.assertEqual(second.amount_untaxed, 390.0)

    def test_quoting_twice_changes_nothing(self):
        self._add_line()
        first = self._quote()
        self._quote()
        self.assertEqual(self.order.quotation_ids, first)
        self.assertEqual(len(first.order_line), 1)
        first.action_confirm()
        self._quote()
        self.assertEqual(self.order.quotation_ids, first)

    def test_more_of_an_approved_part_is_a_new_part(self):
        repair = self.env["repair.order"].create(self.order._prepare_repair_vals())
        part = self._add_part(repair)
        self._quote().action_confirm()
        with self.assertRaisesRegex(UserError, "has approved 1.0 of Rail"):
            part.product_uom_qty = 2

    @rule("R133")
    def test_order_is_settled_when_every_quotation_is_paid(self):
        self.env.company.aftersales_settle_on = "invoiced"
        self._add_line()
        self._quote().action_confirm()
        self._add_line()
        second = self._quote()
        self.order._confirm_price("Director Li")
        self.order.write({"cause_id": self.cause.id})
        self.order.dispatch_ids.write(self.FINISH_VALS)
        self.order.dispatch_ids.action_finish()
        with self.assertRaisesRegex(UserError, f"{second.name} is not approved"):
            self.order.action_settle()
        second.action_confirm()
        self.order.action_create_invoice()
        self.order.invoice_ids.action_post()
        self.order.action_settle()
        self.assertEqual(self.order.state, "settled")

    def test_finance_settles_but_writes_nothing_else(self):
        self.order.write({"cause_id": self.cause.id})
        self.order.dispatch_ids.write(self.FINISH_VALS)
        self.order.dispatch_ids.action_finish()
        order = self.order.with_user(self.finance)
        with self.assertRaises(AccessError):
            order.description = "Changed by finance"
        order.action_settle()
        self.assertEqual(self.order.state, "settled")

    def test_more_goodwill_than_approved_is_approved_anew(self):
        line = self._add_line()
        line.with_user(self.manager).write(
            {"coverage": "goodwill", "goodwill_approver_id": self.manager.id}
        )
        with self.assertRaisesRegex(ValidationError, "can approve this goodwill"):
            line.with_user(self.dispatcher).quantity = 10
        line.with_user(self.manager).quantity = 2

    @rule("R071")
    def test_work_after_reopening_is_signed_for_anew(self):
        self.order.write({"cause_id": self.cause.id})
        self.order.dispatch_ids.write({**self.FINISH_VALS, "outcome": "solved"})
        self.order.dispatch_ids.action_finish()
        self.assertEqual(self.order.state, "signed")
        # What was signed lies before the reopening, not in the same second.
        self.order.dispatch_ids.finished_at = "2026-03-02 04:00:00"
        self.order.action_reopen()
        self.assertFalse(self.order._is_signed_or_refused())
        self.order.action_dispatch()
        second = self.order.dispatch_ids.filtered(lambda d: d.state == "sent")
        second.action_arrive()
        second.write(self.FINISH_VALS)
        second.action_finish()
        self.assertEqual(self.order.state, "signed")

    def test_signature_at_the_counter_goes_to_the_history_when_reopened(self):
        order = self._create_order(
            type_id=self.env.ref("aftersales_service.order_type_counter").id
        )
        order.action_accept()
        order.action_assess()
        order.write({"cause_id": self.cause.id, "solution": "Rail replaced."})
        order.action_repair()
        with self.assertRaisesRegex(UserError, "signature"):
            order.action_sign()
        order.write(
            {"signature": self.FINISH_VALS["signature"], "signed_by": "Director Li"}
        )
        order.action_sign()
        order.action_reopen()
        self.assertFalse(order.signature)
        self.assertIn("Director Li", order.message_ids[0].body)
        self.assertTrue(order.message_ids[0].attachment_ids)

    def test_remote_help_needs_no_signature(self):
        order = self._create_order(is_remote=True)
        order.action_accept()
        order.action_assess()
        order.write({"cause_id": self.cause.id, "solution": "Explained by phone."})
        order.action_repair()
        order.action_sign()
        self.assertEqual(order.state, "signed")

    @rule("R065")
    def test_receipt_written_on_a_visit_belongs_to_its_order_once(self):
        self.assertFalse(self.order.receipt_ids)
        receipt = self.env["aftersales.equipment.receipt"].create(
            {
                "dispatch_id": self.order.dispatch_ids.id,
                "description": "Lock",
                "condition": "Scratched",
            }
        )
        self.assertEqual(self.order.receipt_ids, receipt)
        receipt.action_return()
        receipt.action_recover()
        self.assertNotIn("receipt", " ".join(self.order._get_closing_blockers()))

    def test_a_copied_visit_is_not_planned_yet(self):
        visit = self._create_dispatch(self.order)
        self.assertFalse(visit.copy().scheduled_start)

    def test_values_given_to_create_stay_as_they_are(self):
        vals = {"partner_id": self.customer.id, "serial": self.unit.serial}
        before = dict(vals)
        first = self.env["aftersales.order"].create(vals)
        second = self.env["aftersales.order"].create(vals)
        self.assertEqual(vals, before)
        self.assertNotEqual(first.name, second.name)

    def test_outlet_manager_quotes_orders_of_his_outlet(self):
        manager = self._create_user("outlet_manager")
        self.outlet.user_ids = manager
        self.env.flush_all()
        self._add_line()
        self._quote()
        self._add_line()
        self.order.with_user(manager).action_create_quotation()
        self.assertEqual(len(self.order.sale_order_id.order_line), 2)
        with self.assertRaises(AccessError):
            self.order.with_user(self.technician_user).action_create_quotation()

    def test_warranty_account_is_filled_when_the_chart_comes_later(self):
        company = self.env["res.company"].create({"name": "Founded Without Chart"})
        location = company.aftersales_warranty_location_id
        self.assertTrue(location)
        self.assertFalse(location.valuation_account_id)
        account = self.env["account.account"].create(
            {
                "name": "Expenses",
                "code": "660001",
                "account_type": "expense",
                "company_ids": [(6, 0, company.ids)],
            }
        )
        company.expense_account_id = account
        self.assertEqual(location.valuation_account_id, account)
