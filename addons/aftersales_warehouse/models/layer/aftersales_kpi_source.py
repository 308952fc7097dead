from odoo import api, models
from odoo.tools import SQL

from odoo.addons.aftersales_service.models.performance.aftersales_kpi_source import (
    BY_OUTLET,
)
from odoo.addons.aftersales_service.tools import kpi


class AftersalesKpiSource(models.AbstractModel):
    """Stock: how much of it is older than the custody term."""

    _inherit = "aftersales.kpi.source"

    @api.model
    def _measure_overdue_stock(self, date_from, date_to, by) -> dict:
        """Own goods as they stood on the last day, at their cost; one query."""
        if by not in (None, BY_OUTLET):
            return {}
        company = self.env.company
        ages = self.env["aftersales.stock.age"].with_context(
            allowed_company_ids=company.ids
        )
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT %(key)s AS key,
                       COALESCE(SUM(held.cost) FILTER
                           (WHERE l.is_depreciable AND t.due_now > 0), 0),
                       COALESCE(SUM(held.cost), 0)
                  FROM aftersales_stock_layer l
                  %(terms)s
                 CROSS JOIN LATERAL (
                       SELECT (l.quantity - COALESCE(SUM(u.quantity), 0)) * l.unit_cost
                         FROM aftersales_stock_layer_use u
                        WHERE u.layer_id = l.id AND u.date <= %(day)s
                      ) held(cost)
                 WHERE l.company_id = %(company)s AND l.owner_id IS NULL
                   AND l.received_on <= %(day)s
                 GROUP BY 1
                """,
                key=SQL("l.outlet_id") if by else SQL("NULL::int"),
                terms=ages._get_terms_sql(date_to),
                day=date_to,
                company=company.id,
            )
        )
        return {
            key or False: kpi.percent(float(aged), float(whole))
            for key, aged, whole in rows
        }
