from datetime import date
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ...tools.kpi import percent
from ..rules import rule
from .common import NetworkCase

MODEL = "odoo.addons.aftersales_service.models.network"
TODAY = "2026-04-10"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestScorecard(NetworkCase):
    """Outlets are graded by the same rules, see why, and may object."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["aftersales.outlet"].search(
            [("id", "not in", (cls.outlet | cls.other).ids)]
        ).active = False
        (cls.outlet | cls.other).active_since = "2025-01-01"
        kpi = cls.env.ref
        cls.scheme = cls.env["aftersales.scorecard.scheme"].create(
            {
                "name": "Test",
                "company_id": cls.company.id,
                "period": "quarter",
                "appeal_days": 7,
                "metric_ids": [
                    (
                        0,
                        0,
                        {
                            "kpi_id": kpi(f"aftersales_service.kpi_{code}").id,
                            "weight": weight,
                            "best_value": best,
                            "worst_value": worst,
                        },
                    )
                    for code, weight, best, worst in (
                        ("first_time_fix", 60, 100, 80),
                        ("repeat_repair", 40, 0, 10),
                        ("capa_closure", 25, 0, 5),
                    )
                ],
                "band_ids": [
                    (0, 0, {"grade": grade, "min_score": score})
                    for grade, score in (("A", 90), ("B", 80), ("C", 70), ("D", 0))
                ],
            }
        )
        cls.Card = cls.env["aftersales.outlet.scorecard"]

    def _compute(self, fixes=95, repeats=2, day=TODAY, outlet=None):
        """Cards of the last period, with these figures of the first outlet."""
        outlet = outlet or self.outlet
        Source = type(self.env["aftersales.kpi.source"])
        figures = {
            "_measure_first_time_fix": {outlet.id: percent(fixes, 100)},
            "_measure_repeat_repair": {outlet.id: percent(repeats, 100)},
        }
        with (
            freeze_time(day),
            patch.object(
                Source,
                "_measure_first_time_fix",
                lambda *args: figures["_measure_first_time_fix"],
            ),
            patch.object(
                Source,
                "_measure_repeat_repair",
                lambda *args: figures["_measure_repeat_repair"],
            ),
        ):
            action = self.scheme.with_user(self.manager).action_compute()
        return self.Card.search(action["domain"])

    def _card(self, **kwargs):
        return self._compute(**kwargs).filtered(
            lambda card: card.outlet_id == self.outlet
        )

    def _line(self, card, code="first_time_fix"):
        return card.line_ids.filtered(lambda line: line.kpi_id.code == code)

    def _publish(self, **kwargs):
        card = self._card(**kwargs)
        card.with_user(self.manager).action_publish()
        return card

    def _appeal(self, line, reason="The lift was broken.", user=None):
        wizard = (
            self.env["aftersales.scorecard.step"]
            .with_user(user or self.giver)
            .with_context(active_ids=line.ids, default_step="appeal")
        )
        with Form(wizard) as form:
            form.reason = reason
        form.record.action_confirm()

    def _decide(self, line, decision, points=0.0, note="Checked with the house."):
        self.env["aftersales.scorecard.step"].with_user(self.manager).create(
            {
                "line_ids": line.ids,
                "step": "decide",
                "decision": decision,
                "points": points,
                "reason": note,
            }
        ).action_confirm()

    # -- computing ----

    @rule("R151")
    def test_figures_become_points_a_score_and_a_grade(self):
        card = self._card()
        self.assertEqual(str(card.date_from), "2026-01-01")
        self.assertEqual(str(card.date_to), "2026-03-31")
        fixed, repeated, closure = (
            self._line(card, code)
            for code in ("first_time_fix", "repeat_repair", "capa_closure")
        )
        self.assertEqual((fixed.points, repeated.points), (75.0, 80.0))
        self.assertFalse(closure.is_measured)
        self.assertAlmostEqual(fixed.share, 0.6)
        self.assertAlmostEqual(repeated.share, 0.4)
        self.assertEqual(closure.share, 0.0)
        self.assertAlmostEqual(card.score, 77.0)
        self.assertAlmostEqual(card.measured_share, 0.8)
        self.assertEqual(card.grade, "C")

    def test_an_outlet_without_figures_has_no_score_and_no_grade(self):
        card = self._compute().filtered(lambda one: one.outlet_id == self.other)
        self.assertFalse(card.has_score)
        self.assertFalse(card.grade)
        groups = self.Card._read_group(
            [("scheme_id", "=", self.scheme.id)], [], ["score:avg"]
        )
        self.assertAlmostEqual(groups[0][0], 77.0)

    def test_too_little_measured_is_no_grade(self):
        self.scheme.min_measured = 0.9
        card = self._card()
        self.assertTrue(card.has_score)
        self.assertFalse(card.grade)

    def test_real_figures_of_an_outlet(self):
        with freeze_time("2026-02-01"):
            order = self._create_order(outlet_id=self.outlet.id)
            self._walk_to_signed(order)
        self.scheme.with_user(self.manager).action_compute()
        card = self.Card.search(
            [("scheme_id", "=", self.scheme.id), ("outlet_id", "=", self.outlet.id)]
        )
        line = self._line(card)
        self.assertEqual((line.numerator, line.denominator), (1, 1))
        self.assertEqual(line.points, 100.0)
        found = self.env["aftersales.order"].search(
            line.with_user(self.manager).action_open_source()["domain"]
        )
        self.assertEqual(found, order)

    def test_computed_again_until_it_is_published(self):
        self._card(fixes=80)
        card = self._card(fixes=100)
        self.assertEqual(self._line(card).points, 100.0)
        card.with_user(self.manager).action_publish()
        again = self._card(fixes=80)
        self.assertEqual(again, card)
        self.assertEqual(self._line(again).points, 100.0)

    def test_a_new_outlet_is_graded_from_its_first_period_on(self):
        self.other.active_since = "2026-04-01"
        self.assertEqual(self._compute().outlet_id, self.outlet)

    def test_better_grades_need_higher_scores(self):
        best = self.scheme.band_ids[0]
        with self.assertRaises(ValidationError):
            self.scheme.band_ids = [(1, best.id, {"min_score": 75})]

    def test_figures_are_read_once_for_all_outlets(self):
        period = (date(2026, 1, 1), date(2026, 3, 31))

        def compute(limit):
            self.scheme._compute_period(self.company, period, limit)

        self.env["aftersales.outlet"].create(
            [{"name": f"Shop {n}"} for n in range(24)]
        ).action_approve()
        shops = self.env["aftersales.outlet"].search([("name", "like", "Shop ")])
        shops.action_activate()
        shops.active_since = "2025-01-01"
        compute(2)
        few = self._count_queries(lambda: compute(2))
        many = self._count_queries(lambda: compute(20))
        self.assertEqual(many, few)

    def test_a_killed_run_goes_on_with_those_who_have_no_card(self):
        self.scheme.is_automatic = True
        self.env["aftersales.outlet"].create(
            [{"name": f"Shop {n}"} for n in range(3)]
        ).action_approve()
        shops = self.env["aftersales.outlet"].search([("name", "like", "Shop ")])
        shops.action_activate()
        shops.active_since = "2025-01-01"
        Cron = type(self.env["ir.cron"])
        Scheme = self.env["aftersales.scorecard.scheme"]
        cards = [("scheme_id", "=", self.scheme.id)]
        with patch(f"{MODEL}.aftersales_scorecard_scheme.BATCH", 2):
            steps = iter([1.0, 0.0])
            with patch.object(
                Cron, "_commit_progress", side_effect=lambda *a, **k: next(steps)
            ):
                Scheme._cron_compute()
            self.assertEqual(self.Card.search_count(cards), 2)
            with patch.object(Cron, "_commit_progress", return_value=1.0):
                Scheme._cron_compute()
                Scheme._cron_compute()
        self.assertEqual(self.Card.search_count(cards), 5)

    # -- the way to the grade ----

    def test_a_card_nobody_objects_to_becomes_the_grade(self):
        card = self._publish()
        self.assertEqual(str(card.appeal_until), "2026-04-17")
        with self.assertRaisesRegex(UserError, "may appeal until"):
            card.with_user(self.manager).action_finish()
        with (
            freeze_time("2026-04-18"),
            patch.object(
                type(self.env["ir.cron"]), "_commit_progress", return_value=1.0
            ),
        ):
            self.Card._cron_finish()
        self.assertEqual(card.state, "final")
        self.assertEqual(self.outlet.grade, "C")
        self.assertEqual(str(self.outlet.grade_date), "2026-04-18")

    @rule("R151")
    def test_an_outlet_appeals_and_a_manager_decides_with_words(self):
        card = self._publish()
        line = self._line(card)
        self._appeal(line)
        self.assertEqual(card.state, "appealed")
        self.assertEqual(line.appealed_by_id, self.giver)
        with self.assertRaises(UserError):
            card.with_user(self.manager).action_finish()
        self._decide(line, "changed", points=100)
        self.assertEqual(card.state, "decided")
        self.assertAlmostEqual(card.score, 92.0)
        self.assertEqual(card.grade, "A")
        card.with_user(self.manager).action_finish()
        self.assertEqual(self.outlet.grade, "A")

    def test_points_that_stay_change_nothing(self):
        card = self._publish()
        fixed, repeated = self._line(card), self._line(card, "repeat_repair")
        self._appeal(fixed | repeated)
        self._decide(fixed, "kept")
        self.assertEqual(card.state, "appealed")
        self._decide(repeated, "kept")
        self.assertEqual(card.state, "decided")
        self.assertAlmostEqual(card.score, 77.0)

    def test_what_was_not_measured_may_be_decided(self):
        card = self._publish()
        line = self._line(card, "capa_closure")
        self._appeal(line, "All of it is done.")
        self._decide(line, "changed", points=100)
        self.assertAlmostEqual(card.score, (75 * 60 + 80 * 40 + 100 * 25) / 125)
        self.assertAlmostEqual(line.share, 0.2)

    def test_an_appeal_has_its_time_and_its_reason(self):
        card = self._publish()
        with self.assertRaisesRegex(UserError, "Say why"):
            self._line(card).with_user(self.giver)._appeal(" ")
        with freeze_time("2026-04-18"), self.assertRaisesRegex(UserError, "was over"):
            self._appeal(self._line(card))

    def test_a_decision_has_words_and_an_appeal_before_it(self):
        card = self._publish()
        line, other = self._line(card), self._line(card, "repeat_repair")
        self._appeal(line)
        with self.assertRaisesRegex(UserError, "Say why"):
            self._decide(line, "kept", note=" ")
        with self.assertRaisesRegex(UserError, "nobody objected"):
            self._decide(other, "kept")
        with self.assertRaisesRegex(UserError, "0 to 100"):
            self._decide(line, "changed", points=120)

    def test_an_older_card_does_not_undo_a_newer_grade(self):
        old = self._card(fixes=80, day="2026-01-10")
        new = self._card(fixes=100)
        for card in (new, old):
            card.action_publish()
            with freeze_time("2026-05-01"):
                card.action_finish()
        self.assertEqual(self.outlet.grade, new.grade)
        self.assertNotEqual(old.grade, new.grade)
        self.assertAlmostEqual(new.score_change, new.score - old.score)

    # -- who may ----

    def test_an_outlet_sees_its_own_card_once_it_is_published(self):
        card = self._card()
        for user in (self.giver, self.taker, self.technician_user):
            with self.assertRaises(AccessError):
                card.with_user(user).check_access("read")
        card.action_publish()
        card.with_user(self.giver).check_access("read")
        self._line(card).with_user(self.giver).check_access("read")
        for user in (self.taker, self.technician_user):
            with self.assertRaises(AccessError):
                card.with_user(user).check_access("read")

    def test_nobody_writes_a_card(self):
        card = self._publish()
        line = self._line(card)
        for user in (self.giver, self.manager):
            with self.assertRaises(AccessError):
                card.with_user(user).write({"score": 100})
            with self.assertRaises(AccessError):
                line.with_user(user).write({"points": 100})
        for step in ("publish", "finish"):
            with self.assertRaises(AccessError):
                getattr(card.with_user(self.giver), f"action_{step}")()
        with self.assertRaises(AccessError):
            self.scheme.with_user(self.giver).action_compute()

    def test_an_outlet_objects_to_its_own_card_only(self):
        card = self._publish()
        with self.assertRaises(AccessError):
            self._line(card).with_user(self.taker)._appeal("Not fair.")
        with self.assertRaises(AccessError):
            self._line(card).with_user(self.manager)._appeal("Not fair.")
        self._appeal(self._line(card))
        with self.assertRaises(AccessError):
            self._line(card).with_user(self.giver)._decide("changed", "Ours.", 100)

    def test_cards_of_another_company_stay_there(self):
        company = self.env["res.company"].create({"name": "Other Maker"})
        theirs = self._create_outlet(name="Theirs", company_id=company.id)
        theirs.active_since = "2025-01-01"
        self.assertNotIn(theirs, self._compute().outlet_id)
        period = (date(2026, 1, 1), date(2026, 3, 31))
        scheme = self.scheme.copy({"company_id": company.id})
        scheme._compute_period(company, period)
        card = self.Card.search([("outlet_id", "=", theirs.id)])
        self.assertEqual(card.company_id, company)
        with self.assertRaises(AccessError):
            card.with_user(self.manager).check_access("read")

    # -- what it does ----

    def test_people_of_a_better_outlet_are_preferred(self):
        people = self.technician | self.helper
        people.resource_calendar_id = self.company.resource_calendar_id
        people.tz = "Asia/Shanghai"
        order = self._create_order(outlet_id=False)
        order.outlet_id = False
        self.outlet.grade, self.other.grade = "C", "A"

        def rank():
            found = order._rank_technicians()[order]
            return [one.person for one in found if one.person in people.ids]

        self.assertEqual(rank(), (self.helper | self.technician).ids)
        self.outlet.grade, self.other.grade = "A", "C"
        self.assertEqual(rank(), (self.technician | self.helper).ids)
        reasons = order._describe_candidate(order._rank_technicians()[order][0])
        self.assertIn("Outlet graded A (+10)", reasons)
