import json

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import kpi
from ..dispatch.aftersales_dispatch_visit import OPINIONS
from .aftersales_kpi_source import Records

# Points of an answer by its place on the scale: 5 for the best of five.
POINTS = {name: len(OPINIONS) - place for place, (name, _label) in enumerate(OPINIONS)}
SATISFIED = ("very_satisfied", "satisfied")
UNSOLVED = ("parts_needed", "follow_up", "not_met")
INSTALLATION = Domain("type_id.code", "=", "installation")


class AftersalesKpiSource(models.AbstractModel):
    """Work: did it hold, was it done at once, what does the customer say?"""

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

    # -- the customer's opinion ----------------------------------------------------
    @api.model
    def _get_satisfaction_rate_domain(self, date_from, date_to) -> Records:
        return self._of_company(
            "aftersales.dispatch",
            self._within("finished_at", date_from, date_to)
            & Domain("opinion", "!=", False),
            Domain("opinion", "in", SATISFIED),
        )

    @api.model
    def _measure_satisfaction_rate(self, date_from, date_to, by) -> dict:
        return self._measure_share(
            self._get_satisfaction_rate_domain(date_from, date_to), by
        )

    @api.model
    def _get_satisfaction_index_domain(self, date_from, date_to) -> Records:
        return self._get_satisfaction_rate_domain(date_from, date_to)

    @api.model
    def _measure_satisfaction_index(self, date_from, date_to, by) -> dict:
        """Points reached of those there are: the best answer has most."""
        points = SQL(
            "COALESCE(SUM((%s::jsonb ->> aftersales_dispatch.opinion)::int), 0)",
            json.dumps(POINTS),
        )
        records = self._get_satisfaction_index_domain(date_from, date_to)
        return {
            key: kpi.percent(reached, number * len(POINTS))
            for key, _hits, number, reached in self._read_records(records, by, points)
        }

    @api.model
    def _get_installation_satisfaction_domain(self, date_from, date_to) -> Records:
        records = self._get_satisfaction_rate_domain(date_from, date_to)
        of_installations = Domain("order_id", "any", INSTALLATION)
        return records._replace(domain=records.domain & of_installations)

    @api.model
    def _measure_installation_satisfaction(self, date_from, date_to, by) -> dict:
        return self._measure_share(
            self._get_installation_satisfaction_domain(date_from, date_to), by
        )
