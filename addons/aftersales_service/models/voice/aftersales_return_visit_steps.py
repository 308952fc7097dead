from datetime import timedelta

from odoo import api, fields, models

from ...tools import return_visit_flow

LOW_MARKS = ("dissatisfied", "very_dissatisfied")


class AftersalesReturnVisit(models.Model):
    """The steps of a return visit; each call leaves an attempt with its time."""

    _inherit = "aftersales.return.visit"

    def _get_flow(self):
        return return_visit_flow.VISIT

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "reach": self.env._("Spoken To"),
            "miss": self.env._("Not Reached"),
            "give_up": self.env._("Give Up"),
            "refuse": self.env._("Refused"),
            "finish": self.env._("Done"),
            "cancel": self.env._("Cancel"),
            "reopen": self.env._("Reopen"),
        }

    def _transition(self, step, **values):
        result = super()._transition(step, **values)
        outcomes = {"reach": "reached", "miss": "missed", "refuse": "refused"}
        if step in outcomes:
            self._record_attempts(outcomes[step])
        return result

    def _record_attempts(self, outcome: str) -> None:
        # Nobody writes an attempt by hand; a refusal on the line is the same call.
        tried = self.sudo().filtered(
            lambda visit: outcome != "refused" or not visit._is_on_the_line()
        )
        self.env["aftersales.return.visit.attempt"].sudo().create(
            [
                {"visit_id": visit.id, "user_id": self.env.uid, "outcome": outcome}
                for visit in tried
            ]
        )
        for count, visits in tried.grouped("attempt_count").items():
            visits.attempt_count = count + 1

    def _is_on_the_line(self) -> bool:
        """Was the customer reached by the last attempt?"""
        self.ensure_one()
        return self.attempt_ids.sorted("id")[-1:].outcome == "reached"

    def action_reach(self):
        """The customer is on the line, or somebody stands before him."""
        self._check_step_role("reach")
        self._check_step_possible("reach")
        self._check_may_be_asked()
        self._transition("reach")
        for visit in self:
            visit.user_id = visit.user_id or self.env.user

    def action_miss(self):
        """Nobody answered: again tomorrow, until it has been tried often enough."""
        self._check_step_role("miss")
        self._check_step_possible("miss")
        self._check_may_be_asked()
        self._transition(
            "miss",
            call_at=False,
            planned_date=fields.Date.context_today(self) + timedelta(days=1),
        )
        self.filtered(
            lambda visit: (
                visit.attempt_count
                >= visit.company_id.sudo().aftersales_return_visit_attempts
            )
        )._transition("give_up")

    def action_refuse(self):
        """The customer does not want to answer now."""
        self._transition("refuse")

    def action_refuse_for_good(self):
        """He wants no such calls at all: nobody asks him again."""
        self._check_step_role("refuse")
        self._transition("refuse")
        # Whoever hears it writes it down, without a right on customers.
        self.sudo().customer_id.aftersales_no_call = True

    def action_finish(self):
        """What was said is complete; problems open a corrective task."""
        self._check_step_role("finish")
        self._check_step_possible("finish")
        self._refuse([p for visit in self for p in visit._get_finish_problems()])
        self._transition("finish")
        self._open_tasks()

    def action_cancel(self):
        self._transition("cancel")

    def action_reopen(self):
        """Back to the questions; the moment of the visit stays."""
        self._transition("reopen")

    # -- what a step needs -------------------------------------------------------------

    def _check_may_be_asked(self) -> None:
        unwilling = self.sudo().filtered("customer_id.aftersales_no_call")
        self._refuse(
            [
                self.env._(
                    "%(visit)s: %(customer)s asked not to be called. Choose “Refused”.",
                    visit=visit.display_name,
                    customer=visit.customer_id.display_name,
                )
                for visit in unwilling
            ]
        )

    def _get_finish_problems(self) -> list[str]:
        self.ensure_one()
        problems = [
            self.env._(
                "%(visit)s: answer “%(question)s” before “Done”.",
                visit=self.display_name,
                question=question.name,
            )
            for question in self._get_missing_questions()
        ]
        if not self.satisfaction:
            problems.append(
                self.env._(
                    "%(visit)s: fill in Satisfaction before “Done”.",
                    visit=self.display_name,
                )
            )
        if self.satisfaction in LOW_MARKS and not (self.problem or self.comment):
            problems.append(
                self.env._(
                    "%(visit)s: write down why the customer is not satisfied, in "
                    "Problem or Customer's Words.",
                    visit=self.display_name,
                )
            )
        needed = self.company_id.sudo().aftersales_return_visit_people
        if self.method == "on_site" and len(self.visitor_ids) < needed:
            problems.append(
                self.env._(
                    "%(visit)s: on site at least %(count)d persons go together. Name "
                    "them in Visitors.",
                    visit=self.display_name,
                    count=needed,
                )
            )
        return problems

    # -- problems ----------------------------------------------------------------------

    def _open_tasks(self) -> None:
        """A corrective task for each problem that has none yet (R275)."""
        found = self.filtered("has_problem")
        Task = self.env["aftersales.corrective.task"].sudo()
        counts = Task._count_for(found)
        today = fields.Date.context_today(self)
        Task.create(
            [
                {
                    "res_model": visit._name,
                    "res_id": visit.id,
                    "company_id": visit.company_id.id,
                    "outlet_id": visit.outlet_id.id,
                    "problem": visit.problem,
                    "user_id": visit._get_task_user().id,
                    "deadline": today
                    + timedelta(visit.company_id.aftersales_corrective_days),
                }
                for visit in found.sudo()
                if not counts.get(visit.id)
            ]
        )

    def _get_task_user(self):
        """Who sees to a problem: the outlet, else the service manager."""
        self.ensure_one()
        for user in (
            self.outlet_id.manager_id,
            self.company_id.aftersales_service_manager_id,
        ):
            if user.active:
                return user
        return self.env.user
