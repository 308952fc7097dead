from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..rules import rule
from .common_parts import PartCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-20 03:00:00")
class TestClaimSupplier(PartCase):
    """Parts that failed in our warranty are claimed from those who delivered them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._create_order(
            technician_id=cls.technician.id,
            outlet_id=cls.outlet.id,
            cause_id=cls.cause.id,
        )
        cls.agreement = cls.env["aftersales.supplier.agreement"].create(
            {
                "partner_id": cls.supplier.id,
                "term_months": 12,
                "part_rate": 1.0,
                "labour_rate": 0.5,
                "return_days": 20,
            }
        )
        cls.manager_user = cls.manager

    def _create_wizard(self, user=None, **vals):
        return (
            self.env["aftersales.claim.suppliers"]
            .with_user(user or self.finance)
            .create({"date_from": "2026-03-01", "date_to": "2026-03-31", **vals})
        )

    def _claim(self, user=None, **vals):
        self.env.flush_all()
        self._create_wizard(user, **vals).action_claim()
        return self.env["aftersales.claim"].search(
            [("kind", "=", "supplier"), ("company_id", "=", self.company.id)]
        )

    def _get_parts(self, move):
        return self.env["aftersales.claim.part"].search(
            [("part_move_id", "in", move.ids)]
        )

    def _carry_out(self, claim):
        """The way to the supplier: evidence, submitted, approved, carried out."""
        claim.part_ids.is_part_here = True
        claim.with_user(self.dispatcher).action_submit()
        claim.with_user(self.manager_user).action_approve()
        claim.with_user(self.finance).action_start()

    # -- whose part it was ------------------------------------------------------------
    def test_one_claim_a_supplier_with_a_line_for_each_part(self):
        first = self._use_part(self.order, self.pump, 1, {self.lot_a: 1})
        second = self._use_part(self.order, self.pump, 2, {self.lot_a: 2})
        third = self._use_part(self.order, self.pump, 1, {self.lot_b: 1})
        claims = self._claim()
        self.assertEqual(
            {claim.partner_id: claim.part_ids.part_move_id for claim in claims},
            {self.supplier: second | first, self.other_supplier: third},
        )
        self.assertEqual(set(claims.mapped("state")), {"draft"})

    def test_a_repeated_run_doubles_nothing(self):
        move = self._use_part(self.order, self.pump, 1, {self.lot_a: 1})
        claim = self._claim()
        self.assertEqual(self._claim(), claim)
        self.assertEqual(len(self._get_parts(move)), 1)
        later = self._use_part(self.order, self.pump, 1, {self.lot_a: 1})
        self.assertEqual(self._claim(), claim, "the draft takes up what came since")
        self.assertEqual(claim.part_ids.part_move_id, move | later)

    def test_the_database_refuses_a_part_claimed_twice(self):
        move = self._use_part(self.order, self.pump, 1, {self.lot_a: 1})
        self._claim()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.env["aftersales.claim.part"].create(
                {"part_move_id": move.id, "replaced_date": "2026-03-20"}
            )

    def test_the_number_that_failed_counts_before_the_one_put_in(self):
        move = self._use_part(
            self.order, self.pump, 1, {self.lot_a: 1}, removed=self.lot_b
        )
        self._claim()
        self.assertRecordValues(
            self._get_parts(move),
            [
                {
                    "lot_id": self.lot_b.id,
                    "supplier_id": self.other_supplier.id,
                    "supplier_source": "receipt",
                    "received_date": self.lot_b.aftersales_received_date,
                }
            ],
        )

    def test_the_unit_s_own_parts_know_which_number_failed(self):
        built = self.env["aftersales.equipment.part"].create(
            {
                "equipment_id": self.unit.id,
                "product_id": self.pump.id,
                "lot_id": self.lot_b.id,
                "is_as_built": True,
            }
        )
        move = self._use_part(self.order, self.pump, 1, {self.lot_a: 1})
        part = self.env["aftersales.equipment.part"].search([("move_id", "=", move.id)])
        part.replaces_id = built
        self._claim()
        self.assertEqual(self._get_parts(move).lot_id, self.lot_b)
        self.assertEqual(self._get_parts(move).supplier_id, self.other_supplier)

    def test_without_a_number_the_product_s_vendor_is_asked(self):
        self.env["product.supplierinfo"].create(
            {
                "product_tmpl_id": self.seal.product_tmpl_id.id,
                "partner_id": self.other_supplier.id,
            }
        )
        move = self._use_part(self.order, self.seal, 4)
        self.assertEqual(self._claim().partner_id, self.other_supplier)
        part = self._get_parts(move)
        self.assertEqual((part.supplier_source, part.part_cost), ("vendor", 12.0))

    def test_a_part_of_unknown_origin_waits_for_a_person(self):
        move = self._use_part(self.order, self.seal, 4)
        self.assertFalse(self._claim())
        part = self._get_parts(move)
        self.assertFalse(part.supplier_id)
        self.assertEqual(self._create_wizard().unknown_count, 1)
        with Form(part.with_user(self.finance)) as form:
            form.supplier_id = self.other_supplier
        claim = self._claim()
        self.assertEqual(claim.part_ids, part)
        self.assertFalse(part.supplier_source)

    def test_goodwill_and_charged_parts_are_no_supplier_s_matter(self):
        self._use_part(
            self.order, self.pump, 1, {self.lot_a: 1}, coverage={"coverage": "customer"}
        )
        self.assertFalse(self._claim())

    def test_only_the_suppliers_asked_for(self):
        self._use_part(self.order, self.pump, 1, {self.lot_a: 1})
        self._use_part(self.order, self.pump, 1, {self.lot_b: 1})
        claims = self._claim(supplier_ids=[Command.set(self.other_supplier.ids)])
        self.assertEqual(claims.partner_id, self.other_supplier)

    # -- what he owes -----------------------------------------------------------------
    def test_shares_and_term_come_from_the_agreement(self):
        self.env["aftersales.order.line"].create(
            {
                "order_id": self.order.id,
                "product_id": self.labour.id,
                "quantity": 2,
                "price_unit": 50.0,
                "coverage": "covered",
            }
        )
        move = self._use_part(
            self.order, self.pump, 1, {self.lot_b: 1}, removed=self.lot_a
        )
        claim = self._claim()
        part = self._get_parts(move)
        self.assertEqual(part.agreement_id, self.agreement)
        self.assertEqual((part.part_cost, part.labour_cost), (40.0, 100.0))
        self.assertEqual(part.expected_amount, 90.0)
        self.assertEqual(str(part.term_end_date), "2027-03-20")
        part.freight_cost = 12.0
        self.assertEqual(claim.amount, 90.0)
        self.agreement.freight_rate = 0.5
        self.assertEqual(claim.amount, 96.0)

    def test_after_the_term_nothing_is_asked(self):
        self.lot_a.aftersales_received_date = "2024-01-31"
        move = self._use_part(
            self.order, self.pump, 1, {self.lot_b: 1}, removed=self.lot_a
        )
        self.assertFalse(self._claim())
        part = self._get_parts(move)
        self.assertFalse(part.is_in_term)
        self.assertEqual(part.expected_amount, 0.0)

    def test_without_an_agreement_the_part_alone_is_asked(self):
        self._use_part(self.order, self.pump, 1, {self.lot_b: 1})
        self.assertEqual(self._claim().amount, 40.0)

    def test_shares_are_shares(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.agreement.part_rate = 1.5
            self.env.flush_all()

    # -- the way of the claim ---------------------------------------------------------
    @rule("R444")
    def test_each_part_needs_a_photo_or_lies_here(self):
        self._use_part(self.order, self.pump, 1, {self.lot_a: 1})
        claim = self._claim()
        with self.assertRaisesRegex(UserError, "add a photo, or tick Damaged Part"):
            claim.with_user(self.dispatcher).action_submit()
        claim.part_ids.with_user(self.finance).is_part_here = True
        claim.with_user(self.dispatcher).action_submit()
        self.assertEqual(claim.state, "submitted")
        with self.assertRaisesRegex(UserError, "claimed already"):
            claim.part_ids.with_user(self.finance).labour_cost = 7.0

    def test_parts_of_another_supplier_do_not_go_through(self):
        self._use_part(self.order, self.pump, 1, {self.lot_a: 1})
        claim = self._claim()
        claim.part_ids.is_part_here = True
        claim.part_ids.supplier_id = self.other_supplier
        with self.assertRaisesRegex(UserError, "not of this supplier"):
            claim.with_user(self.dispatcher).action_submit()

    def test_the_papers_of_a_claim(self):
        move = self._use_part(
            self.order, self.pump, 2, {self.lot_b: 2}, removed=self.lot_a
        )
        claim = self._claim()
        self._carry_out(claim)
        self.assertEqual(str(claim.return_deadline), "2026-04-09")
        picking = claim.picking_ids
        self.assertRecordValues(
            picking,
            [
                {
                    "partner_id": self.supplier.id,
                    "picking_type_code": "outgoing",
                    "origin": claim.name,
                }
            ],
        )
        self.assertEqual(picking.location_dest_id.usage, "supplier")
        self.assertEqual(picking.move_ids.product_uom_qty, 2.0)
        credit = claim.move_ids
        self.assertRecordValues(
            credit,
            [
                {
                    "move_type": "in_refund",
                    "state": "draft",
                    "partner_id": self.supplier.id,
                    "amount_untaxed": 80.0,
                }
            ],
        )
        self.assertRecordValues(
            credit.invoice_line_ids,
            [
                {
                    "account_id": self.location.valuation_account_id.id,
                    "aftersales_coverage": "covered",
                    "aftersales_order_id": self.order.id,
                    "aftersales_part_move_id": move.id,
                }
            ],
        )

    def test_it_is_done_when_parts_are_back_and_the_credit_is_here(self):
        self._use_part(self.order, self.pump, 1, {self.lot_a: 1})
        claim = self._claim()
        self._carry_out(claim)
        with self.assertRaises(UserError) as caught:
            claim.with_user(self.finance).action_finish()
        self.assertIn("is not done yet", caught.exception.args[0])
        self.assertIn("of the credit is not posted", caught.exception.args[0])
        claim.picking_ids.move_ids.picked = True
        claim.picking_ids._action_done()
        claim.move_ids.action_post()
        self.assertEqual((claim.credited_amount, claim.credit_difference), (40.0, 0.0))
        claim.with_user(self.finance).action_finish()
        self.assertEqual(claim.state, "done")
        rows = self.env["aftersales.warranty.cost"].search(
            [("order_id", "=", self.order.id)]
        )
        self.assertEqual(
            {row.kind: (row.amount, row.supplier_id) for row in rows},
            {"part": (40.0, self.supplier), "supplier": (-40.0, self.supplier)},
        )

    def test_less_than_expected_is_written_off_with_a_reason(self):
        self._use_part(self.order, self.pump, 1, {self.lot_a: 1})
        claim = self._claim()
        self._carry_out(claim)
        claim.picking_ids.action_cancel()
        claim.move_ids.invoice_line_ids.price_unit = 25.0
        claim.move_ids.action_post()
        self.assertEqual(claim.credit_difference, 15.0)
        with self.assertRaisesRegex(UserError, "15.00"):
            claim.with_user(self.finance).action_finish()
        claim.with_user(self.finance).writeoff_reason = "Shared with the supplier."
        claim.with_user(self.finance).action_finish()
        self.assertEqual(claim.state, "done")

    def test_parts_of_a_cancelled_claim_are_claimed_again(self):
        move = self._use_part(self.order, self.pump, 1, {self.lot_a: 1})
        claim = self._claim()
        self._carry_out(claim)
        claim.with_user(self.dispatcher).action_cancel()
        self.assertEqual(set(claim.move_ids.mapped("state")), {"cancel"})
        self.assertEqual(claim.picking_ids.state, "cancel")
        again = self._claim() - claim
        self.assertEqual(again.part_ids.part_move_id, move)

    def test_a_booked_credit_is_not_cancelled_away(self):
        self._use_part(self.order, self.pump, 1, {self.lot_a: 1})
        claim = self._claim()
        self._carry_out(claim)
        claim.move_ids.action_post()
        with self.assertRaisesRegex(UserError, "is posted. Reverse it first"):
            claim.with_user(self.dispatcher).action_cancel()

    # -- rights -----------------------------------------------------------------------
    def test_who_claims_from_suppliers(self):
        self._use_part(self.order, self.pump, 1, {self.lot_a: 1})
        for role in ("technician", "dispatcher", "outlet_manager", "storekeeper"):
            user = self._create_user(role, f"test_claims_{role}")
            with self.assertRaises(AccessError):
                self._create_wizard(user)
        self.assertTrue(self._claim(self.manager_user))

    def test_who_sees_causal_parts(self):
        move = self._use_part(self.order, self.pump, 1, {self.lot_a: 1})
        self._claim()
        part = self._get_parts(move)
        for role in ("technician", "dispatcher"):
            user = self._create_user(role, f"test_parts_{role}")
            with self.assertRaises(AccessError):
                part.with_user(user).check_access("read")
        storekeeper = self._create_user("storekeeper", "test_parts_storekeeper")
        part.with_user(storekeeper).is_part_here = True
        inspector = self._create_user("inspector", "test_parts_inspector")
        self.assertTrue(part.with_user(inspector).product_id)
        with self.assertRaises(AccessError):
            part.with_user(inspector).is_part_here = False
        keeper = self._create_user("outlet_manager", "test_parts_keeper")
        with self.assertRaises(AccessError):
            part.with_user(keeper).check_access("read")
        self.outlet.manager_id = keeper
        self.env.flush_all()
        part.with_user(keeper).check_access("write")

    def test_a_dispatcher_opens_a_supplier_claim(self):
        self._use_part(self.order, self.pump, 1, {self.lot_a: 1})
        claim = self._claim()
        Form(claim.with_user(self.dispatcher))

    def test_collecting_asks_once_for_all(self):
        moves = [
            self._use_part(self.order, self.pump, 1, {self.lot_a: 1}) for _ in range(9)
        ]
        Part = self.env["aftersales.claim.part"]
        few = moves[0] | moves[1]
        many = few.union(*moves[2:]) - few
        Part._collect(moves[8])._assign_claims()
        first = self._count_queries(lambda: Part._collect(few)._assign_claims())
        second = self._count_queries(
            lambda: Part._collect(many - moves[8])._assign_claims()
        )
        self.assertLessEqual(second, first + 2)
