from odoo import models
from odoo.tools import SQL


class AftersalesStocktake(models.Model):
    """What the books said when the count began: one line for each product, lot, owner,
    package and place, in one statement whatever the size of the warehouse."""

    _inherit = "aftersales.stocktake"

    def _freeze_books(self) -> None:
        for record in self:
            record = record.with_company(record.company_id)
            record.line_ids.sudo().unlink()
            record.env.flush_all()
            record.env.cr.execute(record._get_freeze_sql())
            record.invalidate_recordset(["line_ids"])

    def _get_root_location(self):
        self.ensure_one()
        return self.location_id or self.warehouse_id.view_location_id

    def _get_unit_cost_sql(self) -> SQL:
        """Cost of one piece in the company's books; of its lot where lots are valued.
        Goods of others have none."""
        env = self.sudo().env
        product = env["product.product"]._field_to_sql("product", "standard_price")
        lot = env["stock.lot"]._field_to_sql("lot", "standard_price")
        return SQL(
            """
            CASE WHEN quant.owner_id IS NOT NULL AND quant.owner_id != %(own)s THEN 0
                 WHEN template.lot_valuated AND lot.id IS NOT NULL
                 THEN COALESCE(%(lot)s, 0)
                 ELSE COALESCE(%(product)s, 0)
             END
            """,
            own=self.company_id.partner_id.id,
            lot=lot,
            product=product,
        )

    def _get_freeze_sql(self) -> SQL:
        root = self._get_root_location()
        return SQL(
            """
            INSERT INTO aftersales_stocktake_line (
                stocktake_id, company_id, product_id, lot_id, owner_id, package_id,
                location_id, book_quantity, unit_cost, book_value, status, is_found,
                create_uid, create_date, write_uid, write_date)
            SELECT %(stocktake)s, %(company)s, product_id, lot_id, owner_id, package_id,
                   location_id, quantity, unit_cost,
                   ROUND((quantity * unit_cost)::numeric, %(digits)s), 'open', FALSE,
                   %(uid)s, NOW() AT TIME ZONE 'UTC', %(uid)s, NOW() AT TIME ZONE 'UTC'
              FROM (
                SELECT quant.product_id, quant.lot_id, quant.owner_id, quant.package_id,
                       quant.location_id, SUM(quant.quantity) AS quantity,
                       MAX((%(unit_cost)s)::numeric) AS unit_cost,
                       MAX(location.complete_name) AS place,
                       MAX(product.default_code) AS code
                  FROM stock_quant quant
                  JOIN stock_location location ON location.id = quant.location_id
                  JOIN product_product product ON product.id = quant.product_id
                  JOIN product_template template
                    ON template.id = product.product_tmpl_id
             LEFT JOIN stock_lot lot ON lot.id = quant.lot_id
                 WHERE location.parent_path LIKE %(below)s
                   AND location.usage = 'internal'
                   AND template.is_storable
              GROUP BY quant.product_id, quant.lot_id, quant.owner_id,
                       quant.package_id, quant.location_id
                HAVING SUM(quant.quantity) != 0
                 ) books
             ORDER BY place, code, product_id, lot_id
            """,
            stocktake=self.id,
            company=self.company_id.id,
            digits=self.currency_id.decimal_places,
            uid=self.env.uid,
            unit_cost=self._get_unit_cost_sql(),
            below=f"{root.sudo().parent_path}%",
        )
