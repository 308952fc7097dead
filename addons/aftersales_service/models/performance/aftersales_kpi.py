from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import formatLang

from ...tools import kpi
from ..flag import flag_domain

PERIODS = [(kpi.MONTH, "Month"), (kpi.QUARTER, "Quarter"), (kpi.YEAR, "Year")]
# Figures that add up, while shares and times are averaged.
SUMMED_UNITS = ("count",)


class AftersalesKpi(models.Model):
    """What is measured, and how: one figure of the standard's list or the company's.

    Definition only; figures come from ``aftersales.kpi.source``.
    """

    _name = "aftersales.kpi"
    _description = "Key Figure"
    _order = "number, code, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True, index="trigram")
    code = fields.Char(required=True, copy=False)
    number = fields.Integer(
        copy=False, help="Number in the list of the standard's key figures."
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    formula = fields.Text(
        required=True,
        translate=True,
        help="In words, as it is printed. Results keep the words of their day.",
    )
    unit = fields.Selection(
        [
            ("percent", "%"),
            ("permille", "‰"),
            ("hours", "Clock Hours"),
            ("count", "Occurrences"),
            ("points", "Points"),
        ],
        string="Unit of Measure",
        default="percent",
        required=True,
    )
    direction = fields.Selection(
        [
            (kpi.HIGH, "The Higher the Better"),
            (kpi.LOW, "The Lower the Better"),
            (kpi.ZERO, "None at All"),
            (kpi.NONE, "Neither"),
        ],
        default=kpi.HIGH,
        required=True,
    )
    period = fields.Selection(
        PERIODS,
        default=kpi.MONTH,
        required=True,
        help="Shortest period that figures are fixed for; longer ones are, too.",
    )
    source = fields.Char(
        help="Technical name of what measures it. Empty: nothing does yet.",
    )
    is_measured = fields.Boolean(
        string="Measured",
        compute="_compute_is_measured",
        search="_search_is_measured",
        help="There is a source of figures. Without one the figure stays empty.",
    )
    unmeasured_reason = fields.Text(
        string="Why It Is Not Measured",
        translate=True,
        help="Which records are missing to measure it.",
    )
    formula_mark = fields.Char(
        string="Where the Formula Is From",
        help="W: a published page; U: common knowledge; D: a derivation.",
    )
    rule_refs = fields.Char(
        string="Rules", help="Rules of the handbooks that name or use this figure."
    )
    handbook_note = fields.Text(
        string="Targets in Handbooks",
        translate=True,
        help="What companies set for themselves. No target of yours.",
    )

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "Another key figure has this code already."
    )

    @api.depends("source")
    def _compute_is_measured(self):
        for record in self:
            record.is_measured = bool(record.source)

    def _search_is_measured(self, operator, value):
        if operator != "in":
            return NotImplemented
        return flag_domain(value, fields.Domain("source", "!=", False))

    @api.depends("code", "name")
    def _compute_display_name(self):
        for record in self:
            record.display_name = (
                f"{record.number} {record.name}" if record.number else record.name
            )

    @api.constrains("source")
    def _check_source(self):
        Source = self.env["aftersales.kpi.source"]
        for record in self.filtered("source"):
            if not hasattr(type(Source), f"_measure_{record.source}"):
                raise ValidationError(
                    self.env._(
                        "%(kpi)s: there is no source “%(method)s”. Empty the field "
                        "Source, or install the addon that measures it.",
                        kpi=record.display_name,
                        method=record.source,
                    )
                )

    def _is_sum(self) -> bool:
        self.ensure_one()
        return self.unit in SUMMED_UNITS

    def _get_periods(self) -> list[str]:
        """Kinds of periods figures are fixed for: its own and all longer ones."""
        self.ensure_one()
        kinds = [kind for kind, _label in PERIODS]
        return kinds[kinds.index(self.period) :]

    def _format_value(self, value: float, unit: str | None = None) -> str:
        """A figure as people read it: with its unit, without needless decimals."""
        unit = unit or self.unit
        number = formatLang(self.env, value, digits=0 if unit == "count" else 1)
        if unit == "hours":
            return self.env._("%(number)s h", number=number)
        return {"percent": f"{number} %", "permille": f"{number} ‰"}.get(unit, number)

    # -- measuring -----------------------------------------------------------------
    def _measure(self, date_from, date_to, by: str | None = None) -> dict:
        """Figures of the environment's company, read now.

        :return: by id of outlet or department (``by``), False for the whole company
            and for what belongs to none, a `tools.kpi.Figure`; nothing where there is
            no source
        """
        self.ensure_one()
        if not self.source:
            return {}
        Source = self.env["aftersales.kpi.source"].sudo()
        return getattr(Source, f"_measure_{self.source}")(date_from, date_to, by)

    def _get_source_action(
        self, date_from, date_to, outlet=None, department=None
    ) -> dict:
        """Open the very records behind a figure, as far as one may see them."""
        self.ensure_one()
        Source = self.env["aftersales.kpi.source"].sudo()
        getter = getattr(Source, f"_get_{self.source}_domain", None)
        records = getter and getter(date_from, date_to)
        if not records:
            raise UserError(
                self.env._(
                    "%(kpi)s has no records of its own to show.", kpi=self.display_name
                )
            )
        domain = records.domain
        paths = Source._get_scope_fields().get(records.model, {})
        if outlet:
            domain &= fields.Domain(paths["outlet"], "=", outlet.id)
        if department:
            domain &= fields.Domain(paths["department"], "=", department.id)
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": records.model,
            "view_mode": "list,form",
            "views": [(False, "list"), (False, "form")],
            "domain": list(domain),
            "context": {"create": False, "active_test": False},
        }
