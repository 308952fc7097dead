from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import WarrantyCase


@tagged("post_install", "-at_install")
class TestWarrantyDecision(WarrantyCase):
    """Taken when facts change, kept otherwise; overridden with a reason."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls._create_policy(
            entitlement_ids=[
                (0, 0, {"metric": "failed_repairs", "threshold": 2, "alert_at": 1})
            ],
            fee_status="forbidden",
        )
        cls.sold_unit = cls._sell(partner_id=cls.buyer_company.id)
        cls.order = cls._report(cls.sold_unit, "2024-06-03")

    # -- taken again ------------------------------------------------------------------

    def test_the_same_facts_are_decided_once(self):
        decision = self.order.decision_id
        self.assertTrue(decision.is_free)
        self.order._decide_warranty()
        self.order.received_at = self.order.received_at
        self.sold_unit.note = "Has a new sticker."
        self.assertEqual(self.order.decision_ids, decision)

    def test_every_fact_is_looked_at_again(self):
        exclusion = self.env.ref("aftersales_service.warranty_exclusion_misuse")
        altered = self.env.ref("aftersales_service.fault_cause_altered")
        for record, vals in (
            (self.order, {"exclusion_ids": [(4, exclusion.id)]}),
            (self.order, {"cause_id": altered.id}),
            (self.order, {"received_at": "2025-06-03 01:00:00"}),
            (self.order, {"warranty_ground": "unused"}),
            (self.sold_unit, {"delivery_date": "2023-01-10"}),
            (self.sold_unit, {"policy_ids": [(5,)]}),
            (self.sold_unit, {"typed_end_date": "2029-01-01"}),
        ):
            with self.subTest(vals):
                before = self.order.decision_id
                record.write(vals)
                after = self.order.decision_id
                self.assertNotEqual(before, after)
                self.assertEqual((before.is_current, after.is_current), (False, True))

    def test_a_new_repair_of_the_unit_is_a_new_fact(self):
        for day in ("2024-03-01", "2024-04-01"):
            self._repaired(self.sold_unit, day, day, is_fixed=False)
        self.order._decide_warranty()
        self.assertTrue(self.order.decision_id.can_refund)
        first = self.order.decision_id.facts["repairs"]
        self.assertEqual(len(first), 2)

    def test_the_same_fault_again_is_a_repair_that_did_not_hold(self):
        fault = self._create_fault_code("No picture", "symptom")
        unit = self._sell()
        for day in ("2024-02-01", "2024-02-15"):
            self._repaired(unit, day, day, symptom_id=fault.id)
        order = self._report(unit, "2024-03-01", symptom_id=fault.id)
        self.assertTrue(order.decision_id.can_exchange)

    def test_two_open_repairs_of_one_day(self):
        unit = self._sell()
        self._repaired(unit, "2024-06-03", "2024-06-04")
        orders = self._report(unit, "2024-06-03") + self._report(unit, "2024-06-03")
        for order in orders:
            self._write_in_step(order, state="accepted")
        self.assertEqual(len(orders.decision_id), 2)

    def test_nothing_after_signing(self):
        decision = self.order.decision_id
        self._write_in_step(self.order, state="signed", signed_at="2024-06-04 01:00:00")
        self.sold_unit.delivery_date = "2020-01-10"
        self.order._decide_warranty()
        self.assertEqual(self.order.decision_ids, decision)

    def test_an_order_without_unit_has_no_decision(self):
        self.order.equipment_id = False
        self.assertFalse(self.order.decision_id)
        self.assertFalse(self._create_order(equipment_id=False).decision_id)

    def test_the_day_is_that_of_the_company_whoever_asks(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        late = self._report(self.sold_unit, "2025-01-10")
        late.received_at = "2025-01-10 16:30:00"  # the eleventh in Shanghai
        self.assertFalse(late.decision_id.is_covered)
        late.with_user(self.dispatcher).sudo()._decide_warranty()
        self.assertEqual(len(late.decision_ids), 2)

    # -- words ------------------------------------------------------------------------

    def test_words_are_stored_in_every_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        order = self._report(self.sold_unit, "2024-06-04")
        words = order.decision_id.explanations
        self.assertEqual(set(words), {"en_US", "zh_CN"})
        for lang, text in words.items():
            shown = order.with_context(lang=lang).decision_explanation
            self.assertEqual(shown, text)
        self.assertIn("Our promise: holds until 01/10/2025.", words["en_US"])

    def test_a_layer_about_something_else_is_silent_beside_others(self):
        unit = self._sell()
        order = self._report(unit, "2024-06-03")
        self.assertNotIn("nothing about this kind", order.decision_explanation)
        self.assertIn("no_term", order.decision_id.line_ids.mapped("status"))

    def test_each_layer_is_shown_and_the_best_is_marked(self):
        law = self._bind("colour_tv")
        unit = self._sell(partner_id=self.buyer_company.id)
        for day in ("2024-03-01", "2024-04-01"):
            self._repaired(unit, day, day, is_fixed=False)
        decision = self._report(unit, "2024-06-03").decision_id
        best = decision.line_ids.filtered("is_best")
        self.assertEqual(best.policy_id, self.policy, "no fee")
        self.assertEqual(decision.line_ids.policy_id, law + self.policy)
        self.assertEqual(decision.refund_amount, 3000)

    # -- lines ------------------------------------------------------------------------

    def _create_line(self, order, product=None):
        return self.env["aftersales.order.line"].create(
            {"order_id": order.id, "product_id": (product or self.labour).id}
        )

    def test_lines_follow_the_decision(self):
        self.assertEqual(self._create_line(self.order).coverage, "covered")
        late = self._report(self.sold_unit, "2026-06-03")
        self.assertEqual(self._create_line(late).coverage, "customer")

    def test_labour_may_be_free_for_a_shorter_time(self):
        terms = [
            {
                "name": name,
                "code": name,
                "scope": scope,
                "clock_ids": [(0, 0, {"event": "delivery_date", "months": months})],
            }
            for name, scope, months in (
                ("unit", "unit", 24),
                ("labour", "labour", 12),
            )
        ]
        self.policy.product_category_ids = False
        self._create_policy(terms=terms)
        unit = self._sell(partner_id=self.buyer_company.id)
        self.assertEqual(
            [
                self._create_line(self._report(unit, day)).coverage
                for day in ("2025-01-10", "2025-01-11")
            ],
            ["covered", "customer"],
        )
        decision = self._report(unit, "2025-01-13").decision_id
        self.assertTrue(decision.is_goods_covered and decision.is_travel_covered)

    # -- override ---------------------------------------------------------------------

    def _override(self, user=None, decision=None, **vals):
        wizard = (
            self.env["aftersales.warranty.override"]
            .with_user(user or self.manager)
            .create(
                {
                    "decision_id": (decision or self.order.decision_id).id,
                    "reason": "An old customer.",
                    **vals,
                }
            )
        )
        wizard.action_override()

    def test_a_manager_overrides_with_a_reason(self):
        self.order.received_at = "2026-06-03 01:00:00"
        decision = self.order.decision_id
        line = self._create_line(self.order)
        self.assertEqual(line.coverage, "customer")
        self._override(is_covered=True, can_refund=True, refund_amount=1000)
        self.assertRecordValues(
            decision,
            [
                {
                    "is_covered": False,
                    "is_free": True,
                    "override_reason": "An old customer.",
                    "override_user_id": self.manager.id,
                }
            ],
        )
        self.assertEqual(decision._get_remedies(), {"repair", "refund"})
        self.assertEqual(decision._get_refund(), 1000)
        self.assertEqual(line.coverage, "covered")

    def test_who_may_not_override(self):
        for user in (self.dispatcher, self.technician_user):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._override(user)

    def test_what_may_not_be_overridden(self):
        with self.assertRaisesRegex(UserError, "price"):
            self._override(is_covered=True, can_refund=True, refund_amount=3001)
        old = self.order.decision_id
        self.order.received_at = "2026-06-03 01:00:00"
        with self.assertRaisesRegex(UserError, "newer decision"):
            self._override(decision=old)
        self._write_in_step(self.order, state="signed", signed_at="2026-06-04 01:00:00")
        with self.assertRaisesRegex(UserError, "signed"):
            self._override()

    def test_an_override_lasts_as_long_as_the_outcome(self):
        self._override(is_covered=False)
        self.order.received_at = "2024-06-04 01:00:00"
        self.assertTrue(self.order.decision_id.is_overridden)
        self.assertFalse(self.order.decision_id.is_free)
        self.order.received_at = "2026-06-03 01:00:00"
        self.assertFalse(self.order.decision_id.is_overridden)
        told = self.order.activity_ids.filtered(
            lambda activity: activity.user_id == self.manager
        )
        self.assertIn("An old customer.", told.note)
        self.assertEqual(len(self.order.decision_ids.filtered("is_overridden")), 2)

    # -- who sees, how fast -----------------------------------------------------------

    def test_who_sees_decisions(self):
        outlet_manager = self._create_user("outlet_manager")
        for user, seen in (
            (self.dispatcher, True),
            (self.manager, True),
            (outlet_manager, False),
            (self.technician_user, False),
        ):
            Decision = self.env["aftersales.warranty.decision"].with_user(user)
            found = Decision.search([("order_id", "=", self.order.id)])
            with self.subTest(user.login):
                self.assertEqual(bool(found), seen)
        self.order.technician_id = self.technician
        self.assertTrue(
            self.order.with_user(self.technician_user).decision_id.explanation
        )

    def test_nobody_writes_a_decision_by_hand(self):
        with self.assertRaises(AccessError):
            self.order.decision_id.with_user(self.manager).is_covered = False

    def test_decisions_of_another_company_are_not_seen(self):
        other = self.env["res.company"].create({"name": "Other"})
        unit = self._sell(company_id=other.id)
        type_repair = self.env["aftersales.order.type"].search(
            [("is_repair", "=", True), ("company_id", "in", (other.id, False))], limit=1
        )
        order = self._report(
            unit, "2024-06-03", company_id=other.id, type_id=type_repair.id
        )
        Decision = self.env["aftersales.warranty.decision"].with_user(self.manager)
        self.assertTrue(order.decision_id)
        self.assertFalse(Decision.search([("order_id", "=", order.id)]))

    def test_deciding_costs_the_same_for_many_orders(self):
        self._bind("colour_tv")

        def measure(count):
            units = self.env["aftersales.equipment"].create(
                [
                    {
                        "product_id": self.goods.id,
                        "serial": f"Q{count}-{number}-{self.env.cr.sql_log_count}",
                        "partner_id": self.consumer.id,
                        "invoice_date": "2024-01-10",
                        "delivery_date": "2024-01-10",
                        "price": 3000,
                    }
                    for number in range(count)
                ]
            )
            self._create_signed(
                [(unit, "2024-02-01", "2024-02-05", {}) for unit in units]
            )
            values = [
                {
                    "partner_id": unit.partner_id.id,
                    "equipment_id": unit.id,
                    "symptom_id": self.symptom.id,
                    "received_at": "2024-06-03 01:00:00",
                }
                for unit in units
            ]
            orders = self.env["aftersales.order"].create(values)
            orders.decision_ids.sudo().unlink()
            with freeze_time("2024-06-04"):
                queries = self._count_queries(orders._decide_warranty)
            self.assertEqual(len(orders.decision_id), count)
            return queries

        measure(2)
        self.assertLessEqual(measure(20), measure(2) + 2)
