from odoo import api, models
from odoo.fields import Domain

from ..performance.aftersales_kpi_source import Records


class AftersalesKpiSource(models.AbstractModel):
    """What outlets owe head office: old parts, and papers that are complete."""

    _inherit = "aftersales.kpi.source"

    @api.model
    def _get_scope_fields(self):
        return {
            **super()._get_scope_fields(),
            "aftersales.claim.part": {"outlet": "outlet_id"},
        }

    @api.model
    def _get_old_parts_domain(self, date_from, date_to) -> Records:
        """Parts replaced for nothing; hits are those whose old part is here."""
        return self._of_company(
            "aftersales.claim.part",
            Domain("replaced_date", ">=", date_from)
            & Domain("replaced_date", "<=", date_to),
            Domain("is_part_here", "=", True),
        )

    @api.model
    def _measure_old_parts(self, date_from, date_to, by) -> dict:
        return self._measure_share(self._get_old_parts_domain(date_from, date_to), by)

    @api.model
    def _get_papers_domain(self, date_from, date_to) -> Records:
        """Visits that ended; hits are slips handed in, signed, with an opinion."""
        signed = Domain("signed_by", "!=", False) & Domain("opinion", "!=", False)
        refused = Domain("signature_refused_reason", "!=", False)
        return self._of_company(
            "aftersales.dispatch",
            self._within("finished_at", date_from, date_to)
            & Domain("state", "in", ("finished", "returned")),
            Domain("state", "=", "returned") & (signed | refused),
        )

    @api.model
    def _measure_papers(self, date_from, date_to, by) -> dict:
        return self._measure_share(self._get_papers_domain(date_from, date_to), by)
