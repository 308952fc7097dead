from freezegun import freeze_time

from odoo.tests import tagged

from ..rules import rule
from .common import WarrantyCase

FREE, PAID = ("repair",), ("paid_repair",)
ALL3, SWAP = ("exchange", "refund", "repair"), ("exchange", "refund")
# Goods of the 1995 rule: months of the unit, of its main parts, fee a day. 0: the
# source does not say.
ANNEX = {
    "colour_tv": (12, 36, 0.001),
    "bw_tv": (12, 36, 0.0005),
    "vcr": (12, 12, 0.001),
    "flat_tv": (12, 36, 0.001),
    "camcorder": (12, 0, 0.001),
    "air_conditioner": (0, 36, 0.001),
    "refrigerator": (0, 36, 0.0005),
    "washing_machine": (0, 36, 0.0005),
    "fan": (0, 36, 0.0005),
    "vacuum_cleaner": (0, 36, 0.0005),
    "microwave_oven": (0, 24, 0.0005),
    "range_hood": (12, 0, 0.0005),
    "gas_water_heater": (12, 0, 0.0005),
    "vcd_dvd": (12, 24, 0),
    "bicycle": (12, 24, 0.0005),
    "other_goods": (0, 0, 0),
    "microcomputer": (12, 24, 0.0025),
}


