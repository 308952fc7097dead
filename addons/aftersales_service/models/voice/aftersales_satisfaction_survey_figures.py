from collections import Counter
from typing import Any, NamedTuple

from odoo import api, fields, models
from odoo.tools.misc import formatLang

from ...tools import satisfaction
from ...tools.satisfaction_flow import COUNTED
from ...tools.satisfaction_table import (
    CES,
    INDEX,
    NPS,
    RATE,
    RESPONSE,
    Answer,
    Asked,
    Method,
    Row,
    tabulate,
)

# Figures in per cent; the others are points.
SHARES = (RESPONSE, RATE)


class Line(NamedTuple):
    """A figure as it is shown, frozen or not; ``text`` is empty where there is none."""

    outlet: Any
    question: Any
    measure: str
    value: float | None
    valid: int
    hits: int
    low: float | None
    high: float | None
    tally: dict[str, int]
    text: str = ""
    interval_text: str = ""


class AftersalesSatisfactionSurvey(models.Model):
    """What it counts: live while it runs, frozen when it is closed."""

    _inherit = "aftersales.satisfaction.survey"

    rate_text = fields.Char(string="Satisfaction Rate", compute="_compute_texts")
    index_text = fields.Char(string="Satisfaction Index", compute="_compute_texts")
    nps_text = fields.Char(string="NPS", compute="_compute_texts")
    ces_text = fields.Char(string="CES", compute="_compute_texts")
    previous_id = fields.Many2one(
        "aftersales.satisfaction.survey",
        string="Compared With",
        compute="_compute_previous_id",
        help="The survey before this one.",
    )

    @api.depends("date_from", "company_id")
    def _compute_previous_id(self):
        counted = self.search(
            [
                ("company_id", "in", self.company_id.ids),
                ("state", "in", COUNTED),
                ("id", "not in", self.ids),
            ]
        )
        candidates = counted | self.filtered(lambda survey: survey.state in COUNTED)
        candidates = candidates.sorted("date_to", reverse=True)
        for survey in self:
            survey.previous_id = candidates.filtered(
                lambda one, survey=survey: (
                    one.company_id == survey.company_id
                    and survey.date_from
                    and one.date_to < survey.date_from
                )
            )[:1]

    # -- counting ----------------------------------------------------------------------

    def _tabulate(self) -> list[Row]:
        """Figures of the answers as they are now; two queries."""
        self.ensure_one()
        sheets = self.env["survey.user_input"].sudo().search(self._get_sampled_domain())
        questions = self.sudo().survey_id.question_ids.filtered("aftersales_measure")
        lines = (
            self.env["survey.user_input.line"]
            .sudo()
            .search(
                [
                    ("user_input_id", "in", sheets.ids),
                    ("user_input_id.state", "=", "done"),
                    ("question_id", "in", questions.ids),
                    ("answer_type", "in", ("suggestion", "scale")),
                ]
            )
        )
        population = {
            int(key): count for key, count in (self.outlet_populations or {}).items()
        }
        sample = Counter(sheet.aftersales_outlet_id.id or 0 for sheet in sheets)
        return [
            row
            for row in tabulate(
                [question._get_plain() for question in questions],
                [
                    Answer(
                        line.user_input_id.id,
                        line.user_input_id.aftersales_outlet_id.id or 0,
                        line.question_id.id,
                        line._get_mark(),
                    )
                    for line in lines
                ],
                self._get_method(),
                Asked(sample, population),
            )
            # Customers without an outlet count in the whole only.
            if row.outlet != 0
        ]

    def _get_method(self) -> Method:
        self.ensure_one()
        return Method(
            self.satisfied_from,
            self.promoter_from,
            self.detractor_to,
            self.confidence / 100,
        )

    def _freeze_figures(self) -> None:
        for survey in self:
            self.env["aftersales.satisfaction.figure"].create(
                [
                    survey._prepare_figure_vals(number, row)
                    for number, row in enumerate(survey._tabulate())
                ]
            )

    def _prepare_figure_vals(self, number: int, row: Row) -> dict:
        self.ensure_one()
        low, high = row.interval or (0.0, 0.0)
        return {
            "satisfaction_id": self.id,
            "sequence": number,
            "scope": "question"
            if row.question
            else "outlet"
            if row.outlet
            else "company",
            "outlet_id": row.outlet,
            "question_id": row.question,
            "measure": row.measure,
            "has_value": row.score.value is not None,
            "value": row.score.value or 0.0,
            "valid_count": row.score.valid,
            "hit_count": row.score.hits or 0,
            "has_interval": row.interval is not None,
            "low": low,
            "high": high,
            "tally": {f"{mark:g}": count for mark, count in row.tally},
        }

    # -- showing -----------------------------------------------------------------------

    def _get_lines(self) -> list[Line]:
        """Frozen figures of a closed survey, those of this moment of a running one."""
        self.ensure_one()
        if self.state in COUNTED:
            return [figure._get_line() for figure in self.figure_ids]
        if self.state != "running":
            return []
        Outlet, Ask = self.env["aftersales.outlet"], self.env["survey.question"].sudo()
        return [
            self._prepare_line(
                Outlet.browse(row.outlet or []),
                Ask.browse(row.question or []),
                row.measure,
                row.score.value,
                row.score.valid,
                row.score.hits or 0,
                *(row.interval or (None, None)),
                {f"{mark:g}": count for mark, count in row.tally},
            )
            for row in self._tabulate()
        ]

    def _prepare_line(
        self, outlet, question, measure, value, valid, hits, low, high, tally
    ) -> Line:
        line = Line(outlet, question, measure, value, valid, hits, low, high, tally)
        return line._replace(
            text=self._format_figure(measure, value),
            interval_text=""
            if low is None
            else f"{self._format_number(low)} – {self._format_number(high)}",
        )

    def _format_figure(self, measure: str, value: float | None) -> str:
        if value is None:
            return ""
        number = self._format_number(value, 2 if measure == CES else 1)
        if measure in SHARES:
            return f"{number} %"
        return f"+{number}" if measure == NPS and value > 0 else number

    def _format_number(self, value: float, places: int = 1) -> str:
        rounded = satisfaction.rounded(value, places)
        return formatLang(self.env, float(rounded), digits=places)

    def _get_totals(self) -> dict[str, Line]:
        """By measure, the figure of all customers."""
        return {
            line.measure: line
            for line in self._get_lines()
            if not line.question and not line.outlet
        }

    @api.depends("state", "figure_ids", "answer_ids.state")
    def _compute_texts(self):
        for survey in self:
            totals = survey._get_totals()
            for measure in (RATE, INDEX, NPS, CES):
                line = totals.get(measure)
                survey[f"{measure}_text"] = line.text if line else False
