from odoo import api, models
from odoo.tools import SQL

# Figures of a clearing, as `_reckon` reads them.
FIGURES = (
    *("own_opening", "own_received", "own_issued", "own_closing"),
    *("consigned_opening", "consigned_received", "consigned_issued"),
    *("consigned_closing", "closing_value", "move_count", "digest"),
)


class AftersalesStockClearing(models.Model):
    """The figures of clearings, from the moves of the host: one query for all."""

    _inherit = "aftersales.stock.clearing"

    def _reckon(self) -> None:
        """Write the figures as they are now."""
        if not self:
            return
        self.flush_recordset(["warehouse_id", "date_from", "date_to"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT c.id,
                       COALESCE(SUM(d.own_received - d.own_issued)
                           FILTER (WHERE d.day < c.date_from), 0) AS own_opening,
                       COALESCE(SUM(d.own_received)
                           FILTER (WHERE d.day >= c.date_from), 0),
                       COALESCE(SUM(d.own_issued)
                           FILTER (WHERE d.day >= c.date_from), 0),
                       COALESCE(SUM(d.own_received - d.own_issued), 0),
                       COALESCE(SUM(d.consigned_received - d.consigned_issued)
                           FILTER (WHERE d.day < c.date_from), 0),
                       COALESCE(SUM(d.consigned_received)
                           FILTER (WHERE d.day >= c.date_from), 0),
                       COALESCE(SUM(d.consigned_issued)
                           FILTER (WHERE d.day >= c.date_from), 0),
                       COALESCE(SUM(d.consigned_received - d.consigned_issued), 0),
                       COALESCE(SUM(d.value), 0),
                       COALESCE(SUM(d.move_count)
                           FILTER (WHERE d.day >= c.date_from), 0),
                       MD5(STRING_AGG(d.digest, ',' ORDER BY d.day)
                           FILTER (WHERE d.day >= c.date_from))
                  FROM aftersales_stock_clearing c
                  LEFT JOIN (%(days)s) d
                    ON d.warehouse_id = c.warehouse_id AND d.day <= c.date_to
                 WHERE c.id IN %(ids)s
                 GROUP BY c.id
                """,
                days=self._get_days(
                    SQL("e.warehouse_id IN %s", tuple(self.warehouse_id.ids))
                ),
                ids=tuple(self.ids),
            )
        )
        for clearing_id, *figures in rows:
            self.browse(clearing_id).write(dict(zip(FIGURES, figures, strict=True)))

    @api.model
    def _get_days(self, condition: SQL) -> SQL:
        """What came and went on each day of each warehouse, and a digest of it.

        :param condition: which rows of the ledger, ``e``
        """
        return SQL(
            """
            SELECT e.warehouse_id, e.day, COUNT(*) AS move_count,
                   SUM(CASE WHEN e.owner_id IS NULL THEN e.received ELSE 0 END)
                       AS own_received,
                   SUM(CASE WHEN e.owner_id IS NULL THEN e.issued ELSE 0 END)
                       AS own_issued,
                   SUM(CASE WHEN e.owner_id IS NULL THEN 0 ELSE e.received END)
                       AS consigned_received,
                   SUM(CASE WHEN e.owner_id IS NULL THEN 0 ELSE e.issued END)
                       AS consigned_issued,
                   SUM(e.value) AS value,
                   MD5(STRING_AGG(CONCAT_WS(':', e.id, e.product_id,
                                            COALESCE(e.lot_id, 0),
                                            COALESCE(e.owner_id, 0), e.quantity),
                                  ',' ORDER BY e.id)) AS digest
              FROM %(entries)s e
             WHERE NOT e.is_within AND %(condition)s
             GROUP BY e.warehouse_id, e.day
            """,
            entries=self.env["aftersales.goods.ledger"]._table_sql,
            condition=condition,
        )
