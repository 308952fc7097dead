from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..rules import rule
from .common import MaintenanceCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestMaintenancePlan(MaintenanceCase):
    # -- days ----

    @rule("R081", "R187")
    def test_visits_are_written_down_ahead_without_orders(self):
        plan = self._create_plan()
        plan.with_user(self.dispatcher).action_activate()
        self.assertEqual(
            self._days(plan),
            ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31", "2027-03-31"],
        )
        self.assertFalse(plan.occurrence_ids.order_ids)
        self.assertEqual(str(plan.next_date), "2026-03-31")

    def test_a_day_off_moves_to_a_working_day(self):
        holiday = self.env["resource.calendar.leaves"].create(
            {
                "name": "Labour Day",
                "calendar_id": self.company.resource_calendar_id.id,
                "date_from": "2026-05-01 00:00:00",
                "date_to": "2026-05-05 23:00:00",
            }
        )
        self.assertTrue(holiday)
        plan = self._create_plan(
            date_start="2026-05-02", day_off_rule="next", preview_days=100
        )
        plan.action_activate()
        self.assertEqual(self._days(plan), ["2026-05-06"])
        self.assertEqual(str(plan.occurrence_ids.rule_date), "2026-05-02")
        plan.day_off_rule = "previous"
        self.assertEqual(self._days(plan), ["2026-04-30"])

    def test_another_rule_lays_the_visits_out_anew(self):
        plan = self._create_plan()
        plan.action_activate()
        self._generate()  # the horizon is two weeks: nothing is near
        plan.write({"interval": 6, "season_from": "3", "season_to": "10"})
        self.assertEqual(self._days(plan), ["2026-03-31", "2026-09-30", "2027-03-31"])

    def test_what_lay_in_a_pause_is_not_made_up_for(self):
        plan = self._create_plan()
        plan.action_activate()
        plan.action_pause()
        self.assertFalse(plan.occurrence_ids)
        with freeze_time("2026-08-01 02:00:00"):
            plan.action_resume()
            self.assertEqual(self._days(plan)[0], "2026-09-30")

    def test_the_preview_goes_on_with_time(self):
        plan = self._create_plan(preview_days=100)
        plan.action_activate()
        self.assertEqual(self._days(plan), ["2026-03-31"])
        with freeze_time("2026-04-30 02:00:00"):
            self._generate()
        self.assertEqual(self._days(plan), ["2026-03-31", "2026-06-30"])

    def test_a_season_needs_both_its_months(self):
        with self.assertRaisesRegex(ValidationError, "Season Until"):
            self._create_plan(season_from="10")

    # -- orders ----

    def test_an_order_is_made_when_its_day_is_near(self):
        checklist = self.env["aftersales.checklist"].create(
            {
                "name": "Maintenance",
                "code": "maintenance",
                "question_ids": [Command.create({"name": "Oil", "kind": "text"})],
            }
        )
        checklist.action_publish()
        plan = self._create_plan(checklist_id=checklist.id)
        plan.action_activate()
        self._generate()
        self.assertFalse(plan.occurrence_ids.order_ids)
        with freeze_time("2026-03-17 02:00:00"):
            self._generate()
            self._generate()
        order = plan.occurrence_ids.order_ids
        self.assertRecordValues(
            order,
            [
                {
                    "type_id": self.type_maintenance.id,
                    "channel": "plan",
                    "partner_id": self.customer.id,
                    "equipment_id": self.unit.id,
                    "outlet_id": self.outlet.id,
                    "technician_id": self.technician.id,
                    "state": "draft",
                    "sla_ids": [],
                }
            ],
        )
        self.assertEqual(str(order.planned_date), "2026-03-31")
        order.action_accept()
        dispatch = self._create_dispatch(order)
        dispatch.action_send()
        self.assertEqual(dispatch.checklist_id, checklist)

    def test_a_visit_has_one_order_whoever_makes_it(self):
        plan = self._create_plan()
        plan.action_activate()
        visit = plan.occurrence_ids.sorted("date")[0]
        visit.with_user(self.dispatcher).action_order()
        self.assertEqual(visit.state, "ordered")
        with self.assertRaisesRegex(UserError, "not possible"):
            visit.with_user(self.dispatcher).action_order()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.env["aftersales.order"].create(visit._prepare_order_vals())

    def test_a_visit_is_written_down_once(self):
        plan = self._create_plan()
        plan.action_activate()
        days = self._days(plan)
        plan._plan_ahead()
        self.assertEqual(self._days(plan), days)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            plan.occurrence_ids[0].copy()

    def test_a_killed_run_goes_on_where_it_was(self):
        plans = self.env["aftersales.maintenance.plan"].union(
            *(
                self._create_plan(date_start="2026-03-10", name=f"Plan {n}")
                for n in range(5)
            )
        )
        plans.action_activate()
        Visit = self.env["aftersales.maintenance.occurrence"]
        self.assertEqual(Visit._order_batch(2), 2)
        self.assertEqual(len(plans.occurrence_ids.order_ids), 2)
        # The next batch dies before it commits.
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            Visit._order_batch(2)
            _dead = 1 / 0
        self.env.invalidate_all()
        self.assertEqual(len(plans.occurrence_ids.order_ids), 2)
        self._generate()
        orders = plans.occurrence_ids.order_ids
        self.assertEqual(len(orders), 5)
        self.assertEqual(len(orders.occurrence_id), 5)

    def test_many_orders_cost_as_many_queries_as_few(self):
        Visit = self.env["aftersales.maintenance.occurrence"]

        def generate(count):
            units = self.env["aftersales.equipment"].create(
                [
                    {
                        "product_id": self.product.id,
                        "serial": f"F{next(self.serials)}",
                        "partner_id": self.customer.id,
                    }
                    for _number in range(count)
                ]
            )
            plans = self.env["aftersales.maintenance.plan"].create(
                [
                    {
                        "name": f"Plan {unit.serial}",
                        "partner_id": self.customer.id,
                        "equipment_ids": [Command.set(unit.ids)],
                        "date_start": "2026-03-03",
                    }
                    for unit in units
                ]
            )

            def work():
                plans.action_activate()
                self.assertEqual(Visit._order_batch(50), count)

            return self._count_queries(work)

        generate(2)
        few, many = generate(2), generate(22)
        self.assertLessEqual(many, few + 5)

    # -- what became of it ----

    def test_a_visit_that_is_done_fills_in_its_day(self):
        plan = self._create_plan(date_start="2026-03-02")
        plan.action_activate()
        self._generate()
        visit = plan.occurrence_ids.filtered("order_ids")
        self._walk_to_signed(visit.order_ids)
        self.assertEqual(visit.state, "done")
        self.assertEqual(str(visit.done_date), "2026-03-02")
        self.assertEqual(plan.visits_done, 1)
        self.assertEqual(self.unit.visits_done, 1)

    def test_a_floating_rule_counts_from_the_day_it_was_done(self):
        plan = self._create_plan(date_start="2026-03-02", is_floating=True)
        plan.action_activate()
        self.assertEqual(self._days(plan)[1], "2026-06-02")
        self._generate()
        visit = plan.occurrence_ids.filtered("order_ids")
        with freeze_time("2026-03-20 02:00:00"):
            self._walk_to_signed(visit.order_ids)
        self.assertEqual(self._days(plan, "planned")[0], "2026-06-20")

    def test_a_cancelled_order_leaves_its_visit_skipped(self):
        plan = self._create_plan(date_start="2026-03-02")
        plan.action_activate()
        self._generate()
        visit = plan.occurrence_ids.filtered("order_ids")
        order = visit.order_ids
        order.cancel_reason = "School is closed"
        order.action_cancel()
        self.assertEqual(visit.state, "skipped")
        self.assertEqual(visit.reason, "School is closed")
        order.action_reopen()
        self.assertEqual(visit.state, "ordered")

    def test_a_visit_is_postponed_with_its_order(self):
        plan = self._create_plan(date_start="2026-03-05")
        plan.action_activate()
        self._generate()
        visit = plan.occurrence_ids.filtered("order_ids")
        action = visit.with_user(self.dispatcher).action_postpone()
        wizard = (
            self.env["aftersales.maintenance.step"]
            .with_user(self.dispatcher)
            .with_context(**action["context"])
            .create({"reason": "Exam week", "day": "2026-02-01"})
        )
        with self.assertRaisesRegex(UserError, "New Day"):
            wizard.action_confirm()
        wizard.day = "2026-03-12"
        wizard.action_confirm()
        self.assertEqual(str(visit.date), "2026-03-12")
        self.assertEqual(str(visit.order_ids.planned_date), "2026-03-12")
        self.assertEqual(visit.reason, "Exam week")

    def test_a_visit_is_skipped_with_a_reason(self):
        plan = self._create_plan(date_start="2026-03-05")
        plan.action_activate()
        self._generate()
        first, second = plan.occurrence_ids.sorted("date")[:2]
        (first | second).with_user(self.dispatcher)._skip("Not needed")
        self.assertEqual((first | second).mapped("state"), ["skipped"] * 2)
        self.assertEqual(first.order_ids.state, "cancelled")
        plan._plan_anew()  # skipped is skipped
        self.assertEqual((first | second).mapped("state"), ["skipped"] * 2)

    def test_visits_are_not_written_by_hand(self):
        plan = self._create_plan()
        plan.action_activate()
        visit = plan.occurrence_ids[0].with_user(self.manager)
        with self.assertRaises(AccessError):
            visit.date = "2026-05-05"
        with self.assertRaises(AccessError):
            plan.with_user(self.technician_user).action_pause()

    # -- patrols ----

    @rule("R092", "R186")
    def test_a_patrol_is_one_order_with_a_line_for_each_unit(self):
        plan = self._create_plan(
            date_start="2026-03-02",
            equipment_ids=[Command.set((self.unit | self.unit_2).ids)],
            order_type_id=self.env.ref("aftersales_service.order_type_patrol").id,
        )
        self.assertTrue(plan.is_patrol)
        plan.action_activate()
        self._generate()
        order = plan.occurrence_ids.order_ids
        self.assertFalse(order.equipment_id)
        lines = order.patrol_line_ids
        self.assertEqual(lines.equipment_id, self.unit | self.unit_2)
        order.action_accept()
        dispatch = self._create_dispatch(order)
        dispatch.action_send()
        dispatch.action_depart()
        dispatch.action_arrive()
        order.action_assess()
        dispatch.write(self.FINISH_VALS)
        with self.assertRaisesRegex(UserError, "(?s)Result for.*Result for"):
            dispatch.action_finish()
        mine = lines.with_user(self.technician_user)
        mine[0].result = "ok"
        with self.assertRaisesRegex(UserError, "Fault Found"):
            mine[1].action_report_fault()
        mine[1].write({"result": "fault", "note": "Rail is bent"})
        mine[1].action_report_fault()
        mine[1].action_report_fault()
        repair = lines[1].fault_order_id
        self.assertEqual(repair.equipment_id, lines[1].equipment_id)
        self.assertIn("Rail is bent", repair.description)
        dispatch.action_finish()
        self.assertEqual(plan.occurrence_ids.filtered("order_ids").state, "done")

    # -- meters ----

    def test_a_meter_forecasts_the_day(self):
        meter = self.env["aftersales.equipment.meter"].create(
            {"name": "Hours", "equipment_id": self.unit.id, "uom_name": "h"}
        )
        Reading = self.env["aftersales.equipment.reading"].with_user(self.manager)
        Reading.create(
            [
                {"meter_id": meter.id, "day": "2026-01-01", "value": 1000},
                {"meter_id": meter.id, "day": "2026-03-02", "value": 1600},
            ]
        )
        self.assertEqual(meter.use_per_day, 10)
        plan = self._create_plan(
            trigger="meter",
            meter_id=meter.id,
            meter_every=500,
            meter_start=1000,
            preview_days=60,
        )
        plan.action_activate()
        # 1 500 is past, 2 000 is 400 further at 10 a day
        self.assertEqual(self._days(plan), ["2026-03-02", "2026-04-11"])
        self._generate()
        visit = plan.occurrence_ids.filtered("order_ids")
        self.assertEqual(visit.due_value, 1500)
        with freeze_time("2026-03-12 02:00:00"):
            # It runs twice as long now.
            Reading.create({"meter_id": meter.id, "day": "2026-03-12", "value": 2100})
        self.assertEqual(self._days(plan, "planned")[0], "2026-03-12")

    def test_a_meter_plan_needs_its_meter(self):
        with self.assertRaisesRegex(ValidationError, "choose a Meter"):
            self._create_plan(trigger="meter")

    # -- contracts ----

    def test_a_contract_makes_its_visits_and_counts_them(self):
        contract = self._enforce(
            self._create_contract(
                units=self.unit | self.unit_2,
                line_ids=[
                    self._service_line(),
                    self._service_line(visits_per_year=12, is_patrol=True),
                ],
            )
        )
        plans = contract.plan_ids
        self.assertEqual(sorted(plans.mapped("is_patrol")), [False, False, True])
        round_ = plans.filtered("is_patrol")
        self.assertEqual(len(round_.occurrence_ids), 10)  # January, February are past
        self.assertEqual(contract.visits_included, 2 * 4 + 12)
        with freeze_time("2026-03-20 02:00:00"):
            self._generate()
        quarterly = (plans - round_).occurrence_ids.filtered("order_ids")
        order = quarterly.order_ids.filtered(lambda o: o.equipment_id == self.unit)
        self.assertEqual(order.contract_id, contract)
        self.assertEqual(
            order._propose_coverage("travel"),
            ("covered", f"Contract {contract.name}"),
        )
        self._walk_to_signed(order)
        self.assertEqual(contract.visits_done, 1)
        self.assertEqual(contract.visits_left, 19)
        line = contract.unit_ids.filtered(lambda u: u.equipment_id == self.unit)
        self.assertEqual(line.visits_done, 1)
        self.assertEqual(str(self.unit.contract_id.date_end), "2026-12-31")

    def test_a_plan_of_a_contract_is_for_its_units(self):
        contract = self._enforce(self._create_contract())
        with self.assertRaisesRegex(ValidationError, "are not in contract"):
            self._create_plan(
                contract_id=contract.id, equipment_ids=[Command.set(self.unit_2.ids)]
            )
