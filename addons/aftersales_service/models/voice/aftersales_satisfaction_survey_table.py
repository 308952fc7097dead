from markupsafe import Markup

from odoo import api, fields, models

from ...tools.satisfaction_table import INDEX, MARKED, RATE
from .aftersales_satisfaction_survey_figures import Line


class AftersalesSatisfactionSurvey(models.Model):
    """The statistics table, on the screen and on paper."""

    _inherit = "aftersales.satisfaction.survey"

    statistics_html = fields.Html(
        string="Statistics", compute="_compute_statistics_html", sanitize=False
    )

    @api.depends("state", "figure_ids", "answer_ids.state")
    @api.depends_context("lang")
    def _compute_statistics_html(self):
        for survey in self:
            survey.statistics_html = (
                survey._get_lines()
                and self.env["ir.qweb"]._render(
                    "aftersales_service.satisfaction_statistics",
                    survey._get_statistics_values(),
                )
            ) or Markup()

    def _get_statistics_values(self) -> dict:
        """What the statistics table shows, on the screen and on paper."""
        self.ensure_one()
        lines = self._get_lines()
        before = self.previous_id._get_comparison() if self.previous_id else {}
        return {
            "survey": self,
            "labels": dict(
                self.env["aftersales.satisfaction.figure"]
                ._fields["measure"]
                ._description_selection(self.env)
            ),
            "totals": [
                (line, before.get((line.measure, None, None), ""))
                for line in lines
                if not line.question and not line.outlet
            ],
            "questions": [
                (question, {line.measure: line for line in lines_of})
                for question, lines_of in self._group_lines(lines, "question")
            ],
            "outlets": [
                (
                    outlet,
                    {line.measure: line for line in lines_of},
                    before.get((RATE, None, outlet.id), ""),
                    before.get((INDEX, None, outlet.id), ""),
                )
                for outlet, lines_of in self._group_lines(lines, "outlet")
            ],
            "before": before,
            "marks": self._get_marks(lines),
        }

    @api.model
    def _group_lines(self, lines: list[Line], key: str) -> list[tuple]:
        groups: dict = {}
        for line in lines:
            record = getattr(line, key)
            if record:
                groups.setdefault(record, []).append(line)
        return list(groups.items())

    @api.model
    def _get_marks(self, lines: list[Line]) -> list[str]:
        """Marks that were given to questions of satisfaction, the best first."""
        marks = {
            mark
            for line in lines
            if line.question.aftersales_measure in MARKED
            for mark in line.tally
        }
        return sorted(marks, key=float, reverse=True)

    def _get_comparison(self) -> dict:
        """Figures in words by measure, code of the question and id of the outlet."""
        self.ensure_one()
        return {
            (
                line.measure,
                line.question.aftersales_code or None,
                line.outlet.id or None,
            ): line.text
            for line in self._get_lines()
            if not line.question or line.question.aftersales_code
        }
