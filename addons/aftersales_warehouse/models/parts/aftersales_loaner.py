from odoo import fields, models
from odoo.tools import SQL


class AftersalesLoaner(models.Model):
    """The pool of each outlet: what is reserved for somebody is not free."""

    _inherit = "aftersales.loaner"
    _depends = {
        "aftersales.loan": ["is_reserved"],
        "aftersales.outlet": ["warehouse_id"],
        "stock.location": ["warehouse_id"],
    }

    availability = fields.Selection(selection_add=[("reserved", "Reserved")])

    @property
    def _table_query(self) -> SQL:
        # Rows keep their numbers; only free ones are looked at again.
        return SQL(
            """
            SELECT pool.id, pool.product_id, pool.lot_id, pool.company_id,
                   pool.location_id, pool.quantity,
                   CASE WHEN booking.id IS NULL THEN pool.availability
                        ELSE 'reserved' END AS availability,
                   COALESCE(pool.loan_id, booking.id) AS loan_id,
                   COALESCE(pool.order_id, booking.order_id) AS order_id,
                   COALESCE(pool.partner_id, booking.partner_id) AS partner_id,
                   COALESCE(pool.outlet_id, outlet.id) AS outlet_id,
                   COALESCE(pool.due_date, booking.due_date) AS due_date
              FROM (%s) pool
              JOIN stock_location store ON store.id = pool.location_id
              LEFT JOIN aftersales_loan booking
                ON booking.is_reserved AND booking.state = 'draft'
               AND booking.lot_id = pool.lot_id AND pool.availability = 'free'
              LEFT JOIN LATERAL (
                    SELECT id FROM aftersales_outlet
                     WHERE warehouse_id = store.warehouse_id
                     ORDER BY id LIMIT 1
                   ) outlet ON TRUE
            """,
            super()._table_query,
        )
