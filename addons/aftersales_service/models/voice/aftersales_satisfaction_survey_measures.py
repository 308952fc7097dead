from datetime import timedelta

from odoo import api, fields, models

from ...tools.satisfaction_flow import COUNTED
from ...tools.satisfaction_table import INDEX, RATE


class AftersalesSatisfactionSurvey(models.Model):
    """What follows from it: main problems become measures of departments (R298)."""

    _inherit = "aftersales.satisfaction.survey"

    measure_days = fields.Integer(
        string="Days for a Measure",
        default=30,
        required=True,
        aggregator=None,
        help="Deadline of the measures that are proposed from the figures.",
    )
    task_ids = fields.Many2many(
        "aftersales.corrective.task", string="Measures", compute="_compute_tasks"
    )
    task_count = fields.Integer(string="Number of Measures", compute="_compute_tasks")
    problem_count = fields.Integer(string="Main Problems", compute="_compute_tasks")

    _measure_days_positive = models.Constraint(
        "CHECK(measure_days > 0)", "Days for a Measure: 1 or more."
    )

    @api.depends("state", "figure_ids")
    def _compute_tasks(self):
        Task = self.env["aftersales.corrective.task"]
        for survey in self:
            survey.task_ids = Task.search(Task._get_action_for(survey)["domain"])
            survey.task_count = len(survey.task_ids)
            survey.problem_count = len(survey._group_problems())

    # -- problems ----------------------------------------------------------------------

    def _get_targets(self) -> dict[str, float]:
        self.ensure_one()
        return {RATE: self.target_rate, INDEX: self.target_index}

    def _find_problems(self) -> list:
        """Figures of questions and outlets below their target, the worst first.

        Rate against its target, index against its own: a figure is never compared
        with the other's target.
        """
        self.ensure_one()
        targets = self._get_targets()
        missed = [
            line
            for line in self._get_lines()
            if (line.question or line.outlet)
            and line.measure in targets
            and line.value is not None
            and line.value < targets[line.measure]
        ]
        return sorted(missed, key=lambda line: line.value - targets[line.measure])

    def _group_problems(self) -> dict:
        """By question or outlet, its figures below the target; only once counted."""
        self.ensure_one()
        groups: dict = {}
        if self.state in COUNTED:
            for line in self._find_problems():
                groups.setdefault(line.outlet or line.question, []).append(line)
        return groups

    def _get_problem_text(self, line) -> str:
        labels = dict(
            self.env["aftersales.satisfaction.figure"]
            ._fields["measure"]
            ._description_selection(self.env)
        )
        return self.env._(
            "%(about)s: %(figure)s %(value)s, target %(target)s",
            about=line.outlet.name or line.question.title,
            figure=labels[line.measure],
            value=line.text,
            target=self._format_figure(line.measure, self._get_targets()[line.measure]),
        )

    # -- measures ----------------------------------------------------------------------

    def action_propose_measures(self):
        """Open a task for each question and outlet below its target."""
        self._check_step_role("close")
        self._refuse(
            [
                self.env._(
                    "%(survey)s is not closed: its problems are not known yet.",
                    survey=survey.display_name,
                )
                if survey.state not in COUNTED
                else survey.task_ids
                and self.env._(
                    "%(survey)s has measures already. Add others with “New”.",
                    survey=survey.display_name,
                )
                for survey in self
            ]
        )
        Task = self.env["aftersales.corrective.task"]
        for survey in self:
            for about, lines in survey._group_problems().items():
                Task._open_for(survey, survey._prepare_task_vals(about, lines))
        self.invalidate_recordset(["task_ids", "task_count"])
        return self.action_open_tasks()

    def _prepare_task_vals(self, about, lines: list) -> dict:
        """An outlet's manager answers for it, the survey's person for the others."""
        self.ensure_one()
        outlet = about if about._name == "aftersales.outlet" else None
        manager = outlet and outlet.sudo().manager_id
        return {
            "outlet_id": outlet.id if outlet else False,
            "problem": "\n".join(map(self._get_problem_text, lines)),
            "user_id": (manager or self.user_id or self.env.user).id,
            "deadline": fields.Date.context_today(self)
            + timedelta(days=self.measure_days),
        }

    def action_open_tasks(self):
        return self.env["aftersales.corrective.task"]._get_action_for(self)

    def _get_report_problem(self) -> str | None:
        return super()._get_report_problem() or (
            self.env._(
                "%(survey)s: %(count)s questions and outlets are below their target. "
                "Open measures for them first.",
                survey=self.display_name,
                count=self.problem_count,
            )
            if self.problem_count and not self.task_ids
            else None
        )
