from odoo import api, models
from odoo.fields import Domain

from odoo.addons.aftersales_service.models.performance.aftersales_kpi_source import (
    BY_OUTLET,
    Records,
)
from odoo.addons.aftersales_service.tools import kpi


class AftersalesKpiSource(models.AbstractModel):
    """What aged stock costs the outlets."""

    _inherit = "aftersales.kpi.source"

    @api.model
    def _get_aged_stock_charge_domain(self, date_from, date_to) -> Records:
        return Records(
            "aftersales.depreciation.line",
            Domain("run_id.company_id", "=", self.env.company.id)
            & Domain("state", "=", "posted")
            & Domain("kind", "=", "charge")
            & Domain("month_end", ">=", date_from)
            & Domain("month_end", "<=", date_to),
        )

    @api.model
    def _measure_aged_stock_charge(self, date_from, date_to, by) -> dict:
        if by not in (None, BY_OUTLET):
            return {}
        records = self._get_aged_stock_charge_domain(date_from, date_to)
        sums = self.env[records.model]._read_group(
            records.domain, ["outlet_id"] if by else [], ["amount:sum"]
        )
        return {(row[0].id if by else False): kpi.count(row[-1] or 0.0) for row in sums}
