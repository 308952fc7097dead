from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .aftersales_goods_ledger import OWNERSHIPS

LEVELS = [("ledger", "Goods ledger of a warehouse"), ("card", "Bin card of a location")]


class AftersalesGoodsBalance(models.Model):
    """Opening, receipts, issues and closing of each article in a period (收发存).

    The context names the period (``goods_from``, ``goods_to``; this month if it does
    not) and whether warehouses or their locations are meant (``goods_level``).
    """

    _name = "aftersales.goods.balance"
    _description = "Balance of Goods"
    _auto = False
    _order = "warehouse_id, product_id, location_id, owner_id"
    _rec_name = "product_id"

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    warehouse_id = fields.Many2one("stock.warehouse", readonly=True)
    outlet_id = fields.Many2one("aftersales.outlet", readonly=True)
    location_id = fields.Many2one("stock.location", readonly=True)
    product_id = fields.Many2one("product.product", string="Article", readonly=True)
    categ_id = fields.Many2one(
        "product.category", string="Product Category", readonly=True
    )
    uom_id = fields.Many2one("uom.uom", string="Unit of Measure", readonly=True)
    owner_id = fields.Many2one("res.partner", readonly=True)
    ownership = fields.Selection(OWNERSHIPS, readonly=True)
    opening_quantity = fields.Float(
        string="Opening", digits="Product Unit", readonly=True
    )
    received = fields.Float(digits="Product Unit", readonly=True)
    issued = fields.Float(digits="Product Unit", readonly=True)
    closing_quantity = fields.Float(
        string="Closing", digits="Product Unit", readonly=True
    )
    opening_value = fields.Monetary(readonly=True)
    received_value = fields.Monetary(string="Value Received", readonly=True)
    issued_value = fields.Monetary(string="Value Issued", readonly=True)
    closing_value = fields.Monetary(readonly=True)

    @property
    def _table_query(self) -> SQL:
        first, last = self._get_period()
        entries = self.env["aftersales.goods.ledger"]
        return SQL(
            """
            SELECT %(key)s AS id, e.company_id, e.currency_id, e.warehouse_id,
                   e.outlet_id, %(place)s AS location_id, e.product_id, e.categ_id,
                   e.uom_id, e.owner_id, e.ownership,
                   COALESCE(SUM(e.quantity) FILTER (WHERE %(before)s), 0)
                       AS opening_quantity,
                   COALESCE(SUM(e.received) FILTER (WHERE NOT %(before)s), 0)
                       AS received,
                   COALESCE(SUM(e.issued) FILTER (WHERE NOT %(before)s), 0) AS issued,
                   SUM(e.quantity) AS closing_quantity,
                   COALESCE(SUM(e.value) FILTER (WHERE %(before)s), 0) AS opening_value,
                   COALESCE(SUM(e.value) FILTER (WHERE e.quantity > 0
                                                 AND NOT %(before)s), 0)
                       AS received_value,
                   COALESCE(-SUM(e.value) FILTER (WHERE e.quantity < 0
                                                  AND NOT %(before)s), 0)
                       AS issued_value,
                   SUM(e.value) AS closing_value
              FROM %(entries)s e
             WHERE e.day <= %(last)s AND %(crossing)s
             GROUP BY e.company_id, e.currency_id, e.warehouse_id, e.outlet_id,
                      %(place)s, e.product_id, e.categ_id, e.uom_id, e.owner_id,
                      e.ownership
            HAVING SUM(e.quantity) != 0 OR COUNT(*) FILTER (WHERE NOT %(before)s) > 0
            """,
            key=row_key(
                f"{first} {last}",
                *("e.warehouse_id", "e.product_id", "e.owner_id"),
                *self._get_place(),
            ),
            place=SQL(*self._get_place() or ("NULL::integer",)),
            before=SQL("e.day < %s", first),
            last=last,
            entries=entries._table_sql,
            crossing=SQL("TRUE") if self._get_place() else SQL("NOT e.is_within"),
        )

    @api.model
    def _get_period(self) -> tuple:
        """First and last day."""
        context = self.env.context
        today = fields.Date.context_today(self)
        last = fields.Date.to_date(context.get("goods_to")) or today
        first = fields.Date.to_date(context.get("goods_from")) or last.replace(day=1)
        return first, last

    @api.model
    def _get_place(self) -> tuple[str, ...]:
        """The column that cards are kept of, none if it is the warehouse alone."""
        is_card = self.env.context.get("goods_level") == "card"
        return ("e.location_id",) if is_card else ()

    def action_open_entries(self):
        """Open the moves that a row adds up."""
        self.ensure_one()
        first, last = self._get_period()
        domain = (
            Domain("warehouse_id", "=", self.warehouse_id.id)
            & Domain("product_id", "=", self.product_id.id)
            & Domain("owner_id", "=", self.owner_id.id)
            & Domain("day", ">=", first)
            & Domain("day", "<=", last)
        )
        if self.location_id:
            domain &= Domain("location_id", "=", self.location_id.id)
        else:
            domain &= Domain("is_within", "=", False)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_goods_ledger_action"
        )
        return {**action, "domain": list(domain), "context": {"create": False}}


def row_key(asked: str, *columns: str) -> SQL:
    """A number for a row that stays the same: what was asked for and its key, hashed
    to what fits the web client's numbers (53 bits).

    :param asked: what the context asks for: rows of another day are other records
    :param columns: the key, as SQL
    """
    parts = SQL(", ").join(SQL("COALESCE(%s, 0)", SQL(column)) for column in columns)
    return SQL(
        "hashtextextended(CONCAT_WS('/', %s, %s), 0) & 9007199254740991", asked, parts
    )
