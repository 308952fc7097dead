import json

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools import kpi

PERIODS_SHOWN = 6


class AftersalesKpi(models.Model):
    """The dashboard: the company's last figure, its target, and the way there."""

    _inherit = "aftersales.kpi"

    result_id = fields.Many2one(
        "aftersales.kpi.result", string="Last Result", compute="_compute_results"
    )
    value_text = fields.Char(string="Actual", compute="_compute_results")
    target_text = fields.Char(string="Target", compute="_compute_results")
    period_text = fields.Char(string="Period of the Figure", compute="_compute_results")
    verdict = fields.Selection(
        [("met", "Target Met"), ("missed", "Target Missed"), ("open", "No Target")],
        string="Judgement",
        compute="_compute_results",
    )
    trend = fields.Selection(
        [(kpi.BETTER, "Better"), (kpi.STEADY, "Steady"), (kpi.WORSE, "Worse")],
        compute="_compute_results",
    )
    graph = fields.Text(compute="_compute_results")

    @api.depends_context("company", "lang")
    def _compute_results(self):
        """Two queries for all key figures: which results are last, what they are."""
        series = self._get_last_results()
        for record in self:
            results = series.get(record.id, self.env["aftersales.kpi.result"])
            last = results[-1:]
            record.result_id = last
            record.value_text = last.value_text
            record.target_text = last.target_text
            record.period_text = last.period_text
            record.verdict = last.verdict
            record.trend = last.trend
            record.graph = record._get_graph(results)

    def _get_last_results(self) -> dict:
        """By key figure, the company's results of its last periods, oldest first."""
        Result = self.env["aftersales.kpi.result"]
        if not self.ids or not Result.has_access("read"):
            return {}
        Result.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT definition.id, last.id
                  FROM aftersales_kpi definition
                  CROSS JOIN LATERAL (
                       SELECT result.id, result.date_to
                         FROM aftersales_kpi_result result
                        WHERE result.kpi_id = definition.id
                          AND result.period = definition.period
                          AND result.company_id = %s
                          AND result.scope = 'company'
                          AND result.is_current
                        ORDER BY result.date_to DESC
                        LIMIT %s) last
                 WHERE definition.id IN %s
                 ORDER BY definition.id, last.date_to
                """,
                self.env.company.id,
                PERIODS_SHOWN,
                tuple(self.ids),
            )
        )
        results = Result.browse(result_id for _kpi_id, result_id in rows)
        series = {}
        for (kpi_id, _id), result in zip(rows, results, strict=True):
            series[kpi_id] = series.get(kpi_id, Result) | result
        return series

    def _get_graph(self, results) -> str:
        """Points of the sparkline; an empty period is a gap."""
        values = [
            {
                "x": result.period_text,
                "y": result.value if result.has_value else None,
            }
            for result in results
        ]
        return json.dumps([{"key": self.name, "values": values}])

    def action_view_results(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_kpi_result_action"
        )
        action["domain"] = [("kpi_id", "=", self.id)]
        action["context"] = {"search_default_current": 1, "search_default_company": 1}
        return action

    def action_view_targets(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_kpi_target_action"
        )
        action["domain"] = [("kpi_id", "=", self.id)]
        action["context"] = {"default_kpi_id": self.id}
        return action

    def action_view_source(self):
        """The records behind the last figure."""
        self.ensure_one()
        return self.result_id.action_view_source()
