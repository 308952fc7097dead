from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .aftersales_goods_balance import row_key
from .aftersales_goods_ledger import OWNERSHIPS


class AftersalesGoodsReconciliation(models.Model):
    """Ledger, cards and goods agree (账卡物相符): what each says of an article at the
    end of a day (``goods_day`` in the context; today if it does not say).

    Goods of a past day are today's quants with the moves since then taken back, so
    that quants changed past the moves show, whatever the day.
    """

    _name = "aftersales.goods.reconciliation"
    _description = "Reconciliation of Goods"
    _auto = False
    _order = "is_different desc, warehouse_id, product_id, lot_id, owner_id"
    _rec_name = "product_id"

    company_id = fields.Many2one("res.company", readonly=True)
    warehouse_id = fields.Many2one("stock.warehouse", readonly=True)
    outlet_id = fields.Many2one("aftersales.outlet", readonly=True)
    product_id = fields.Many2one("product.product", string="Article", readonly=True)
    categ_id = fields.Many2one(
        "product.category", string="Product Category", readonly=True
    )
    uom_id = fields.Many2one("uom.uom", string="Unit of Measure", readonly=True)
    lot_id = fields.Many2one("stock.lot", readonly=True)
    owner_id = fields.Many2one("res.partner", readonly=True)
    ownership = fields.Selection(OWNERSHIPS, readonly=True)
    ledger = fields.Float(
        digits="Product Unit",
        readonly=True,
        help="Sum of what came to and left the warehouse.",
    )
    card = fields.Float(
        string="Bin Cards",
        digits="Product Unit",
        readonly=True,
        help="Sum of the balances of its locations.",
    )
    goods = fields.Float(
        string="Goods on Hand",
        digits="Product Unit",
        readonly=True,
        help="What the host says lies there.",
    )
    layers = fields.Float(
        digits="Product Unit",
        readonly=True,
        help="What remains of the stock layers, less what went out without any. Goods "
        "of head office have none, unless a policy lets them age.",
    )
    difference = fields.Float(
        digits="Product Unit", readonly=True, help="Goods − ledger."
    )
    layer_difference = fields.Float(
        digits="Product Unit", readonly=True, help="Layers − ledger."
    )
    is_different = fields.Boolean(string="Disagrees", readonly=True)
    counted_on = fields.Date(
        string="Last Count",
        readonly=True,
        help="The last day until then on which a count was entered.",
    )

    _depends = {
        "stock.quant": ["location_id", "product_id", "lot_id", "owner_id", "quantity"],
        "aftersales.stock.layer": [
            *("warehouse_id", "product_id", "lot_id", "owner_id", "quantity"),
            "received_on",
        ],
        "aftersales.stock.layer.use": ["layer_id", "date", "quantity"],
        "aftersales.stock.shortage": [
            *("warehouse_id", "product_id", "lot_id", "owner_id", "date"),
            "open_quantity",
        ],
    }

    @property
    def _table_query(self) -> SQL:
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        return SQL(
            """
            SELECT r.*, w.company_id, w.aftersales_outlet_id AS outlet_id, t.categ_id,
                   t.uom_id,
                   CASE WHEN r.owner_id IS NULL THEN 'own' ELSE 'consigned' END
                       AS ownership,
                   r.goods - r.ledger AS difference,
                   CASE WHEN %(aged)s THEN r.layers - r.ledger ELSE 0 END
                       AS layer_difference,
                   ROUND(r.card - r.ledger, %(digits)s) != 0
                       OR ROUND(r.goods - r.ledger, %(digits)s) != 0
                       OR %(aged)s AND ROUND(r.layers - r.ledger, %(digits)s) != 0
                       AS is_different
              FROM (SELECT %(key)s AS id, s.warehouse_id, s.product_id, s.lot_id,
                           s.owner_id, SUM(s.ledger) AS ledger, SUM(s.card) AS card,
                           SUM(s.goods) AS goods, SUM(s.layers) AS layers,
                           MAX(s.counted_on) AS counted_on
                      FROM (%(sources)s) s
                     GROUP BY s.warehouse_id, s.product_id, s.lot_id, s.owner_id
                    HAVING SUM(s.ledger) != 0 OR SUM(s.card) != 0 OR SUM(s.goods) != 0
                        OR SUM(s.layers) != 0) r
              JOIN stock_warehouse w ON w.id = r.warehouse_id
              JOIN product_product p ON p.id = r.product_id
              JOIN product_template t ON t.id = p.product_tmpl_id
            """,
            digits=digits,
            # Goods of head office have layers only where a policy says that they age.
            aged=SQL("(w.aftersales_outlet_id IS NOT NULL OR r.layers != 0)"),
            key=row_key(
                str(self._get_day()),
                *("s.warehouse_id", "s.product_id", "s.lot_id", "s.owner_id"),
            ),
            sources=SQL(" UNION ALL ").join(
                [self._from_moves(), self._from_quants(), *self._from_layers()]
            ),
        )

    @api.model
    def _get_day(self):
        day = fields.Date.to_date(self.env.context.get("goods_day"))
        return day or fields.Date.context_today(self)

    @api.model
    def _from_moves(self) -> SQL:
        """Moves until the day make ledger and cards, those since leave the goods."""
        return SQL(
            """
            SELECT e.warehouse_id, e.product_id, e.lot_id, e.owner_id,
                   CASE WHEN e.day <= %(day)s AND NOT e.is_within THEN e.quantity
                        ELSE 0 END AS ledger,
                   CASE WHEN e.day <= %(day)s THEN e.quantity ELSE 0 END AS card,
                   CASE WHEN e.day > %(day)s THEN -e.quantity ELSE 0 END AS goods,
                   0 AS layers,
                   CASE WHEN e.is_count AND e.day <= %(day)s THEN e.day END
                       AS counted_on
              FROM %(entries)s e
            """,
            day=self._get_day(),
            entries=self.env["aftersales.goods.ledger"]._table_sql,
        )

    @api.model
    def _from_quants(self) -> SQL:
        return SQL(
            """
            SELECT l.warehouse_id, q.product_id, q.lot_id,
                   NULLIF(q.owner_id, c.partner_id), 0, 0, q.quantity, 0, NULL
              FROM stock_quant q
              JOIN stock_location l ON l.id = q.location_id AND l.usage = 'internal'
               AND l.warehouse_id IS NOT NULL
              JOIN res_company c ON c.id = l.company_id
            """
        )

    @api.model
    def _from_layers(self) -> list[SQL]:
        """What came in layers until the day, less what was used of them until then
        and what is short of them."""
        return [
            SQL(
                """
                SELECT y.warehouse_id, y.product_id, y.lot_id, y.owner_id, 0, 0, 0,
                       y.quantity, NULL
                  FROM aftersales_stock_layer y
                 WHERE y.warehouse_id IS NOT NULL AND y.received_on <= %s
                """,
                self._get_day(),
            ),
            SQL(
                """
                SELECT y.warehouse_id, y.product_id, y.lot_id, y.owner_id, 0, 0, 0,
                       -u.quantity, NULL
                  FROM aftersales_stock_layer_use u
                  JOIN aftersales_stock_layer y ON y.id = u.layer_id
                 WHERE y.warehouse_id IS NOT NULL AND u.date <= %s
                """,
                self._get_day(),
            ),
            SQL(
                """
                SELECT warehouse_id, product_id, lot_id, owner_id, 0, 0, 0,
                       -open_quantity, NULL
                  FROM aftersales_stock_shortage
                 WHERE warehouse_id IS NOT NULL AND date <= %s
                """,
                self._get_day(),
            ),
        ]

    def action_open_entries(self):
        """Open the moves of the article until that day, and since."""
        self.ensure_one()
        domain = (
            Domain("warehouse_id", "=", self.warehouse_id.id)
            & Domain("product_id", "=", self.product_id.id)
            & Domain("lot_id", "=", self.lot_id.id)
            & Domain("owner_id", "=", self.owner_id.id)
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_goods_ledger_action"
        )
        return {**action, "domain": list(domain), "context": {"create": False}}
