from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..rules import rule
from .common import NOON, TrainingCase


@freeze_time(NOON)
@tagged("post_install", "-at_install")
class TestTrainingPlan(TrainingCase):
    """The year's trainings: planned, approved within the budget, held, closed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        analytic_plan = cls.env["account.analytic.plan"].create({"name": "Training"})
        cls.account = cls.env["account.analytic.account"].create(
            {"name": "Training", "plan_id": analytic_plan.id}
        )
        cls.company.aftersales_training_account_id = cls.account
        cls.env["aftersales.budget"].search([]).unlink()
        cls.plan = cls._create_plan()

    @classmethod
    def _create_plan(cls, amount=300, **vals):
        return cls.env["aftersales.training.plan"].create(
            {
                "year": 2026,
                "line_ids": [
                    Command.create(
                        {
                            "training_id": cls.course.id,
                            "planned_date": "2026-05-04",
                            "people_count": 12,
                            "amount": amount,
                        }
                    ),
                    Command.create(
                        {"training_id": cls.course.id, "planned_date": "2026-09-01"}
                    ),
                ],
                **vals,
            }
        )

    @rule("R422", "R428", "R433", "R434", "R432")
    def test_a_year_from_draft_to_closed(self):
        plan = self.plan.with_user(self.manager)
        self.assertTrue(plan.name.startswith("TP/"))
        plan.action_approve()
        plan.action_start()
        self.assertEqual(plan.session_count, 2)
        first = plan.session_ids.sorted("date_start")[0]
        # Nine o'clock in Shanghai.
        self.assertEqual(str(first.date_start), "2026-05-04 01:00:00")
        self.assertEqual(first.capacity, 12)
        with self.assertRaisesRegex(UserError, "still planned"):
            plan.action_close()
        with freeze_time("2026-09-02 04:00:00"):
            first.write(
                {
                    "trainer_id": self.trainer.id,
                    "attendance_ids": [
                        Command.create({"employee_id": self.technician.id})
                    ],
                }
            )
            first.action_mark_present()
            first.action_hold()
            self.assertEqual((plan.held_count, plan.progress), (1, 0.5))
            other = plan.session_ids - first
            other.cancel_reason = "Nobody is left to train"
            other.action_cancel()
            plan.action_close()
        self.assertEqual(plan.state, "closed")

    def test_a_form_by_the_one_who_plans(self):
        form = Form(self.env["aftersales.training.plan"].with_user(self.manager))
        form.year = 2027
        with form.line_ids.new() as line:
            line.training_id = self.course
            line.planned_date = "2027-01-10"
        plan = form.save()
        self.assertEqual(plan.sudo().analytic_account_id, self.account)

    def test_an_approved_plan_stays_as_it_is(self):
        plan = self.plan.with_user(self.manager)
        plan.action_approve()
        for change in (
            lambda: plan.write({"year": 2027}),
            lambda: plan.line_ids[0].write({"amount": 1}),
            lambda: plan.line_ids[0].unlink(),
            lambda: plan.line_ids.create(
                {"plan_id": plan.id, "training_id": self.course.id}
            ),
            plan.unlink,
        ):
            with self.assertRaises(UserError):
                change()
        plan.action_reopen()
        plan.line_ids[0].amount = 1

    def test_a_plan_is_of_its_year_and_names_trainings(self):
        self.plan.line_ids[1].planned_date = "2027-01-01"
        with self.assertRaisesRegex(UserError, "outside the year"):
            self.plan.action_approve()
        with self.assertRaisesRegex(UserError, "add the trainings"):
            self._create_plan(line_ids=False).action_approve()

    @rule("R421")
    def test_needs_are_stated_as_a_draft_budget(self):
        plan = self.plan.with_user(self.manager)
        action = plan.action_request_budget()
        budget = self.env["aftersales.budget"].browse(action["res_id"])
        self.assertEqual(
            (budget.kind, budget.year, budget.state), ("training", 2026, "draft")
        )
        self.assertEqual(budget.amount, 300)
        self.assertEqual(budget.analytic_account_ids, self.account)
        self.assertEqual(plan.budget_id, budget)
        # Another department's plan, approved before, is asked for together with it.
        plan.action_approve()
        other = self._create_plan(amount=200).with_user(self.manager)
        other.action_request_budget()
        self.assertEqual(budget.amount, 500)

    @rule("R421")
    def test_plans_stay_within_the_approved_budget(self):
        self.plan.action_request_budget()
        budget = self.plan.budget_id
        budget.write({"expected_base": 10_000, "minimum_share": 0.02})
        budget.action_approve()
        self.plan.with_user(self.manager).action_approve()
        other = self._create_plan(amount=1).with_user(self.manager)
        with self.assertRaisesRegex(UserError, "301.00.*300.00"):
            other.action_approve()
        # An approved budget is not changed by a request.
        other.action_request_budget()
        self.assertEqual(budget.amount, 300)

    def test_without_an_account_nothing_can_be_read(self):
        self.plan.analytic_account_id = False
        with self.assertRaisesRegex(UserError, "Analytic Account"):
            self.plan.action_request_budget()

    def test_only_the_service_manager_decides(self):
        for user in (self.head, self.dispatcher):
            plan = self.plan.with_user(user)
            self.assertEqual(plan.amount_planned, 300)
            for step in (plan.action_approve, plan.action_start, plan.action_close):
                with self.assertRaises(AccessError):
                    step()
            with self.assertRaises(AccessError):
                plan.note = "Mine"

    def test_many_plans_cost_as_many_queries_as_two(self):
        plans = self.env["aftersales.training.plan"].union(
            *(self._create_plan() for _number in range(12))
        )
        names = ("budget_amount", "amount_actual", "progress", "session_count")

        def measure(records):
            return self._count_queries(lambda: [records.mapped(n) for n in names])

        measure(plans)
        self.assertEqual(measure(plans[:2]), measure(plans))
