from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..rules import rule
from .common import NOON, TrainingCase


@freeze_time(NOON)
@tagged("post_install", "-at_install")
class TestTrainingDuty(TrainingCase):
    """Nobody takes up a post before he has what it demands, and nobody else is sent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._demand(
            training_ids=[Command.set(cls.course.ids)],
            skill_ids=[Command.set(cls.permit.ids)],
            experience_years=3,
        )

    def _make_ready(self, employee=None):
        employee = employee or self.technician
        self._hold(self._create_session(employee))
        self._give(employee, self.permit)
        employee.aftersales_experience_from = "2023-03-02"

    # -- put on duty -------------------------------------------------------------------

    @rule("R419", "R423", "R424", "R426")
    def test_all_that_is_missing_is_named_at_once(self):
        duty = self._create_duty().with_user(self.head)
        with self.assertRaises(UserError) as caught:
            duty.action_put_on_duty()
        for words in ("Wang Gong", "Rules and Conduct", "Electrician", "3 years"):
            self.assertIn(words, str(caught.exception))
        self.assertEqual(duty.state, "draft")
        self.assertIn("Electrician", duty.missing)

    @rule("R419")
    def test_who_has_everything_takes_up_his_post(self):
        self._make_ready()
        duty = self._create_duty().with_user(self.head)
        self.assertFalse(duty.missing)
        duty.action_put_on_duty()
        self.assertEqual(duty.state, "on_duty")
        self.assertTrue(duty.is_ready)
        self.assertEqual(duty.put_user_id, self.head)
        self.assertEqual(duty.job_id, self.job)
        self.assertEqual(duty.outlet_id, self.outlet)

    @rule("R419")
    def test_trained_afterwards_is_not_trained_before(self):
        self._make_ready()
        duty = self._create_duty(date_start="2026-02-27")
        self.assertIn("was passed only on", duty.missing)
        duty.date_start = "2026-03-01"
        self.assertIn("years in related posts are full only on", duty.missing)
        self.assertNotIn("was passed only", duty.missing)

    @rule("R423")
    def test_three_years_are_full_on_their_day(self):
        self._make_ready()
        self.technician.aftersales_experience_from = "2023-03-03"
        duty = self._create_duty()
        self.assertIn("3 years", duty.missing)
        with Form(duty.with_user(self.manager)) as form:
            form.experience_from = "2023-03-02"
        self.assertEqual(str(self.technician.aftersales_experience_from), "2023-03-02")
        self.assertFalse(duty.missing)

    def test_years_are_filled_in_by_the_service_manager_only(self):
        duty = self._create_duty().with_user(self.head)
        with self.assertRaises(AccessError):
            duty.experience_from = "2000-01-01"

    @rule("R419")
    def test_the_service_manager_may_with_a_reason_that_stays(self):
        duty = self._create_duty()
        duty.with_user(self.head).override_reason = "Storm"
        with self.assertRaises(AccessError):
            duty.with_user(self.head).action_override()
        duty.override_reason = " "
        with self.assertRaisesRegex(UserError, "Override Reason"):
            duty.with_user(self.manager).action_override()
        duty.override_reason = "Storm damage, rides with a master."
        duty.with_user(self.manager).action_override()
        self.assertEqual(duty.state, "on_duty")
        self.assertFalse(duty.is_ready)
        self.assertTrue(duty.is_override)
        self.assertIn("Electrician", duty.gap_note)
        for vals in ({"override_reason": "Other"}, {"gap_note": ""}):
            with self.assertRaises(UserError):
                duty.with_user(self.manager).write(vals)
        with self.assertRaises(UserError):
            duty.with_user(self.manager).unlink()

    def test_nobody_overrides_for_himself_or_without_need(self):
        self.technician.user_id = False
        self.technician.user_id = self.manager
        duty = self._create_duty(override_reason="I know it").with_user(self.manager)
        with self.assertRaisesRegex(UserError, "himself"):
            duty.action_override()
        self._make_ready()
        with self.assertRaisesRegex(UserError, "nothing is missing"):
            duty.action_override()

    def test_the_step_alone_says_who_was_ready(self):
        Duty = self.env["aftersales.employee.duty"].with_user(self.manager)
        vals = {"employee_id": self.technician.id}
        for forged in ({"is_ready": True}, {"state": "on_duty"}):
            with self.assertRaises(UserError):
                Duty.create({**vals, **forged})
        duty = Duty.create(vals)
        for forged in ({"is_ready": True}, {"state": "on_duty"}, {"is_override": True}):
            with self.assertRaises(UserError):
                duty.write(forged)

    def test_another_post_is_another_duty(self):
        self._make_ready()
        duty = self._create_duty()
        duty.action_put_on_duty()
        again = self._create_duty()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            again.action_put_on_duty()
            self.env.flush_all()

    def test_a_demand_without_post_is_everybody_s(self):
        self._make_ready()
        welding = self._create_certificate("Welder")
        self.env["aftersales.post.requirement"].create(
            {"skill_ids": [Command.set(welding.ids)]}
        )
        self.assertIn("Welder", self._create_duty().missing)
        helper = self.env["hr.employee"].create({"name": "Helper"})
        self.assertEqual(
            self._create_duty(helper).missing.count("\n"), 0, "only what all need"
        )

    # -- who is sent -------------------------------------------------------------------

    def _rank(self, order):
        return {
            candidate.person: candidate
            for candidate in order._rank_technicians()[order]
        }

    @rule("R419")
    def test_who_is_not_on_duty_is_no_candidate(self):
        order = self._create_order(type_id=self.type_repair.id)
        order.action_accept()
        found = self._rank(order)[self.technician.id]
        self.assertFalse(found.can_go)
        self.assertIn("is not on duty as Installer", order._describe_candidate(found))
        self._make_ready()
        self._create_duty().action_put_on_duty()
        self.assertTrue(self._rank(order)[self.technician.id].can_go)

    @rule("R419")
    def test_who_is_not_on_duty_is_not_sent_by_hand_either(self):
        order = self._create_order(type_id=self.type_repair.id)
        order.action_accept()
        order = order.with_user(self.dispatcher)
        with self.assertRaises(ValidationError) as caught:
            self._create_dispatch(order)
        self.assertIn("not on duty", str(caught.exception))
        self.company.aftersales_skill_check = "warn"
        visit = self._create_dispatch(order)
        self.assertIn("not on duty", visit.skill_note)

    def test_who_is_on_duty_takes_a_beginner_along(self):
        self._make_ready()
        self._create_duty().action_put_on_duty()
        beginner = self.env["hr.employee"].create(
            {"name": "Beginner", "job_id": self.job.id}
        )
        self.outlet.technician_ids |= beginner
        order = self._create_order(type_id=self.type_repair.id)
        order.action_accept()
        team = (self.technician | beginner).ids
        self._create_dispatch(order, technician_ids=[Command.set(team)])
        with self.assertRaises(ValidationError):
            self._create_dispatch(
                order,
                technician_ids=[Command.set(beginner.ids)],
                scheduled_start="2026-03-03 02:00:00",
                scheduled_end="2026-03-03 04:00:00",
            )

    def test_an_ended_duty_bars_from_the_next_day(self):
        self._make_ready()
        duty = self._create_duty()
        duty.action_put_on_duty()
        duty.with_user(self.head).action_end()
        self.assertEqual(str(duty.date_end), "2026-03-02")
        order = self._create_order(type_id=self.type_repair.id)
        order.action_accept()
        self._create_dispatch(order)
        with self.assertRaises(ValidationError):
            self._create_dispatch(
                order,
                scheduled_start="2026-03-03 02:00:00",
                scheduled_end="2026-03-03 04:00:00",
            )

    def test_without_a_demand_everybody_may_be_sent(self):
        self.env["aftersales.post.requirement"].search([]).active = False
        order = self._create_order(type_id=self.type_repair.id)
        order.action_accept()
        self.assertTrue(self._rank(order)[self.technician.id].can_go)

    def test_who_sits_in_a_training_is_not_sent_meanwhile(self):
        self._make_ready()
        self._create_duty().action_put_on_duty()
        session = self._create_session(
            date_start="2026-03-02 01:00:00", date_end="2026-03-02 09:00:00"
        )
        order = self._create_order(type_id=self.type_repair.id)
        order.action_accept()
        with self.assertRaises(ValidationError) as caught:
            self._create_dispatch(order)
        self.assertIn("is in a training", str(caught.exception))
        session.cancel_reason = "Trainer is ill"
        session.action_cancel()
        self._create_dispatch(order)

    # -- people come and go ------------------------------------------------------------

    def test_an_outlet_s_new_man_waits_for_his_duty_and_its_leaver_is_off(self):
        Request = self.env["aftersales.technician.request"].with_user(self.manager)
        joining = Request.create({"outlet_id": self.outlet.id, "name": "Lin Gong"})
        joining.action_approve()
        duty = self.env["aftersales.employee.duty"].search(
            [("employee_id", "=", joining.employee_id.id)]
        )
        self.assertEqual((duty.state, duty.outlet_id), ("draft", self.outlet))
        self._make_ready()
        mine = self._create_duty()
        mine.action_put_on_duty()
        Request.create(
            {
                "outlet_id": self.outlet.id,
                "kind": "leave",
                "employee_id": self.technician.id,
            }
        ).action_approve()
        self.assertEqual(mine.state, "ended")

    # -- figures and cost --------------------------------------------------------------

    @rule("R419")
    def test_the_key_figure_counts_who_was_trained_before(self):
        self._make_ready()
        self._create_duty(date_start="2026-03-02").action_put_on_duty()
        other = self.env["hr.employee"].create({"name": "Other", "job_id": self.job.id})
        late = self._create_duty(other, override_reason="Storm")
        late.with_user(self.manager).action_override()
        self._create_duty(other, job_id=False)  # a draft counts nowhere
        kpi = self.env.ref("aftersales_service.kpi_trained_before_post")
        span = (date(2026, 1, 1), date(2026, 12, 31))
        figure = kpi._measure(*span)[False]
        self.assertEqual((figure.numerator, figure.denominator), (1, 2))
        self.assertEqual(figure.value, 50.0)
        by_outlet = kpi._measure(*span, by="outlet")
        self.assertEqual(by_outlet[self.outlet.id].value, 100.0)
        action = kpi._get_source_action(*span)
        self.assertEqual(action["res_model"], "aftersales.employee.duty")

    def test_many_duties_cost_as_many_queries_as_two(self):
        people = self.env["hr.employee"].create(
            [{"name": f"P{i}", "job_id": self.job.id} for i in range(20)]
        )
        duties = self.env["aftersales.employee.duty"].create(
            [{"employee_id": person.id} for person in people]
        )
        for person in people:
            self._give(person, self.permit)

        def measure(records):
            return self._count_queries(lambda: records.mapped("missing"))

        measure(duties)
        self.assertEqual(measure(duties[:2]), measure(duties))

        def bars(records):
            return self._count_queries(records._get_assignment_bars)

        self.assertEqual(bars(people[:2]), bars(people))
