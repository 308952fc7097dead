from decimal import Decimal

from odoo import api, models
from odoo.tools import SQL

from ...tools import depreciation

# Above every id.
ALL = 2**31 - 1
# Columns that a run writes, in the order in which its queries return them.
COLUMNS = (
    "run_id",
    "month_end",
    "kind",
    "layer_id",
    "use_id",
    "outlet_id",
    "policy_id",
    "age",
    "periods",
    "rate",
    "quantity",
    "cost",
    "cumulative",
    "booked",
    "amount",
)


class AftersalesDepreciationRun(models.Model):
    """Lines from the layers as they stood at the month's end.

    Dates are turned into ages and periods by `tools/depreciation.py`, once for each day
    of receipt and policy; the database multiplies and rounds. What left a layer after
    the month's end was still there, and what came back was not.
    """

    _inherit = "aftersales.depreciation.run"

    @api.model
    def _get_columns_sql(self) -> SQL:
        return SQL(", ").join(map(SQL.identifier, COLUMNS))

    def _get_layers_sql(self, columns: SQL) -> SQL:
        """Layers that held goods at the month's end, and may depreciate."""
        return SQL(
            """
            SELECT %(columns)s FROM aftersales_stock_layer l
             WHERE l.company_id = %(company)s AND l.is_depreciable
               AND l.received_on <= %(end)s
               AND (l.remaining_quantity > 0 OR l.id IN (
                    SELECT u.layer_id FROM aftersales_stock_layer_use u
                     WHERE u.company_id = %(company)s AND u.date > %(end)s))
            """,
            columns=columns,
            company=self.company_id.id,
            end=self.month_end,
        )

    def _get_charges_sql(self, after: int, upto: int) -> SQL:
        """A line for each layer of a span of ids with something due or booked."""
        span = SQL("AND l.id > %s AND l.id <= %s", after, upto)
        return SQL(
            """
            SELECT %(run)s, %(end)s::date, 'charge', l.id, NULL::int, l.outlet_id,
                   terms.policy_id, terms.age, terms.periods, terms.rate, l.quantity,
                   ROUND(l.cost * %(steps)s) * %(unit)s, due.amount, l.booked,
                   due.amount - l.booked
              FROM (%(layers)s) l
              JOIN UNNEST(%(products)s::int[], %(product_policies)s::int[])
                   product(id, policy_id) ON product.id = l.product_id
              JOIN UNNEST(%(policies)s::int[], %(days)s::date[], %(ages)s::int[],
                          %(periods)s::int[], %(rates)s::numeric[],
                          %(parts)s::numeric[], %(head_office)s::bool[])
                   terms(policy_id, day, age, periods, rate, part, head_office)
                ON terms.policy_id = product.policy_id AND terms.day = l.received
              CROSS JOIN LATERAL (
                    SELECT ROUND(l.cost * terms.part * %(steps)s) * %(unit)s)
                   due(amount)
             WHERE l.quantity > 0
               AND (terms.periods > 0 OR l.booked <> 0)
               AND (l.outlet_id IS NOT NULL OR terms.head_office)
             ORDER BY l.id
            """,
            run=self.id,
            end=self.month_end,
            unit=self._get_currency_unit(),
            # Multiplied, not divided: the product is exact, and rounded once.
            steps=1 / self._get_currency_unit(),
            layers=self._get_standing_sql(span),
            **self._get_terms(span),
        )

    def _get_standing_sql(self, span: SQL) -> SQL:
        """Layers of a span with quantity, cost and allowance at the month's end."""
        return SQL(
            """
            SELECT l.id, l.outlet_id, l.product_id, l.first_received_on AS received,
                   s.quantity, s.quantity * l.unit_cost AS cost, s.booked
              FROM (%(layers)s %(span)s) l
              LEFT JOIN (
                    SELECT u.layer_id, SUM(u.quantity) AS quantity,
                           SUM(u.allowance) AS allowance
                      FROM aftersales_stock_layer_use u
                     WHERE u.company_id = %(company)s AND u.date > %(end)s
                     GROUP BY u.layer_id) later ON later.layer_id = l.id
              CROSS JOIN LATERAL (
                    SELECT l.remaining_quantity + COALESCE(later.quantity, 0),
                           COALESCE(l.allowance, 0) + COALESCE(later.allowance, 0)
                   ) s(quantity, booked)
            """,
            layers=self._get_layers_sql(SQL("l.*")),
            span=span,
            company=self.company_id.id,
            end=self.month_end,
        )

    def _get_releases_sql(self) -> SQL:
        """A line for each share that left the stock until the month's end."""
        return SQL(
            """
            SELECT %(run)s, %(end)s::date,
                   CASE WHEN u.allowance > 0 THEN 'release' ELSE 'revive' END,
                   u.layer_id, u.id, u.outlet_id, product.policy_id, NULL::int,
                   NULL::int, NULL::numeric, u.quantity, u.quantity * l.unit_cost,
                   NULL::numeric, u.allowance, -u.allowance
              FROM aftersales_stock_layer_use u
              JOIN aftersales_stock_layer l ON l.id = u.layer_id
              JOIN UNNEST(%(products)s::int[], %(product_policies)s::int[])
                   product(id, policy_id) ON product.id = l.product_id
             WHERE %(unreleased)s
             ORDER BY u.id
            """,
            run=self.id,
            end=self.month_end,
            unreleased=self._get_unreleased_sql(),
            **self._get_policies(self._get_unreleased_products()),
        )

    def _get_unreleased_sql(self) -> SQL:
        return SQL(
            "u.company_id = %s AND u.date <= %s AND u.release_run_id IS NULL "
            "AND u.target_layer_id IS NULL AND u.allowance <> 0",
            self.company_id.id,
            self.month_end,
        )

    def _get_unreleased_products(self) -> list[int]:
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT u.product_id FROM aftersales_stock_layer_use u "
                "WHERE %s",
                self._get_unreleased_sql(),
            )
        )
        return [product_id for (product_id,) in rows]

    # -- decisions ---------------------------------------------------------------------

    def _get_currency_unit(self) -> Decimal:
        """Smallest sum of the currency."""
        return depreciation.exact(self.currency_id.rounding)

    def _get_policies(self, product_ids: list[int]) -> dict:
        """Columns for the queries: which policy holds for which product."""
        products = self.env["product.product"].browse(product_ids)
        found = self.env["aftersales.storage.policy"]._get_for(
            products, self.company_id, self.month_end
        )
        return {
            "products": [product.id for product in found],
            "product_policies": [policy.id for policy in found.values()],
        }

    def _get_terms(self, span: SQL) -> dict:
        """Columns for the queries: age, periods and share of cost by policy and day."""
        products, days = (
            [
                value
                for (value,) in self.env.execute_query(
                    SQL(
                        "SELECT DISTINCT * FROM (%s %s) layers",
                        self._get_layers_sql(SQL.identifier("l", column)),
                        span,
                    )
                )
            ]
            for column in ("product_id", "first_received_on")
        )
        columns = self._get_policies(products)
        policies = self.env["aftersales.storage.policy"].browse(
            sorted(set(columns["product_policies"]))
        )
        rows = [
            policy._get_terms_row(day, self.month_end)
            for policy in policies
            for day in days
        ]
        names = ("policies", "days", "ages", "periods", "rates", "parts", "head_office")
        lists = zip(*rows, strict=True) if rows else ((),) * len(names)
        return columns | {
            name: list(values) for name, values in zip(names, lists, strict=True)
        }
