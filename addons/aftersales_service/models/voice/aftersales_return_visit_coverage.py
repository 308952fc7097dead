from datetime import date, datetime, time, timedelta

import pytz

from odoo import api, models
from odoo.tools import SQL

from ...tools import sampling


class AftersalesReturnVisit(models.Model):
    """Customers of a period, and how many of them were visited again.

    A customer is a company or a person of its own, however many people called. One of
    a period bought (a confirmed sales order) or was served (a service order that was
    not cancelled) in it.
    """

    _inherit = "aftersales.return.visit"

    @api.model
    def _get_period_moments(self, company, date_from, date_to) -> tuple:
        """Both days whole, where the company is; naive UTC, the second exclusive."""
        zone = pytz.timezone(company.resource_calendar_id.tz or "UTC")
        return tuple(
            zone.localize(datetime.combine(day, time()))
            .astimezone(pytz.utc)
            .replace(tzinfo=None)
            for day in (date_from, date_to + timedelta(days=1))
        )

    @api.model
    def _get_served_sql(
        self, company, date_from, date_to, moment="received_at", condition=None
    ) -> SQL:
        """Rows (customer, partner_id, order_id, outlet_id, moment) of orders."""
        self.env["aftersales.order"].flush_model()
        self.env["res.partner"].flush_model(["commercial_partner_id"])
        start, end = self._get_period_moments(company, date_from, date_to)
        return SQL(
            """
            SELECT person.commercial_partner_id AS customer,
                   service.partner_id,
                   service.id AS order_id,
                   service.outlet_id,
                   service.%(moment)s AS moment
              FROM aftersales_order service
              JOIN res_partner person ON person.id = service.partner_id
             WHERE service.company_id = %(company)s
               AND service.state != 'cancelled'
               AND service.%(moment)s >= %(start)s
               AND service.%(moment)s < %(end)s
               AND %(condition)s
            """,
            moment=SQL.identifier(moment),
            company=company.id,
            start=start,
            end=end,
            condition=condition or SQL("TRUE"),
        )

    @api.model
    def _get_bought_sql(self, company, date_from, date_to) -> SQL:
        """The same columns of sales orders, which belong to no outlet."""
        self.env["sale.order"].flush_model(["partner_id", "state", "date_order"])
        start, end = self._get_period_moments(company, date_from, date_to)
        return SQL(
            """
            SELECT person.commercial_partner_id AS customer,
                   sale.partner_id,
                   NULL::int AS order_id,
                   NULL::int AS outlet_id,
                   sale.date_order AS moment
              FROM sale_order sale
              JOIN res_partner person ON person.id = sale.partner_id
             WHERE sale.company_id = %(company)s
               AND sale.state = 'sale'
               AND sale.date_order >= %(start)s
               AND sale.date_order < %(end)s
            """,
            company=company.id,
            start=start,
            end=end,
        )

    @api.model
    def _read_coverage(
        self, company, date_from, date_to, by_outlet: bool = False
    ) -> dict[int | bool, tuple[int, int]]:
        """Visited customers and all customers, by outlet id or for the company (False).

        One query. A customer whom two outlets served counts for both of them.
        """
        self.flush_model(["company_id", "state", "visited_at", "customer_id"])
        start, end = self._get_period_moments(company, date_from, date_to)
        rows = self.env.execute_query(
            SQL(
                """
                WITH customers AS (
                    SELECT DISTINCT customer, %(key)s AS key
                      FROM (%(served)s UNION ALL %(bought)s) all_of_them),
                visited AS (
                    SELECT DISTINCT customer_id
                      FROM aftersales_return_visit
                     WHERE company_id = %(company)s
                       AND state = 'done'
                       AND visited_at >= %(start)s
                       AND visited_at < %(end)s)
                SELECT key, COUNT(visited.customer_id), COUNT(*)
                  FROM customers
             LEFT JOIN visited ON visited.customer_id = customers.customer
              GROUP BY key
                """,
                key=SQL("outlet_id") if by_outlet else SQL("NULL::int"),
                served=self._get_served_sql(company, date_from, date_to),
                bought=self._get_bought_sql(company, date_from, date_to),
                company=company.id,
                start=start,
                end=end,
            )
        )
        return {key or False: (visited, number) for key, visited, number in rows}

    @api.model
    def _get_year_coverage(self, company, day) -> dict[str, int]:
        """The live counter of a year (R274): ``customers`` ``required`` ``visited``
        ``missing``."""
        visited, customers = self._read_coverage(
            company, date(day.year, 1, 1), date(day.year, 12, 31)
        ).get(False, (0, 0))
        required = sampling.share(
            customers, company.sudo().aftersales_return_visit_share
        )
        return {
            "customers": customers,
            "required": required,
            "visited": visited,
            "missing": max(required - visited, 0),
        }
