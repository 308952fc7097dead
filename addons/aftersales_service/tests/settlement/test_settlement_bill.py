from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import SettlementCase


@tagged("post_install", "-at_install")
@freeze_time("2026-04-20 03:00:00")
class TestSettlementBill(SettlementCase):
    """A confirmed month becomes one vendor bill of the host, once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        plan = cls.env["account.analytic.plan"].create({"name": "Outlets"})
        cls.analytic = cls.env["account.analytic.account"].create(
            {"name": "Weifang", "plan_id": plan.id, "company_id": cls.company.id}
        )
        cls.partner_outlet.analytic_account_id = cls.analytic

    def _confirmed(self, day="2026-03-15"):
        settlement = self._settle(day)
        settlement.with_user(self.finance).action_send()
        settlement.with_user(self.finance).action_confirm()
        return settlement

    def _bill(self, settlement):
        settlement.with_user(self.finance).action_bill()
        return settlement.bill_id

    def test_a_bill_has_a_line_for_each_kind_and_the_outlets_account(self):
        self._create_visit(km=50.0)
        self._create_visit("2026-03-11")
        settlement = self._confirmed()
        bill = self._bill(settlement)
        self.assertRecordValues(
            bill,
            [
                {
                    "move_type": "in_invoice",
                    "state": "draft",
                    "partner_id": self.vendor.id,
                    "amount_untaxed": 205.0,
                    "ref": settlement.name,
                }
            ],
        )
        lines = bill.invoice_line_ids
        self.assertEqual(
            {line.product_id.default_code: line.price_unit for line in lines},
            {"AS-OUT-LABOUR": 160.0, "AS-OUT-TRAVEL": 45.0},
        )
        self.assertEqual(
            lines.mapped("analytic_distribution"), [{str(self.analytic.id): 100.0}] * 2
        )
        self.assertEqual(settlement.state, "billed")
        self.assertEqual(
            bill.action_view_aftersales_settlement()["res_id"], settlement.id
        )

    def test_billing_twice_bills_nothing_twice(self):
        self._create_visit()
        settlement = self._confirmed()
        bill = self._bill(settlement)
        with self.assertRaisesRegex(UserError, "not possible"):
            settlement.with_user(self.finance).action_bill()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            bill.copy({"aftersales_settlement_id": settlement.id})

    def test_a_cancelled_or_deleted_bill_takes_the_settlement_back(self):
        self._create_visit()
        settlement = self._confirmed()
        bill = self._bill(settlement)
        bill.with_user(self.finance).button_cancel()
        self.assertEqual(settlement.state, "confirmed")
        self.assertFalse(settlement.bill_id)
        again = self._bill(settlement)
        self.assertNotEqual(again, bill)
        again.with_user(self.finance).unlink()
        self.assertEqual(settlement.state, "confirmed")

    def test_a_reversed_bill_takes_the_settlement_back(self):
        self._create_visit()
        settlement = self._confirmed()
        bill = self._bill(settlement)
        bill.action_post()
        self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=bill.ids
        ).create({"journal_id": bill.journal_id.id}).refund_moves()
        refund = bill.reversal_move_ids
        self.assertEqual(settlement.state, "billed", "a draft reverses nothing")
        refund.action_post()
        self.assertEqual(bill.payment_state, "reversed")
        self.assertEqual(settlement.state, "confirmed")
        self.assertFalse(settlement.bill_id)
        again = self._bill(settlement)
        self.assertNotIn(again, bill | refund)
        self.assertEqual(settlement.bill_id, again)

    def test_it_is_paid_when_its_bill_is(self):
        self._create_visit()
        settlement = self._confirmed()
        bill = self._bill(settlement)
        bill.action_post()
        paid = [("is_paid", "=", True), ("id", "=", settlement.id)]
        self.assertFalse(settlement.is_paid)
        self.assertFalse(self.Settlement.search(paid))
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=bill.ids
        ).create({})._create_payments()
        self.assertTrue(settlement.is_paid)
        self.assertEqual(self.Settlement.search(paid), settlement)

    def test_a_month_below_zero_is_taken_off_the_next(self):
        self._create_visit()
        march = self._settle()
        march.with_user(self.finance)._add_correction(-100.0, "Tools not returned")
        march = self._confirmed()
        self.assertFalse(self._bill(march))
        self.assertEqual(march.state, "billed")
        self.assertTrue(march.is_paid, "nothing is owed")
        self.assertEqual(march.carried_amount, -20.0)
        self._create_visit("2026-04-10")
        april = self._settle("2026-04-15")
        self.assertEqual(april.amount_total, 60.0)
        carried = april.line_ids.filtered(lambda line: line.kind == "carried")
        self.assertIn(march.name, carried.reason)

    def test_a_month_below_zero_may_become_a_refund(self):
        self.company.aftersales_settlement_negative = "refund"
        self._create_visit()
        march = self._settle()
        march.with_user(self.finance)._add_correction(-100.0, "Tools not returned")
        bill = self._bill(self._confirmed())
        self.assertEqual(bill.move_type, "in_refund")
        self.assertEqual(bill.amount_untaxed, 20.0)

    def test_what_is_billed_is_not_computed_anew(self):
        self._create_visit()
        settlement = self._confirmed()
        self._bill(settlement)
        for step in ("action_compute", "action_cancel", "action_send"):
            with self.assertRaisesRegex(UserError, "not possible"):
                getattr(settlement.with_user(self.finance), step)()

    def test_an_outlet_without_address_is_named_before_anything_is_billed(self):
        self._create_visit()
        settlement = self._confirmed()
        self.partner_outlet.partner_id = False
        with self.assertRaisesRegex(UserError, "fill in Address"):
            self._bill(settlement)
        self.assertEqual(settlement.state, "confirmed")

    def test_only_finance_bills(self):
        self._create_visit()
        settlement = self._confirmed()
        with self.assertRaises(AccessError):
            settlement.with_user(self.manager).action_bill()
