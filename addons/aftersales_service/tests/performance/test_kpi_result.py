from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from ..rules import rule
from .common import MAY, KpiCase

APRIL = (date(2031, 4, 1), date(2031, 4, 30))


class TestKpiResult(KpiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # One that no result is about yet.
        cls.kpi = cls._kpi("reopened").copy({"code": "test_reopened"})
        cls.Result = cls.env["aftersales.kpi.result"].with_company(cls.company)
        # Other figures and companies are not looked at.
        (cls.env["aftersales.kpi"].search([]) - cls.kpi).active = False
        cls.target = cls.env["aftersales.kpi.target"].create(
            {"kpi_id": cls.kpi.id, "year": 2031, "value": 40}
        )
        cls.target.action_submit()
        cls.target.action_collect()
        cls.target.with_user(cls.manager).action_approve()

    def _repair(self, outlet=None, reopened=False, day="2031-05-06"):
        return self._create_done(
            f"{day} 01:00:00",
            outlet=outlet,
            equipment_id=False,
            repaired_at=f"{day} 04:00:00",
            reopened_at=reopened and f"{day} 08:00:00",
        )

    def _fix(self, span=MAY, period="month"):
        return self.Result._fix(self.kpi, period, *span)

    def _of(self, results, scope, member=None):
        return results.filtered(
            lambda r: (
                r.scope == scope
                and (not member or member == r.outlet_id or member == r.department_id)
            )
        )

    def _run_cron(self, now):
        with freeze_time(now), self.enter_registry_test_mode():
            self.env.ref("aftersales_service.ir_cron_snapshot").method_direct_trigger()

    def test_a_snapshot_of_company_department_and_outlets(self):
        self._repair(reopened=True)
        self._repair()
        self._repair(self.other_outlet)
        results = self._fix().with_context(lang="en_US")
        whole = self._of(results, "company")
        self.assertEqual((whole.numerator, whole.denominator), (1, 3))
        self.assertAlmostEqual(whole.value, 100 / 3, 3)
        self.assertEqual(whole.verdict, "met")
        self.assertEqual(whole.target_value, 40)
        self.assertEqual(whole.formula, self.kpi.formula)
        self.assertEqual(self._of(results, "outlet", self.outlet).value, 50)
        other = self._of(results, "outlet", self.other_outlet)
        self.assertTrue(other.has_value)
        self.assertEqual((other.value, other.verdict), (0, "open"), "it has no target")
        self.assertEqual(
            self._of(results, "department", self.department).value, whole.value
        )
        self.assertIn("33.3 %", whole.value_text)
        self.assertIn("2031", whole.period_text)

    def test_nothing_to_measure_is_empty(self):
        result = self._fix()
        self.assertEqual(len(result), 1)
        self.assertFalse(result.has_value)
        self.assertFalse(result.value_text)
        self.assertEqual(result.verdict, "open")

    def test_an_average_leaves_out_what_is_empty(self):
        self._repair(reopened=True)
        self._fix()
        self._fix(APRIL)
        [(value,)] = self.Result._read_group(
            [("kpi_id", "=", self.kpi.id), ("scope", "=", "company")], [], ["value:avg"]
        )
        self.assertEqual(value, 100)

    def test_the_target_and_formula_of_the_day_stay(self):
        self._repair(reopened=True)
        result = self._of(self._fix(), "company")
        words = self.kpi.formula
        self.kpi.formula = "Something else"
        revised = self.target.browse(self.target.action_revise()["res_id"])
        revised.value = 200
        revised.action_submit()
        revised.action_collect()
        revised.with_user(self.manager).action_approve()
        self.assertEqual((result.formula, result.target_value), (words, 40))
        self.assertEqual(result.verdict, "missed")

    def test_a_result_is_never_changed(self):
        result = self._fix()
        for user in (self.env.user, self.manager, self.env.ref("base.user_admin")):
            for vals in ({"value": 1}, {"is_current": False}, {"target_value": 1}):
                with self.assertRaises(UserError):
                    result.with_user(user).with_context(
                        _aftersales_correction=True
                    ).write(vals)
            with self.assertRaises(UserError):
                result.with_user(user).unlink()

    def test_nobody_writes_results_by_hand(self):
        admin = self._create_user("admin")
        vals = self.Result._prepare_result_vals(
            self.kpi, "month", MAY, "company", False, self._figure(), {}, {}
        )
        for user in (self.manager, admin):
            with self.assertRaises(AccessError):
                self.Result.with_user(user).create(vals)

    def _figure(self):
        return self.kpi._measure(*MAY)[False]

    def test_once_for_a_figure_period_and_place(self):
        self._fix()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._fix()

    def test_a_correction_is_a_version_with_a_reason(self):
        self._repair(reopened=True)
        before = self._fix()
        self._repair()
        wizard = (
            self.env["aftersales.kpi.correction"]
            .with_user(self.manager)
            .create(
                {"result_ids": [(6, 0, before.ids)], "reason": "A slip came in late."}
            )
        )
        action = wizard.action_confirm()
        after = self.Result.search(action["domain"])
        self.assertEqual(len(after), len(before))
        whole, was = self._of(after, "company"), self._of(before, "company")
        self.assertEqual((was.value, was.is_current, was.version), (100, False, 1))
        self.assertEqual((whole.value, whole.is_current, whole.version), (50, True, 2))
        self.assertEqual(whole.correction_reason, "A slip came in late.")
        with self.assertRaises(UserError):
            was._correct("Again")

    def test_only_the_service_manager_corrects(self):
        result = self._fix()
        for user in (self.dispatcher, self.inspector, self.outlet_manager):
            with self.assertRaises(AccessError):
                result.with_user(user).action_correct()

    def test_trend_of_the_last_periods(self):
        for month in (1, 2, 3):
            self._repair(reopened=True, day=f"2031-0{month}-06")
            self._fix((date(2031, month, 1), date(2031, month, 28)))
        self._repair(day="2031-04-06")
        results = self._fix(APRIL)
        self.assertEqual(self._of(results, "company").trend, "better")
        self.assertEqual(self._of(results, "outlet", self.outlet).trend, "better")

    # -- by itself -------------------------------------------------------------------
    @rule("R028")
    def test_the_cron_fixes_what_has_ended(self):
        self._repair(reopened=True)
        self._run_cron("2031-06-03 05:00:00")
        found = self.Result.search(
            [("kpi_id", "=", self.kpi.id), ("company_id", "=", self.company.id)]
        )
        spans = {(r.period, str(r.date_from)) for r in found}
        self.assertEqual(
            spans,
            {
                ("month", "2031-05-01"),
                ("quarter", "2031-01-01"),
                ("year", "2030-01-01"),
            },
        )
        self._run_cron("2031-06-04 05:00:00")
        again = self.Result.search(
            [("kpi_id", "=", self.kpi.id), ("company_id", "=", self.company.id)]
        )
        self.assertEqual(again, found)

    def test_it_waits_for_late_reports(self):
        self.company.aftersales_kpi_delay_days = 5
        steps = self.Result._get_due_steps(date(2031, 6, 5))
        mine = [
            step for step in steps if step[0] == self.company and step[2] == "month"
        ]
        self.assertEqual(mine[0][3:], APRIL)

    def test_a_run_that_was_killed_goes_on_where_it_was(self):
        (self._kpi("sla_breach") + self._kpi("response_time")).active = True
        steps = [
            step
            for step in self.Result._get_due_steps(date(2031, 6, 10))
            if step[0] == self.company
        ]
        done = steps[:4]
        for company, kpi, period, *span in done:
            self.Result.with_company(company)._fix(kpi, period, *span)
        left = [
            step
            for step in self.Result._get_due_steps(date(2031, 6, 10))
            if step[0] == self.company
        ]
        self.assertEqual(left, steps[4:])

    def test_missed_months_are_made_up(self):
        self._fix(APRIL)
        steps = self.Result._get_due_steps(date(2031, 8, 10))
        months = [
            str(step[3])
            for step in steps
            if step[0] == self.company and step[2] == "month"
        ]
        self.assertEqual(months, ["2031-05-01", "2031-06-01", "2031-07-01"])

    def test_outlets_cost_no_more_queries(self):
        def fix(span):
            return lambda: self._fix(span)

        self._repair(day="2031-03-06")
        self._fix((date(2031, 3, 1), date(2031, 3, 31)))
        self._repair(day="2031-04-06")
        few = self._count_queries(fix(APRIL))
        for number in range(20):
            outlet = self.env["aftersales.outlet"].create({"name": f"Outlet {number}"})
            self._repair(outlet)
        self.assertLessEqual(self._count_queries(fix(MAY)), few + 2)

    # -- dashboard and drill-down ------------------------------------------------------
    def test_the_dashboard_shows_the_last_periods(self):
        self._repair(reopened=True, day="2031-04-06")
        self._fix(APRIL)
        self._repair()
        last = self._of(self._fix(), "company")
        kpi = self.kpi.with_user(self.technician_user).with_context(lang="en_US")
        self.assertEqual(kpi.result_id, last)
        self.assertEqual((kpi.verdict, kpi.trend), ("met", "better"))
        self.assertIn('"y": 100.0', kpi.graph)
        self.assertIn('"y": 0.0', kpi.graph)

    def test_the_dashboard_costs_the_same_for_many(self):
        self._fix()
        kpis = self.env["aftersales.kpi"].with_context(active_test=False).search([])

        def read(records):
            return lambda: records.mapped("graph")

        self._count_queries(read(kpis))
        few = self._count_queries(read(self.kpi))
        self.assertLessEqual(self._count_queries(read(kpis)), few + 1)

    def test_drill_down_shows_the_records(self):
        order = self._repair(reopened=True)
        self._repair(self.other_outlet)
        results = self._fix()
        action = self._of(results, "outlet", self.outlet).action_view_source()
        self.assertEqual(self.env[action["res_model"]].search(action["domain"]), order)
        action = self._of(results, "company").action_view_source()
        found = self.env[action["res_model"]].search_count(action["domain"])
        self.assertEqual(found, self._of(results, "company").denominator)

    # -- who sees what ---------------------------------------------------------------
    def test_who_sees_which_results(self):
        self._repair()
        self._repair(self.other_outlet)
        results = self._fix()
        outlet = self._of(results, "outlet", self.outlet)
        other = self._of(results, "outlet", self.other_outlet)
        whole = self._of(results, "company")

        def seen(user):
            return self.Result.with_user(user).search([("id", "in", results.ids)])

        self.assertEqual(seen(self.technician_user), whole)
        self.assertEqual(seen(self.outlet_manager), whole + outlet)
        self.assertEqual(seen(self.inspector), results)
        self.assertEqual(seen(self.dispatcher), results)
        with self.assertRaises(AccessError):
            other.with_user(self.outlet_manager).action_view_source()
