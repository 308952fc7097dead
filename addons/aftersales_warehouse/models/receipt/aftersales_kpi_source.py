from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.aftersales_service.models.performance.aftersales_kpi_source import (
    BY_OUTLET,
    Records,
)


class AftersalesKpiSource(models.AbstractModel):
    """Goods that came: how soon they are booked in (R308), how many are good (R304)."""

    _inherit = "aftersales.kpi.source"

    @api.model
    def _get_scope_fields(self) -> dict[str, dict[str, str]]:
        return {
            **super()._get_scope_fields(),
            "aftersales.receipt.line": {BY_OUTLET: "outlet_id"},
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

    @api.model
    def _get_lot_pass_domain(self, date_from, date_to) -> Records:
        """Lines of delivery notes of which something came; hits are all good."""
        booked = self._within("aftersales_booked_at", date_from, date_to)
        return self._of_company(
            "aftersales.receipt.line",
            Domain("picking_id", "any", booked)
            & (Domain("counted_quantity", ">", 0) | Domain("bad_quantity", ">", 0)),
            Domain("bad_quantity", "=", 0),
        )

    @api.model
    def _measure_lot_pass(self, date_from, date_to, by) -> dict:
        return self._measure_share(self._get_lot_pass_domain(date_from, date_to), by)
