from odoo import api, models
from odoo.fields import Domain

from odoo.addons.aftersales_service.models.performance.aftersales_kpi_source import (
    BY_OUTLET,
    Records,
)


class AftersalesKpiSource(models.AbstractModel):
    """Stocktakes: on time, and how right the books are."""

    _inherit = "aftersales.kpi.source"

    @api.model
    def _get_scope_fields(self) -> dict[str, dict[str, str]]:
        return {
            **super()._get_scope_fields(),
            "aftersales.stocktake": {BY_OUTLET: "outlet_id"},
            "aftersales.stocktake.line": {BY_OUTLET: "stocktake_id.outlet_id"},
        }

    @api.model
    def _get_stocktake_in_time_domain(self, date_from, date_to) -> Records:
        """Of the month ends due in the period: with head office by then."""
        return self._of_company(
            "aftersales.stocktake",
            Domain("due_date", ">=", date_from)
            & Domain("due_date", "<=", date_to)
            & Domain("state", "!=", "cancelled"),
            Domain("verified_at", "!=", False) & Domain("days_late", "<=", 0),
        )

    @api.model
    def _measure_stocktake_in_time(self, date_from, date_to, by) -> dict:
        return self._measure_share(
            self._get_stocktake_in_time_domain(date_from, date_to), by
        )

    @api.model
    def _get_inventory_accuracy_domain(self, date_from, date_to) -> Records:
        """Of the lines that were counted: books and goods agree."""
        closed = Domain("state", "in", ("verified", "approved", "adjusted", "done"))
        return self._of_company(
            "aftersales.stocktake.line",
            Domain(
                "stocktake_id",
                "any",
                closed & self._within("counted_at", date_from, date_to),
            )
            & Domain("status", "in", ("counted", "recounted")),
            Domain("has_difference", "=", False),
        )

    @api.model
    def _measure_inventory_accuracy(self, date_from, date_to, by) -> dict:
        return self._measure_share(
            self._get_inventory_accuracy_domain(date_from, date_to), by
        )
