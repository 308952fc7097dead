from odoo import models
from odoo.tools import SQL

from ...tools import serial_range
from .aftersales_recall_criterion import CONDITIONS

# Conditions that goods without a number can meet.
OF_ALL = ("product_ids", "product_tmpl_ids", "categ_ids", "state_ids")


class AftersalesRecallCriterion(models.Model):
    """One row as conditions of the database: its units, its lots, its loose stock."""

    _inherit = "aftersales.recall.criterion"

    def _get_product_ids(self) -> list[int]:
        """Products meant, archived ones too; empty: whatever product."""
        self.ensure_one()
        products = self.product_ids.ids
        if self.product_tmpl_ids or self.categ_ids:
            Product = self.env["product.product"].with_context(active_test=False)
            products = [
                *products,
                *Product._search(
                    [
                        "|",
                        ("product_tmpl_id", "in", self.product_tmpl_ids.ids),
                        ("categ_id", "child_of", self.categ_ids.ids),
                    ]
                ),
            ]
        return products

    def _get_number_conditions(self, product: SQL, number: SQL, lot: SQL) -> list[SQL]:
        """Conditions that units and lots share, on product, serial and lot."""
        conditions = []
        if self.product_ids or self.product_tmpl_ids or self.categ_ids:
            products = self._get_product_ids()
            conditions.append(SQL("%s = ANY(%s)", product, products))
        if self.lot_ids:
            conditions.append(SQL("%s = ANY(%s)", lot, self.lot_ids.ids))
        if self.serials:
            serials = serial_range.split_serials(self.serials)
            conditions.append(SQL("UPPER(%s) = ANY(%s)", number, serials))
        if self.serial_from:
            batch = self._get_serial_range()
            # What an index finds between texts is then compared as numbers, each of
            # which is taken out of its text once.
            spans = SQL(" OR ").join(
                SQL(
                    "(UPPER(%s) ~>=~ %s AND UPPER(%s) ~<=~ %s)",
                    *(number, first, number, last),
                )
                for first, last in serial_range.text_spans(batch)
            )
            conditions.append(
                SQL(
                    "(%s) AND INT8RANGE(%s, %s, '[]')"
                    " @> SUBSTRING(UPPER(%s) FROM %s)::bigint",
                    spans,
                    batch.first,
                    batch.last,
                    number,
                    serial_range.pattern(batch),
                )
            )
        return conditions

    def _get_date_condition(self, day: SQL, first, last) -> SQL:
        """``day`` lies between two days, either of which may be open."""
        inside = SQL(" AND ").join(
            [
                *([SQL("%s >= %s", day, first)] if first else []),
                *([SQL("%s <= %s", day, last)] if last else []),
            ]
        )
        if self.with_unknown_dates:
            return SQL("(%s IS NULL OR (%s))", day, inside)
        return inside

    def _get_units(self, lot_ids=None) -> SQL:
        conditions = [
            SQL("e.company_id = %s AND e.active", self.company_id.id),
            *self._get_number_conditions(
                SQL("e.product_id"), SQL("e.serial"), SQL("e.lot_id")
            ),
        ]
        made_here = SQL("(SELECT l.create_date FROM stock_lot l WHERE l.id = e.lot_id)")
        for day, first, last in (
            (
                SQL("COALESCE(e.factory_date, %s::date)", made_here),
                self.factory_from,
                self.factory_to,
            ),
            (SQL("e.delivery_date"), self.delivery_from, self.delivery_to),
        ):
            if first or last:
                conditions.append(self._get_date_condition(day, first, last))
        if self.component_lot_ids:
            conditions.append(
                SQL(
                    """(e.lot_id IN (SELECT lot_id FROM made_with
                                      WHERE criterion_id = %(row)s)
                     OR e.id IN (SELECT equipment_id FROM fitted
                                  WHERE criterion_id = %(row)s))""",
                    row=self.id,
                )
            )
        if self.state_ids:
            conditions.append(
                SQL(
                    """(SELECT COALESCE(site.state_id, c.state_id)
                          FROM res_partner c
                          LEFT JOIN res_partner site ON site.id = e.site_partner_id
                         WHERE c.id = e.partner_id) = ANY(%s)""",
                    self.state_ids.ids,
                )
            )
        if lot_ids is not None:
            conditions.append(SQL("e.lot_id = ANY(%s)", lot_ids))
        return SQL(
            """SELECT e.id, e.lot_id, e.product_id, e.serial, e.partner_id,
                      e.site_partner_id, e.state
                 FROM aftersales_equipment e
                WHERE %s""",
            SQL(" AND ").join(conditions),
        )

    def _get_lots(self, lot_ids=None) -> SQL:
        conditions = [
            SQL("(l.company_id = %s OR l.company_id IS NULL)", self.company_id.id),
            *self._get_number_conditions(
                SQL("l.product_id"), SQL("l.name"), SQL("l.id")
            ),
        ]
        if self.factory_from or self.factory_to:
            conditions.append(
                self._get_date_condition(
                    SQL("l.create_date::date"), self.factory_from, self.factory_to
                )
            )
        if self.delivery_from or self.delivery_to:
            # Only who got some on those days is asked of the lots.
            conditions.append(self._get_moved_condition())
        if self.component_lot_ids:
            conditions.append(
                SQL(
                    "l.id IN (SELECT lot_id FROM made_with WHERE criterion_id = %s)",
                    self.id,
                )
            )
        if lot_ids is not None:
            conditions.append(SQL("l.id = ANY(%s)", lot_ids))
        return SQL(
            "SELECT l.id, %s::integer, l.name, l.product_id FROM stock_lot l WHERE %s",
            self.id,
            SQL(" AND ").join(conditions),
        )

    def _get_moved_condition(self) -> SQL:
        first, last = self.delivery_from, self.delivery_to
        return SQL(
            "l.id IN (SELECT ml.lot_id FROM stock_move_line ml"
            " WHERE ml.state = 'done' AND %s AND %s)",
            SQL("ml.date >= %s", first) if first else SQL("TRUE"),
            SQL("ml.date::date <= %s", last) if last else SQL("TRUE"),
        )

    def _get_bulk_rows(self) -> SQL:
        """Stock without numbers, where a row means whole products."""
        is_whole = not any(self[name] for name in set(CONDITIONS) - set(OF_ALL))
        return SQL(
            """
            SELECT NULL, NULL::integer, q.product_id, NULL, NULL, NULL, q.location_id,
                   CASE WHEN loc.usage = 'internal' THEN 'in_stock'
                        ELSE 'in_transit' END,
                   TRUE, SUM(q.quantity)
              FROM stock_quant q
              JOIN stock_location loc ON loc.id = q.location_id
              JOIN product_product p ON p.id = q.product_id
              JOIN product_template t ON t.id = p.product_tmpl_id
             WHERE %s AND q.product_id = ANY(%s) AND q.company_id = %s
               AND t.tracking = 'none'
               AND loc.usage IN ('internal', 'transit')
             GROUP BY q.product_id, q.location_id, loc.usage
            HAVING SUM(q.quantity) > 0
            """,
            is_whole,
            self._get_product_ids() if is_whole else [],
            self.company_id.id,
        )
