from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools.satisfaction_table import CES, INDEX, NPS, RATE, RESPONSE

# What no average may hold two kinds of.
GUARDED = ("value:avg", "low:avg", "high:avg")


class AftersalesSatisfactionFigure(models.Model):
    """One figure of a closed survey, frozen with how sure it is.

    Rate and index, company and outlet are rows of their own; an average over rows of
    different kinds does not exist.
    """

    _name = "aftersales.satisfaction.figure"
    _description = "Figure of a Satisfaction Survey"
    _order = "date_to desc, satisfaction_id desc, sequence, id"
    _check_company_auto = True

    satisfaction_id = fields.Many2one(
        "aftersales.satisfaction.survey",
        string="Survey",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="satisfaction_id.company_id", store=True, precompute=True, index=True
    )
    year = fields.Integer(
        related="satisfaction_id.year", store=True, precompute=True, aggregator=None
    )
    date_to = fields.Date(
        related="satisfaction_id.date_to", store=True, precompute=True, string="Period"
    )
    sequence = fields.Integer(readonly=True, aggregator=None)
    scope = fields.Selection(
        [
            ("company", "All Customers"),
            ("question", "Question"),
            ("outlet", "Outlet"),
        ],
        required=True,
        readonly=True,
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        readonly=True,
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    question_id = fields.Many2one(
        "survey.question", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    question_title = fields.Char(
        string="Question Asked", compute="_compute_question_title"
    )
    measure = fields.Selection(
        [
            (RESPONSE, "Response Rate"),
            (RATE, "Satisfaction Rate"),
            (INDEX, "Satisfaction Index"),
            (NPS, "Net Promoter Score"),
            (CES, "Customer Effort Score"),
        ],
        required=True,
        readonly=True,
    )
    has_value = fields.Boolean(
        string="Has a Figure",
        readonly=True,
        help="Without valid answers there is none: empty, not nought.",
    )
    value = fields.Float(readonly=True, aggregator="avg")
    valid_count = fields.Integer(
        string="Valid Answers",
        readonly=True,
        aggregator=None,
        help="Of the response rate: how many were asked.",
    )
    hit_count = fields.Integer(
        string="Of Them Satisfied",
        readonly=True,
        aggregator=None,
        help="Of the response rate: how many answered.",
    )
    has_interval = fields.Boolean(readonly=True)
    low = fields.Float(string="From", readonly=True, aggregator="avg")
    high = fields.Float(string="To", readonly=True, aggregator="avg")
    tally = fields.Json(readonly=True, help="Mark: how often it was given.")
    value_text = fields.Char(string="Figure", compute="_compute_texts")
    interval_text = fields.Char(string="Interval", compute="_compute_texts")

    @api.depends("question_id")
    @api.depends_context("lang")
    def _compute_question_title(self):
        """Whoever reads the figure reads what was asked; that is no secret."""
        for figure in self:
            figure.question_title = figure.sudo().question_id.title

    @api.depends("value", "low", "high")
    @api.depends_context("lang")
    def _compute_texts(self):
        for figure in self:
            line = figure._get_line()
            figure.value_text = line.text
            figure.interval_text = line.interval_text

    @api.depends("satisfaction_id", "measure", "outlet_id")
    def _compute_display_name(self):
        labels = dict(self._fields["measure"]._description_selection(self.env))
        for figure in self:
            about = figure.outlet_id.name or figure.question_title
            words = (figure.satisfaction_id.name, labels.get(figure.measure), about)
            figure.display_name = " · ".join(word for word in words if word)

    def _get_line(self):
        self.ensure_one()
        return self.satisfaction_id._prepare_line(
            self.outlet_id,
            self.sudo().question_id,
            self.measure,
            self.value if self.has_value else None,
            self.valid_count,
            self.hit_count,
            self.low if self.has_interval else None,
            self.high if self.has_interval else None,
            self.tally or {},
        )

    def write(self, vals):
        if self:
            raise UserError(
                self.env._("The figures of a survey are frozen when it is closed.")
            )
        return super().write(vals)

    def _read_group_select(self, aggregate_spec, query):
        """No average where there is nothing, or where there are two kinds of things."""
        if aggregate_spec not in GUARDED:
            return super()._read_group_select(aggregate_spec, query)
        name, _avg = aggregate_spec.split(":")
        exists = "has_value" if name == "value" else "has_interval"
        return SQL(
            "CASE WHEN COUNT(DISTINCT (%s, %s)) = 1 THEN AVG(%s) FILTER (WHERE %s) END",
            self._field_to_sql(self._table, "measure", query),
            self._field_to_sql(self._table, "scope", query),
            self._field_to_sql(self._table, name, query),
            self._field_to_sql(self._table, exists, query),
        )
