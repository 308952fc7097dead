from odoo import fields, models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    recall_note = fields.Char(
        string="Under Recall",
        compute="_compute_recall_note",
        help="Recalls that keep goods of this transfer from leaving.",
    )

    def _compute_recall_note(self):
        """One query for the goods of all transfers shown."""
        lines = self.move_line_ids
        locks = lines.lot_id._get_recall_locks()
        for picking in self:
            names = [
                name
                for lot in picking.move_line_ids.lot_id
                for name in locks.get(lot, ())
            ]
            picking.recall_note = "; ".join(dict.fromkeys(names))
