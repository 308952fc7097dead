from odoo import api, fields, models
from odoo.tools import SQL


class AftersalesWarrantyCost(models.Model):
    """What warranty and goodwill cost, from posted entries and nothing else.

    One row for each line of an entry that says it is warranty cost, and for each
    number of a part in it; a line's amount is shared among its numbers to the cent.
    Parts whose cost no entry has taken up (periodic valuation) are counted beside, so
    that nobody takes the sum for more than it is.
    """

    _name = "aftersales.warranty.cost"
    _description = "Warranty Cost"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "name"
    _depends = {
        "account.move.line": [
            "balance",
            "date",
            "parent_state",
            "product_id",
            "aftersales_coverage",
            "aftersales_order_id",
            "aftersales_part_move_id",
        ],
        "stock.move": ["coverage", "state", "account_move_id", "aftersales_order_id"],
        "stock.move.line": ["lot_id", "quantity_product_uom", "state"],
        "stock.lot": ["aftersales_supplier_id"],
        "product.supplierinfo": ["partner_id", "sequence"],
        "aftersales.order": ["product_id", "equipment_id", "outlet_id", "decision_id"],
        "aftersales.warranty.decision.line": ["decision_id", "policy_id", "is_best"],
        "account.move": ["state", "move_type", "aftersales_claim_id"],
        "aftersales.claim": ["kind", "partner_id", "outlet_id", "equipment_id"],
        "res.company": ["aftersales_labour_product_id", "aftersales_travel_product_id"],
    }

    name = fields.Char(string="Label", readonly=True)
    date = fields.Date(readonly=True)
    move_line_id = fields.Many2one(
        "account.move.line", string="Journal Item", readonly=True
    )
    account_id = fields.Many2one("account.account", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    kind = fields.Selection(
        [
            ("part", "Part"),
            ("labour", "Labour"),
            ("travel", "Travel"),
            ("compensation", "Compensation"),
            ("supplier", "Supplier Credit"),
            ("other", "Other"),
        ],
        readonly=True,
    )
    coverage = fields.Selection(
        [("covered", "Covered"), ("goodwill", "Goodwill")], readonly=True
    )
    order_id = fields.Many2one(
        "aftersales.order", string="Service Order", readonly=True
    )
    claim_id = fields.Many2one("aftersales.claim", readonly=True)
    policy_kind = fields.Selection(
        selection=lambda self: self._get_policy_kinds(),
        readonly=True,
        help="Of the layer that gave the customer most, as the warranty decided.",
    )
    outlet_id = fields.Many2one("aftersales.outlet", readonly=True)
    equipment_id = fields.Many2one("aftersales.equipment", string="Unit", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    part_product_id = fields.Many2one("product.product", string="Part", readonly=True)
    lot_id = fields.Many2one("stock.lot", string="Batch of the Part", readonly=True)
    supplier_id = fields.Many2one(
        "res.partner",
        readonly=True,
        help="Of the part: from the receipt of its number, else the product's first "
        "vendor.",
    )
    quantity = fields.Float(
        string="Parts", digits="Product Unit", readonly=True, aggregator="sum"
    )
    amount = fields.Monetary(
        readonly=True,
        aggregator="sum",
        help="From posted entries, in the company's currency. What suppliers credited "
        "is negative.",
    )
    unbooked_quantity = fields.Float(
        string="Parts Without an Entry",
        digits="Product Unit",
        readonly=True,
        aggregator="sum",
        help="Parts used for nothing whose cost is in no entry: their products are "
        "valued periodically, so only the closing of the period takes them up.",
    )

    @api.model
    def _get_policy_kinds(self):
        Policy = self.env["aftersales.warranty.policy"]
        return Policy._fields["kind"]._description_selection(self.env)

    @property
    def _table_query(self) -> SQL:
        return SQL("%s UNION ALL %s", self._get_booked_sql(), self._get_unbooked_sql())

    def _get_booked_sql(self) -> SQL:
        # Even numbers are journal items, odd ones stock moves.
        return SQL(
            """
            SELECT 2 * (line.id::bigint * 4096 + COALESCE(lots.number, 0)) AS id,
                   line.name, line.date, line.id AS move_line_id, line.account_id,
                   line.company_id, line.company_currency_id AS currency_id,
                   %(kind)s AS kind,
                   line.aftersales_coverage AS coverage,
                   %(facts)s,
                   CASE WHEN entry.move_type = 'in_refund' THEN 0
                        ELSE COALESCE(lots.quantity, 0) END AS quantity,
                   CASE WHEN lots.total > 0
                        THEN round((line.balance * lots.upto / lots.total)::numeric,
                                   currency.decimal_places)
                           - round((line.balance * (lots.upto - lots.quantity)
                                    / lots.total)::numeric, currency.decimal_places)
                        ELSE line.balance END AS amount,
                   0.0 AS unbooked_quantity
              FROM account_move_line line
              JOIN account_move entry ON entry.id = line.move_id
              JOIN res_company company ON company.id = line.company_id
              JOIN res_currency currency ON currency.id = line.company_currency_id
              %(joins)s
             WHERE line.aftersales_coverage IS NOT NULL
               AND line.parent_state = 'posted'
            """,
            kind=self._get_kind_sql(),
            facts=self._get_facts_sql(),
            joins=self._get_joins_sql(SQL("line.aftersales_part_move_id")),
        )

    def _get_kind_sql(self) -> SQL:
        return SQL(
            """
            CASE WHEN entry.move_type = 'in_refund' THEN 'supplier'
                 WHEN part.id IS NOT NULL THEN 'part'
                 WHEN claim.id IS NOT NULL THEN 'compensation'
                 WHEN line.product_id = company.aftersales_labour_product_id
                 THEN 'labour'
                 WHEN line.product_id = company.aftersales_travel_product_id
                 THEN 'travel'
                 ELSE 'other' END
            """
        )

    def _get_unbooked_sql(self) -> SQL:
        return SQL(
            """
            SELECT 2 * (line.id::bigint * 4096 + COALESCE(lots.number, 0)) + 1,
                   line.reference, line.date::date, NULL::integer, NULL::integer,
                   line.company_id, company.currency_id,
                   'part', line.coverage,
                   %(facts)s,
                   0.0, 0.0, COALESCE(lots.quantity, line.quantity)
              FROM stock_move line
              JOIN res_company company ON company.id = line.company_id
         LEFT JOIN account_move entry ON entry.id = line.account_move_id
              %(joins)s
             WHERE line.aftersales_order_id IS NOT NULL
               AND line.state = 'done'
               AND line.repair_line_type = 'add'
               AND line.coverage IN ('covered', 'goodwill')
               AND entry.state IS DISTINCT FROM 'posted'
            """,
            facts=self._get_facts_sql(),
            joins=self._get_joins_sql(SQL("line.id")),
        )

    def _get_facts_sql(self) -> SQL:
        """Columns that both halves share: whose unit, which part, whose part."""
        return SQL(
            """
            line.aftersales_order_id AS order_id, claim.id AS claim_id,
            COALESCE(service.outlet_id, claim.outlet_id) AS outlet_id,
            COALESCE(service.equipment_id, claim.equipment_id) AS equipment_id,
            COALESCE(service.product_id, claim.product_id) AS product_id,
            policy.kind AS policy_kind,
            part.product_id AS part_product_id, lots.lot_id,
            CASE WHEN claim.kind = 'supplier' THEN claim.partner_id
                 ELSE COALESCE(lots.supplier_id, vendor.partner_id) END AS supplier_id
            """
        )

    def _get_joins_sql(self, part: SQL) -> SQL:
        """Order, part, its numbers with their share, its suppliers.

        :param part: SQL of the stock move that used the part
        """
        return SQL(
            """
         LEFT JOIN aftersales_claim claim ON claim.id = entry.aftersales_claim_id
         LEFT JOIN aftersales_order service ON service.id = line.aftersales_order_id
         LEFT JOIN LATERAL (
                   SELECT layer.policy_id
                     FROM aftersales_warranty_decision_line layer
                    WHERE layer.decision_id = service.decision_id AND layer.is_best
                 ORDER BY layer.sequence, layer.id
                    LIMIT 1
                   ) best ON TRUE
         LEFT JOIN aftersales_warranty_policy policy ON policy.id = best.policy_id
         LEFT JOIN stock_move part ON part.id = %(part)s
         LEFT JOIN LATERAL (
                   SELECT used.lot_id, lot.aftersales_supplier_id AS supplier_id,
                          sum(used.quantity_product_uom) AS quantity,
                          sum(sum(used.quantity_product_uom))
                              OVER (ORDER BY used.lot_id NULLS FIRST) AS upto,
                          sum(sum(used.quantity_product_uom)) OVER () AS total,
                          row_number() OVER (ORDER BY used.lot_id NULLS FIRST) AS number
                     FROM stock_move_line used
                LEFT JOIN stock_lot lot ON lot.id = used.lot_id
                    WHERE used.move_id = part.id AND used.state = 'done'
                 GROUP BY used.lot_id, lot.aftersales_supplier_id
                   ) lots ON TRUE
         LEFT JOIN LATERAL (
                   SELECT info.partner_id
                     FROM product_supplierinfo info
                     JOIN product_product variant ON variant.id = part.product_id
                    WHERE info.product_tmpl_id = variant.product_tmpl_id
                      AND (info.product_id IS NULL OR info.product_id = variant.id)
                      AND (info.company_id IS NULL
                           OR info.company_id = line.company_id)
                 ORDER BY info.sequence, info.id
                    LIMIT 1
                   ) vendor ON TRUE
            """,
            part=part,
        )

    def action_open(self):
        """Open the entry, or the order where there is none."""
        self.ensure_one()
        if self.move_line_id:
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("Entry"),
                "res_model": "account.move",
                "view_mode": "form",
                "res_id": self.move_line_id.move_id.id,
            }
        return self.order_id._get_form_action()
