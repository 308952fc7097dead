from textwrap import shorten

from odoo import api, models
from odoo.tools import format_date

from ...tools.satisfaction_table import INDEX, RATE


class AftersalesSatisfactionSurvey(models.Model):
    """What is made of it: the report, and what is signed."""

    _inherit = "aftersales.satisfaction.survey"

    # Everything else that the report says is frozen.
    _signed_fields = frozenset({"title", "analysis"})

    def _get_signed_content(self) -> dict:
        """Figures, analysis: what the management approves."""
        self.ensure_one()
        return {
            "name": self.name,
            "title": self.title,
            "from": self.date_from,
            "to": self.date_to,
            "population": self.population_count,
            "analysis": self.analysis or "",
            "figures": [
                [
                    figure.measure,
                    figure.outlet_id.id,
                    figure.question_id.id,
                    figure.value if figure.has_value else None,
                    figure.valid_count,
                ]
                for figure in self.figure_ids
            ],
        }

    def _get_signing_problem(self, role) -> str | None:
        if self.state not in ("closed", "reported"):
            return self.env._(
                "%(survey)s: the report is signed when the survey is closed.",
                survey=self.display_name,
            )
        return super()._get_signing_problem(role)

    # -- paper -------------------------------------------------------------------------

    def _get_facts(self) -> list[tuple[str, str]]:
        """Period, sample and method, as the report names them beside its figures."""
        self.ensure_one()
        number = self._format_number
        return [
            (
                self.env._("Customers Served"),
                self.env._(
                    "%(count)s, from %(start)s to %(end)s",
                    count=self.population_count,
                    start=format_date(self.env, self.date_from),
                    end=format_date(self.env, self.date_to),
                ),
            ),
            (
                self.env._("Sample"),
                self.env._(
                    "%(count)s, drawn at random, each outlet by its share (seed "
                    "%(seed)s)",
                    count=self.asked_count,
                    seed=self.sample_seed,
                ),
            ),
            (
                self.env._("Answers Received"),
                self.env._(
                    "%(count)s of %(needed)s needed for ± %(margin)s %% at "
                    "%(confidence)s %% confidence",
                    count=self.answered_count,
                    needed=self.required_answers,
                    margin=number(self.margin),
                    confidence=number(self.confidence, 0),
                ),
            ),
            (
                self.env._("Satisfaction Rate"),
                self.env._(
                    "Answers to the overall question with %(share)s %% of its best "
                    "mark or more ÷ valid answers",
                    share=number(self.satisfied_from, 0),
                ),
            ),
            (
                self.env._("Satisfaction Index"),
                self.env._("Σ (weight × mean mark ÷ best mark) ÷ Σ weight × 100"),
            ),
            (
                self.env._("NPS"),
                self.env._(
                    "%% of %(promoter)s or more − %% of %(detractor)s or less",
                    promoter=self.promoter_from,
                    detractor=self.detractor_to,
                ),
            ),
        ]

    def _get_charts(self) -> list[dict]:
        """Rate and index, each in charts of its own with its own target."""
        self.ensure_one()
        lines = self._get_lines()
        charts = [
            (self.env._("Satisfaction rate by outlet"), RATE, "outlet"),
            (self.env._("Satisfaction index by outlet"), INDEX, "outlet"),
            (self.env._("Satisfaction index by question"), INDEX, "question"),
        ]
        targets = self._get_targets()
        return [
            {
                "title": title,
                "bars": bars,
                "target": targets[measure],
                "target_label": self.env._(
                    "Target %(target)s",
                    target=self._format_figure(measure, targets[measure]),
                ),
            }
            for title, measure, about in charts
            if (
                bars := [
                    (self._get_subject(line), line)
                    for line in lines
                    if line.measure == measure
                    and getattr(line, about)
                    and line.value is not None
                ]
            )
        ]

    @api.model
    def _get_subject(self, line) -> str:
        """What a bar is about, as long as there is room for it."""
        return shorten(line.outlet.name or line.question.title, 44, placeholder="…")

    def action_print(self):
        self.ensure_one()
        return self.env.ref(
            "aftersales_service.action_report_satisfaction"
        ).report_action(self)

    def action_export(self):
        """Hand over the statistics table as a spreadsheet."""
        self.ensure_one()
        return (
            self.env["aftersales.satisfaction.export"]
            .create({"satisfaction_id": self.id})
            .action_export()
        )
