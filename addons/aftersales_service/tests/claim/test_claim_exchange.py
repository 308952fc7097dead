from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..rules import rule
from .common import ClaimCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestClaimExchange(ClaimCase):
    """A new unit goes out, the old one comes back (R114, R108, R115)."""

    @rule("R114", "R446")
    def test_same_model_is_exchanged_end_to_end(self):
        claim = self._create_claim("exchange", new_lot_id=self.new_lot.id)
        self._grant(claim)
        claim.action_start()
        back, out = self._get_back(claim), self._get_out(claim)
        self.assertEqual(back.return_id, self.sale.picking_ids[0])
        self.assertEqual(back.move_ids.lot_ids, self.lot)
        self.assertFalse(back.move_ids.to_refund)
        self.assertEqual(
            back.location_dest_id, self.company.aftersales_return_location_id
        )
        self.assertEqual(out.move_ids.lot_ids, self.new_lot)
        self.assertFalse(claim.sudo().move_ids | claim.sudo().sale_ids.invoice_ids)
        with self.assertRaisesRegex(UserError, "is not done yet"):
            claim.action_finish()
        self._do_transfer(back)
        self._do_transfer(out)
        claim.action_finish()
        self.assertRecordValues(
            claim,
            [
                {
                    "state": "done",
                    "serial": "P1-0001",
                    "new_serial": "P1-0002",
                    "amount": 3000.0,
                }
            ],
        )
        new = claim.sudo().new_equipment_id
        self.assertRecordValues(
            new,
            [
                {
                    "partner_id": self.customer.id,
                    "lot_id": self.new_lot.id,
                    "state": "in_use",
                    "replaces_id": self.sold_unit.id,
                    "exchange_date": date(2026, 3, 2),
                    "price": 3000.0,
                }
            ],
        )
        self.assertEqual(self.sold_unit.state, "returned")
        self.assertEqual(self.sold_unit.replaced_by_ids, new)
        self.assertTrue(self.lot.is_refurbished)
        self.assertIn(self.policy, new.policy_ids)
        self.assertEqual(new.policy_ids, self.sold_unit.policy_ids)
        self.assertEqual(new.warranty_end_date, date(2029, 3, 2))
        # The customer still has one: the sale stays delivered and invoiced.
        self.assertEqual(self.sale.order_line.qty_delivered, 1.0)

    @rule("R114")
    def test_the_warranty_card_is_issued_anew_with_a_stamp(self):
        card = self.env["aftersales.warranty.card"]._issue(self.sold_unit)
        claim = self._create_claim("exchange", new_lot_id=self.new_lot.id)
        self._grant(claim)
        claim.action_start()
        for picking in claim.sudo().picking_ids:
            self._do_transfer(picking)
        claim.action_finish()
        new_card = claim.sudo().new_equipment_id._get_card()
        self.assertEqual(new_card.replaces_id, card)
        self.assertNotEqual(card.state, "valid")
        self.assertIn("P1-0001", new_card.stamp)
        self.assertIn(claim.name, new_card.stamp)

    def test_what_came_back_is_not_handed_out_again(self):
        self.new_lot.is_refurbished = True
        claim = self._create_claim("exchange", new_lot_id=self.new_lot.id)
        self._add_evidence(claim)
        with self.assertRaisesRegex(UserError, "P1-0002 came back"):
            claim.action_submit()
        claim.new_lot_id = False
        claim.action_submit()
        claim.with_user(self.manager).action_approve()
        claim.action_start()
        out = self._get_out(claim)
        out.move_ids.lot_ids = self.new_lot
        with self.assertRaisesRegex(UserError, "new goods only"):
            self._do_transfer(out)

    @rule("R115")
    def test_a_dearer_model_is_paid_for(self):
        lot = self._create_lot(self.bigger, "P2-0001")
        claim = self._create_claim(
            "exchange",
            new_product_id=self.bigger.id,
            new_lot_id=lot.id,
            other_model_rule="difference",
            is_consented=True,
        )
        self.assertEqual(claim.new_price, 3390.0)
        self.assertEqual(claim.surcharge, 390.0)
        self._grant(claim)
        claim.action_start()
        quotation = claim.sudo().sale_ids
        self.assertEqual(quotation.amount_total, 390.0)
        self._do_transfer(self._get_back(claim))
        self._do_transfer(self._get_out(claim))
        with self.assertRaisesRegex(UserError, "not approved and invoiced"):
            claim.action_finish()
        quotation.action_confirm()
        claim.action_create_invoice()
        invoice = claim.sudo().move_ids
        self.assertEqual(invoice.amount_total, 390.0)
        with self.assertRaisesRegex(UserError, "not posted"):
            claim.action_finish()
        invoice.action_post()
        with self.assertRaisesRegex(UserError, "not paid"):
            claim.action_finish()
        self._pay(invoice)
        claim.action_finish()
        self.assertEqual(claim.sudo().new_equipment_id.price, 3390.0)

    @rule("R115")
    def test_the_difference_to_a_cheaper_model_goes_back(self):
        lot = self._create_lot(self.smaller, "P0-0001")
        claim = self._create_claim(
            "exchange",
            new_product_id=self.smaller.id,
            new_lot_id=lot.id,
            other_model_rule="difference",
            is_consented=True,
        )
        self.assertEqual(claim.surcharge, -740.0)
        self._grant(claim)
        claim.action_start()
        self.assertRecordValues(
            claim.sudo().move_ids,
            [{"move_type": "out_refund", "amount_total": 740.0, "state": "draft"}],
        )

    @rule("R108")
    def test_another_model_without_surcharge_needs_consent(self):
        claim = self._create_claim("exchange", new_product_id=self.bigger.id)
        self._add_evidence(claim)
        with self.assertRaises(UserError) as caught:
            claim.action_submit()
        self.assertIn("If Another Model", str(caught.exception))
        self.assertIn("Customer Consents", str(caught.exception))
        claim.write({"other_model_rule": "consent_free", "is_consented": True})
        self.assertEqual(claim.surcharge, 0.0)
        claim.action_submit()
        claim.with_user(self.manager).action_approve()
        claim.action_start()
        self.assertFalse(claim.sudo().sale_ids)
        self.assertFalse(claim.sudo().move_ids)

    def test_a_unit_never_sold_here_comes_back_by_a_receipt(self):
        lot = self._create_lot(self.projector, "P1-0100", is_in_stock=False)
        unit = self._create_unit(
            product_id=self.projector.id, lot_id=lot.id, serial=lot.name, price=3000.0
        )
        claim = self._create_claim(
            "exchange",
            order_id=False,
            equipment_id=unit.id,
            new_lot_id=self.new_lot.id,
            is_goodwill=True,
        )
        self._grant(claim)
        claim.action_start()
        back = self._get_back(claim)
        self.assertFalse(back.return_id)
        self.assertEqual(back.location_id.usage, "customer")
        self.assertEqual(back.move_ids.lot_ids, lot)
        self._do_transfer(back)
        self._do_transfer(self._get_out(claim))
        claim.action_finish()
        self.assertEqual(claim.state, "done")

    def test_a_second_run_does_nothing_twice(self):
        claim = self._create_claim("exchange", new_lot_id=self.new_lot.id)
        self._grant(claim)
        claim.action_start()
        pickings = claim.sudo().picking_ids
        with self.assertRaises(UserError):
            claim.action_start()
        claim.sudo()._settle()
        self.assertEqual(claim.sudo().picking_ids, pickings)
        for picking in pickings:
            self._do_transfer(picking)
        claim.action_finish()
        with self.assertRaises(UserError):
            claim.action_finish()
        self.assertEqual(len(self.sold_unit.replaced_by_ids), 1)

    def test_cancelling_drops_what_nothing_came_of(self):
        claim = self._create_claim(
            "exchange",
            new_product_id=self.bigger.id,
            other_model_rule="difference",
            is_consented=True,
        )
        self._grant(claim)
        claim.action_start()
        claim.action_cancel()
        self.assertEqual(set(claim.sudo().picking_ids.mapped("state")), {"cancel"})
        self.assertEqual(claim.sudo().sale_ids.state, "cancel")

    def test_what_has_moved_is_not_cancelled(self):
        claim = self._create_claim("exchange", new_lot_id=self.new_lot.id)
        self._grant(claim)
        claim.action_start()
        self._do_transfer(self._get_out(claim))
        with self.assertRaisesRegex(UserError, "is done. Return the goods"):
            claim.action_cancel()

    def _exchange_unit(self, lot):
        claim = self._create_claim("exchange", new_lot_id=lot.id)
        self._grant(claim)
        claim.action_start()
        for picking in claim.sudo().picking_ids:
            self._do_transfer(picking)
        claim.action_finish()
        return claim.sudo().new_equipment_id

    @rule("R117")
    def test_days_in_repair_before_the_exchange_are_no_days_of_use(self):
        """The fee counts from the invoice, which is that of the first unit."""
        new = self._exchange_unit(self.new_lot)
        self._create_failed_repair("2026-03-10 01:00:00", "2026-03-11 01:00:00", new)
        self._create_failed_repair("2026-03-20 01:00:00", "2026-03-22 01:00:00", new)
        with freeze_time("2026-07-08 03:00:00"):
            self.order = self._create_order(
                equipment_id=new.id, received_at="2026-07-08 02:00:00"
            )
            claim = self._create_claim("return")
        # 9 January to 8 July, 10 and 2 days before, 1 and 2 after the exchange; the
        # order that led to it was open since that day, and is still.
        self.assertRecordValues(
            claim,
            [
                {
                    "days_used": 180,
                    "days_in_repair": 15,
                    "fee_amount": 495.0,
                    "refund_amount": 2505.0,
                }
            ],
        )
        self.assertEqual(self.order.decision_id.fee_amount, 495.0)

    def test_facts_of_units_given_in_exchange_cost_the_same_for_many(self):
        units = self.env["aftersales.equipment"]
        for number in range(44):
            units += self._create_unit(
                serial=f"X{number}",
                replaces_id=units[-1:].id if number % 2 else False,
                exchange_date="2026-03-02" if number % 2 else False,
            )
        given = units.filtered("replaces_id")
        few, many = given[:2], given[2:]
        self._count_queries(lambda: few._get_facts(date(2026, 7, 8)))
        self.assertEqual(
            self._count_queries(lambda: few._get_facts(date(2026, 7, 8))),
            self._count_queries(lambda: many._get_facts(date(2026, 7, 8))),
        )
