from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.aftersales_service.models.performance.aftersales_kpi_source import (
    BY_OUTLET,
    Records,
)


class AftersalesKpiSource(models.AbstractModel):
    """How soon goods that came are counted and booked in (R308)."""

    _inherit = "aftersales.kpi.source"

    @api.model
    def _get_scope_fields(self) -> dict[str, dict[str, str]]:
        return {
            **super()._get_scope_fields(),
            "stock.picking": {
                BY_OUTLET: "picking_type_id.warehouse_id.aftersales_outlet_id"
            },
        }

    @api.model
    def _get_timely_putaway_domain(self, date_from, date_to) -> Records:
        """Receipts booked in the period that came with a note; hits are those booked on
        the day the note bears."""
        return self._of_company(
            "stock.picking",
            Domain("note_date", "!=", False)
            & self._within("aftersales_booked_at", date_from, date_to),
            Domain.custom(to_sql=self._get_same_day_sql),
        )

    @api.model
    def _get_same_day_sql(self, model, alias, query) -> SQL:
        zone = self.env.company.resource_calendar_id.tz or "UTC"
        return SQL(
            "(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date <= %s",
            SQL.identifier(alias, "aftersales_booked_at"),
            zone,
            SQL.identifier(alias, "note_date"),
        )

    @api.model
    def _measure_timely_putaway(self, date_from, date_to, by) -> dict:
        return self._measure_share(
            self._get_timely_putaway_domain(date_from, date_to), by
        )
