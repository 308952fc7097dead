from collections.abc import Iterator
from typing import NamedTuple

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.goods_ledger import Running

FETCH = 5000
ENTRY = (
    *("id", "date", "voucher", "counterpart", "partner_id", "lot_id", "received"),
    *("issued", "quantity", "value"),
)
CARD = ("warehouse_id", "product_id", "owner_id", "uom_id")


class Row(NamedTuple):
    """A row of the book; an opening has no ``date``."""

    warehouse_id: int
    location_id: int | None
    product_id: int
    owner_id: int | None
    warehouse: str
    location: str | None
    article: str | None
    product: str
    uom: str
    owner: str | None
    date: object
    voucher: str | None
    counterpart: str | None
    partner: str | None
    lot: str | None
    received: float
    issued: float
    quantity: float
    value: float

    @property
    def card(self) -> tuple:
        """What a balance is kept of."""
        return self[:4]


class AftersalesGoodsSheet(models.TransientModel):
    """The rows of the book: openings and entries in one query, sorted by card and
    moment; the database hands them over little by little."""

    _inherit = "aftersales.goods.sheet"

    def _read_rows(self, limit: int | None = None) -> list[Row]:
        return [Row(*row) for row in self.env.execute_query(self._get_query(limit))]

    def _iter_rows(self) -> Iterator[tuple[Row, float, float]]:
        """Rows with the quantity and the value that lie there after them.

        A cursor on the server: neither side holds more than some thousand rows.
        """
        running = Running()
        query = self._get_query()
        self.env.flush_query(query)
        with self.env.cr._cnx.cursor(name="aftersales_goods_sheet") as cursor:
            cursor.itersize = FETCH
            cursor.execute(query.code, query.params)
            for values in cursor:
                row = Row(*values)
                yield row, *running.add(row.card, row.quantity, row.value)

    def _get_cards(self) -> list[dict]:
        """What is printed: each card with its rows."""
        running = Running()
        cards: dict[tuple, dict] = {}
        for row in self._read_rows():
            quantity, value = running.add(row.card, row.quantity, row.value)
            card = cards.setdefault(
                row.card, {"head": row, "rows": [], "received": 0, "issued": 0}
            )
            card["rows"].append({"row": row, "quantity": quantity, "value": value})
            card["received"] += row.received
            card["issued"] += row.issued
        return list(cards.values())

    def _get_query(self, limit: int | None = None) -> SQL:
        """Record rules are in it, for each of the two searches."""
        entries = self.env["aftersales.goods.ledger"]
        before = Domain("day", "<", self.date_from)
        opening = entries._search(self._get_scope() & self._get_book() & before)
        moves = entries._search(self._get_scope() & self._get_period())
        card = [SQL.identifier(entries._table, name) for name in CARD]
        place = SQL("NULL::integer")
        if self.level == "card":
            place = SQL.identifier(entries._table, "location_id")
        opening.groupby = SQL(", ").join([*card, place])
        return SQL(
            """
            SELECT r.warehouse_id, r.location_id, r.product_id, r.owner_id, w.name,
                   l.complete_name, p.default_code, %(product)s, %(uom)s, o.name,
                   r.date AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s, r.voucher,
                   r.counterpart, pa.name, lot.name, r.received, r.issued, r.quantity,
                   r.value
              FROM (%(opening)s UNION ALL %(entries)s)
                   AS r(warehouse_id, product_id, owner_id, uom_id, location_id, id,
                        date, voucher, counterpart, partner_id, lot_id, received,
                        issued, quantity, value)
              JOIN stock_warehouse w ON w.id = r.warehouse_id
              JOIN product_product p ON p.id = r.product_id
              JOIN product_template t ON t.id = p.product_tmpl_id
              JOIN uom_uom u ON u.id = r.uom_id
              LEFT JOIN stock_location l ON l.id = r.location_id
              LEFT JOIN res_partner o ON o.id = r.owner_id
              LEFT JOIN res_partner pa ON pa.id = r.partner_id
              LEFT JOIN stock_lot lot ON lot.id = r.lot_id
             WHERE r.quantity != 0 OR r.value != 0
             ORDER BY w.code, w.id, p.default_code, p.id, r.owner_id NULLS FIRST,
                      l.complete_name, r.location_id, r.date NULLS FIRST, r.id
             LIMIT %(limit)s
            """,
            product=self._translated("t"),
            uom=self._translated("u"),
            zone=self.company_id.resource_calendar_id.tz or "UTC",
            opening=opening.select(
                *card,
                place,
                *("0::bigint", "NULL::timestamp", "NULL", "NULL", "NULL::integer"),
                *("NULL::integer", "0", "0", "SUM(quantity)", "SUM(value)"),
            ),
            entries=moves.select(
                *card,
                place,
                *(SQL.identifier(entries._table, name) for name in ENTRY),
            ),
            limit=limit,
        )

    def _translated(self, alias: str) -> SQL:
        return SQL(
            "COALESCE(%(name)s ->> %(lang)s, %(name)s ->> 'en_US')",
            name=SQL.identifier(alias, "name"),
            lang=self.env.lang or "en_US",
        )

    def _get_counterparts(self) -> dict[str, str]:
        usage = self.env["stock.location"]._fields["usage"]
        return dict(usage._description_selection(self.env))

    def _get_digits(self) -> int:
        return self.env["decimal.precision"].precision_get("Product Unit")
