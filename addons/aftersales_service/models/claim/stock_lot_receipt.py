from odoo import api, fields, models
from odoo.tools import SQL


class StockLot(models.Model):
    """Whom a number was bought from, and when: the facts of its first receipt."""

    _inherit = "stock.lot"

    aftersales_supplier_id = fields.Many2one(
        "res.partner",
        string="Supplier",
        compute="_compute_receipt",
        store=True,
        readonly=False,
        index="btree_not_null",
        help="Who delivered it, from its first receipt. Fill it in for goods that were "
        "there before: warranty cost and claims on suppliers go by it.",
    )
    aftersales_received_date = fields.Date(
        string="Received On",
        compute="_compute_receipt",
        store=True,
        readonly=False,
        help="Day of the first receipt: the supplier's own term runs from it.",
    )

    @api.depends("product_id")
    def _compute_receipt(self):
        """Of numbers that are there when this is installed; see ``_fill_receipt``."""
        receipts = self._get_receipts()
        for lot in self:
            supplier_id, received = receipts.get(lot.id, (False, False))
            lot.aftersales_supplier_id = lot.aftersales_supplier_id or supplier_id
            lot.aftersales_received_date = lot.aftersales_received_date or received

    def _fill_receipt(self) -> None:
        """Write down where numbers come from, once; what a person wrote stays."""
        new = self.sudo().filtered(lambda lot: not lot.aftersales_received_date)
        new._compute_receipt()

    def _get_receipts(self) -> dict:
        """First receipt from a supplier: {lot id: (company of the supplier, day)}."""
        lot_ids = [lot_id for lot_id in self.ids if lot_id]
        if not lot_ids:
            return {}
        self.env["stock.move.line"].flush_model()
        self.env["stock.move"].flush_model(["partner_id"])
        self.env["stock.picking"].flush_model(["partner_id"])
        self.env["res.partner"].flush_model(["commercial_partner_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (line.lot_id)
                       line.lot_id, supplier.commercial_partner_id, line.date
                  FROM stock_move_line line
                  JOIN stock_location source
                    ON source.id = line.location_id AND source.usage = 'supplier'
                  JOIN stock_move move ON move.id = line.move_id
             LEFT JOIN stock_picking picking ON picking.id = move.picking_id
             LEFT JOIN res_partner supplier
                    ON supplier.id = COALESCE(picking.partner_id, move.partner_id)
                 WHERE line.lot_id IN %s AND line.state = 'done'
              ORDER BY line.lot_id, line.date, line.id
                """,
                tuple(lot_ids),
            )
        )
        return {
            lot_id: (
                supplier_id,
                fields.Datetime.context_timestamp(self, moment).date(),
            )
            for lot_id, supplier_id, moment in rows
        }
