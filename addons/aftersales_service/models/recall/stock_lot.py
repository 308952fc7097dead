from odoo import fields, models


class StockLot(models.Model):
    _inherit = "stock.lot"

    recall_line_ids = fields.One2many(
        "aftersales.recall.line",
        "lot_id",
        "Recalls",
        groups="aftersales_service.group_reader",
    )
    recall_note = fields.Char(
        string="Locked By",
        compute="_compute_recall_note",
        help="Recalls that keep this number from leaving.",
    )

    # Ranges of serials are looked up among all numbers.
    _aftersales_name_upper_idx = models.Index("(UPPER(name) text_pattern_ops)")

    def _compute_recall_note(self):
        """Whoever handles the goods is told, whether or not he works in service."""
        locks = self._get_recall_locks()
        for lot in self:
            lot.recall_note = "; ".join(locks.get(lot, ()))

    def _get_recall_locks(self) -> dict:
        """Names of the recalls that lock each lot, in one query."""
        Line = self.env["aftersales.recall.line"].sudo()
        groups = Line._read_group(
            Line._get_lock_domain() & fields.Domain("lot_id", "in", self.ids),
            ["lot_id"],
            ["recall_id:recordset"],
        )
        return {
            lot.with_env(self.env): recalls.mapped("display_name")
            for lot, recalls in groups
        }
