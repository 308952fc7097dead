from odoo import api, fields, models
from odoo.tools import SQL

OWNERSHIPS = [("own", "Own"), ("consigned", "Consigned")]


class AftersalesGoodsLedger(models.Model):
    """Goods ledger (商品明细账) and bin card (实物登记卡): done moves of the host, one
    row for each place that goods came to or left. Nothing is stored a second time.

    The ledger of a warehouse leaves out what only changed its place within
    (``is_within``); the bin card of a location shows that, too.
    """

    _name = "aftersales.goods.ledger"
    _description = "Goods Ledger"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "voucher"

    move_line_id = fields.Many2one("stock.move.line", string="Move", readonly=True)
    move_id = fields.Many2one("stock.move", string="Stock Move", readonly=True)
    picking_id = fields.Many2one("stock.picking", string="Transfer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    warehouse_id = fields.Many2one("stock.warehouse", readonly=True)
    outlet_id = fields.Many2one("aftersales.outlet", readonly=True)
    location_id = fields.Many2one("stock.location", readonly=True)
    other_location_id = fields.Many2one(
        "stock.location", string="From or To", readonly=True
    )
    product_id = fields.Many2one("product.product", string="Article", readonly=True)
    categ_id = fields.Many2one(
        "product.category", string="Product Category", readonly=True
    )
    uom_id = fields.Many2one("uom.uom", string="Unit of Measure", readonly=True)
    lot_id = fields.Many2one("stock.lot", readonly=True)
    owner_id = fields.Many2one("res.partner", readonly=True)
    ownership = fields.Selection(OWNERSHIPS, readonly=True)
    partner_id = fields.Many2one("res.partner", readonly=True)
    date = fields.Datetime(string="Moved At", readonly=True)
    day = fields.Date(readonly=True, help="Where the company is.")
    entered_at = fields.Datetime(
        readonly=True,
        help="When the move was last written; later than its date if it is backdated.",
    )
    counterpart = fields.Selection(
        selection=lambda self: (
            self.env["stock.location"]._fields["usage"]._description_selection(self.env)
        ),
        readonly=True,
        help="Kind of place that the goods came from or went to.",
    )
    is_within = fields.Boolean(
        string="Within the Warehouse",
        readonly=True,
        help="Goods changed their place, the warehouse has as many as before.",
    )
    is_count = fields.Boolean(string="From a Count", readonly=True)
    voucher = fields.Char(
        readonly=True,
        help="Number of the delivery note, which is the voucher of the ledger.",
    )
    origin = fields.Char(string="Source Document", readonly=True)
    received = fields.Float(digits="Product Unit", readonly=True)
    issued = fields.Float(digits="Product Unit", readonly=True)
    quantity = fields.Float(
        string="Change", digits="Product Unit", readonly=True, help="Received − issued."
    )
    value = fields.Monetary(
        readonly=True,
        help="Of own goods, as the host valued the move. What it does not value (goods "
        "that went to another warehouse of the company) is taken at the present cost.",
    )
    balance = fields.Float(
        digits="Product Unit",
        compute="_compute_balance",
        aggregator=None,
        help="What the warehouse has of the article and owner after this.",
    )
    card_balance = fields.Float(
        string="Balance of the Card",
        digits="Product Unit",
        compute="_compute_balance",
        aggregator=None,
        help="What lies in the location of the article and owner after this.",
    )

    _depends = {
        "stock.move.line": [
            *("move_id", "picking_id", "company_id", "location_id", "location_dest_id"),
            *("product_id", "lot_id", "owner_id", "date", "state", "write_date"),
            *("quantity", "quantity_product_uom", "product_uom_id"),
        ],
        "stock.move": [
            *("is_in", "is_out", "is_inventory", "value", "quantity", "product_uom"),
            *("reference", "origin", "partner_id"),
        ],
        "stock.picking": ["partner_id", "note_number"],
        "stock.location": ["usage", "warehouse_id"],
        "stock.warehouse": ["aftersales_outlet_id"],
        "product.product": ["product_tmpl_id", "standard_price"],
        "product.template": ["categ_id", "uom_id", "is_storable"],
        "res.company": ["currency_id", "partner_id", "resource_calendar_id"],
        "resource.calendar": ["tz"],
    }

    @property
    def _table_query(self) -> SQL:
        return SQL("%s %s", self._select(), self._from())

    @api.model
    def _select(self) -> SQL:
        return SQL(
            """
            SELECT leg.id, leg.move_line_id, leg.move_id, leg.picking_id,
                   leg.company_id, co.currency_id, leg.warehouse_id,
                   w.aftersales_outlet_id AS outlet_id, leg.location_id,
                   leg.other_location_id, leg.product_id, t.categ_id, t.uom_id,
                   leg.lot_id, leg.owner_id,
                   CASE WHEN leg.owner_id IS NULL THEN 'own' ELSE 'consigned' END
                       AS ownership,
                   COALESCE(pk.partner_id, m.partner_id) AS partner_id,
                   leg.date, %(day)s AS day, leg.entered_at, leg.counterpart,
                   leg.is_within,
                   COALESCE(m.is_inventory, FALSE) AS is_count,
                   %(voucher)s AS voucher, m.origin,
                   GREATEST(leg.quantity, 0) AS received,
                   GREATEST(-leg.quantity, 0) AS issued,
                   leg.quantity, %(value)s AS value
            """,
            day=self._day(),
            voucher=self._voucher(),
            value=self._value(),
        )

    @api.model
    def _from(self) -> SQL:
        return SQL(
            """
            FROM (%s) leg
            JOIN stock_move m ON m.id = leg.move_id
            JOIN product_product p ON p.id = leg.product_id
            JOIN product_template t ON t.id = p.product_tmpl_id AND t.is_storable
            JOIN stock_warehouse w ON w.id = leg.warehouse_id
            JOIN res_company co ON co.id = leg.company_id
            LEFT JOIN resource_calendar rc ON rc.id = co.resource_calendar_id
            LEFT JOIN stock_picking pk ON pk.id = leg.picking_id
            """,
            self._legs(),
        )

    @api.model
    def _legs(self) -> SQL:
        """A done move line as its two ends, each with an id that stays."""
        return SQL(
            "%s UNION ALL %s",
            self._leg(0, "location_id", "location_dest_id", -1),
            self._leg(1, "location_dest_id", "location_id", 1),
        )

    @api.model
    def _leg(self, number: int, here: str, there: str, sign: int) -> SQL:
        return SQL(
            """
            SELECT l.id::bigint * 2 + %(number)s AS id, l.id AS move_line_id, l.move_id,
                   l.picking_id, l.company_id, here.warehouse_id,
                   l.%(here)s AS location_id, l.%(there)s AS other_location_id,
                   there.usage AS counterpart, l.product_id, l.lot_id,
                   NULLIF(l.owner_id, c.partner_id) AS owner_id, l.date,
                   l.write_date AS entered_at,
                   l.quantity_product_uom * %(sign)s AS quantity,
                   there.usage = 'internal'
                       AND there.warehouse_id IS NOT DISTINCT FROM here.warehouse_id
                       AS is_within
              FROM stock_move_line l
              JOIN stock_location here
                ON here.id = l.%(here)s AND here.usage = 'internal'
               AND here.warehouse_id IS NOT NULL
              JOIN stock_location there ON there.id = l.%(there)s
              JOIN res_company c ON c.id = l.company_id
             WHERE l.state = 'done' AND l.quantity_product_uom != 0
            """,
            number=number,
            here=SQL.identifier(here),
            there=SQL.identifier(there),
            sign=sign,
        )

    @api.model
    def _day(self) -> SQL:
        """A move belongs to the day that the company's desk has at that moment."""
        return SQL(
            "(leg.date AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(rc.tz, 'UTC'))::date"
        )

    @api.model
    def _voucher(self) -> SQL:
        """The supplier's note, else the number of our own; what came otherwise (a
        count, scrap) names its document."""
        return SQL("COALESCE(NULLIF(pk.note_number, ''), m.reference, m.origin)")

    @api.model
    def _value(self) -> SQL:
        """Share of the move's value; of what the host does not value, the cost."""
        return SQL(
            """
            CASE WHEN leg.owner_id IS NOT NULL THEN 0
                 WHEN m.is_in OR m.is_out THEN m.value * leg.quantity / (
                     SELECT NULLIF(SUM(s.quantity_product_uom), 0)
                       FROM stock_move_line s
                      WHERE s.move_id = m.id
                        AND NULLIF(s.owner_id, co.partner_id) IS NULL)
                 ELSE leg.quantity * COALESCE(
                     (p.standard_price ->> leg.company_id::text)::numeric, 0)
             END
            """
        )

    @api.depends("date", "warehouse_id", "location_id", "product_id", "owner_id")
    def _compute_balance(self):
        """Both balances of all rows on a page in one query, which looks at nothing but
        the articles and warehouses on it."""
        balances = (
            {
                row_id: (balance, card_balance)
                for row_id, balance, card_balance in self.env.execute_query(
                    SQL(
                        """
                    SELECT id, balance, card_balance
                      FROM (SELECT id,
                                   SUM(quantity) FILTER (WHERE NOT is_within)
                                   OVER (
                                       PARTITION BY warehouse_id, product_id, owner_id
                                       ORDER BY date, id) AS balance,
                                   SUM(quantity) OVER (
                                       PARTITION BY location_id, product_id, owner_id
                                       ORDER BY date, id) AS card_balance
                              FROM (%s) leg
                             WHERE warehouse_id IN %s AND product_id IN %s) running
                     WHERE id IN %s
                    """,
                        self._legs(),
                        tuple(self.warehouse_id.ids),
                        tuple(self.product_id.ids),
                        tuple(self.ids),
                    )
                )
            }
            if self.ids
            else {}
        )
        for row in self:
            row.balance, row.card_balance = balances.get(row.id, (0, 0))

    def action_open_move(self):
        """Open the transfer a row tells of, or the move if it has none."""
        self.ensure_one()
        # Who may see the ledger may see what it is made of.
        record = (self.picking_id or self.move_id).sudo(False)
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }
