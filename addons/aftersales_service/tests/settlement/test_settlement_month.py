from unittest.mock import patch

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..rules import rule
from .common import SettlementCase


@tagged("post_install", "-at_install")
class TestSettlementMonth(SettlementCase):
    """A month is settled from what customers signed for, each visit once."""

    def test_a_visit_is_paid_by_its_rates_with_their_reasons(self):
        visit = self._create_visit(km=50.0, opinion="very_satisfied")
        settlement = self._settle()
        self.assertRecordValues(
            settlement,
            [
                {
                    "outlet_id": self.partner_outlet.id,
                    "state": "computed",
                    "visit_count": 1,
                    "gap_count": 0,
                    "amount_total": 135.0,
                }
            ],
        )
        self.assertEqual(
            self._get_amounts(settlement),
            {"labour": 80.0, "travel": 45.0, "bonus_opinion": 10.0},
        )
        self.assertEqual(settlement.line_ids.dispatch_id, visit)
        travel = settlement.line_ids.filtered(lambda line: line.kind == "travel")
        self.assertIn("50 km: 30 km beyond 20 at", travel.reason)
        bonus = settlement.line_ids - travel
        self.assertIn("Very Satisfied", bonus.mapped("reason")[-1])

    @rule("R135", "R150", "R457", "R458")
    def test_without_opinion_and_signature_nothing_is_paid(self):
        self._create_visit(opinion=False)
        self._create_visit(signature=False)
        settlement = self._settle()
        self.assertFalse(settlement.line_ids)
        self.assertEqual(settlement.gap_ids.mapped("reason"), ["opinion", "signature"])
        self.assertEqual(settlement.gap_count, 2)

    @rule("R135")
    def test_what_lacks_the_opinion_comes_up_again_next_month(self):
        visit = self._create_visit(opinion=False)
        self._settle()
        visit.opinion = "satisfied"
        april = self._settle("2026-04-15")
        self.assertEqual(april.line_ids.dispatch_id, visit)
        self.assertEqual(april.amount_total, 80.0)

    @rule("R135")
    def test_a_refusal_counts_only_if_the_company_says_so(self):
        visit = self._create_visit(
            opinion=False, signature=False, signature_refused_reason="In a hurry"
        )
        self.company.aftersales_settlement_refusal_counts = False
        settlement = self._settle()
        self.assertEqual(settlement.gap_ids.dispatch_id, visit)
        self.company.aftersales_settlement_refusal_counts = True
        settlement.with_user(self.finance).action_compute()
        self.assertFalse(settlement.gap_ids)
        self.assertEqual(settlement.line_ids.dispatch_id, visit)

    def test_a_month_is_settled_once_however_often_it_is_run(self):
        self._create_visit()
        first = self._settle()
        self.assertEqual(self._settle(), first)
        self.assertEqual(len(first.line_ids), 1)
        self.assertEqual(
            self.Settlement._settle_batch(
                self.company, first.date_from, first.date_to, 100
            ),
            0,
        )

    def test_the_database_refuses_a_visit_settled_twice(self):
        visit = self._create_visit()
        line = self._settle().line_ids
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            line.copy({"settlement_id": False})
        self.assertEqual(visit.settlement_line_ids, line)

    def test_a_late_visit_of_a_settled_month_comes_with_the_next(self):
        self._create_visit()
        self._settle()
        late = self._create_visit("2026-03-31")
        april = self._settle("2026-04-15")
        self.assertEqual(april.line_ids.dispatch_id, late)

    def test_a_month_ends_on_the_companys_clock(self):
        visit = self._create_visit()
        self._force_finished(visit, "2026-03-31 16:30:00")  # 1 April in Shanghai
        self.assertFalse(self._settle())
        self.assertEqual(self._settle("2026-04-02").line_ids.dispatch_id, visit)

    def test_own_outlets_are_settled_only_if_asked_for(self):
        self._create_visit(outlet=self.outlet)
        self.assertFalse(self._settle())
        self.company.aftersales_settlement_scope = "all"
        self.assertEqual(self._settle().gap_ids.reason, "card")

    def test_visits_before_the_start_are_never_settled(self):
        self.company.aftersales_settlement_start = "2026-03-11"
        self._create_visit("2026-03-10")
        self.assertFalse(self._settle())

    def test_a_killed_run_goes_on_where_it_was(self):
        outlets = self.partner_outlet + self._create_partner_outlet("Yantai")
        for outlet in outlets:
            self._create_visit(outlet=outlet)
        first, last = self.Settlement._get_month(self._fields_date("2026-03-01"))
        self.assertEqual(self.Settlement._settle_batch(self.company, first, last, 1), 1)
        settlements = self._settle()
        self.assertEqual(settlements.outlet_id, outlets)
        self.assertEqual(len(settlements.line_ids), 2)

    def _fields_date(self, text):
        return self.Settlement._fields["date_from"].to_date(text)

    def test_cost_is_flat_in_the_number_of_visits(self):
        def settle(count):
            outlet = self._create_partner_outlet(f"Flat {count}")
            for _number in range(count):
                self._create_visit(outlet=outlet, km=30.0)
            return outlet

        few, many = settle(2), settle(20)
        self._settle_outlets(settle(1))  # warm the registry caches
        self.assertEqual(
            self._count_queries(lambda: self._settle_outlets(few)),
            self._count_queries(lambda: self._settle_outlets(many)),
        )

    def _settle_outlets(self, outlet):
        settlement = self.Settlement.create(
            {
                "outlet_id": outlet.id,
                "date_from": "2026-03-01",
                "date_to": "2026-03-31",
                "currency_id": self.company.currency_id.id,
            }
        )
        settlement._reckon()
        return settlement

    # -- deductions -----------------------------------------------------------------
    def test_a_promise_missed_is_taken_off_once(self):
        visit = self._create_visit()
        order = visit.order_id
        order.sla_ids.unlink()
        self.env["aftersales.order.sla"].create(
            {
                "order_id": order.id,
                "milestone": "arrive",
                "start_milestone": "receive",
                "amount": 4.0,
                "unit": "hour",
                "is_missed": True,
                "breached_at": "2026-03-10 03:00:00",
                "state": "met",
            }
        )
        march = self._settle()
        self.assertEqual(self._get_amounts(march), {"labour": 80.0, "late": -20.0})
        self.assertEqual(march.deducted_amount, -20.0)
        self.assertEqual(march.amount_total, 60.0)
        self._create_visit("2026-04-10")
        self.assertEqual(
            self._get_amounts(self._settle("2026-04-15")), {"labour": 80.0}
        )

    def test_a_guaranteed_month_is_filled_up(self):
        self.card.with_user(self.manager).action_retire()
        card = self._create_card(
            [
                {"kind": "labour", "amount": 80.0},
                {"kind": "guarantee", "amount": 500.0},
            ],
            name="With guarantee",
            outlet_ids=self.partner_outlet.ids,
        )
        card.action_put_in_force()
        self._create_visit()
        settlement = self._settle()
        self.assertEqual(
            self._get_amounts(settlement), {"labour": 80.0, "guarantee": 420.0}
        )
        april = self._settle("2026-04-15")
        self.assertEqual(
            self._get_amounts(april), {"guarantee": 500.0}, "also without a visit"
        )

    # -- corrections ------------------------------------------------------------------
    def test_a_correction_needs_a_reason_and_waits_once_the_month_is_sent(self):
        self._create_visit()
        march = self._settle()
        march.with_user(self.finance)._add_correction(-5.0, "Slip came late")
        self.assertEqual(march.amount_total, 75.0)
        self._send(march)
        waiting = march.with_user(self.finance)._add_correction(12.0, "Forgotten toll")
        self.assertEqual(march.amount_total, 75.0)
        self.assertFalse(waiting.settlement_id)
        april = self._settle("2026-04-15")
        self.assertEqual(waiting.settlement_id, april)
        self.assertEqual(april.amount_total, 12.0)

    def test_computing_anew_keeps_what_was_added_by_hand(self):
        self._create_visit()
        march = self._settle()
        march.with_user(self.manager)._add_correction(7.0, "Agreed on the phone")
        march.with_user(self.manager).action_compute()
        self.assertEqual(march.amount_total, 87.0)

    def test_a_cancelled_month_gives_its_visits_back(self):
        visit = self._create_visit()
        march = self._settle()
        march.with_user(self.finance).action_cancel()
        self.assertFalse(visit.settlement_line_ids)
        again = self._settle()
        self.assertNotEqual(again, march)
        self.assertEqual(again.line_ids.dispatch_id, visit)

    def test_a_settlement_changes_through_its_buttons_only(self):
        self._create_visit()
        march = self._settle().with_user(self.finance)
        with self.assertRaisesRegex(UserError, "buttons only"):
            march.date_to = "2026-04-30"
        with self.assertRaisesRegex(UserError, "buttons only"):
            march.state = "billed"
        march.note = "Look at this again"
        with self.assertRaises(UserError):
            march.sudo().unlink()

    def test_two_months_computed_anew_at_once_keep_their_visits(self):
        march_visit = self._create_visit()
        march = self._settle()
        april_visit = self._create_visit("2026-04-10")
        april = self._settle("2026-04-15")
        (april + march).with_user(self.finance).action_compute()
        self.assertEqual(march.line_ids.dispatch_id, march_visit)
        self.assertEqual(april.line_ids.dispatch_id, april_visit)

    def test_the_job_settles_last_month_from_its_day_on(self):
        self.company.aftersales_settlement_day = 5
        visit = self._create_visit()
        commit = patch.object(
            type(self.env["ir.cron"]), "_commit_progress", return_value=1.0
        )
        march = [("outlet_id", "=", self.partner_outlet.id)]
        with commit, freeze_time("2026-04-04 03:00:00"):
            self.Settlement._cron_settle()
        self.assertFalse(self.Settlement.search(march))
        with commit, freeze_time("2026-04-05 03:00:00"):
            self.Settlement._cron_settle()
            self.Settlement._cron_settle()
        self.assertEqual(self.Settlement.search(march).line_ids.dispatch_id, visit)
