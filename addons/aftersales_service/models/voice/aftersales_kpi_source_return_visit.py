from odoo import api, models
from odoo.fields import Domain

from ...tools import kpi
from ..performance.aftersales_kpi_source import Records


class AftersalesKpiSource(models.AbstractModel):
    """How many customers of a period were visited again in it (KPI 18)."""

    _inherit = "aftersales.kpi.source"

    @api.model
    def _get_scope_fields(self):
        return {
            **super()._get_scope_fields(),
            "aftersales.return.visit": {"outlet": "outlet_id"},
        }

    @api.model
    def _get_return_visit_domain(self, date_from, date_to) -> Records:
        """The visits; what is measured are their customers, each once."""
        return self._of_company(
            "aftersales.return.visit",
            Domain("state", "=", "done")
            & self._within("visited_at", date_from, date_to),
        )

    @api.model
    def _measure_return_visit(self, date_from, date_to, by) -> dict:
        if by not in (None, "outlet"):
            return {}
        coverage = self.env["aftersales.return.visit"]._read_coverage(
            self.env.company, date_from, date_to, by_outlet=bool(by)
        )
        if not by:
            coverage.setdefault(False, (0, 0))
        return {
            key: kpi.percent(visited, customers)
            for key, (visited, customers) in coverage.items()
        }
