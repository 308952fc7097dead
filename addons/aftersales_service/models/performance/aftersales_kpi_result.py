from babel.dates import format_skeleton

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.models import parse_read_group_spec
from odoo.tools import SQL, babel_locale_parse, get_lang

from ...tools import kpi
from .aftersales_kpi import PERIODS

# Context value that lets a correction retire the version before it. Compared by
# identity, so nothing that arrives over RPC can stand for it.
CORRECTION = object()
# What an average leaves out where there was nothing to measure.
MEASURED_FIELDS = ("value", "p90")


class AftersalesKpiResult(models.Model):
    """What a key figure was in a period, fixed with its formula and target.

    Never changed, by nobody: a correction is a further version with its reason.
    """

    _name = "aftersales.kpi.result"
    _description = "Result of a Key Figure"
    # Fixed in this order: the company, its departments, its outlets.
    _order = "date_to desc, id"
    _check_company_auto = True

    kpi_id = fields.Many2one(
        "aftersales.kpi",
        string="Key Figure",
        required=True,
        readonly=True,
        ondelete="restrict",
        check_company=True,
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    period = fields.Selection(
        PERIODS, string="Length of the Period", required=True, readonly=True
    )
    date_from = fields.Date(string="From", required=True, readonly=True)
    date_to = fields.Date(string="To", required=True, readonly=True)
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Neither outlet nor department: the whole company.",
    )
    department_id = fields.Many2one(
        "hr.department", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    scope = fields.Selection(
        [
            ("company", "Company"),
            ("department", "Department"),
            ("outlet", "Outlet"),
        ],
        required=True,
        readonly=True,
    )

    # -- the figure ----------------------------------------------------------------
    numerator = fields.Float(readonly=True, digits=(16, 2))
    denominator = fields.Float(readonly=True, digits=(16, 2))
    value = fields.Float(
        string="Figure", readonly=True, digits=(16, 4), aggregator="avg"
    )
    p90 = fields.Float(
        string="Nine of Ten Within",
        readonly=True,
        digits=(16, 4),
        aggregator="avg",
        help="Of durations: what nine of ten stay within.",
    )
    has_value = fields.Boolean(
        string="Has a Figure",
        readonly=True,
        help="Without one there was nothing to divide by: empty, not nought.",
    )
    formula = fields.Text(readonly=True, help="In the words of the day it was fixed.")
    unit = fields.Selection(
        string="Unit of Measure",
        selection=lambda self: (
            self.env["aftersales.kpi"]._fields["unit"]._description_selection(self.env)
        ),
        readonly=True,
    )
    value_text = fields.Char(string="Actual", compute="_compute_texts")
    period_text = fields.Char(string="Period", compute="_compute_texts")

    # -- against the target ----------------------------------------------------------
    target_id = fields.Many2one(
        "aftersales.kpi.target",
        string="Approved Target",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
    )
    target_value = fields.Float(
        readonly=True,
        digits=(16, 2),
        aggregator="avg",
        help="The target on the day the figure was fixed.",
    )
    target_text = fields.Char(string="Target", compute="_compute_texts")
    verdict = fields.Selection(
        [("met", "Target Met"), ("missed", "Target Missed"), ("open", "No Target")],
        string="Judgement",
        required=True,
        readonly=True,
    )
    trend = fields.Selection(
        [(kpi.BETTER, "Better"), (kpi.STEADY, "Steady"), (kpi.WORSE, "Worse")],
        readonly=True,
        help="Over the last periods.",
    )

    # -- versions --------------------------------------------------------------------
    version = fields.Integer(default=1, required=True, readonly=True)
    is_current = fields.Boolean(
        string="Latest Version", default=True, required=True, readonly=True
    )
    correction_reason = fields.Char(readonly=True)

    _scope_uniq = models.UniqueIndex(
        "(kpi_id, company_id, period, date_from, COALESCE(outlet_id, 0), "
        "COALESCE(department_id, 0), version)",
        "This figure has been fixed for that period already.",
    )
    _company_date_idx = models.Index("(company_id, date_to DESC, id)")
    _outlet_date_idx = models.Index(
        "(outlet_id, date_to DESC) WHERE outlet_id IS NOT NULL"
    )
    # The dashboard and the marks of the snapshot.
    _company_scope_idx = models.Index(
        "(company_id, kpi_id, period, date_to DESC) WHERE scope = 'company'"
    )

    @api.depends("kpi_id", "date_from", "outlet_id", "department_id")
    def _compute_display_name(self):
        for result in self:
            whose = result.outlet_id or result.department_id or result.company_id
            result.display_name = (
                f"{result.kpi_id.display_name}, {whose.name}, {result.period_text}"
            )

    @api.depends("value", "has_value", "unit", "target_value", "target_id", "date_from")
    @api.depends_context("lang")
    def _compute_texts(self):
        for result in self:
            definition = result.kpi_id
            result.value_text = (
                definition._format_value(result.value, result.unit)
                if result.has_value
                else False
            )
            result.target_text = (
                definition._format_value(result.target_value, result.unit)
                if result.target_id
                else False
            )
            result.period_text = self._get_period_text(result.period, result.date_from)

    @api.model
    def _get_period_text(self, period: str, first) -> str:
        if not first:
            return ""
        skeleton = {kpi.MONTH: "yMMM", kpi.QUARTER: "yQQQ"}.get(period)
        if not skeleton:
            return str(first.year)
        locale = babel_locale_parse(get_lang(self.env).code)
        return format_skeleton(skeleton, first, locale=locale)

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        """Averages leave out what is empty: it is stored as nought."""
        fname, _property_name, func = parse_read_group_spec(aggregate_spec)
        select = super()._read_group_select(aggregate_spec, query)
        if fname in MEASURED_FIELDS and func == "avg":
            measured = self._field_to_sql(self._table, "has_value", query)
            return SQL("%s FILTER (WHERE %s)", select, measured)
        return select

    # -- fixed -----------------------------------------------------------------------
    def write(self, vals):
        if self.env.context.get("_aftersales_correction") is not CORRECTION:
            raise UserError(
                self.env._(
                    "Results are fixed and never change. Use “Correct”: it measures "
                    "again and keeps the version before."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Results are fixed: they are not deleted."))

    def action_correct(self):
        """Ask for the reason of a correction."""
        self._check_may_correct()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Correct Results"),
            "res_model": "aftersales.kpi.correction",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_result_ids": [fields.Command.set(self.ids)]},
        }

    def _check_may_correct(self) -> None:
        if not self.env.user.has_group("aftersales_service.group_service_manager"):
            raise AccessError(
                self.env._("“Correct” is for service managers and administrators.")
            )

    def action_view_source(self):
        """The very records behind the figure."""
        self.ensure_one()
        return self.kpi_id.with_company(self.company_id)._get_source_action(
            self.date_from, self.date_to, self.outlet_id, self.department_id
        )
