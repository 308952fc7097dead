from odoo import api, models
from odoo.fields import Domain

from ...tools import kpi
from .aftersales_kpi_source import Records


class AftersalesKpiSource(models.AbstractModel):
    """Goods: what fails, what comes back, what is delivered in time."""

    _inherit = "aftersales.kpi.source"

    @api.model
    def _get_repairs_per_unit_domain(self, date_from, date_to) -> Records:
        return self._get_repair_time_domain(date_from, date_to)

    @api.model
    def _measure_repairs_per_unit(self, date_from, date_to, by) -> dict:
        """Repairs for each thousand units that were in warranty on the last day."""
        units = self._of_company(
            "aftersales.equipment",
            Domain("warranty_end_date", ">=", date_to)
            & self._get_sold_until(date_to)
            & Domain("active", "=", True),
        )
        repairs = self._get_repairs_per_unit_domain(date_from, date_to)
        return self._measure_quotient(repairs, units, by, figure=kpi.permille)

    @api.model
    def _get_sold_until(self, day) -> Domain:
        return Domain("delivery_date", "<=", day) | (
            Domain("delivery_date", "=", False) & Domain("invoice_date", "<=", day)
        )

    @api.model
    def _get_return_rate_domain(self, date_from, date_to) -> Records:
        return self._of_company(
            "aftersales.claim",
            Domain("kind", "=", "return")
            & Domain("state", "in", ("in_progress", "done"))
            & self._within("demanded_at", date_from, date_to),
        )

    @api.model
    def _measure_return_rate(self, date_from, date_to, by) -> dict:
        sold = self._of_company(
            "aftersales.equipment",
            Domain("delivery_date", ">=", date_from)
            & Domain("delivery_date", "<=", date_to),
        )
        returned = self._get_return_rate_domain(date_from, date_to)
        return self._measure_quotient(returned, sold, by)

    # -- deliveries ----------------------------------------------------------------
    @api.model
    def _get_transfers(self, direction: str, date_from, date_to) -> Records:
        """Transfers done in the period that had a deadline; hits are those in time."""
        return self._of_company(
            "stock.picking",
            Domain("picking_type_id.code", "=", direction)
            & Domain("state", "=", "done")
            & Domain("date_deadline", "!=", False)
            & self._within("date_done", date_from, date_to),
            Domain("has_deadline_issue", "=", False),
        )

    @api.model
    def _get_material_in_time_domain(self, date_from, date_to) -> Records:
        return self._get_transfers("incoming", date_from, date_to)

    @api.model
    def _measure_material_in_time(self, date_from, date_to, by) -> dict:
        return self._measure_share(
            self._get_material_in_time_domain(date_from, date_to), by
        )

    @api.model
    def _get_delivery_in_time_domain(self, date_from, date_to) -> Records:
        return self._get_transfers("outgoing", date_from, date_to)

    @api.model
    def _measure_delivery_in_time(self, date_from, date_to, by) -> dict:
        return self._measure_share(
            self._get_delivery_in_time_domain(date_from, date_to), by
        )
