from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import depreciation, network_price

QUERY = """
WITH terms (company_id, categ_id, aged_until, rate, thresholds) AS (VALUES %(terms)s),
ways (outlet_id, km, nearness) AS (VALUES %(ways)s),
free AS (
    SELECT warehouse.id AS warehouse_id, quant.product_id, quant.lot_id,
           SUM(quant.quantity - quant.reserved_quantity) AS quantity
      FROM stock_quant quant
      JOIN stock_location place ON place.id = quant.location_id
      JOIN stock_warehouse warehouse ON warehouse.id = place.warehouse_id
      JOIN stock_location top ON top.id = warehouse.lot_stock_id
     WHERE warehouse.aftersales_outlet_id IS NOT NULL
       AND quant.owner_id IS NULL
       AND place.usage = 'internal'
       AND place.parent_path LIKE top.parent_path || '%%'
       AND 'qualified' = COALESCE((
               SELECT around.aftersales_quality
                 FROM stock_location around
                WHERE place.parent_path LIKE around.parent_path || '%%'
                  AND around.aftersales_quality IS NOT NULL
             ORDER BY LENGTH(around.parent_path) DESC
                LIMIT 1
           ), 'qualified')
  GROUP BY warehouse.id, quant.product_id, quant.lot_id
),
asked AS (
    SELECT transfer.outlet_id, line.product_id, line.lot_id,
           SUM(line.quantity) AS quantity
      FROM aftersales_network_transfer_line line
      JOIN aftersales_network_transfer transfer ON transfer.id = line.transfer_id
     WHERE transfer.state = 'requested'
  GROUP BY transfer.outlet_id, line.product_id, line.lot_id
),
aged AS (
    SELECT layer.id, layer.company_id, layer.outlet_id, layer.warehouse_id,
           layer.product_id, layer.categ_id, layer.lot_id, layer.first_received_on,
           layer.remaining_quantity AS quantity,
           SUM(layer.remaining_quantity) OVER (
               PARTITION BY layer.warehouse_id, layer.product_id, layer.lot_id
                   ORDER BY layer.first_received_on, layer.received_on, layer.id
           ) - layer.remaining_quantity AS before,
           (
               layer.value - currency.rounding * ROUND(
                   layer.value * terms.rate * (
                       SELECT COUNT(*) FROM UNNEST(terms.thresholds) last
                        WHERE last >= layer.first_received_on
                   ) / currency.rounding
               )
           ) / layer.remaining_quantity AS price_unit
      FROM aftersales_stock_layer layer
      JOIN terms ON terms.company_id = layer.company_id
                AND terms.categ_id IS NOT DISTINCT FROM layer.categ_id
      JOIN res_company company ON company.id = layer.company_id
      JOIN res_currency currency ON currency.id = company.currency_id
     WHERE layer.remaining_quantity > 0
       AND layer.warehouse_id IS NOT NULL
       AND layer.outlet_id IS NOT NULL
       AND layer.owner_id IS NULL
       AND layer.quality = 'qualified'
       AND layer.first_received_on <= terms.aged_until
)
  SELECT MIN(aged.id) AS id, aged.company_id, aged.outlet_id, aged.warehouse_id,
         aged.product_id, aged.categ_id, aged.lot_id,
         MIN(aged.first_received_on) AS first_received_on,
         SUM(taken.quantity) AS quantity,
         COALESCE(MIN(asked.quantity), 0) AS requested_quantity,
         SUM(taken.quantity * aged.price_unit) / SUM(taken.quantity) AS price_unit,
         SUM(taken.quantity * aged.price_unit) AS value,
         MIN(ways.km) AS km, MIN(ways.nearness) AS nearness,
         COALESCE(aged.outlet_id = %(home)s, FALSE) AS is_own,
         COALESCE(
             company.aftersales_network_is_shared AND template.company_id IS NULL, FALSE
         ) AS is_shared
    FROM aged
    JOIN free ON free.warehouse_id = aged.warehouse_id
             AND free.product_id = aged.product_id
             AND free.lot_id IS NOT DISTINCT FROM aged.lot_id
    JOIN res_company company ON company.id = aged.company_id
    JOIN product_product product ON product.id = aged.product_id
    JOIN product_template template ON template.id = product.product_tmpl_id
    JOIN LATERAL (
        SELECT LEAST(
            aged.quantity, (free.quantity - aged.before)::double precision
        ) AS quantity
    ) taken ON taken.quantity > 0
    LEFT JOIN asked ON asked.outlet_id = aged.outlet_id
                   AND asked.product_id = aged.product_id
                   AND asked.lot_id IS NOT DISTINCT FROM aged.lot_id
    LEFT JOIN ways ON ways.outlet_id = aged.outlet_id
GROUP BY aged.company_id, aged.outlet_id, aged.warehouse_id, aged.product_id,
         aged.categ_id, aged.lot_id, company.aftersales_network_is_shared,
         template.company_id
"""


