from datetime import datetime, time, timedelta
from typing import NamedTuple

import pytz

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import kpi

BY_OUTLET, BY_DEPARTMENT = "outlet", "department"


class Records(NamedTuple):
    """What a figure is about: ``domain`` is counted below the line, ``hits`` of it
    above."""

    model: str
    domain: Domain
    hits: Domain = Domain.TRUE


class AftersalesKpiSource(models.AbstractModel):
    """Where figures come from: the contract for KPIs.

    A source ``x`` is a method ``_measure_x(date_from, date_to, by)`` on this model;
    other rooms and addons add theirs by ``_inherit``. It measures the company of the
    environment, as superuser, with as many queries for a thousand outlets as for one,
    and returns ``{key: tools.kpi.Figure}``. The key is the id of the outlet or
    department where ``by`` says so, False for the whole company (``by`` None) and for
    what belongs to none of them. A source that knows nothing of outlets or departments
    returns ``{}`` for them.

    With ``_get_x_domain(date_from, date_to)``, which returns `Records`, a figure can be
    opened; sources that count records are written from it (`_measure_share`,
    `_measure_hours`), so that what is opened is what was counted.
    """

    _name = "aftersales.kpi.source"
    _description = "Source of Key Figures"

    @api.model
    def _get_scope_fields(self) -> dict[str, dict[str, str]]:
        """By model: the way to the outlet and to the department of a record."""
        department = "technician_id.current_version_id.department_id"
        of_order = {BY_OUTLET: "outlet_id", BY_DEPARTMENT: department}
        below_order = {scope: f"order_id.{path}" for scope, path in of_order.items()}
        return {
            "aftersales.order": of_order,
            "aftersales.dispatch": {**below_order, BY_OUTLET: "outlet_id"},
            "aftersales.order.sla": below_order,
            "aftersales.claim": {**below_order, BY_OUTLET: "outlet_id"},
            "hr.employee": {BY_DEPARTMENT: "current_version_id.department_id"},
        }

    # -- days ----------------------------------------------------------------------
    @api.model
    def _within(self, field: str, date_from, date_to) -> Domain:
        """Moments from the first to the last day, both whole, where the company is."""
        zone = pytz.timezone(self.env.company.resource_calendar_id.tz or "UTC")
        start, end = (
            zone.localize(datetime.combine(day, time()))
            .astimezone(pytz.utc)
            .replace(tzinfo=None)
            for day in (date_from, date_to + timedelta(days=1))
        )
        return Domain(field, ">=", start) & Domain(field, "<", end)

    @api.model
    def _of_company(self, model: str, domain: Domain, hits=Domain.TRUE) -> Records:
        company = Domain("company_id", "=", self.env.company.id)
        return Records(model, company & domain, hits)

    # -- counting ------------------------------------------------------------------
    @api.model
    def _measure_share(
        self, records: Records, by: str | None, figure=kpi.percent
    ) -> dict:
        """Hits of all, by scope; one query."""
        return {
            key: figure(hits, number)
            for key, hits, number in self._read_records(records, by)
        }

    @api.model
    def _measure_count(self, records: Records, by: str | None) -> dict:
        return {
            key: kpi.count(hits) for key, hits, _n in self._read_records(records, by)
        }

    @api.model
    def _measure_hours(
        self, records: Records, by: str | None, start: str, end: str, figure=kpi.median
    ) -> dict:
        """Hours between two moments of each record, by scope; one query."""
        table = self.env[records.model]._table
        hours = SQL(
            "EXTRACT(EPOCH FROM %s - %s) / 3600",
            SQL.identifier(table, end),
            SQL.identifier(table, start),
        )
        rows = self._read_records(
            records,
            by,
            SQL("COALESCE(SUM(%s), 0)", hours),
            SQL("PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY %s)", hours),
            SQL("PERCENTILE_CONT(0.9) WITHIN GROUP (ORDER BY %s)", hours),
        )
        return {
            key: figure(float(total), number, middle, p90)
            for key, _hits, number, total, middle, p90 in rows
        }

    @api.model
    def _measure_quotient(
        self, above: Records, below: Records, by: str | None, figure=kpi.percent
    ) -> dict:
        """Records of one kind for each of another kind, by scope; one query.

        Where one of them belongs to no outlet (units that were sold), there is no
        figure of outlets.
        """
        if not (self._has_scope(above, by) and self._has_scope(below, by)):
            return {}
        rows = self.env.execute_query(
            SQL(
                """
                SELECT key, SUM(above)::bigint, SUM(below)::bigint
                  FROM (SELECT key, hits AS above, 0 AS below FROM (%s) a
                        UNION ALL
                        SELECT key, 0 AS above, number AS below FROM (%s) b) parts
                 GROUP BY key
                """,
                self._get_records_sql(above, by),
                self._get_records_sql(below, by),
            )
        )
        return {key or False: figure(above, below) for key, above, below in rows}

    @api.model
    def _read_records(self, records: Records, by: str | None, *measures: SQL) -> list:
        """Rows (key, hits, number, *measures); for the company always one row."""
        if not self._has_scope(records, by):
            return []
        rows = self.env.execute_query(self._get_records_sql(records, by, *measures))
        return [(key or False, *rest) for key, *rest in rows]

    @api.model
    def _has_scope(self, records: Records, by: str | None) -> bool:
        return not by or by in self._get_scope_fields().get(records.model, ())

    @api.model
    def _get_records_sql(self, records: Records, by: str | None, *measures: SQL) -> SQL:
        query, key, hits = self._get_records_query(records, by)
        return query.select(
            SQL("%s AS key", key),
            SQL("COUNT(*) FILTER (WHERE %s) AS hits", hits),
            SQL("COUNT(*) AS number"),
            *measures,
        )

    @api.model
    def _get_records_query(self, records: Records, by: str | None) -> tuple:
        """The query, grouped by its key, and what makes a record a hit."""
        model = self.env[records.model].with_context(active_test=False)
        query = model._search(records.domain)
        hits = records.hits.optimize_full(model)._to_sql(model, model._table, query)
        key = self._get_scope_sql(model, by, query) if by else SQL("NULL::int")
        if by:
            query.groupby = key
        return query, key, hits

    @api.model
    def _get_scope_sql(self, model, by: str, query) -> SQL:
        *links, column = self._get_scope_fields()[model._name][by].split(".")
        alias = model._table
        for link in links:
            model = self.env[model._fields[link].comodel_name]
            alias = query.left_join(alias, link, model._table, "id", link)
        return model._field_to_sql(alias, column, query)
