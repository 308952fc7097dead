from odoo import models
from odoo.tools import SQL


class AftersalesRecall(models.Model):
    """Which units and stock a recall means, as one statement of the database.

    A unit on file is one row. A lot without one is a row for what we hold of it, and
    one for each customer who holds some. Goods without numbers are a row a location.
    """

    _inherit = "aftersales.recall"

    def _get_hits(self) -> SQL:
        """Rows of: unit, lot, product, serial, partner, region, location, place,
        held by us, quantity."""
        self.ensure_one()
        rows = self.criterion_ids
        return SQL(
            """
            WITH RECURSIVE made_with (criterion_id, lot_id) AS (%(made_with)s),
            fitted (criterion_id, equipment_id) AS (%(fitted)s),
            unit_hit AS (%(units)s),
            lot_hit (lot_id, criterion_id, name, product_id) AS (%(lots)s),
            facts AS (%(facts)s),
            held AS (%(held)s)
            %(unit_rows)s
            UNION %(stock_rows)s
            UNION %(customer_rows)s
            UNION %(lost_rows)s
            UNION %(bulk_rows)s
            """,
            made_with=self._get_made_with(),
            fitted=self._get_fitted(),
            units=SQL(" UNION ").join([row._get_units() for row in rows]),
            lots=SQL(" UNION ").join([row._get_lots() for row in rows]),
            held=self._get_held(),
            facts=self._get_lot_facts(),
            unit_rows=self._get_unit_rows(),
            stock_rows=self._get_stock_rows(),
            customer_rows=self._get_customer_rows(),
            lost_rows=self._get_lost_rows(),
            bulk_rows=SQL(" UNION ").join([row._get_bulk_rows() for row in rows]),
        )

    def _get_meant_lots(self, lot_ids: list[int]) -> SQL:
        """Those of some lots that the rows mean, wherever they are just now.

        A row that asks for delivery dates means what customers have.
        """
        self.ensure_one()
        rows = self.criterion_ids.filtered(
            lambda row: not row.delivery_from and not row.delivery_to
        )
        if not rows:
            return SQL("SELECT NULL::integer, NULL::integer WHERE FALSE")
        return SQL(
            """
            WITH RECURSIVE made_with (criterion_id, lot_id) AS (%(made_with)s),
            fitted (criterion_id, equipment_id) AS (%(fitted)s),
            unit_hit AS (%(units)s)
            SELECT %(recall)s AS recall_id, lot_hit.lot_id
              FROM (%(lots)s) lot_hit (lot_id, criterion_id, name, product_id)
             UNION
            SELECT %(recall)s, e.lot_id
              FROM unit_hit e
            """,
            recall=self.id,
            made_with=self._get_made_with(),
            fitted=self._get_fitted(),
            units=SQL(" UNION ").join([row._get_units(lot_ids) for row in rows]),
            lots=SQL(" UNION ").join([row._get_lots(lot_ids) for row in rows]),
        )

    # -- what a batch of parts went into ---------------------------------------------
    def _get_made_with(self) -> SQL:
        """Batches of parts, and lots that were made with them, step by step."""
        return SQL(
            """
            SELECT rel.aftersales_recall_criterion_id, rel.stock_lot_id
              FROM aftersales_recall_criterion_component_rel rel
              JOIN aftersales_recall_criterion c
                ON c.id = rel.aftersales_recall_criterion_id
             WHERE c.recall_id = %s
             UNION
            SELECT made_with.criterion_id, made.lot_id
              FROM made_with
              JOIN stock_move_line used
                ON used.lot_id = made_with.lot_id AND used.state = 'done'
              -- The host names the columns by the other side.
              JOIN stock_move_line_consume_rel rel ON rel.produce_line_id = used.id
              JOIN stock_move_line made ON made.id = rel.consume_line_id
             WHERE made.lot_id IS NOT NULL AND made.state = 'done'
            """,
            self.id,
        )

    def _get_fitted(self) -> SQL:
        """Units that have such a part: as a component, or built in and not removed.

        Other addons that know of parts in units add their rows with ``UNION``.
        """
        return SQL(
            """
            SELECT made_with.criterion_id, part.parent_id
              FROM made_with
              JOIN aftersales_equipment part ON part.lot_id = made_with.lot_id
             WHERE part.parent_id IS NOT NULL
             UNION
            SELECT made_with.criterion_id, part.equipment_id
              FROM made_with
              JOIN aftersales_equipment_part part ON part.lot_id = made_with.lot_id
             WHERE part.removed_on IS NULL
             UNION
            SELECT made_with.criterion_id, o.equipment_id
              FROM made_with
              JOIN stock_move_line used
                ON used.lot_id = made_with.lot_id AND used.state = 'done'
              JOIN stock_move m ON m.id = used.move_id AND m.repair_line_type = 'add'
              JOIN aftersales_order o ON o.id = m.aftersales_order_id
             WHERE o.equipment_id IS NOT NULL
               -- What is in the history of parts was looked at above.
               AND NOT EXISTS (SELECT 1 FROM aftersales_equipment_part part
                                WHERE part.move_id = m.id)
            """
        )

    # -- where the lots are ----------------------------------------------------------
    def _get_held(self) -> SQL:
        """What we hold of each lot in question: quantity, and where most of it is."""
        return SQL(
            """
            SELECT q.lot_id, SUM(q.quantity) AS quantity,
                   BOOL_OR(loc.usage = 'internal') AS is_here,
                   (ARRAY_AGG(q.location_id ORDER BY loc.usage, q.quantity DESC))[1]
                       AS location_id
              FROM stock_quant q
              JOIN stock_location loc ON loc.id = q.location_id
             WHERE q.company_id = %s AND q.quantity > 0
               AND loc.usage IN ('internal', 'transit')
               AND q.lot_id IN (
                       SELECT lot_id FROM unit_hit UNION SELECT lot_id FROM facts)
             GROUP BY q.lot_id
            """,
            self.company_id.id,
        )

    def _get_lot_facts(self) -> SQL:
        """Lots in question; a single number that has a unit on file is the unit's."""
        return SQL(
            """
            SELECT h.*, TRUE AS is_serial, FALSE AS has_unit
              FROM lot_hit h
              JOIN product_product p ON p.id = h.product_id
              JOIN product_template t ON t.id = p.product_tmpl_id
             WHERE t.tracking = 'serial' AND NOT EXISTS (%(units)s)
             UNION ALL
            SELECT h.*, FALSE, EXISTS (%(units)s)
              FROM lot_hit h
              JOIN product_product p ON p.id = h.product_id
              JOIN product_template t ON t.id = p.product_tmpl_id
             WHERE t.tracking != 'serial'
            """,
            units=SQL(
                """SELECT 1 FROM aftersales_equipment e
                    WHERE e.lot_id = h.lot_id AND e.active AND e.company_id = %s""",
                self.company_id.id,
            ),
        )

    # -- rows ------------------------------------------------------------------------
    def _get_unit_rows(self) -> SQL:
        """A batch shares its number: only where the number is of one unit does stock
        of the number say where the unit is."""
        return SQL(
            """
            SELECT e.id AS equipment_id, e.lot_id, e.product_id, e.serial,
                   e.partner_id, COALESCE(site.state_id, c.state_id) AS region_id,
                   held.location_id,
                   CASE WHEN e.state = 'scrapped' THEN 'scrapped'
                        WHEN held.is_here THEN 'in_stock'
                        WHEN held.lot_id IS NOT NULL THEN 'in_transit'
                        WHEN e.partner_id IS NOT NULL AND e.state = 'in_use'
                            THEN 'at_customer'
                        ELSE 'unknown'
                    END AS place,
                   held.lot_id IS NOT NULL AS is_in_house, 1.0 AS quantity
              FROM unit_hit e
              JOIN product_product p ON p.id = e.product_id
              JOIN product_template t ON t.id = p.product_tmpl_id
              LEFT JOIN res_partner c ON c.id = e.partner_id
              LEFT JOIN res_partner site ON site.id = e.site_partner_id
              LEFT JOIN held ON held.lot_id = e.lot_id AND t.tracking = 'serial'
            """
        )

    def _get_stock_rows(self) -> SQL:
        return SQL(
            """
            SELECT NULL, f.lot_id, f.product_id, f.name, NULL, NULL, held.location_id,
                   CASE WHEN held.is_here THEN 'in_stock' ELSE 'in_transit' END,
                   TRUE, held.quantity
              FROM facts f
              JOIN aftersales_recall_criterion c ON c.id = f.criterion_id
              JOIN held ON held.lot_id = f.lot_id
             WHERE c.delivery_from IS NULL AND c.delivery_to IS NULL
            """
        )

    def _get_customer_rows(self) -> SQL:
        """Who got some and has not sent it back; of a single thing, who got it last."""
        return SQL(
            """
            SELECT NULL, f.lot_id, f.product_id, f.name, out.partner_id,
                   p.state_id, NULL::integer, 'at_customer', FALSE, out.quantity
              FROM facts f
              JOIN aftersales_recall_criterion c ON c.id = f.criterion_id
              JOIN LATERAL (%s) out ON TRUE
              LEFT JOIN res_partner p ON p.id = out.partner_id
             WHERE NOT EXISTS (SELECT 1 FROM aftersales_equipment e
                                WHERE e.lot_id = f.lot_id AND e.active
                                  AND e.partner_id
                                      IN (out.partner_id, p.commercial_partner_id))
               AND (c.delivery_from IS NULL OR out.day >= c.delivery_from)
               AND (c.delivery_to IS NULL OR out.day <= c.delivery_to)
               AND (NOT EXISTS (SELECT 1
                                  FROM aftersales_recall_criterion_state_rel region
                                 WHERE region.aftersales_recall_criterion_id = c.id)
                    OR p.state_id IN (
                           SELECT region.res_country_state_id
                             FROM aftersales_recall_criterion_state_rel region
                            WHERE region.aftersales_recall_criterion_id = c.id))
            """,
            SQL(
                """
                SELECT d.partner_id, SUM(d.quantity) AS quantity,
                       MAX(d.date)::date AS day
                  FROM (SELECT COALESCE(pick.partner_id, m.partner_id) AS partner_id,
                               CASE WHEN dest.usage = 'customer' THEN 1 ELSE -1 END
                                   * ml.quantity_product_uom AS quantity,
                               ml.date,
                               ROW_NUMBER() OVER (ORDER BY ml.date DESC, ml.id DESC)
                                   AS age
                          FROM stock_move_line ml
                          JOIN stock_move m ON m.id = ml.move_id
                          LEFT JOIN stock_picking pick ON pick.id = ml.picking_id
                          JOIN stock_location src ON src.id = ml.location_id
                          JOIN stock_location dest ON dest.id = ml.location_dest_id
                         WHERE ml.lot_id = f.lot_id AND ml.state = 'done'
                           AND ml.company_id = %s
                           AND (src.usage = 'customer') != (dest.usage = 'customer')
                       ) d
                 WHERE NOT f.is_serial OR d.age = 1
                 GROUP BY d.partner_id
                HAVING SUM(d.quantity) > 0
                """,
                self.company_id.id,
            ),
        )

    def _get_lost_rows(self) -> SQL:
        """Neither with us nor with a customer: scrapped, or nobody knows. What was
        built into something else, or went back to its supplier, is not looked for."""
        return SQL(
            """
            SELECT NULL, f.lot_id, f.product_id, f.name, NULL, NULL, NULL::integer,
                   CASE WHEN last.usage = 'inventory' THEN 'scrapped'
                        ELSE 'unknown' END,
                   FALSE, 1.0
              FROM facts f
              JOIN aftersales_recall_criterion c ON c.id = f.criterion_id
              LEFT JOIN held ON held.lot_id = f.lot_id
              JOIN LATERAL (
                    SELECT dest.usage
                      FROM stock_move_line ml
                      JOIN stock_location dest ON dest.id = ml.location_dest_id
                     WHERE ml.lot_id = f.lot_id AND ml.state = 'done'
                       AND ml.company_id = %s
                     ORDER BY ml.date DESC, ml.id DESC
                     LIMIT 1) last ON TRUE
             WHERE held.lot_id IS NULL AND NOT f.has_unit
               AND c.delivery_from IS NULL AND c.delivery_to IS NULL
               AND last.usage NOT IN ('customer', 'production', 'supplier')
            """,
            self.company_id.id,
        )