class AftersalesNetworkStock(models.Model):
    """Goods past their storage term, at the price another outlet pays (R223, R227).

    Nothing is stored: a row is what lies free in an outlet's stock today, the oldest
    first, priced by the day. Cost and allowance stay with the layers.
    """

    _name = "aftersales.network.stock"
    _description = "Goods in the Stock Network"
    _auto = False
    _order = "km, first_received_on, id"
    _rec_name = "product_id"
    _depends = {
        "aftersales.stock.layer": [
            *("company_id", "outlet_id", "warehouse_id", "product_id", "categ_id"),
            *("lot_id", "owner_id", "quality", "first_received_on", "received_on"),
            *("remaining_quantity", "value"),
        ],
        "aftersales.network.transfer": ["outlet_id", "state"],
        "aftersales.network.transfer.line": [
            *("transfer_id", "product_id", "lot_id", "quantity"),
        ],
        "product.product": ["product_tmpl_id"],
        "product.template": ["company_id"],
        "res.company": ["aftersales_network_is_shared", "currency_id"],
        "stock.location": [
            *("aftersales_quality", "parent_path", "usage", "warehouse_id"),
        ],
        "stock.quant": [
            *("product_id", "location_id", "lot_id", "owner_id", "quantity"),
            "reserved_quantity",
        ],
        "stock.warehouse": ["aftersales_outlet_id", "lot_stock_id"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(
        "res.currency", compute="_compute_currency_id", compute_sudo=True
    )
    outlet_id = fields.Many2one("aftersales.outlet", string="Held By", readonly=True)
    city = fields.Char(related="outlet_id.city", string="Town")
    address_state_id = fields.Many2one(related="outlet_id.address_state_id")
    warehouse_id = fields.Many2one("stock.warehouse", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    categ_id = fields.Many2one(
        "product.category", string="Product Category", readonly=True
    )
    image_128 = fields.Binary(related="product_id.image_128", string="Image")
    # A browser keeps the image until this changes; it asks for it by this name.
    write_date = fields.Datetime(related="product_id.write_date")
    uom_id = fields.Many2one(related="product_id.uom_id")
    lot_id = fields.Many2one("stock.lot", readonly=True)
    first_received_on = fields.Date(string="In Custody Since", readonly=True)
    quantity = fields.Float(
        string="To Be Had", digits="Product Unit", readonly=True, help="Aged and free."
    )
    requested_quantity = fields.Float(
        string="Asked For",
        digits="Product Unit",
        readonly=True,
        help="Others wait for the holder's consent.",
    )
    price_unit = fields.Monetary(
        string="Net Price",
        readonly=True,
        aggregator="avg",
        help="Of a piece: cost less depreciation as of today. The way comes on top.",
    )
    value = fields.Monetary(string="Net Value", readonly=True)
    km = fields.Float(
        string="Distance (km)",
        digits=(10, 0),
        readonly=True,
        aggregator="avg",
        help="From the outlet that is looked for, or one's own.",
    )
    nearness = fields.Selection(
        [("city", "Same City"), ("state", "Same Province"), ("far", "Farther Away")],
        readonly=True,
    )
    is_own = fields.Boolean(string="Goods of This Outlet", readonly=True)
    is_shared = fields.Boolean(string="Shared With Sister Companies", readonly=True)
    from_outlet_id = fields.Many2one(
        "aftersales.outlet",
        string="Distance From",
        store=False,
        search="_search_from_outlet_id",
        help="Looks from this outlet; it changes distances, not what is found.",
    )

    def _compute_currency_id(self):
        for goods in self:
            goods.currency_id = goods.company_id.currency_id

    @api.model
    def _search_from_outlet_id(self, operator, value):
        return Domain.TRUE

    @property
    def _table_query(self) -> SQL:
        home = self.env["aftersales.outlet"]._get_network_home()
        return SQL(
            QUERY,
            terms=SQL(", ").join(self._get_terms_rows()),
            ways=SQL(", ").join(self._get_way_rows(home)),
            home=home.id or None,
        )

    @api.model
    def _get_terms_rows(self) -> list[SQL]:
        """The storage terms of what lies in outlets, as days of receipt."""
        groups = (
            self.env["aftersales.stock.layer"]
            .sudo()
            ._read_group(
                [("remaining_quantity", ">", 0), ("outlet_id", "!=", False)],
                ["company_id", "categ_id"],
                ["product_id:min"],
            )
        )
        day = fields.Date.context_today(self)
        rows = []
        Policy = self.env["aftersales.storage.policy"].sudo()
        products: dict = {}
        Product = self.env["product.product"].sudo()
        for company, categ, product_id in groups:
            products.setdefault(company, {})[categ] = Product.browse(product_id)
        for company, by_categ in products.items():
            one_each = Product.union(*by_categ.values())
            policies = Policy._get_for(one_each, company, day)
            for categ, product in by_categ.items():
                if policy := policies.get(product):
                    rows.append(self._to_terms_row(company, categ, policy, day))
        none = SQL("(NULL::int, NULL::int, NULL::date, NULL::numeric, NULL::date[])")
        return [none, *rows]

    @api.model
    def _to_terms_row(self, company, categ, policy, day) -> SQL:
        terms = policy._get_terms()
        return SQL(
            "(%s, %s, %s, %s, %s::date[])",
            company.id,
            categ.id or None,
            depreciation.latest_aged(terms, day),
            terms.rate,
            network_price.thresholds(terms, day),
        )

    @api.model
    def _get_way_rows(self, home) -> list[SQL]:
        """How far each outlet with a warehouse is from this one."""
        none = SQL("(NULL::int, NULL::float, NULL::varchar)")
        if not home:
            return [none]
        Outlet = self.env["aftersales.outlet"].sudo()
        outlets = Outlet.search([("warehouse_id", "!=", False)])
        ways = Outlet._get_ways([(home, outlet) for outlet in outlets])
        return [none] + [
            SQL("(%s, %s, %s)", outlet.id, way.km, way.nearness)
            for (_home, outlet), way in ways.items()
        ]
