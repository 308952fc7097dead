from odoo import api, models
from odoo.fields import Domain

from ...tools import kpi
from .aftersales_kpi_source import Records


class AftersalesKpiSource(models.AbstractModel):
    """Time: how soon an answer, a visit, a repair comes, and what was kept of promises.

    A duration counts in the period it ends in, so that a period that is over does not
    change any more.
    """

    _inherit = "aftersales.kpi.source"

    @api.model
    def _get_orders(self, moment: str, date_from, date_to, **kwargs) -> Records:
        """Orders that reached a moment in the period."""
        extra = kwargs.pop("domain", Domain.TRUE)
        return self._of_company(
            "aftersales.order",
            Domain("state", "!=", "cancelled")
            & self._within(moment, date_from, date_to)
            & extra,
            **kwargs,
        )

    @api.model
    def _get_promises(self, milestone: str, date_from, date_to) -> Records:
        """Promises that were due in the period; hits are those kept."""
        return self._of_company(
            "aftersales.order.sla",
            Domain("milestone", "=", milestone)
            & self._within("deadline", date_from, date_to)
            & (
                Domain("state", "=", "met")
                | (Domain("is_missed", "=", True) & Domain("state", "!=", "cancelled"))
            ),
            Domain("is_missed", "=", False),
        )

    @api.model
    def _get_response_time_domain(self, date_from, date_to) -> Records:
        return self._get_orders("accepted_at", date_from, date_to)

    @api.model
    def _measure_response_time(self, date_from, date_to, by) -> dict:
        records = self._get_response_time_domain(date_from, date_to)
        return self._measure_hours(records, by, "received_at", "accepted_at")

    @api.model
    def _get_response_in_time_domain(self, date_from, date_to) -> Records:
        return self._get_promises("accept", date_from, date_to)

    @api.model
    def _measure_response_in_time(self, date_from, date_to, by) -> dict:
        return self._measure_share(
            self._get_response_in_time_domain(date_from, date_to), by
        )

    @api.model
    def _get_onsite_time_domain(self, date_from, date_to) -> Records:
        return self._get_orders("arrived_at", date_from, date_to)

    @api.model
    def _measure_onsite_time(self, date_from, date_to, by) -> dict:
        records = self._get_onsite_time_domain(date_from, date_to)
        return self._measure_hours(records, by, "received_at", "arrived_at")

    @api.model
    def _get_onsite_in_time_domain(self, date_from, date_to) -> Records:
        return self._get_promises("arrive", date_from, date_to)

    @api.model
    def _measure_onsite_in_time(self, date_from, date_to, by) -> dict:
        return self._measure_share(
            self._get_onsite_in_time_domain(date_from, date_to), by
        )

    @api.model
    def _get_repair_time_domain(self, date_from, date_to) -> Records:
        return self._get_orders(
            "repaired_at",
            date_from,
            date_to,
            domain=Domain("type_id.is_repair", "=", True),
        )

    @api.model
    def _measure_repair_time(self, date_from, date_to, by) -> dict:
        records = self._get_repair_time_domain(date_from, date_to)
        return self._measure_hours(
            records, by, "received_at", "repaired_at", figure=kpi.mean
        )

    @api.model
    def _get_sla_breach_domain(self, date_from, date_to) -> Records:
        missed = Domain("is_missed", "=", True) & Domain("state", "!=", "cancelled")
        return self._get_orders(
            "closed_at", date_from, date_to, hits=Domain("sla_ids", "any", missed)
        )

    @api.model
    def _measure_sla_breach(self, date_from, date_to, by) -> dict:
        return self._measure_share(self._get_sla_breach_domain(date_from, date_to), by)
