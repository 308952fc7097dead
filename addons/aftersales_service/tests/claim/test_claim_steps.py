from datetime import datetime
from uuid import uuid4

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ...models.flow_mixin import STEP
from ...tools import claim_flow
from ..rules import rule
from .common import ClaimCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestClaimSteps(ClaimCase):
    """The way of a claim from the demand to its end, and who may take it there."""

    def test_a_claim_takes_over_what_its_order_knows(self):
        claim = self._create_claim("return")
        self.assertRecordValues(
            claim,
            [
                {
                    "equipment_id": self.sold_unit.id,
                    "partner_id": self.customer.id,
                    "outlet_id": self.outlet.id,
                    "company_id": self.company.id,
                    "decision_id": self.order.decision_id.id,
                    "state": "draft",
                    "due_date": datetime(2026, 3, 17).date(),
                }
            ],
        )
        self.assertTrue(claim.name.startswith("CL/2026/"))

    @rule("R443")
    def test_a_claim_says_what_is_demanded(self):
        claim = self._create_claim("return", reason=False)
        with self.assertRaisesRegex(UserError, "Reason"):
            claim.action_submit()

    @rule("R445")
    def test_what_the_warranty_does_not_give_is_refused_in_its_words(self):
        unit = self._create_unit(
            product_id=self.projector.id,
            serial="P1-0300",
            price=3000.0,
            invoice_date="2026-01-09",
        )
        order = self._create_order(equipment_id=unit.id)
        claim = self._create_claim("return", order_id=order.id)
        self._add_evidence(claim)
        with self.assertRaises(UserError) as caught:
            claim.action_submit()
        self.assertIn("does not give “Return of Goods”", str(caught.exception))
        self.assertIn("Projector promise", str(caught.exception))
        claim.is_goodwill = True
        claim.action_submit()
        self.assertEqual(claim.state, "submitted")

    def test_a_decision_overridden_is_what_counts(self):
        decision = self.order.decision_id
        decision.write(
            {
                "is_overridden": True,
                "override_covered": True,
                "override_refund": True,
                "override_refund_amount": 2700.0,
                "override_reason": "Goodwill of the head office.",
            }
        )
        claim = self._create_claim("return")
        self.assertEqual(claim.refund_amount, 2700.0)
        exchange = self._create_claim("exchange")
        self._add_evidence(exchange)
        with self.assertRaisesRegex(UserError, "Goodwill of the head office"):
            exchange.action_submit()

    def test_every_step_from_every_state_agrees_with_the_table(self):
        steps = list(claim_flow.FLOW.steps)
        labels = self.env["aftersales.claim"]._get_step_labels()
        for state in claim_flow.STATES:
            for step in steps:
                if claim_flow.FLOW.can(step, state):
                    continue
                claim = self._create_claim("compensation", amount=1.0)
                claim.with_context(_aftersales_step=STEP).write({"state": state})
                with (
                    self.subTest(state=state, step=step),
                    self.assertRaises(UserError) as caught,
                ):
                    getattr(claim.with_user(self.manager), f"action_{step}")()
                self.assertIn(labels[step], str(caught.exception))

    def test_selection_and_table_name_the_same_states(self):
        selection = self.env["aftersales.claim"]._fields["state"].selection
        self.assertEqual([state for state, _l in selection], list(claim_flow.STATES))

    def test_a_refusal_has_a_reason_and_names_the_routes_of_dispute(self):
        claim = self._create_claim("compensation", amount=10.0)
        self._add_evidence(claim, "photo")
        claim.action_submit()
        manager = claim.with_user(self.manager)
        with self.assertRaisesRegex(UserError, "Refuse Reason"):
            manager.action_refuse()
        with self.assertRaises(AccessError):
            claim.action_refuse()
        manager.refuse_reason = "The damage came from elsewhere."
        manager.action_refuse()
        self.assertEqual(claim.state, "refused")
        self.assertIn("12315", claim.dispute_routes)
        self.assertFalse(claim.activity_ids)

    # -- who may ----

    @rule("R441")
    def test_roles_that_may_not_write_claims(self):
        claim = self._create_claim("compensation", amount=10.0)
        for role in ("technician", "storekeeper", "finance", "inspector"):
            user = new_test_user(
                self.env, f"no_{role}", groups=f"aftersales_service.group_{role}"
            )
            with self.subTest(role):
                with self.assertRaises(AccessError):
                    claim.with_user(user).copy()
                with self.assertRaises(AccessError):
                    claim.with_user(user).action_submit()

    def test_a_technician_reads_the_claims_of_his_orders_only(self):
        claim = self._create_claim("return")
        Claim = self.env["aftersales.claim"].with_user(self.technician_user)
        self.assertFalse(Claim.search([]))
        self.order.technician_id = self.technician
        self.assertEqual(Claim.search([]), claim)
        with self.assertRaises(AccessError):
            Claim.browse(claim.id).reason = "x"

    def test_an_outlet_sees_its_own_claims_only(self):
        mine = self._create_claim("return")
        other = self._create_outlet(name="Jinan Branch")
        self._create_claim(
            "return", order_id=False, equipment_id=self.unit.id, outlet_id=other.id
        )
        manager = self._create_user("outlet_manager")
        self.outlet.user_ids = manager
        self.env.flush_all()
        Claim = self.env["aftersales.claim"].with_user(manager)
        self.assertEqual(Claim.search([]), mine)

    def test_another_company_sees_nothing_of_it(self):
        claim = self._create_claim("return")
        company = self.env["res.company"].create({"name": "Other Maker"})
        user = new_test_user(
            self.env,
            "other_manager",
            groups="aftersales_service.group_service_manager",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        self.assertFalse(self.env["aftersales.claim"].with_user(user).search([]))
        with self.assertRaises(AccessError):
            claim.with_user(user).action_approve()
        self.assertTrue(company.aftersales_return_location_id)
        with self.assertRaises(UserError):
            claim.company_id = company

    def test_the_state_is_written_by_steps_only(self):
        claim = self._create_claim("return")
        with self.assertRaises(UserError):
            claim.write({"state": "done"})
        with self.assertRaises(UserError):
            self._create_claim("return", state="approved")

    def test_signatures_are_not_written_by_hand(self):
        claim = self._create_claim("compensation", amount=10.0)
        with self.assertRaises(AccessError):
            self.env["aftersales.claim.signature"].with_user(self.manager).create(
                {"claim_id": claim.id, "name": "Me", "user_id": self.manager.id}
            )

    # -- the order ----

    def test_an_order_is_not_closed_while_a_claim_is_open(self):
        claim = self._create_claim("return")
        self.assertIn(claim.name, " ".join(self.order._get_closing_blockers()))
        claim.action_cancel()
        self.assertNotIn(claim.name, " ".join(self.order._get_closing_blockers()))

    def test_the_law_s_clock_runs_from_the_demand_to_the_end(self):
        policy = self.env.ref("aftersales_service.sla_policy_claim_law")
        policy.action_unarchive()
        order = self._create_order(equipment_id=self.sold_unit.id)
        claim = self._create_claim(
            "compensation",
            order_id=order.id,
            amount=10.0,
            demanded_at="2026-03-01 03:00:00",
        )
        rows = order.sla_ids.grouped("milestone")
        self.assertEqual(
            rows["claim_answered"].deadline, datetime(2026, 3, 16, 3, 0, 0)
        )
        self._add_evidence(claim, "photo")
        claim.action_submit()
        claim.with_user(self.manager).action_approve()
        self.assertEqual(rows["claim_answered"].state, "met")
        self.assertEqual(rows["claim_done"].state, "running")
        with freeze_time("2026-03-18 03:00:00"):
            claim.action_start()
            claim.sudo().move_ids.action_post()
            self._pay(claim.sudo().move_ids)
            claim.action_finish()
        self.assertRecordValues(
            rows["claim_done"], [{"state": "met", "is_missed": True}]
        )

    # -- many at once ----

    def _create_batch(self, count):
        units = self.env["aftersales.equipment"].create(
            [
                {
                    "product_id": self.product.id,
                    "serial": f"B{uuid4()}",
                    "partner_id": self.customer.id,
                }
                for _i in range(count)
            ]
        )
        claims = self.env["aftersales.claim"].create(
            [
                {
                    "kind": "compensation",
                    "equipment_id": unit.id,
                    "outlet_id": self.outlet.id,
                    "amount": 10.0,
                    "reason": "Spoilt.",
                }
                for unit in units
            ]
        )
        part = self.env.ref("aftersales_service.evidence_type_part")
        self.env["aftersales.claim.evidence"].create(
            [{"claim_id": claim.id, "type_id": part.id} for claim in claims]
        )
        return claims

    def test_submitting_and_approving_need_the_same_queries_for_many(self):
        def counts(count):
            claims = self._create_batch(count)
            return (
                self._count_queries(claims.with_user(self.dispatcher).action_submit),
                self._count_queries(claims.with_user(self.manager).action_approve),
            )

        counts(2)
        # A growing batch may cost one flush more.
        for few, many in zip(counts(2), counts(20), strict=True):
            self.assertLessEqual(many, few + 1)

    def test_showing_many_needs_the_same_queries(self):
        names = ["missing_evidence", "settlement_amount", "can_sign", "move_count"]

        def count(number):
            claims = self._create_batch(number).with_user(self.dispatcher)
            return self._count_queries(lambda: claims.read(names))

        count(2)
        self.assertEqual(count(2), count(20))
