from odoo import api, fields, models
from odoo.tools import format_date

from ..models.performance.aftersales_kpi import PERIODS
from ..tools import kpi
from ..tools.ledger_sheet import Column, LedgerSheet


class AftersalesKpiSheet(models.TransientModel):
    """Target execution assessment form (服务目标执行考核表): what a company, department
    or outlet was to reach in a period and what it reached (R028)."""

    _name = "aftersales.kpi.sheet"
    _description = "Target Execution Assessment Form"
    _inherit = ["aftersales.sheet.mixin"]

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    period = fields.Selection(PERIODS, required=True, default=kpi.MONTH)
    day = fields.Date(
        string="A Day In It",
        required=True,
        default=lambda self: self._default_day(),
        help="Any day of the month, quarter or year.",
    )
    date_from = fields.Date(compute="_compute_dates")
    date_to = fields.Date(compute="_compute_dates")
    outlet_id = fields.Many2one(
        "aftersales.outlet", domain="[('company_id', '=', company_id)]"
    )
    department_id = fields.Many2one(
        "hr.department", domain="[('company_id', 'in', (company_id, False))]"
    )

    def _default_day(self):
        """The month that ended last."""
        return fields.Date.subtract(
            fields.Date.context_today(self).replace(day=1), days=1
        )

    @api.depends("period", "day")
    def _compute_dates(self):
        for sheet in self:
            span = sheet.day and kpi.period(sheet.period or kpi.MONTH, sheet.day)
            sheet.date_from, sheet.date_to = span or (False, False)

    def action_print(self):
        self.ensure_one()
        return self.env.ref("aftersales_service.action_report_kpi_sheet").report_action(
            self
        )

    # -- contents --------------------------------------------------------------------
    def _get_scope_name(self) -> str:
        self.ensure_one()
        return (self.outlet_id or self.department_id or self.company_id).display_name

    def _get_period_name(self) -> str:
        self.ensure_one()
        return self.env["aftersales.kpi.result"]._get_period_text(
            self.period, self.date_from
        )

    def _get_rows(self) -> list[dict]:
        """Every key figure with what is known of it; two queries."""
        self.ensure_one()
        results = self.env["aftersales.kpi.result"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("period", "=", self.period),
                ("date_from", "=", self.date_from),
                ("outlet_id", "=", self.outlet_id.id),
                ("department_id", "=", self.department_id.id),
                ("is_current", "=", True),
            ]
        )
        by_kpi = {result.kpi_id: result for result in results}
        definitions = self.env["aftersales.kpi"].search(
            [("company_id", "in", (self.company_id.id, False))]
        )
        if self.outlet_id or self.department_id:
            definitions = definitions.filtered(by_kpi.get)
        return [
            self._get_row(definition, by_kpi.get(definition, results.browse()))
            for definition in definitions
        ]

    def _get_row(self, definition, result) -> dict:
        labels = result._fields
        note = result.correction_reason or ""
        if not definition.is_measured:
            note = definition.unmeasured_reason or self.env._("Not measured.")
        elif not result:
            note = self.env._("Not fixed yet.")
        elif not result.has_value:
            note = self.env._("Nothing to measure.")
        return {
            "number": definition.number,
            "name": definition.name,
            "formula": result.formula or definition.formula,
            "target": result.target_text or "",
            "actual": result.value_text or "",
            "verdict": dict(labels["verdict"]._description_selection(self.env)).get(
                result.verdict, ""
            ),
            "trend": dict(labels["trend"]._description_selection(self.env)).get(
                result.trend, ""
            ),
            "assessor": result.target_id.sudo().assessor_id.name or "",
            "note": note,
        }

    # -- sheet -----------------------------------------------------------------------
    def _get_titles(self) -> dict[str, str]:
        return {
            "number": self.env._("No."),
            "name": self.env._("Key Figure"),
            "formula": self.env._("Formula"),
            "target": self.env._("Target"),
            "actual": self.env._("Actual"),
            "verdict": self.env._("Judgement"),
            "trend": self.env._("Trend"),
            "assessor": self.env._("Assessor"),
            "note": self.env._("Note"),
        }

    def _write_workbook(self, file) -> int:
        titles = self._get_titles()
        widths = {"number": 6, "name": 30, "formula": 50, "note": 40}
        sheet = LedgerSheet(
            file,
            self.env._("Target Execution"),
            [
                Column(title, "text", widths.get(key, 14))
                for key, title in titles.items()
            ],
        )
        sheet.write_head(
            [
                self.env._("Target Execution Assessment Form"),
                self._get_scope_name(),
                self._get_period_name(),
                self.env._(
                    "From %(start)s to %(end)s",
                    start=format_date(self.env, self.date_from),
                    end=format_date(self.env, self.date_to),
                ),
            ]
        )
        for row in self._get_rows():
            sheet.write_row([row[key] for key in titles])
        sheet.close(self.env._("End of the form"))
        return sheet.row_count

    def _get_file_name(self) -> str:
        return f"target-execution_{self.date_from}_{self.date_to}.xlsx"
