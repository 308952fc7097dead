from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools import kpi, scorecard

BATCH = 200


class AftersalesScorecardScheme(models.Model):
    """How outlets are graded: which figures count how much, and what a score is worth.

    Open to all of them, by the same rules (R151). A period is computed in batches; a
    run that is killed goes on with the outlets that have no card yet.
    """

    _name = "aftersales.scorecard.scheme"
    _description = "Scorecard Scheme"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    period = fields.Selection(
        [(kpi.MONTH, "Month"), (kpi.QUARTER, "Quarter")],
        default=kpi.QUARTER,
        required=True,
    )
    is_automatic = fields.Boolean(
        string="Compute Automatically",
        help="Cards of a period are computed some days after its end, and wait for "
        "somebody to publish them.",
    )
    delay_days = fields.Integer(
        string="Days After the Period",
        default=5,
        help="Time for slips and opinions to come in.",
    )
    appeal_days = fields.Integer(
        string="Appeal Within (days)",
        default=7,
        help="How long an outlet may object after a card was published.",
    )
    min_measured = fields.Float(
        string="Measured at Least (share)",
        default=0.5,
        help="There is no grade where less than this share of the weights could be "
        "measured.",
    )
    metric_ids = fields.One2many("aftersales.scorecard.metric", "scheme_id", copy=True)
    band_ids = fields.One2many("aftersales.scorecard.band", "scheme_id", copy=True)

    _numbers = models.Constraint(
        "CHECK(appeal_days >= 0 AND delay_days >= 0 "
        "AND min_measured >= 0 AND min_measured <= 1)",
        "Days cannot be negative; Measured at Least is a share from 0 to 1.",
    )

    @api.constrains("band_ids")
    def _check_bands(self):
        for scheme in self:
            rows = scheme.band_ids.sorted("grade")
            scores = rows.mapped("min_score")
            if scores != sorted(scores, reverse=True):
                raise ValidationError(
                    self.env._(
                        "%(scheme)s: a better grade needs a higher score. Look at From "
                        "Score of the grades.",
                        scheme=scheme.name,
                    )
                )

    def _get_metrics(self) -> list[scorecard.Metric]:
        self.ensure_one()
        return [
            scorecard.Metric(line.id, line.weight, line.best_value, line.worst_value)
            for line in self.metric_ids
        ]

    def _get_grade(self, card: scorecard.Card) -> str | None:
        """Grade of a card; none where too little of it was measured."""
        self.ensure_one()
        if card.measured < self.min_measured:
            return None
        bands = [scorecard.Band(band.grade, band.min_score) for band in self.band_ids]
        return scorecard.grade(card.score, bands)

    # -- computing ---------------------------------------------------------------------

    def _get_due_period(self) -> tuple:
        """The newest period that has ended long enough ago."""
        self.ensure_one()
        day = fields.Date.context_today(self) - timedelta(days=self.delay_days)
        first, _last = kpi.period(self.period, day)
        return kpi.period(self.period, first - timedelta(days=1))

    def action_compute(self):
        """Compute the cards of the last period anew, those published stay."""
        self.ensure_one()
        self.check_access("write")
        period = self._get_due_period()
        company = self.company_id or self.env.company
        self._get_cards(company, period)._drop_computed()
        self._compute_period(company, period)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_outlet_scorecard_action"
        )
        action["domain"] = [
            ("scheme_id", "=", self.id),
            ("date_from", "=", period[0]),
        ]
        return action

    def _get_cards(self, company, period):
        return (
            self.env["aftersales.outlet.scorecard"]
            .sudo()
            .search(
                [
                    ("scheme_id", "=", self.id),
                    ("company_id", "=", company.id),
                    ("date_from", "=", period[0]),
                ]
            )
        )

    def _get_graded_outlets(self, company, period, limit=None):
        """Outlets that worked in the period and have no card of it."""
        cards = self.env["aftersales.outlet.scorecard"].sudo()
        held = cards._search(
            [("scheme_id", "=", self.id), ("date_from", "=", period[0])]
        )
        return (
            self.env["aftersales.outlet"]
            .sudo()
            .search(
                Domain("company_id", "=", company.id)
                & Domain("state", "in", ("active", "suspended"))
                & (
                    Domain("active_since", "=", False)
                    | Domain("active_since", "<=", period[1])
                )
                & Domain("id", "not in", held.subselect("outlet_id")),
                order="id",
                limit=limit,
            )
        )

    def _measure(self, company, period) -> dict:
        """Figures by metric and outlet: each is read once for all outlets."""
        here = self.with_company(company)
        return {
            line.id: line.kpi_id.sudo()._measure(*period, by="outlet")
            for line in here.metric_ids
        }

    def _compute_period(self, company, period, limit=None, figures=None) -> int:
        """Cards of at most ``limit`` outlets that have none; returns of how many."""
        self.ensure_one()
        outlets = self._get_graded_outlets(company, period, limit)
        if outlets:
            figures = figures or self._measure(company, period)
            self.env["aftersales.outlet.scorecard"].sudo().create(
                [self._prepare_card_vals(outlet, period, figures) for outlet in outlets]
            )
        return len(outlets)

    def _prepare_card_vals(self, outlet, period, figures) -> dict:
        values = {
            metric: found[outlet.id].value
            for metric, found in figures.items()
            if outlet.id in found
        }
        card = scorecard.evaluate(self._get_metrics(), values)
        return {
            "outlet_id": outlet.id,
            "scheme_id": self.id,
            "date_from": period[0],
            "date_to": period[1],
            "score": card.score or 0.0,
            "has_score": card.score is not None,
            "measured_share": card.measured,
            "grade": self._get_grade(card),
            "line_ids": [
                fields.Command.create(
                    self._prepare_line_vals(mark, figures[mark.key].get(outlet.id))
                )
                for mark in card.marks
            ],
        }

    def _prepare_line_vals(self, mark: scorecard.Mark, figure) -> dict:
        metric = self.metric_ids.browse(mark.key)
        return {
            "metric_id": metric.id,
            "kpi_id": metric.kpi_id.id,
            "weight": metric.weight,
            "is_measured": mark.value is not None,
            "value": mark.value or 0.0,
            "numerator": figure.numerator if figure else 0.0,
            "denominator": figure.denominator if figure else 0.0,
            "points": mark.points or 0.0,
            "share": mark.share,
        }

    @api.model
    def _cron_compute(self) -> None:
        """Cards of the periods that have ended, batch by batch."""
        cron = self.env["ir.cron"]
        todo = [
            (scheme, company, scheme._get_due_period())
            for scheme in self.search([("is_automatic", "=", True)])
            for company in scheme.company_id or self.env["res.company"].search([])
        ]
        cron._commit_progress(remaining=len(todo))
        for scheme, company, period in todo:
            figures = None
            while scheme._get_graded_outlets(company, period, limit=1):
                figures = figures or scheme._measure(company, period)
                done = scheme._compute_period(company, period, BATCH, figures)
                if not cron._commit_progress(done):
                    return
