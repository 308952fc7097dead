from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools import kpi
from .aftersales_kpi_result import CORRECTION
from .aftersales_kpi_source import BY_DEPARTMENT, BY_OUTLET

# How many periods a trend looks at, the present one included.
TREND_PERIODS = 6
SCOPES = (("company", None), ("department", BY_DEPARTMENT), ("outlet", BY_OUTLET))
NO_FIGURE = kpi.Figure(0.0, 0.0, None)


class AftersalesKpiResult(models.Model):
    """Fixing figures: each key figure and period is one step that commits.

    The row of the whole company marks that a period is fixed. A run that is killed
    loses the step it is in and begins with it the next time.
    """

    _inherit = "aftersales.kpi.result"

    @api.model
    def _cron_snapshot(self) -> None:
        cron = self.env["ir.cron"]
        steps = self._get_due_steps(fields.Date.today())
        cron._commit_progress(remaining=len(steps))
        for company, definition, period, first, last in steps:
            self.with_company(company)._fix(definition, period, first, last)
            if not cron._commit_progress(1):
                return

    @api.model
    def _get_due_steps(self, today) -> list[tuple]:
        """What is to be fixed, oldest first: (company, key figure, period, from, to).

        Two queries, however many there are.
        """
        companies = self.env["aftersales.outlet"]._read_group(
            [("state", "=", "active")], ["company_id"]
        )
        newest = {
            (company, definition, period): last
            for company, definition, period, last in self._read_group(
                [("scope", "=", "company")],
                ["company_id", "kpi_id", "period"],
                ["date_to:max"],
            )
        }
        definitions = self.env["aftersales.kpi"].search([("is_measured", "=", True)])
        steps = [
            (company, definition, period, *span)
            for (company,) in companies
            for definition in definitions
            if definition.company_id in (company, company.browse())
            for period in definition._get_periods()
            for span in kpi.due_periods(
                period,
                newest.get((company, definition, period)),
                today,
                company.aftersales_kpi_delay_days,
            )
        ]
        return sorted(steps, key=lambda step: step[-1])

    @api.model
    def _fix(self, definition, period: str, first, last):
        """Results of the company of the environment, its departments and outlets."""
        definition = self._speak_for_company(definition)
        targets = self.env["aftersales.kpi.target"]._find_targets(
            definition, period, first
        )
        series = self._get_series(definition, period, first)
        return self.create(
            [
                self._prepare_result_vals(
                    definition,
                    period,
                    (first, last),
                    scope,
                    key,
                    figure,
                    targets,
                    series,
                )
                for scope, by in SCOPES
                for key, figure in self._measure_scope(definition, first, last, by)
            ]
        )

    @api.model
    def _speak_for_company(self, definition):
        """Measured for the company of the environment, told in its language."""
        company = self.env.company
        return definition.with_company(company).with_context(
            lang=company.partner_id.lang or self.env.lang
        )

    @api.model
    def _measure_scope(self, definition, first, last, by) -> list[tuple]:
        """(id, figure) of every member that has one; the company always has a row."""
        figures = definition._measure(first, last, by)
        if not by:
            return [(False, figures.get(False, NO_FIGURE))]
        return [(key, figure) for key, figure in sorted(figures.items()) if key]

    @api.model
    def _prepare_result_vals(
        self, definition, period, span, scope, key, figure, targets, series
    ) -> dict:
        member = (scope, key)
        target = targets.get(member, self.env["aftersales.kpi.target"])
        verdict = kpi.verdict(
            figure.value, target.value if target else None, definition.direction
        )
        history = [*series.get(member, ()), figure.value]
        return {
            "kpi_id": definition.id,
            "company_id": self.env.company.id,
            "period": period,
            "date_from": span[0],
            "date_to": span[1],
            "scope": scope,
            "outlet_id": scope == "outlet" and key,
            "department_id": scope == "department" and key,
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "value": figure.value or 0.0,
            "p90": figure.p90 or 0.0,
            "has_value": figure.value is not None,
            "formula": definition.formula,
            "unit": definition.unit,
            "target_id": target.id,
            "target_value": target.value,
            "verdict": {True: "met", False: "missed", None: "open"}[verdict],
            "trend": kpi.trend(history, definition.direction) or False,
        }

    @api.model
    def _get_series(self, definition, period: str, before) -> dict[tuple, list]:
        """By member, the figures of the periods before one, oldest first; one query."""
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT scope, COALESCE(outlet_id, department_id), value
                  FROM (SELECT scope, outlet_id, department_id, date_to,
                               CASE WHEN has_value THEN value END AS value,
                               DENSE_RANK() OVER (ORDER BY date_to DESC) AS back
                          FROM aftersales_kpi_result
                         WHERE company_id = %s AND kpi_id = %s AND period = %s
                           AND date_to < %s AND is_current) results
                 WHERE back < %s
                 ORDER BY 1, 2, date_to
                """,
                self.env.company.id,
                definition.id,
                period,
                before,
                TREND_PERIODS,
            )
        )
        series: dict[tuple, list] = {}
        for scope, key, value in rows:
            series.setdefault((scope, key or False), []).append(value)
        return series

    # -- corrections ------------------------------------------------------------------
    def _correct(self, reason: str):
        """Measure again and write the outcome as a further version."""
        outdated = self.filtered(lambda result: not result.is_current)
        if outdated:
            raise UserError(
                self.env._(
                    "Correct the latest version only. These are older: %(results)s.",
                    results=", ".join(outdated.mapped("display_name")),
                )
            )
        corrected = self.browse()
        for (company, definition, period, first, last), results in self.grouped(
            lambda r: (r.company_id, r.kpi_id, r.period, r.date_from, r.date_to)
        ).items():
            corrected |= results.with_company(company)._correct_period(
                definition, period, (first, last), reason
            )
        return corrected

    def _correct_period(self, definition, period, span, reason):
        definition = self._speak_for_company(definition)
        targets = self.env["aftersales.kpi.target"]._find_targets(
            definition, period, span[0]
        )
        series = self._get_series(definition, period, span[0])
        figures = {
            (scope, key): figure
            for scope, by in SCOPES
            if scope in self.mapped("scope")
            for key, figure in self._measure_scope(definition, *span, by)
        }
        vals_list = []
        for result in self:
            key = (result.outlet_id or result.department_id).id
            figure = figures.get((result.scope, key), NO_FIGURE)
            vals = self._prepare_result_vals(
                definition, period, span, result.scope, key, figure, targets, series
            )
            vals_list.append(
                {**vals, "version": result.version + 1, "correction_reason": reason}
            )
        self.with_context(_aftersales_correction=CORRECTION).write(
            {"is_current": False}
        )
        return self.create(vals_list)