@tagged("post_install", "-at_install")
class TestShippedLaw(WarrantyCase):
    """What the laws give, article by article, on the policies that are shipped."""

    def _fail_twice(self, unit):
        self._repaired(unit, "2024-02-01", "2024-02-05", is_fixed=False)
        self._repaired(unit, "2024-03-01", "2024-03-05", is_fixed=False)

    def _decide(self, unit, day, **vals):
        with freeze_time(f"{day} 02:00:00"):
            return self._report(unit, day, **vals).decision_id

    def _exclude(self, *codes):
        names = [f"aftersales_service.warranty_exclusion_{code}" for code in codes]
        return {"exclusion_ids": [(6, 0, [self.env.ref(name).id for name in names])]}

    # -- the rule of 1995 ------------------------------------------------------------

    def test_figures_of_the_annex(self):
        for name, (unit, main, rate) in ANNEX.items():
            with self.subTest(name):
                policy = self._get_law(name)
                terms = {term.code: term.clock_ids for term in policy.term_ids}
                self.assertEqual(set(terms["unit"].mapped("months")), {unit})
                self.assertEqual(set(terms["main_part"].mapped("months")), {main})
                self.assertEqual(policy.fee_rate, rate)
                self.assertEqual(policy.fee_status, "rate" if rate else "not_set")
                self.assertEqual(policy.state, "in_force")
                self.assertTrue(policy.legal_source)

    def test_laws_wait_for_the_goods_they_are_for(self):
        general = self.Policy.search([("is_for_all_goods", "=", True)])
        expected = [
            self._get_law(name)
            for name in ("consumer_return", "consumer_distance", "shanghai", "beijing")
        ]
        self.assertEqual(set(general), set(expected))
        self.assertEqual(set(general.mapped("buyer")), {"person"})

    def test_art_8_term_runs_from_the_invoice(self):
        self._bind("colour_tv")
        unit = self._sell(delivery_date="2024-01-20")
        self.assertEqual(self._get_options(unit, "2025-01-10"), FREE)
        self.assertEqual(self._get_options(unit, "2025-01-11"), PAID)

    def test_art_8_a_last_day_off_moves_to_the_next_working_day(self):
        self._bind("colour_tv")
        unit = self._sell("2024-01-11")
        self.assertEqual(str(unit.warranty_end_date), "2025-01-13")

    def test_art_8_repair_time_is_added(self):
        self._bind("colour_tv")
        unit = self._sell()
        self._repaired(unit, "2024-05-01", "2024-05-14")
        self.assertEqual(str(unit.warranty_end_date), "2025-01-23")

    def test_art_8_lost_papers(self):
        self._bind("colour_tv")
        unit = self._sell(proof="provable")
        self.assertEqual(self._get_options(unit, "2024-06-03"), FREE)
        unit.proof = "lost"
        self.assertEqual(self._get_options(unit, "2024-06-03"), PAID)
        decision = self._decide(unit, "2024-06-03")
        self.assertEqual(decision.reason, "no_proof")

    def test_art_9_and_10_seven_and_fifteen_days(self):
        self._bind("colour_tv")
        unit = self._sell()
        for day, options in (
            ("2024-01-17", ALL3),
            ("2024-01-18", ("exchange", "repair")),
            ("2024-01-25", ("exchange", "repair")),
            ("2024-01-26", FREE),
        ):
            with self.subTest(day):
                self.assertEqual(self._get_options(unit, day), options)

    def test_art_9_only_for_faults_that_hinder_use(self):
        self._bind("colour_tv")
        minor = self._create_fault_code("Scratch", "symptom", severity="minor")
        decision = self._decide(self._sell(), "2024-01-12", symptom_id=minor.id)
        self.assertEqual(decision._get_remedies(), {"repair"})

    def test_art_11_two_repairs_and_art_13_fee(self):
        self._bind("colour_tv")
        unit = self._sell()
        self._fail_twice(unit)
        decision = self._decide(unit, "2024-04-01")
        self.assertEqual(decision._get_remedies(), set(SWAP))
        # 82 days since the invoice, 8 of them in repair, 0.1 % a day of 3 000.
        self.assertEqual((decision.fee_amount, decision.refund_amount), (222, 2778))

    def test_art_13_no_same_model_is_refunded_in_full(self):
        self._bind("colour_tv")
        unit = self._sell()
        self._fail_twice(unit)
        decision = self._decide(unit, "2024-04-01", is_model_unavailable=True)
        self.assertEqual(decision._get_remedies(), {"exchange_other_model", "refund"})
        self.assertEqual((decision.fee_amount, decision.refund_amount), (0, 3000))

    def test_art_12_over_90_days_without_parts(self):
        self._bind("colour_tv")
        for last, options in (("2024-05-01", FREE), ("2024-05-02", SWAP)):
            unit = self._sell()
            self._repaired(unit, "2024-02-01", last, parts_status="received")
            with self.subTest(last):
                self.assertEqual(self._get_options(unit, "2024-07-01"), options)

    def test_art_12_over_30_days_by_our_own_fault(self):
        self._bind("colour_tv")
        for last, options in (("2024-03-02", FREE), ("2024-03-03", SWAP)):
            unit = self._sell()
            self._repaired(unit, "2024-02-01", last)
            with self.subTest(last):
                self.assertEqual(self._get_options(unit, "2024-07-01"), options)

    def test_art_14_an_exchange_starts_a_new_term(self):
        self._bind("colour_tv")
        unit = self._sell(exchange_date="2024-05-07")
        self.assertEqual(str(unit.warranty_end_date), "2025-05-07")

    def test_art_17_exclusions(self):
        self._bind("colour_tv")
        unit = self._sell()
        for code in ("misuse", "unauthorised_repair", "model_mismatch", "no_proof"):
            with self.subTest(code):
                decision = self._decide(unit, "2024-10-01", **self._exclude(code))
                self.assertRecordValues(
                    decision, [{"is_covered": False, "reason": code}]
                )
        force = self._decide(unit, "2024-10-01", **self._exclude("force_majeure"))
        self.assertFalse(force.is_covered)
        sale = self._decide(unit, "2024-10-01", **self._exclude("disposal_goods"))
        self.assertTrue(sale.is_covered, "the rule does not name it")

    def test_art_17_shipped_causes_stand_for_exclusions(self):
        self._bind("colour_tv")
        decision = self._decide(self._sell(), "2024-10-01", cause_id=self.misuse.id)
        self.assertEqual(decision.reason, "misuse")
        self.assertEqual(
            self.env.ref("aftersales_service.fault_cause_altered").exclusion_id.code,
            "modified",
        )

    def test_a_repaired_part_has_30_days_of_its_own(self):
        self._bind("colour_tv")
        unit = self._sell()
        repair = self._repaired(unit, "2025-01-06", "2025-01-08")
        fault = {"symptom_id": repair.symptom_id.id}
        self.assertTrue(self._decide(unit, "2025-02-07", **fault).is_covered)
        self.assertFalse(self._decide(unit, "2025-02-08", **fault).is_covered)
        self.assertFalse(self._decide(unit, "2025-02-07").is_covered, "another fault")

    def test_main_parts_run_longer(self):
        self._bind("colour_tv")
        unit = self._sell()
        self.assertEqual(self._get_options(unit, "2026-12-01", "main_part"), FREE)
        self.assertEqual(self._get_options(unit, "2026-12-01"), PAID)

    def test_a_figure_that_is_not_stated_promises_nothing(self):
        self._bind("air_conditioner")
        unit = self._sell()
        self.assertEqual(self._get_options(unit, "2026-12-01", "main_part"), FREE)
        self.assertEqual(self._decide(unit, "2024-06-03").reason, "not_set")
        self.assertEqual(self._get_options(unit, "2024-01-12"), ALL3)

    def test_a_main_part_without_a_term_goes_with_the_unit(self):
        self._bind("camcorder")
        unit = self._sell()
        self.assertEqual(self._get_options(unit, "2024-12-02", "main_part"), FREE)
        self.assertEqual(self._get_options(unit, "2025-12-01", "main_part"), PAID)

    def test_no_fee_rate_no_sum(self):
        self._bind("vcd_dvd")
        unit = self._sell()
        self._fail_twice(unit)
        decision = self._decide(unit, "2024-04-01")
        self.assertTrue(decision.can_refund)
        self.assertFalse(decision.is_refund_known)
        self.assertIn("fee for use is not set", decision.explanation)

    def test_flat_tv_counts_from_installation(self):
        self._bind("flat_tv")
        unit = self._sell(acceptance_date="2024-02-20")
        self.assertEqual(str(unit.warranty_end_date), "2025-02-20")
        unit.acceptance_date = False
        self.assertEqual(str(unit.warranty_end_date), "2025-01-10")

    # -- phones and computers --------------------------------------------------------

    def test_phone_parts(self):
        self._bind("mobile_phone")
        unit = self._sell()
        swap = ("exchange",)
        for part, last, first_over in (
            ("earphone", "2024-04-10", "2024-04-11"),
            ("battery", "2024-07-10", "2024-07-11"),
            ("charger", "2025-01-10", "2025-01-11"),
            ("mobile_card", "2025-01-10", "2025-01-11"),
            ("data_card", "2025-01-10", "2025-01-11"),
        ):
            with self.subTest(part):
                self.assertEqual(self._get_options(unit, last, part), swap)
                self.assertEqual(self._get_options(unit, first_over, part), PAID)

    def test_phone_without_papers_counts_from_the_90th_day_after_factory(self):
        self._bind("mobile_phone")
        unit = self._sell(factory_date="2023-12-01", proof="lost")
        # 2023-12-01 + 90 days is 2024-02-29; a year later there is no such day.
        self.assertEqual(str(unit.warranty_end_date), "2025-02-28")
        self._fail_twice(unit)
        self.assertEqual(self._get_options(unit, "2024-06-03"), FREE)

    def test_phone_accessory_is_refunded_after_two_exchanges(self):
        self._bind("mobile_phone")
        unit = self._sell()
        battery = self.env.ref("aftersales_service.part_class_battery").id
        for first, last in (("2024-02-01", "2024-02-02"), ("2024-03-01", "2024-03-04")):
            self._repaired(
                unit,
                first,
                last,
                part_class_id=battery,
                remedy_id=self.remedy.id,
                is_fixed=False,
            )
        decision = self._decide(unit, "2024-04-01", part_class_id=battery)
        self.assertTrue(decision.can_refund)
        self.assertFalse(
            decision.is_refund_known, "the battery's price, not the phone's"
        )
        charger = self.env.ref("aftersales_service.part_class_charger").id
        other = self._decide(unit, "2024-04-01", part_class_id=charger)
        self.assertNotIn("exchanges without success", other.explanation)

    def test_phone_60_days_and_fee_up_to_the_price(self):
        self._bind("mobile_phone")
        unit = self._sell()
        self._repaired(unit, "2024-02-01", "2024-04-02", parts_status="received")
        decision = self._decide(unit, "2024-12-02")
        self.assertEqual(decision._get_remedies(), set(SWAP))
        self.assertEqual((decision.fee_amount, decision.refund_amount), (3000, 0))

    def test_computer_days_of_a_repair_are_not_set(self):
        policy = self._bind("microcomputer")
        self.assertEqual(policy.entitlement_ids.mapped("metric"), ["failed_repairs"])
        unit = self._sell()
        self.assertEqual(self._get_options(unit, "2025-12-01", "main_part"), FREE)
        self._repaired(unit, "2024-02-01", "2024-06-02", parts_status="received")
        self.assertEqual(self._get_options(unit, "2024-07-01"), FREE)

    # -- furniture -------------------------------------------------------------------

    def test_furniture_standard(self):
        self._bind("furniture")
        unit = self._sell(invoice_date="2023-12-01")
        self.assertEqual(str(unit.warranty_end_date), "2025-01-10")
        grave = self._create_fault_code("Collapses", "symptom", severity="serious")
        in_time = self._decide(unit, "2024-02-09", symptom_id=grave.id)
        self.assertEqual(in_time._get_remedies(), set(ALL3))
        # The 30th day is a Friday; the 31st a Saturday.
        late = self._decide(unit, "2024-02-10", symptom_id=grave.id)
        self.assertEqual(late._get_remedies(), {"repair"})
        self._get_law("furniture").product_category_ids = False
        self._bind("furniture_precious")
        self.assertEqual(str(self._sell().warranty_end_date), "2026-01-12")

    # -- consumer law ----------------------------------------------------------------

    def test_consumer_law_gives_7_days_where_nothing_else_is_agreed(self):
        unit = self._sell()
        self.assertEqual(self._get_options(unit, "2024-01-17"), ("refund",))
        self.assertEqual(self._get_options(unit, "2024-01-18"), PAID)

    def test_consumer_law_stands_back_for_rule_promise_and_agreement(self):
        unit = self._sell()
        unit.warranty_end_date = "2025-01-10"
        self.assertEqual(self._get_options(unit, "2024-01-12"), FREE)
        self._create_policy()
        self.assertEqual(self._get_options(self._sell(), "2024-01-12"), FREE)

    def test_a_promise_without_a_term_takes_nothing_away(self):
        self._create_policy(months=0)
        self.assertEqual(self._get_options(self._sell(), "2024-01-12"), ("refund",))

    def test_consumer_law_is_for_consumers(self):
        unit = self._sell(partner_id=self.buyer_company.id)
        self.assertFalse(unit.policy_ids)
        self.assertEqual(self._decide(unit, "2024-01-12").reason, "no_policy")

    def test_distance_sale_is_returned_without_reason(self):
        self._bind("colour_tv")
        unit = self._sell()
        decision = self._decide(unit, "2024-01-17", warranty_ground="no_reason")
        self.assertRecordValues(
            decision,
            [
                {
                    "can_refund": True,
                    "can_repair": False,
                    "refund_amount": 3000,
                    "transport_payer": "customer",
                }
            ],
        )
        late = self._decide(unit, "2024-01-18", warranty_ground="no_reason")
        self.assertFalse(late.is_covered)
        fault = self._decide(unit, "2024-01-17")
        self.assertEqual(fault.transport_payer, "company")

    def test_distance_sale_exceptions_must_be_proven(self):
        unit = self._sell()
        vals = {"warranty_ground": "no_reason", **self._exclude("made_to_order")}
        self.assertTrue(self._decide(unit, "2024-01-17", **vals).is_covered)
        vals["exclusion_evidence_ids"] = [(0, 0, {"name": "order.jpg", "raw": b"x"})]
        proven = self._decide(unit, "2024-01-17", **vals)
        self.assertEqual(proven.reason, "made_to_order")

    def test_six_months_of_proof_hold_for_every_layer(self):
        self._bind("colour_tv")
        self._bind("consumer_burden")
        unit = self._sell()
        said = self._decide(unit, "2024-07-10", **self._exclude("misuse"))
        self.assertTrue(said.is_covered and said.burden_on_operator)
        self.assertIn("not proven", said.explanation)
        self.assertIn("07/10/2024", said.explanation)
        photo = [(0, 0, {"name": "photo.jpg", "raw": b"x"})]
        proven = self._decide(
            unit,
            "2024-07-10",
            exclusion_evidence_ids=photo,
            **self._exclude("misuse"),
        )
        self.assertEqual(proven.reason, "misuse")
        later = self._decide(unit, "2024-07-11", **self._exclude("misuse"))
        self.assertFalse(later.is_covered)

    # -- provinces -------------------------------------------------------------------

    def _sell_in(self, code, **vals):
        partner = self.consumer.copy(
            {"state_id": self.env.ref(f"base.state_cn_{code}").id}
        )
        return self._sell(partner_id=partner.id, **vals)

    def test_zhejiang_counts_from_delivery_and_takes_no_fee(self):
        self._bind("colour_tv")
        unit = self._sell_in("ZJ", delivery_date="2024-01-20")
        self.assertEqual(self._get_options(unit, "2024-01-29"), ALL3)
        self.assertEqual(self._get_options(unit, "2024-02-05"), ("exchange", "repair"))
        self._fail_twice(unit)
        decision = self._decide(unit, "2024-04-01")
        self.assertRecordValues(
            decision,
            [
                {
                    "refund_amount": 3000,
                    "fee_amount": 0,
                    "transport_payer": "company",
                    "loaner_after_days": 5,
                    "burden_on_operator": True,
                }
            ],
        )

    def test_zhejiang_over_35_days_in_total(self):
        self._bind("colour_tv")
        for last, options in (("2024-03-16", FREE), ("2024-03-17", ALL3)):
            unit = self._sell_in("ZJ")
            self._repaired(unit, "2024-02-01", "2024-02-21")
            self._repaired(unit, "2024-03-01", last)
            with self.subTest(last):
                self.assertEqual(self._get_options(unit, "2024-05-06"), options)

    def test_zhejiang_what_cannot_be_repaired(self):
        self._bind("colour_tv")
        unit = self._sell_in("ZJ")
        decision = self._decide(unit, "2024-05-06", is_irreparable=True)
        self.assertEqual((decision.can_refund, decision.refund_amount), (True, 3000))
        elsewhere = self._decide(self._sell(), "2024-05-06", is_irreparable=True)
        self.assertFalse(elsewhere.can_refund)

    def test_zhejiang_a_repaired_part_starts_anew(self):
        self._bind("colour_tv")
        unit = self._sell_in("ZJ")
        repair = self._repaired(unit, "2024-06-03", "2024-06-05")
        fault = {"symptom_id": repair.symptom_id.id}
        self.assertTrue(self._decide(unit, "2025-06-05", **fault).is_covered)
        self.assertFalse(self._decide(unit, "2025-06-05").is_covered)

    def test_provincial_rules_are_no_rules_for_goods_without_three_guarantees(self):
        unit = self._sell_in("ZJ")
        self.assertEqual(self._get_options(unit, "2024-01-23"), PAID)

    def test_the_place_where_the_unit_stands_counts(self):
        self._bind("colour_tv")
        site = self.consumer.copy({"state_id": self.env.ref("base.state_cn_ZJ").id})
        unit = self._sell()
        self._fail_twice(unit)
        decision = self._decide(unit, "2024-04-01")
        self.assertEqual(decision.refund_amount, 2778)
        unit.site_partner_id = site
        self.assertEqual(decision.order_id.decision_id.refund_amount, 3000)

    def test_shandong_30_days_for_whatever_cause(self):
        self._bind("colour_tv")
        for last, options in (("2024-03-02", FREE), ("2024-03-03", ALL3)):
            unit = self._sell_in("SD")
            self._repaired(unit, "2024-02-01", last, parts_status="received")
            with self.subTest(last):
                self.assertEqual(self._get_options(unit, "2024-05-06"), options)
        decision = self._decide(unit, "2024-05-06")
        self.assertEqual(decision.refund_amount, 3000, "the invoice price in one sum")

    def test_shanghai_six_months_for_all_goods(self):
        unit = self._sell_in("SH")
        self.assertEqual(self._get_options(unit, "2024-07-10"), FREE)
        self.assertEqual(self._get_options(unit, "2024-07-11"), PAID)

    def test_beijing_is_looked_at_before_it_is_put_in_force(self):
        unit = self._sell_in("BJ")
        self.assertEqual(self._get_options(unit, "2024-06-03"), PAID)
        self._get_law("beijing").action_put_in_force()
        self.assertEqual(self._get_options(unit, "2024-07-10"), FREE)
        self._create_policy(months=3)
        agreed = self._sell_in("BJ")
        self.assertEqual(self._get_options(agreed, "2024-06-03"), PAID)

    # -- handbooks -------------------------------------------------------------------

    def test_promises_are_shipped_as_drafts(self):
        shipped = self.env["ir.model.data"].search(
            [("model", "=", "aftersales.warranty.policy")]
        )
        policies = self.Policy.browse(shipped.mapped("res_id")).exists()
        drafts = policies.filtered(lambda policy: policy.state == "draft")
        promises = policies.filtered(lambda p: p.kind in ("promise", "contract"))
        self.assertEqual(drafts - promises, self._get_law("beijing"))
        self.assertLessEqual(promises, drafts)

    @rule("R094", "R095", "R096", "R097", "R445")
    def test_furniture(self):
        self._bind("promise_furniture")
        grave = self._create_fault_code("Collapses", "symptom", severity="serious")
        unit = self._sell()
        serious = self._decide(unit, "2027-01-10", symptom_id=grave.id)
        self.assertEqual(serious._get_remedies(), set(ALL3))
        self.assertEqual(serious.refund_amount, 3000)
        late = self._decide(unit, "2027-01-11", symptom_id=grave.id)
        self.assertEqual(late._get_remedies(), {"repair"})
        self.assertEqual(self._get_options(unit, "2029-01-10"), FREE)
        for part in ("hardware", "wearing_part"):
            self.assertEqual(self._get_options(unit, "2029-01-10", part), FREE)
        self.assertEqual(self._get_options(unit, "2029-01-11"), PAID)
        self.assertIn("life", self._get_law("promise_furniture").after_term)

    @rule("R098", "R099", "R100", "R101", "R102", "R103", "R104", "R137", "R138")
    def test_pump(self):
        self._bind("promise_pump")
        unit = self._sell(
            partner_id=self.buyer_company.id,
            factory_date="2023-06-01",
            first_use_date="2024-02-01",
        )
        self.assertEqual(str(unit.warranty_end_date), "2025-02-01")
        for ground, options in (
            ("fault", set(ALL3)),
            ("unused", set(SWAP)),
            ("carriage", set(ALL3)),
            ("wrong_goods", set(SWAP)),
            ("recognised", set(ALL3)),
        ):
            with self.subTest(ground):
                decision = self._decide(unit, "2025-02-01", warranty_ground=ground)
                self.assertEqual(decision._get_remedies(), options)
        self.assertIn("made good", decision.explanation)
        altered = self.env.ref("aftersales_service.fault_cause_altered")
        for cause in (self.misuse, altered):
            paid = self._decide(unit, "2025-02-01", cause_id=cause.id)
            self.assertFalse(paid.is_covered)
        unit.first_use_date = "2025-01-01"
        self.assertEqual(str(unit.warranty_end_date), "2025-06-01", "from factory")

    @rule("R104", "R106")
    def test_pump_is_a_forecast_until_it_was_appraised(self):
        self._bind("promise_pump")
        unit = self._sell(factory_date="2023-06-01")
        order = self._decide(unit, "2024-06-03").order_id
        self.assertTrue(order.decision_id.is_forecast)
        self._write_in_step(order, state="assessed", assessed_at="2024-06-04 01:00:00")
        self.assertFalse(order.decision_id.is_forecast)

    @rule("R107", "R108", "R109", "R450")
    def test_lamp_post(self):
        policy = self._bind("promise_lamp_post")
        unit = self._sell(
            partner_id=self.buyer_company.id, acceptance_date="2024-03-01"
        )
        self.assertEqual(str(unit.warranty_end_date), "2028-03-01")
        self.assertEqual(
            self._get_options(unit, "2028-03-01", "light_source"), FREE, "no 2 years"
        )
        self.assertEqual(policy.other_model_rule, "consent_free")
        self.assertIn("20 years", policy.description)
        part = self.env.ref("aftersales_service.part_class_fitting").id
        order = self._report(unit, "2024-06-03", part_class_id=part)
        self._write_in_step(order, state="accepted")
        for moment, remedies in (
            ("2024-06-04 01:00:00", {"repair"}),
            ("2024-06-04 01:01:00", {"exchange"}),
        ):
            with self.subTest(moment), freeze_time(moment):
                order._decide_warranty()
                self.assertEqual(order.decision_id._get_remedies(), remedies)

    @rule("R110", "R111", "R112")
    def test_projector_terms_by_buyer(self):
        self._bind("promise_projector")
        self._bind("promise_projector_company")
        person = self._sell(delivery_date="2024-02-01")
        company = self._sell(partner_id=self.buyer_company.id)
        self.assertEqual(str(person.warranty_end_date), "2025-01-10", "from purchase")
        for unit, last, over in (
            (person, "2024-07-10", "2024-07-11"),
            (company, "2025-01-10", "2025-01-11"),
        ):
            with self.subTest(unit.partner_id.name):
                self.assertEqual(self._get_options(unit, last, "accessory"), FREE)
                self.assertEqual(self._get_options(unit, over, "accessory"), PAID)

    @rule("R110")
    def test_projector_contract_of_three_years(self):
        contract = self._get_law("contract_projector")
        terms = {term.code: term.clock_ids[:1].months for term in contract.term_ids}
        self.assertEqual(terms, {"unit": 36, "light_source": 36, "accessory": 12})

    @rule("R114", "R115", "R116", "R117")
    def test_projector_exchange_and_refund(self):
        policy = self._bind("promise_projector")
        unit = self._sell()
        self._fail_twice(unit)
        decision = self._decide(unit, "2024-04-01")
        self.assertEqual(decision._get_remedies(), set(SWAP))
        self.assertFalse(decision.is_refund_known, "its rate is that of the state")
        other = self._decide(unit, "2024-04-01", is_model_unavailable=True)
        self.assertIn("exchange_other_model", other._get_remedies())
        self.assertEqual(policy.other_model_rule, "difference")
        for last, options in (("2024-04-01", FREE), ("2024-04-02", SWAP)):
            slow = self._sell()
            self._repaired(slow, "2024-02-01", last)
            with self.subTest(last):
                self.assertEqual(self._get_options(slow, "2024-06-03"), options)

    @rule("R113", "R118", "R119", "R120", "R121", "R122")
    def test_projector_exclusions(self):
        policy = self._bind("promise_projector")
        unit = self._sell()
        for code in (
            "misuse",
            "model_mismatch",
            "force_majeure",
            "disposal_goods",
            "no_proof",
        ):
            with self.subTest(code):
                decision = self._decide(unit, "2024-10-01", **self._exclude(code))
                self.assertEqual(decision.reason, code)
        self.assertIn("appropriate fee", policy.after_term)

    @rule("R123", "R131")
    def test_system_project(self):
        policy = self._bind("promise_system")
        unit = self._sell(
            partner_id=self.buyer_company.id, acceptance_date="2024-03-01"
        )
        self.assertEqual(str(unit.warranty_end_date), "2025-03-01")
        self.assertIn("for life", policy.after_term)

    @rule("R124", "R125", "R126")
    def test_surveillance_project(self):
        self._bind("promise_surveillance")
        unit = self._sell(
            partner_id=self.buyer_company.id, acceptance_date="2024-03-01"
        )
        self.assertEqual(str(unit.warranty_end_date), "2027-03-01")
        swap = ("exchange", "repair")
        self.assertEqual(self._get_options(unit, "2024-04-15"), swap)
        decision = self._decide(unit, "2024-04-15")
        self.assertIn("second month", decision.explanation)
        self.assertNotIn("second month", self._decide(unit, "2024-04-01").explanation)
        man_made = self._decide(unit, "2024-04-15", **self._exclude("man_made"))
        self.assertEqual(man_made.reason, "man_made")

    @rule("R127", "R128", "R129")
    def test_a_term_that_is_not_published_is_not_set(self):
        policy = self._bind("promise_published")
        unit = self._sell(partner_id=self.buyer_company.id)
        decision = self._decide(unit, "2024-02-01")
        self.assertEqual(decision.reason, "not_set")
        self.assertIn("does not say how long", decision.explanation)
        self.assertIn("phone", policy.after_term)
        self.assertIn("training", policy.description)

    @rule("R105", "R130")
    def test_faults_of_pumps_and_lamp_posts_are_shipped_for_who_sells_them(self):
        symptoms = self.env["aftersales.fault.code"].with_context(active_test=False)
        for letter, count in (("P", 8), ("L", 4)):
            codes = [f"{letter}{number:02}" for number in range(1, count + 1)]
            found = symptoms.search(
                [("code", "in", codes), ("kind", "=", "symptom")], order="code"
            )
            self.assertEqual(found.mapped("code"), codes)
            self.assertFalse(any(found.mapped("active")))
