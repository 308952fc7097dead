from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .common import ReturnVisitCase

DESK = "/odoo/return-calls"


class CallDeskCase(ReturnVisitCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # What else a database holds is not for this clerk.
        cls.Visit.search([("user_id", "=", False)]).user_id = cls.manager
        cls.Desk = cls.env["aftersales.call.desk"].with_user(cls.dispatcher)

    def _plan(self, number, **vals):
        partners = self._serve(number)
        return self.Visit.create(
            [
                {
                    "partner_id": partner.id,
                    "outlet_id": self.outlet.id,
                    "user_id": self.dispatcher.id,
                    "planned_date": fields.Date.context_today(self.Desk),
                    **vals,
                }
                for partner in partners
            ]
        )


@tagged("post_install", "-at_install")
class TestCallDesk(CallDeskCase):
    """What the clerk's screen asks of the server."""

    def test_it_shows_what_is_due_and_nothing_else(self):
        due = self._plan(2)
        tomorrow = fields.Date.add(due[0].planned_date, days=1)
        self._plan(1, planned_date=tomorrow)
        self._plan(1, method="letter")
        self._plan(1, user_id=self.manager.id)
        anybody = self._plan(1, user_id=False)
        data = self.Desk.action_load()
        self.assertEqual(
            {call["id"] for call in data["calls"]}, set((due | anybody).ids)
        )
        self.assertEqual(len(data["marks"]), 5)
        self.assertEqual(data["done_today"], 0)

    def test_one_request_records_a_call(self):
        visit = self._plan(1)
        self.company.aftersales_return_visit_share = 100
        before = self.Desk.action_load()["coverage"]
        answers = {
            str(question.id): question.option_ids[0].name
            for question in visit.checklist_id.question_ids
            if question.option_ids
        }
        data = self.Desk.action_record(
            visit.id, "done", {"answers": answers, "satisfaction": "satisfied"}
        )
        self.assertEqual(visit.state, "done")
        self.assertEqual(data["done_today"], 1)
        self.assertEqual(data["coverage"]["visited"], before["visited"] + 1)
        self.assertEqual(data["coverage"]["missing"], before["missing"] - 1)

    def test_what_is_incomplete_is_told_and_nothing_is_written(self):
        visit = self._plan(1)
        with self.assertRaises(UserError):
            self.Desk.action_record(visit.id, "done", {"satisfaction": "satisfied"})
        for outcome in ("paid", "", "write"):
            with self.assertRaises(UserError):
                self.Desk.action_record(visit.id, outcome, {})

    def test_other_outcomes(self):
        visits = self._plan(3)
        for visit, outcome, state in zip(
            visits,
            ("missed", "refused", "refused_for_good"),
            ("not_reached", "refused", "refused"),
            strict=True,
        ):
            self.assertEqual(
                self.Desk.action_record(visit.id, outcome, {})["state"], state
            )
        self.assertTrue(visits[2].partner_id.aftersales_no_call)

    def test_it_is_for_clerks(self):
        visit = self._plan(1)
        for user in (self.technician_user, self.inspector):
            desk = self.Desk.with_user(user)
            with self.assertRaises(AccessError):
                desk.action_load()
            with self.assertRaises(AccessError):
                desk.action_record(visit.id, "missed", {})
        other = self._plan(1, outlet_id=self.other_outlet.id)
        with self.assertRaises(AccessError):
            self.Desk.with_user(self.keeper).action_record(other.id, "missed", {})

    def test_loading_costs_the_same_for_many(self):
        def load(number):
            self._plan(number)
            return self._count_queries(self.Desk.action_load)

        load(1)
        self.assertEqual(load(2), load(20))


@tagged("post_install", "-at_install")
class TestCallDay(CallDeskCase, HttpCase):
    """A whole day by keyboard, in a real browser."""

    def test_twenty_calls_without_a_mouse(self):
        visits = self._plan(20)
        self.start_tour(DESK, "aftersales_call_day", login=self.dispatcher.login)
        states = visits.mapped("state")
        self.assertEqual(states.count("done"), 18)
        self.assertEqual(states.count("not_reached"), 1)
        self.assertEqual(states.count("refused"), 1)
        problem = visits.filtered("has_problem")
        self.assertEqual(problem.problem, "The drawer sticks.")
        self.assertEqual(problem.satisfaction, "dissatisfied")
        self.assertEqual(problem.task_count, 1)
