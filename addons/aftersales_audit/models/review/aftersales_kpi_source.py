from odoo import api, models
from odoo.fields import Domain


class AftersalesKpiSource(models.AbstractModel):
    """Rules are kept: no law was found not complied with (R032)."""

    _inherit = "aftersales.kpi.source"

    @api.model
    def _get_scope_fields(self):
        return {
            **super()._get_scope_fields(),
            "aftersales.legal.evaluation.line": {"department": "department_id"},
        }

    @api.model
    def _get_rule_breaches_domain(self, date_from, date_to):
        broken = Domain("outcome", "in", ("partly", "not"))
        return self._of_company(
            "aftersales.legal.evaluation.line",
            broken
            & Domain("evaluation_id.state", "=", "done")
            # An evaluation is of a year, and so is the figure.
            & Domain("evaluation_id.year", ">=", date_from.year)
            & Domain("evaluation_id.year", "<=", date_to.year),
        )

    @api.model
    def _measure_rule_breaches(self, date_from, date_to, by) -> dict:
        records = self._get_rule_breaches_domain(date_from, date_to)
        return self._measure_count(records, by)
