from datetime import date, timedelta

from odoo.exceptions import UserError, ValidationError

from ..rules import rule
from .common import MAY, KpiCase

# What is opened is above the line; below it stand other things, points, or people.
OTHERWISE = (
    *("repairs_per_unit", "return_rate", "satisfaction_index"),
    *("complaint_rate", "installation_complaints", "return_visit"),
)


class TestKpiSources(KpiCase):
    def test_response_time_is_the_middle_of_the_period_of_the_answer(self):
        self._create_done(accepted_at="2031-05-06 02:00:00")
        self._create_done(accepted_at="2031-05-06 03:00:00")
        self._create_done(accepted_at="2031-05-06 11:00:00", outlet=self.other_outlet)
        # Answered after the month, by the clock of the company.
        self._create_done("2031-05-31 15:00:00", accepted_at="2031-05-31 16:00:00")
        figure = self._kpi("response_time")._measure(*MAY)[False]
        self.assertEqual(figure[:3], (13.0, 3, 2.0))
        self.assertAlmostEqual(figure.p90, 8.4)
        by_outlet = self._kpi("response_time")._measure(*MAY, by="outlet")
        self.assertEqual(by_outlet[self.outlet.id].value, 1.5)
        self.assertEqual(by_outlet[self.other_outlet.id].value, 10.0)

    def test_figures_of_departments_go_by_the_technician(self):
        self._create_done(accepted_at="2031-05-06 02:00:00")
        self._create_done(accepted_at="2031-05-06 05:00:00", technician_id=False)
        by_department = self._kpi("response_time")._measure(*MAY, by="department")
        self.assertEqual(by_department[self.department.id].value, 1.0)
        self.assertEqual(by_department[False].value, 4.0)

    def test_time_to_repair_is_an_average_of_repairs(self):
        self._create_done(repaired_at="2031-05-06 03:00:00")
        self._create_done(repaired_at="2031-05-06 08:00:00")
        self._create_done(
            repaired_at="2031-05-06 09:00:00", type_id=self.type_installation.id
        )
        self.assertEqual(self._value("repair_time"), 4.5)

    def test_nothing_to_divide_by_is_empty_and_not_nought(self):
        for kpi in self.env["aftersales.kpi"].search([("is_measured", "=", True)]):
            figure = kpi._measure(date(2035, 1, 1), date(2035, 1, 31)).get(False)
            # That there was none is a figure.
            nothing = 0 if kpi.unit == "count" else None
            self.assertEqual(figure and figure.value, nothing, kpi.code)

    def test_what_has_no_source_is_not_measured(self):
        kpi = self._kpi("capa_closure")
        self.assertFalse(kpi.is_measured)
        self.assertEqual(kpi._measure(*MAY), {})
        self.assertTrue(kpi.unmeasured_reason)

    def test_every_figure_without_a_source_says_why(self):
        silent = self.env["aftersales.kpi"].search(
            [("is_measured", "=", False), ("unmeasured_reason", "=", False)]
        )
        self.assertFalse(silent.mapped("code"))

    def test_all_figures_of_the_standard_are_there(self):
        numbers = self.env["aftersales.kpi"].search([("number", "!=", 0)])
        self.assertEqual(set(numbers.mapped("number")), set(range(1, 33)))

    def _promise(self, order, milestone, is_missed):
        return self.env["aftersales.order.sla"].create(
            {
                "order_id": order.id,
                "milestone": milestone,
                "start_milestone": "receive",
                "amount": 4,
                "unit": "hour",
                "state": "met",
                "deadline": "2031-05-06 05:00:00",
                "is_missed": is_missed,
            }
        )

    @rule("R451")
    def test_promises_kept_and_orders_with_a_breach(self):
        late = self._create_done(closed_at="2031-05-07 01:00:00")
        good = self._create_done(closed_at="2031-05-07 01:00:00")
        self._promise(late, "arrive", is_missed=True)
        self._promise(good, "arrive", is_missed=False)
        self._promise(good, "accept", is_missed=False)
        self.assertEqual(self._value("onsite_in_time"), 50.0)
        self.assertEqual(self._value("response_in_time"), 100.0)
        self.assertEqual(self._value("sla_breach"), 50.0)

    @rule("R310", "R311")
    def test_first_time_fix_and_repeats(self):
        self.company.aftersales_repeat_days = 30
        other = self._create_unit(serial="SN000002")
        first = self._create_done("2031-05-06 01:00:00")
        again = self._create_done("2031-05-16 01:00:00")
        twice = self._create_done("2031-05-20 01:00:00", equipment_id=other.id)
        (first + again + twice).write({"repaired_at": "2031-05-21 01:00:00"})
        self.assertEqual(again.repeat_of_id, first)
        self._create_visit(first, outcome="solved")
        self._create_visit(again, outcome="solved")
        self._create_visit(twice, outcome="parts_needed")
        self._create_visit(twice, outcome="solved")
        # The first did not hold, the third took two visits.
        self.assertAlmostEqual(self._value("first_time_fix"), 100 / 3)
        self.assertAlmostEqual(self._value("repeat_repair"), 100 / 3)
        again.reopened_at = "2031-05-25 01:00:00"
        self.assertEqual(self._value("first_time_fix"), 0.0)
        self.assertAlmostEqual(self._value("reopened"), 100 / 3)

    def test_installations_have_figures_of_their_own(self):
        order = self._create_done(
            type_id=self.type_installation.id, repaired_at="2031-05-06 04:00:00"
        )
        self._create_visit(order, outcome="solved")
        self.assertEqual(self._value("commissioning"), 100.0)

    def test_repairs_for_each_thousand_units_in_warranty(self):
        before = self._kpi("repairs_per_unit")._measure(*MAY)[False].denominator
        self._create_unit(
            serial="SN000003",
            delivery_date="2031-01-01",
            warranty_end_date="2032-12-31",
        )
        self._create_done(repaired_at="2031-05-06 04:00:00")
        figure = self._kpi("repairs_per_unit")._measure(*MAY)[False]
        self.assertEqual(figure.denominator, before + 1)
        self.assertEqual(figure.value, 1000.0 * figure.numerator / (before + 1))
        self.assertEqual(self._kpi("repairs_per_unit")._measure(*MAY, by="outlet"), {})

    @rule("R471")
    def test_certified_managers_need_a_certificate_that_is_named(self):
        kpi = self._kpi("certified_managers")
        self.company.aftersales_manager_skill_ids = False
        self.assertEqual(kpi._measure(*MAY), {})
        skill_type = self.env["hr.skill.type"].create(
            {
                "name": "Service Manager",
                "is_certification": True,
                "skill_ids": [(0, 0, {"name": "Service Manager"})],
                "skill_level_ids": [
                    (0, 0, {"name": "Held", "level_progress": 100, "default_level": 1})
                ],
            }
        )
        self.company.aftersales_manager_skill_ids = skill_type.skill_ids
        before = kpi._measure(*MAY)[False]
        self.env["hr.employee"].create(
            {
                "name": "Zhang",
                "user_id": self.manager.id,
                "employee_skill_ids": [
                    (
                        0,
                        0,
                        {
                            "skill_type_id": skill_type.id,
                            "skill_id": skill_type.skill_ids.id,
                            "skill_level_id": skill_type.skill_level_ids.id,
                            "valid_from": "2031-01-01",
                            "valid_to": "2031-12-31",
                        },
                    )
                ],
            }
        )
        after = kpi._measure(*MAY)[False]
        self.assertEqual(after.numerator, before.numerator + 1)
        self.assertEqual(after.denominator, before.denominator + 1)

    def test_drill_down_opens_the_records_behind_the_figure(self):
        mine = self._create_done(accepted_at="2031-05-06 02:00:00")
        theirs = self._create_done(
            accepted_at="2031-05-06 02:00:00", outlet=self.other_outlet
        )
        kpi = self._kpi("response_time")
        action = kpi._get_source_action(*MAY)
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found, mine + theirs)
        action = kpi._get_source_action(*MAY, outlet=self.outlet)
        self.assertEqual(self.env["aftersales.order"].search(action["domain"]), mine)
        action = kpi._get_source_action(*MAY, department=self.department)
        found = self.env["aftersales.order"].search(action["domain"])
        self.assertEqual(found, mine + theirs)

    def test_every_source_opens_as_many_records_as_it_counts(self):
        order = self._create_done(
            **dict.fromkeys(
                ("accepted_at", "arrived_at", "repaired_at", "closed_at"),
                "2031-05-06 04:00:00",
            )
        )
        self._create_visit(order, opinion="satisfied")
        self._promise(order, "accept", is_missed=False)
        self._promise(order, "arrive", is_missed=True)
        counted = 0
        for kpi in self.env["aftersales.kpi"].search([("is_measured", "=", True)]):
            try:
                action = kpi._get_source_action(*MAY)
            except UserError:
                continue
            if kpi.code in OTHERWISE or kpi.unit == "count":
                continue
            figure = kpi._measure(*MAY).get(False)
            number = self.env[action["res_model"]].search_count(action["domain"])
            if figure:
                self.assertEqual(number, figure.denominator, kpi.code)
                counted += number
        self.assertGreater(counted, 8)

    def test_a_source_must_exist(self):
        with self.assertRaises(ValidationError):
            self._kpi("response_time").source = "nobody_knows"

    def test_figures_of_another_company_stay_out(self):
        self._create_done(accepted_at="2031-05-06 02:00:00")
        company = self.env["res.company"].create({"name": "Elsewhere"})
        figure = self._kpi("response_time").with_company(company)._measure(*MAY)
        self.assertIsNone(figure[False].value)

    def test_a_thousand_outlets_cost_as_many_queries_as_one(self):
        outlets = self.env["aftersales.outlet"].create(
            [{"name": f"Outlet {number}"} for number in range(20)]
        )
        kpis = self.env["aftersales.kpi"].search([("is_measured", "=", True)])

        def measure():
            for kpi in kpis:
                kpi._measure(*MAY, by="outlet")

        self._create_done(accepted_at="2031-05-06 02:00:00")
        measure()
        few = self._count_queries(measure)
        for number, outlet in enumerate(outlets):
            self._create_done(
                accepted_at=MAY[0] + timedelta(days=number), outlet=outlet
            )
        self.assertEqual(self._count_queries(measure), few)
