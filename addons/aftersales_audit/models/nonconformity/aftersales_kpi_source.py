from odoo import api, models
from odoo.fields import Domain

from odoo.addons.aftersales_service.models.performance.aftersales_kpi_source import (
    Records,
)

FOUND = Domain("state", "!=", "cancelled")


class AftersalesKpiSource(models.AbstractModel):
    """Nonconformities: all put right, none comes again (R323)."""

    _inherit = "aftersales.kpi.source"

    @api.model
    def _get_scope_fields(self):
        return {
            **super()._get_scope_fields(),
            "aftersales.nonconformity": {
                "outlet": "outlet_id",
                "department": "department_id",
            },
        }

    @api.model
    def _get_nonconformities(self, date_from, date_to, hits: Domain) -> Records:
        found = Domain("date", ">=", date_from) & Domain("date", "<=", date_to)
        return self._of_company("aftersales.nonconformity", FOUND & found, hits)

    @api.model
    def _get_nonconformity_settled_domain(self, date_from, date_to) -> Records:
        settled = Domain("state", "=", "closed")
        return self._get_nonconformities(date_from, date_to, settled)

    @api.model
    def _measure_nonconformity_settled(self, date_from, date_to, by) -> dict:
        records = self._get_nonconformity_settled_domain(date_from, date_to)
        return self._measure_share(records, by)

    @api.model
    def _get_nonconformity_recurring_domain(self, date_from, date_to) -> Records:
        again = Domain("recurrence_of_id", "!=", False) | Domain("reopen_count", ">", 0)
        return self._get_nonconformities(date_from, date_to, again)

    @api.model
    def _measure_nonconformity_recurring(self, date_from, date_to, by) -> dict:
        records = self._get_nonconformity_recurring_domain(date_from, date_to)
        return self._measure_count(records, by)
