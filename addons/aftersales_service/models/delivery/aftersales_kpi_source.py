from odoo import api, models
from odoo.fields import Domain

from ..performance.aftersales_kpi_source import BY_OUTLET, Records


class AftersalesKpiSource(models.AbstractModel):
    """Deliveries and installations: in time, unharmed, right at the first try."""

    _inherit = "aftersales.kpi.source"

    @api.model
    def _get_scope_fields(self) -> dict[str, dict[str, str]]:
        own = {BY_OUTLET: "outlet_id"}
        return {
            **super()._get_scope_fields(),
            "aftersales.delivery": own,
            "aftersales.installation": own,
        }

    @api.model
    def _get_delivery_in_time_domain(self, date_from, date_to) -> Records:
        """Where the delivery is followed, the promised day and the day the customer got
        the goods count, not the day they left the warehouse."""
        records = super()._get_delivery_in_time_domain(date_from, date_to)
        live = Domain("state", "!=", "cancelled")
        no_delivery = ~Domain("aftersales_delivery_ids", "any", live)
        arrived = Domain("delivered_date", "!=", False)
        in_time = arrived & Domain("delay_days", "<=", 0)
        return records._replace(
            domain=records.domain
            & (no_delivery | Domain("aftersales_delivery_ids", "any", arrived)),
            hits=(no_delivery & records.hits)
            | Domain("aftersales_delivery_ids", "any", in_time),
        )

    @api.model
    def _get_freight_damage_domain(self, date_from, date_to) -> Records:
        return self._of_company(
            "aftersales.delivery",
            self._within("delivered_at", date_from, date_to),
            Domain("has_freight_damage", "=", True),
        )

    @api.model
    def _measure_freight_damage(self, date_from, date_to, by) -> dict:
        return self._measure_share(
            self._get_freight_damage_domain(date_from, date_to), by
        )

    @api.model
    def _get_acceptance_domain(self, date_from, date_to) -> Records:
        """Of the installations the customer answered for: accepted when first shown."""
        return self._of_company(
            "aftersales.installation",
            self._within("answered_at", date_from, date_to),
            Domain("state", "=", "accepted") & Domain("refusal_count", "=", 0),
        )

    @api.model
    def _measure_acceptance(self, date_from, date_to, by) -> dict:
        return self._measure_share(self._get_acceptance_domain(date_from, date_to), by)

    @api.model
    def _get_commissioning_domain(self, date_from, date_to) -> Records:
        """At the first try: no run broke off, and no customer refused."""
        records = super()._get_commissioning_domain(date_from, date_to)
        failed = Domain("installation_ids", "any", [("failure_count", ">", 0)])
        return records._replace(hits=records.hits & ~failed)
