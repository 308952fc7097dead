from odoo import api, models
from odoo.fields import Domain

from .aftersales_kpi_source import Records

UNSOLVED = ("parts_needed", "follow_up", "not_met")
INSTALLATION = Domain("type_id.code", "=", "installation")


class AftersalesKpiSource(models.AbstractModel):
    """Work: did it hold, was it done at once?"""

    _inherit = "aftersales.kpi.source"

    @api.model
    def _get_repairs(self, date_from, date_to, hits) -> Records:
        return self._get_repair_time_domain(date_from, date_to)._replace(hits=hits)

    # -- done at the first visit ---------------------------------------------------
    @api.model
    def _get_done_at_once(self) -> Domain:
        """One visit did it: none that left work to do, and nobody called again."""
        return (
            ~Domain("dispatch_ids", "any", [("outcome", "in", UNSOLVED)])
            & Domain("reopened_at", "=", False)
            & ~Domain("repeat_ids", "any", [("state", "!=", "cancelled")])
        )

    @api.model
    def _get_first_time_fix_domain(self, date_from, date_to) -> Records:
        return self._get_repairs(date_from, date_to, self._get_done_at_once())

    @api.model
    def _measure_first_time_fix(self, date_from, date_to, by) -> dict:
        return self._measure_share(
            self._get_first_time_fix_domain(date_from, date_to), by
        )

    @api.model
    def _get_commissioning_domain(self, date_from, date_to) -> Records:
        return self._get_orders(
            "repaired_at",
            date_from,
            date_to,
            domain=INSTALLATION,
            hits=self._get_done_at_once(),
        )

    @api.model
    def _measure_commissioning(self, date_from, date_to, by) -> dict:
        return self._measure_share(
            self._get_commissioning_domain(date_from, date_to), by
        )

    # -- did not hold --------------------------------------------------------------
    @api.model
    def _get_repeat_repair_domain(self, date_from, date_to) -> Records:
        """The days within which a fault counts as the same one are a setting."""
        return self._get_repairs(
            date_from, date_to, Domain("repeat_of_id", "!=", False)
        )

    @api.model
    def _measure_repeat_repair(self, date_from, date_to, by) -> dict:
        return self._measure_share(
            self._get_repeat_repair_domain(date_from, date_to), by
        )

    @api.model
    def _get_reopened_domain(self, date_from, date_to) -> Records:
        return self._get_orders(
            "repaired_at", date_from, date_to, hits=Domain("reopened_at", "!=", False)
        )

    @api.model
    def _measure_reopened(self, date_from, date_to, by) -> dict:
        return self._measure_share(self._get_reopened_domain(date_from, date_to), by)
