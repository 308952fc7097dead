from odoo import api, models
from odoo.fields import Domain

from ..performance.aftersales_kpi_source import Records
from ..performance.aftersales_kpi_source_order import INSTALLATION
from .aftersales_complaint_portal import CONTENT

COUNTED = Domain("state", "!=", "cancelled")
# Who takes his complaint back asks for nothing any more.
KEPT_UP = COUNTED & Domain("state", "!=", "withdrawn")
# A quality accident: somebody or something came to harm.
ACCIDENT = Domain("has_injury", "=", True) | Domain(
    "criterion_ids.code", "=", "property"
)


class AftersalesKpiSource(models.AbstractModel):
    """Complaints: how many, and how they are handled (standard E 11-14, 23, 29)."""

    _inherit = "aftersales.kpi.source"

    @api.model
    def _get_scope_fields(self):
        return {
            **super()._get_scope_fields(),
            "aftersales.complaint": {
                "outlet": "outlet_id",
                "department": "order_id.technician_id.current_version_id.department_id",
            },
        }

    @api.model
    def _get_complaints(
        self, date_from, date_to, moment="received_at", domain=COUNTED, **kwargs
    ) -> Records:
        return self._of_company(
            "aftersales.complaint",
            self._within(moment, date_from, date_to) & domain,
            **kwargs,
        )

    # -- how many -------------------------------------------------------------------
    @api.model
    def _get_complaint_rate_domain(self, date_from, date_to) -> Records:
        return self._get_complaints(date_from, date_to)

    @api.model
    def _measure_complaint_rate(self, date_from, date_to, by) -> dict:
        """Complaints for each hundred of what the company counts them against."""
        base = self.env.company.aftersales_complaint_base
        below = getattr(self, f"_get_complaint_base_{base}")(date_from, date_to)
        above = self._get_complaint_rate_domain(date_from, date_to)
        return self._measure_quotient(above, below, by)

    @api.model
    def _get_complaint_base_product(self, date_from, date_to) -> Records:
        """Units that were sold: delivered in the period."""
        return self._of_company(
            "aftersales.equipment",
            Domain("delivery_date", ">=", date_from)
            & Domain("delivery_date", "<=", date_to),
        )

    @api.model
    def _get_complaint_base_order(self, date_from, date_to) -> Records:
        return self._get_orders("received_at", date_from, date_to)

    @api.model
    def _get_complaint_base_visit(self, date_from, date_to) -> Records:
        return self._of_company(
            "aftersales.dispatch",
            self._within("finished_at", date_from, date_to)
            & Domain("state", "in", ("finished", "returned")),
        )

    @api.model
    def _get_installation_complaints_domain(self, date_from, date_to) -> Records:
        return self._get_complaints(
            date_from, date_to, domain=COUNTED & Domain("order_id", "any", INSTALLATION)
        )

    @api.model
    def _measure_installation_complaints(self, date_from, date_to, by) -> dict:
        installed = self._get_orders(
            "repaired_at", date_from, date_to, domain=INSTALLATION
        )
        above = self._get_installation_complaints_domain(date_from, date_to)
        return self._measure_quotient(above, installed, by)

    # -- how they are handled -------------------------------------------------------
    @api.model
    def _get_complaint_in_time_domain(self, date_from, date_to) -> Records:
        """Complaints whose time for an answer ended in the period; hits are those
        answered by then. What is answered later does not change a period any more."""
        return self._get_complaints(
            date_from,
            date_to,
            moment="answer_deadline",
            domain=KEPT_UP,
            hits=Domain("is_in_time", "=", True),
        )

    @api.model
    def _measure_complaint_in_time(self, date_from, date_to, by) -> dict:
        return self._measure_share(
            self._get_complaint_in_time_domain(date_from, date_to), by
        )

    @api.model
    def _get_complaint_resolution_domain(self, date_from, date_to) -> Records:
        """Complaints received; hits are those that are solved by now."""
        return self._get_complaints(
            date_from,
            date_to,
            domain=KEPT_UP,
            hits=Domain("resolved_at", "!=", False),
        )

    @api.model
    def _measure_complaint_resolution(self, date_from, date_to, by) -> dict:
        return self._measure_share(
            self._get_complaint_resolution_domain(date_from, date_to), by
        )

    @api.model
    def _get_complaint_satisfaction_domain(self, date_from, date_to) -> Records:
        """Complainants who said how they were handled; hits are the content ones."""
        return self._get_complaints(
            date_from,
            date_to,
            moment="fed_back_at",
            domain=COUNTED & Domain("satisfaction", "!=", False),
            hits=Domain("satisfaction", "in", CONTENT),
        )

    @api.model
    def _measure_complaint_satisfaction(self, date_from, date_to, by) -> dict:
        return self._measure_share(
            self._get_complaint_satisfaction_domain(date_from, date_to), by
        )

    # -- that there are none --------------------------------------------------------
    @api.model
    def _get_major_complaints_domain(self, date_from, date_to) -> Records:
        return self._get_complaints(
            date_from, date_to, domain=COUNTED & Domain("level", "=", "major")
        )

    @api.model
    def _measure_major_complaints(self, date_from, date_to, by) -> dict:
        return self._measure_count(
            self._get_major_complaints_domain(date_from, date_to), by
        )

    @api.model
    def _get_quality_lawsuits_domain(self, date_from, date_to) -> Records:
        return self._get_complaints(
            date_from, date_to, domain=COUNTED & Domain("is_lawsuit", "=", True)
        )

    @api.model
    def _measure_quality_lawsuits(self, date_from, date_to, by) -> dict:
        return self._measure_count(
            self._get_quality_lawsuits_domain(date_from, date_to), by
        )

    @api.model
    def _get_quality_accidents_domain(self, date_from, date_to) -> Records:
        return self._get_complaints(date_from, date_to, domain=COUNTED & ACCIDENT)

    @api.model
    def _measure_quality_accidents(self, date_from, date_to, by) -> dict:
        return self._measure_count(
            self._get_quality_accidents_domain(date_from, date_to), by
        )
