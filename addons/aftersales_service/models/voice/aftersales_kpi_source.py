import json

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import kpi
from ..dispatch.aftersales_dispatch_visit import POINTS, SATISFIED
from ..performance.aftersales_kpi_source import Records
from ..performance.aftersales_kpi_source_order import INSTALLATION


class AftersalesKpiSource(models.AbstractModel):
    """What customers say of a service. An answer counts on the day it was given."""

    _inherit = "aftersales.kpi.source"

    @api.model
    def _get_scope_fields(self):
        return {
            **super()._get_scope_fields(),
            "aftersales.opinion": {
                "outlet": "outlet_id",
                "department": "technician_id.current_version_id.department_id",
            },
        }

    @api.model
    def _get_satisfaction_rate_domain(self, date_from, date_to) -> Records:
        return self._of_company(
            "aftersales.opinion",
            self._within("answered_at", date_from, date_to),
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
            "COALESCE(SUM((%s::jsonb ->> aftersales_opinion.opinion)::int), 0)",
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
        return records._replace(domain=records.domain & INSTALLATION)

    @api.model
    def _measure_installation_satisfaction(self, date_from, date_to, by) -> dict:
        return self._measure_share(
            self._get_installation_satisfaction_domain(date_from, date_to), by
        )
