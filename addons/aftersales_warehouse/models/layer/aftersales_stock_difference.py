from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

CHECKERS = ("storekeeper", "finance", "service_manager", "inspector")


class AftersalesStockDifference(models.Model):
    """Where layers are not what the host's quants say, as found by the last check."""

    _name = "aftersales.stock.difference"
    _description = "Difference of Layers and Stock"
    _order = "warehouse_id, product_id, id"
    _rec_name = "product_id"

    company_id = fields.Many2one("res.company", required=True, index=True)
    product_id = fields.Many2one("product.product", required=True)
    uom_id = fields.Many2one(related="product_id.uom_id")
    lot_id = fields.Many2one("stock.lot")
    owner_id = fields.Many2one("res.partner")
    warehouse_id = fields.Many2one("stock.warehouse", required=True)
    outlet_id = fields.Many2one(
        related="warehouse_id.aftersales_outlet_id", store=True, index="btree_not_null"
    )
    stock_quantity = fields.Float(string="In Stock", digits="Product Unit")
    layer_quantity = fields.Float(
        string="In Layers",
        digits="Product Unit",
        help="What remains of the layers, less what is still short.",
    )
    difference = fields.Float(digits="Product Unit")
    found_on = fields.Date(required=True, default=fields.Date.context_today)

    @api.model
    def _find(self, company) -> list[dict]:
        """Differences of a company as they are now; one query."""
        self.env.flush_all()
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT product_id, lot_id, owner_id, warehouse_id,
                       SUM(stock) AS stock_quantity,
                       SUM(layers) AS layer_quantity,
                       ROUND(SUM(stock - layers)::numeric, %(digits)s) AS difference
                  FROM (%(stock)s UNION ALL %(layers)s UNION ALL %(short)s) sides
                 GROUP BY product_id, lot_id, owner_id, warehouse_id
                HAVING ROUND(SUM(stock - layers)::numeric, %(digits)s) != 0
                 ORDER BY warehouse_id, product_id, lot_id, owner_id
                """,
                digits=digits,
                stock=self._get_stock_sql(company),
                layers=SQL(
                    """
                    SELECT product_id, lot_id, owner_id, warehouse_id, 0 AS stock,
                           remaining_quantity AS layers
                      FROM aftersales_stock_layer
                     WHERE company_id = %s AND remaining_quantity > 0
                       AND warehouse_id IS NOT NULL
                    """,
                    company.id,
                ),
                short=SQL(
                    """
                    SELECT product_id, lot_id, owner_id, warehouse_id, 0 AS stock,
                           -open_quantity AS layers
                      FROM aftersales_stock_shortage
                     WHERE company_id = %s AND open_quantity > 0
                       AND warehouse_id IS NOT NULL
                    """,
                    company.id,
                ),
            )
        )
        return [
            {
                **row,
                "company_id": company.id,
                "stock_quantity": float(row["stock_quantity"]),
                "layer_quantity": float(row["layer_quantity"]),
                "difference": float(row["difference"]),
            }
            for row in rows
        ]

    @api.model
    def _get_stock_sql(self, company) -> SQL:
        """The host's quants where goods age, as rows of `_find`."""
        return SQL(
            """
            SELECT q.product_id, q.lot_id,
                   NULLIF(q.owner_id, %(partner)s) AS owner_id,
                   l.warehouse_id, q.quantity AS stock, 0 AS layers
              FROM stock_quant q
              JOIN stock_location l ON l.id = q.location_id
              JOIN stock_warehouse w ON w.id = l.warehouse_id
             WHERE q.company_id = %(company)s AND l.usage = 'internal'
               AND (w.aftersales_outlet_id IS NOT NULL
                    OR q.product_id = ANY(%(ageing)s))
            """,
            partner=company.partner_id.id,
            company=company.id,
            ageing=self._get_ageing_at_head_office(company),
        )

    @api.model
    def _get_ageing_at_head_office(self, company) -> list[int]:
        """Products that age in head office's warehouses, of those that stand there."""
        policies = self.env["aftersales.storage.policy"].sudo()
        if not policies.search_count([("ages_head_office", "=", True)], limit=1):
            return []
        groups = self.env["stock.quant"]._read_group(
            [
                ("company_id", "=", company.id),
                ("location_id.usage", "=", "internal"),
                ("location_id.warehouse_id", "!=", False),
                ("location_id.warehouse_id.aftersales_outlet_id", "=", False),
            ],
            [],
            ["product_id:recordset"],
        )
        layers = self.env["aftersales.stock.layer"]
        return list(layers._get_ageing_at_head_office(groups[0][0], company))

    @api.model
    def _check(self, company) -> None:
        """Compare, and leave what is found in the list; what was seen before keeps the
        day it was found on."""
        keys = ("product_id", "lot_id", "owner_id", "warehouse_id")
        known = {
            tuple(record[name].id for name in keys): record
            for record in self.search([("company_id", "=", company.id)])
        }
        new = []
        for row in self._find(company):
            record = known.pop(tuple(row[name] or False for name in keys), None)
            if record:
                record.write(row)
            else:
                new.append(row)
        self.browse([record.id for record in known.values()]).unlink()
        self.create(new)

    @api.model
    def _cron_check(self) -> None:
        """Every night, company by company."""
        cron = self.env["ir.cron"]
        companies = self.env["res.company"].search(Domain.TRUE)
        cron._commit_progress(remaining=len(companies))
        for company in companies:
            self.with_company(company)._check(company)
            if not cron._commit_progress(1):
                return

    def action_check(self):
        """Compare now what the company of the user has."""
        groups = [f"aftersales_service.group_{role}" for role in CHECKERS]
        if not any(map(self.env.user.has_group, groups)):
            raise AccessError(
                self.env._(
                    "Layers are compared with the stock by storekeepers, finance, "
                    "inspectors and service managers."
                )
            )
        self.sudo()._check(self.env.company)
        return self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_stock_difference_action"
        )

    def action_open_moves(self):
        """The host's done moves of these goods in this warehouse."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Moves: %(product)s", product=self.product_id.name),
            "res_model": "stock.move.line",
            "view_mode": "list,form",
            "domain": [
                ("state", "=", "done"),
                ("product_id", "=", self.product_id.id),
                ("lot_id", "=", self.lot_id.id),
                "|",
                ("location_id.warehouse_id", "=", self.warehouse_id.id),
                ("location_dest_id.warehouse_id", "=", self.warehouse_id.id),
            ],
            "context": {"create": False},
        }

    def action_open_layers(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_stock_layer_action"
        )
        return {
            **action,
            "domain": [
                ("product_id", "=", self.product_id.id),
                ("lot_id", "=", self.lot_id.id),
                ("owner_id", "=", self.owner_id.id),
                ("warehouse_id", "=", self.warehouse_id.id),
            ],
            "context": {},
        }
