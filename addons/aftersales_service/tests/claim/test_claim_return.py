from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..rules import rule
from .common import ClaimCase


@tagged("post_install", "-at_install")
@freeze_time("2026-07-08 03:00:00")
class TestClaimReturn(ClaimCase):
    """The unit comes back; the price less the fee for its use goes out (R117)."""

    def _create_return(self, **vals):
        return self._create_claim(
            "return",
            **{
                "demanded_at": "2026-07-08 02:00:00",
                **vals,
            },
        )

    def _bring_back(self, claim, **vals):
        claim.action_start()
        self._do_transfer(self._get_back(claim))
        claim.with_user(self.storekeeper).write({"condition": "worn", **vals})
        claim.with_user(self.storekeeper).action_inspect()

    @rule("R117", "R442")
    def test_a_return_ends_with_a_credit_note_less_the_fee(self):
        claim = self._create_return()
        self.assertRecordValues(
            claim,
            [
                {
                    "price": 3000.0,
                    "fee_amount": 504.0,
                    "refund_amount": 2496.0,
                    "amount": 2496.0,
                    "settlement_amount": 2496.0,
                }
            ],
        )
        self._grant(claim)
        self._bring_back(claim)
        with self.assertRaisesRegex(UserError, "not settled yet"):
            claim.action_finish()
        claim.with_user(self.finance).action_settle()
        credit_note = claim.sudo().move_ids
        self.assertRecordValues(
            credit_note,
            [
                {
                    "move_type": "out_refund",
                    "reversed_entry_id": self.invoice.id,
                    "amount_total": 2496.0,
                    "state": "draft",
                }
            ],
        )
        unit_line, fee_line = credit_note.invoice_line_ids
        self.assertEqual(unit_line.product_id, self.projector)
        self.assertEqual(unit_line.price_total, 3000.0)
        self.assertEqual(fee_line.price_total, -504.0)
        self.assertIn("168 days (180 used, 12 in repair)", fee_line.name)
        credit_note.with_user(self.finance).action_post()
        with self.assertRaisesRegex(UserError, "not paid yet"):
            claim.action_finish()
        self._pay(credit_note)
        claim.action_finish()
        self.assertEqual(claim.state, "done")
        self.assertEqual(self.sold_unit.state, "returned")
        # The sale counts as not delivered and not invoiced any more.
        self.assertEqual(self.sale.order_line.qty_delivered, 0.0)
        self.assertEqual(self.sale.order_line.qty_invoiced, 0.0)

    def test_missing_accessories_are_deducted_and_told(self):
        claim = self._create_return()
        self._grant(claim)
        claim.action_start()
        self._do_transfer(self._get_back(claim))
        with self.assertRaisesRegex(UserError, "Condition"):
            claim.action_inspect()
        claim.write(
            {
                "condition": "worn",
                "missing_accessories": "Remote control",
                "deduction_amount": 96.0,
            }
        )
        with self.assertRaisesRegex(UserError, "Deduction Reason"):
            claim.action_inspect()
        claim.deduction_reason = "Remote control is missing"
        claim.action_inspect()
        claim.action_settle()
        credit_note = claim.sudo().move_ids
        self.assertEqual(credit_note.amount_total, 2400.0)
        self.assertIn("Remote control", credit_note.invoice_line_ids[-1].name)
        self.assertEqual(claim.amount, 2400.0)

    def test_nothing_is_settled_before_the_unit_is_looked_at(self):
        claim = self._create_return()
        self._grant(claim)
        claim.action_start()
        with self.assertRaisesRegex(UserError, "not back yet"):
            claim.action_inspect()
        with self.assertRaisesRegex(UserError, "inspected first"):
            claim.action_settle()

    def test_settling_twice_makes_one_credit_note(self):
        claim = self._create_return()
        self._grant(claim)
        self._bring_back(claim)
        claim.action_settle()
        claim.action_settle()
        self.assertEqual(len(claim.sudo().move_ids), 1)

    def test_a_unit_sold_elsewhere_gets_a_free_credit_note(self):
        lot = self._create_lot(self.projector, "P1-0100", is_in_stock=False)
        unit = self._create_unit(
            product_id=self.projector.id, lot_id=lot.id, serial=lot.name, price=2999.99
        )
        claim = self._create_return(
            order_id=False, equipment_id=unit.id, is_goodwill=True
        )
        self._grant(claim)
        self._bring_back(claim)
        claim.action_settle()
        credit_note = claim.sudo().move_ids
        self.assertFalse(credit_note.reversed_entry_id)
        self.assertEqual(credit_note.amount_total, claim.refund_amount)
        self.assertFalse(credit_note.invoice_line_ids.tax_ids)

    def test_never_more_than_the_price(self):
        claim = self._create_return(days_used=0, days_in_repair=30)
        self.assertEqual(claim.refund_amount, 3000.0)
        claim.write({"fee_rate": 0.01, "days_used": 400})
        self.assertEqual(claim.fee_amount, 3000.0)
        self.assertEqual(claim.refund_amount, 0.0)

    def test_transport_the_customer_has_paid_goes_back_with_the_refund(self):
        claim = self._create_return(
            cost_ids=[
                Command.create(
                    {"amount": 80.0, "paid_by": "customer", "kind": "transport"}
                )
            ]
        )
        self._add_evidence(claim)
        with self.assertRaisesRegex(UserError, "Borne By"):
            claim.action_submit()
        claim.cost_ids.borne_by = "company"
        self.assertEqual(claim.settlement_amount, 2576.0)
        self.assertEqual(claim.cost_amount, 80.0)
        claim.action_submit()
        claim.with_user(self.manager).action_approve()
        self._bring_back(claim)
        claim.action_settle()
        self.assertEqual(claim.sudo().move_ids.amount_total, 2576.0)

    def test_the_figures_are_frozen_when_it_is_submitted(self):
        claim = self._create_return()
        self._add_evidence(claim)
        claim.action_submit()
        for name in ("price", "fee_rate", "days_used", "amount"):
            with self.subTest(name), self.assertRaisesRegex(UserError, "Back to New"):
                claim.write({name: 1})
        self.sold_unit.write({"price": 9000.0, "invoice_date": "2020-01-01"})
        self.assertEqual(claim.refund_amount, 2496.0)

    def test_a_return_is_typed_in_a_form(self):
        with Form(self.env["aftersales.claim"].with_user(self.dispatcher)) as form:
            form.kind = "return"
            form.order_id = self.order
            form.reason = "Wants his money back."
        claim = form.save()
        self.assertEqual(claim.equipment_id, self.sold_unit)
        self.assertEqual(claim.days_used, 180)
        self.assertEqual(claim.refund_amount, 2496.0)

    def test_the_storekeeper_does_not_settle(self):
        claim = self._create_return()
        self._grant(claim)
        self._bring_back(claim)
        with self.assertRaises(AccessError):
            claim.with_user(self.storekeeper).action_settle()
        with self.assertRaises(AccessError):
            claim.with_user(self.finance).action_inspect()
