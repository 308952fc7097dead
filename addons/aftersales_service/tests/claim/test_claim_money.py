from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..rules import rule
from .common import ClaimCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestClaimMoney(ClaimCase):
    """Compensation, advance payment, goodwill; who may allow how much."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.outlet_manager = cls._create_user("outlet_manager")
        cls.outlet.user_ids = cls.outlet_manager

    @classmethod
    def _create_tiers(cls):
        return cls.env["aftersales.approval.tier"].create(
            [
                {
                    "name": "Outlet",
                    "amount_to": 500.0,
                    "group_id": cls.env.ref(
                        "aftersales_service.group_outlet_manager"
                    ).id,
                },
                {
                    "name": "Service",
                    "amount_to": 5000.0,
                    "user_ids": cls.manager.ids,
                },
                {"name": "Finance", "is_unlimited": True, "user_ids": cls.finance.ids},
            ]
        )

    def _submit(self, claim):
        self._add_evidence(claim, "photo")
        claim.action_submit()
        return claim

    def _carry_out(self, claim):
        claim.action_start()
        credit_note = claim.sudo().move_ids
        credit_note.action_post()
        self._pay(credit_note)
        claim.action_finish()

    def test_compensation_is_a_credit_note_on_the_expense_account(self):
        claim = self._submit(self._create_claim("compensation", amount=300.0))
        claim.with_user(self.manager).action_approve()
        claim.action_start()
        credit_note = claim.sudo().move_ids
        product = self.env.ref("aftersales_service.product_product_claim_compensation")
        self.assertRecordValues(
            credit_note,
            [
                {
                    "move_type": "out_refund",
                    "partner_id": self.customer.id,
                    "amount_total": 300.0,
                }
            ],
        )
        self.assertEqual(
            credit_note.invoice_line_ids.account_id,
            product._get_product_accounts()["expense"],
        )
        credit_note.action_post()
        self._pay(credit_note)
        claim.action_finish()
        self.assertEqual(claim.state, "done")

    def test_an_advance_is_asked_back_from_who_is_responsible(self):
        carrier = self.env["res.partner"].create({"name": "Carrier Ltd."})
        claim = self._create_claim("advance_payment", amount=800.0)
        self._add_evidence(claim, "photo")
        with self.assertRaisesRegex(UserError, "Responsible Party"):
            claim.action_submit()
        claim.responsible_partner_id = carrier
        claim.action_submit()
        claim.with_user(self.manager).action_approve()
        self._carry_out(claim)
        claim = claim.with_user(self.finance)
        self.assertTrue(claim.is_recovery_open)
        claim.action_recover()
        claim.action_recover()
        recovery = claim.sudo()._get_recovery_moves()
        self.assertRecordValues(
            recovery,
            [
                {
                    "move_type": "out_invoice",
                    "partner_id": carrier.id,
                    "amount_total": 800.0,
                }
            ],
        )
        recovery.action_post()
        self.assertIn(
            claim, self.env["aftersales.claim"].search([("is_recovery_open", "=", 1)])
        )
        self._pay(recovery)
        claim.invalidate_recordset()
        self.assertEqual(claim.recovered_amount, 800.0)
        self.assertFalse(claim.is_recovery_open)

    # -- tiers ----

    def test_without_tiers_the_service_manager_signs(self):
        claim = self._submit(self._create_claim("compensation", amount=300.0))
        with self.assertRaisesRegex(AccessError, "submitted it yourself"):
            claim.action_approve()
        with self.assertRaisesRegex(AccessError, "you may not sign"):
            claim.with_user(self.finance).action_approve()
        claim.with_user(self.manager).action_approve()
        self.assertEqual(claim.state, "approved")

    def test_a_larger_sum_needs_each_tier_in_order(self):
        self._create_tiers()
        claim = self._submit(self._create_claim("compensation", amount=6000.0))
        self.assertEqual(
            claim.signature_ids.mapped("name"), ["Outlet", "Service", "Finance"]
        )
        with self.assertRaisesRegex(AccessError, "waits for “Outlet”"):
            claim.with_user(self.finance).action_approve()
        claim.with_user(self.outlet_manager).action_approve()
        self.assertEqual(claim.state, "submitted")
        with self.assertRaisesRegex(AccessError, "signed it already"):
            claim.with_user(self.outlet_manager).action_approve()
        claim.with_user(self.manager).action_approve()
        claim.with_user(self.finance).action_approve()
        self.assertEqual(claim.state, "approved")
        self.assertEqual(
            claim.signature_ids.user_id,
            self.outlet_manager | self.manager | self.finance,
        )

    def test_a_small_sum_needs_the_first_tier_only(self):
        self._create_tiers()
        claim = self._submit(self._create_claim("compensation", amount=500.0))
        claim.with_user(self.outlet_manager).action_approve()
        self.assertEqual(claim.state, "approved")

    def test_nobody_may_allow_more_than_the_highest_tier(self):
        self._create_tiers()[-1].unlink()
        claim = self._create_claim("compensation", amount=5000.01)
        self._add_evidence(claim, "photo")
        with self.assertRaisesRegex(UserError, "more than any approval tier"):
            claim.action_submit()

    def test_back_to_new_voids_the_signatures(self):
        self._create_tiers()
        claim = self._submit(self._create_claim("compensation", amount=600.0))
        claim.with_user(self.outlet_manager).action_approve()
        claim.action_reopen()
        claim.amount = 400.0
        claim.action_submit()
        self.assertEqual(claim.signature_ids.mapped("name"), ["Outlet"])
        self.assertFalse(claim.signature_ids.user_id)

    @rule("R443")
    def test_the_service_manager_is_told_at_once(self):
        claim = self._submit(self._create_claim("compensation", amount=300.0))
        self.assertEqual(claim.activity_ids.user_id, self._get_told(claim))
        self.assertIn("Haibin School", claim.activity_ids[0].summary)
        claim.with_user(self.manager).action_approve()
        self.assertFalse(claim.activity_ids)

    def _get_told(self, claim):
        return claim.order_id._get_first_service_manager(claim.company_id)

    # -- goodwill ----

    def _create_budget(self, amount, **vals):
        return self.env["aftersales.goodwill.budget"].create(
            {
                "outlet_id": self.outlet.id,
                "date_from": "2026-01-01",
                "date_to": "2026-12-31",
                "amount": amount,
                **vals,
            }
        )

    def test_goodwill_comes_out_of_the_budget_of_the_outlet(self):
        self._create_tiers()
        self._create_budget(9000.0, outlet_id=False)
        budget = self._create_budget(700.0)
        claim = self._create_claim("goodwill", amount=400.0)
        self.assertEqual(claim.budget_id, budget)
        claim.action_submit()
        self.assertEqual((budget.used, budget.asked, budget.left), (0.0, 400.0, 700.0))
        claim.with_user(self.outlet_manager).action_approve()
        self.assertEqual(claim.state, "approved")
        self.assertEqual((budget.used, budget.left), (400.0, 300.0))
        self._carry_out(claim)
        self.assertEqual(budget.used, 400.0)

    def test_beyond_the_budget_one_tier_more_signs(self):
        self._create_tiers()
        self._create_budget(300.0)
        claim = self._create_claim("goodwill", amount=400.0)
        claim.action_submit()
        self.assertEqual(claim.signature_ids.mapped("name"), ["Outlet", "Service"])

    def test_a_budget_used_up_meanwhile_calls_for_the_next_tier(self):
        self._create_tiers()
        self._create_budget(500.0)
        first, second = (self._create_claim("goodwill", amount=400.0) for _i in "ab")
        first.action_submit()
        second.action_submit()
        self.assertEqual(second.signature_ids.mapped("name"), ["Outlet"])
        first.with_user(self.outlet_manager).action_approve()
        second.with_user(self.outlet_manager).action_approve()
        self.assertEqual(second.state, "submitted")
        self.assertEqual(second.signature_ids.mapped("name"), ["Outlet", "Service"])
        second.with_user(self.manager).action_approve()
        self.assertEqual(second.state, "approved")

    def test_budgets_do_not_overlap(self):
        self._create_budget(500.0)
        with self.assertRaises(ValidationError):
            self._create_budget(100.0, date_from="2026-06-01")

    # -- evidence ----

    @rule("R444", "R113")
    def test_missing_evidence_is_listed_and_blocks(self):
        self.env.ref("aftersales_service.evidence_rule_exchange_card").active = True
        claim = self._create_claim("exchange")
        self.assertIn("Photo of the Defect or Defective Part", claim.missing_evidence)
        with self.assertRaises(UserError) as caught:
            claim.action_submit()
        self.assertIn("Invoice or Warranty Card", str(caught.exception))
        self.assertIn("Photo of the Defect or Defective Part", str(caught.exception))
        self._add_evidence(claim, "invoice", "photo")
        claim.action_submit()
        with self.assertRaisesRegex(UserError, "evidence is missing: Warranty Card"):
            claim.with_user(self.manager).action_approve()
        self._add_evidence(claim, "card")
        self.assertFalse(claim.missing_evidence)
        claim.with_user(self.manager).action_approve()
        self.assertEqual(claim.state, "approved")

    @rule("R113")
    def test_a_policy_may_ask_for_more(self):
        card = self.env.ref("aftersales_service.evidence_rule_exchange_card")
        card.write({"active": True, "policy_ids": [Command.set(self.policy.ids)]})
        mine = self._create_claim("exchange")
        other = self._create_claim(
            "exchange", order_id=False, equipment_id=self.unit.id
        )
        self.assertIn("Warranty Card", mine.missing_evidence.split(", "))
        self.assertNotIn("Warranty Card", other.missing_evidence.split(", "))

    def test_a_part_handed_in_needs_no_file(self):
        claim = self._create_claim("compensation", amount=10.0)
        evidence = self.env["aftersales.claim.evidence"].with_user(self.dispatcher)
        photo, part = (
            self.env.ref(f"aftersales_service.evidence_type_{name}").id
            for name in ("photo", "part")
        )
        evidence.create({"claim_id": claim.id, "type_id": photo})
        with self.assertRaises(UserError):
            claim.action_submit()
        evidence.create({"claim_id": claim.id, "type_id": part, "note": "Shelf 4"})
        claim.action_submit()

    def test_files_of_other_documents_are_no_evidence(self):
        claim = self._create_claim("compensation", amount=10.0)
        secret = self.env["ir.attachment"].create(
            {
                "name": "secret.txt",
                "raw": b"x",
                "res_model": "res.company",
                "res_id": self.company.id,
            }
        )
        with self.assertRaises(AccessError):
            self.env["aftersales.claim.evidence"].with_user(self.dispatcher).create(
                {
                    "claim_id": claim.id,
                    "type_id": self.env.ref(
                        "aftersales_service.evidence_type_photo"
                    ).id,
                    "attachment_ids": [(6, 0, secret.ids)],
                }
            )
