from odoo import api, models

MOVED = frozenset({"quantity", "product_id", "lot_id", "product_uom_id", "owner_id"})


class StockMoveLine(models.Model):
    """The host lets done quantities be corrected; not those of a signed note."""

    _inherit = "stock.move.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.picking_id._refuse_issued()
        return lines

    def write(self, vals):
        if not MOVED.isdisjoint(vals):
            done = self.filtered(lambda line: line.state == "done")
            done.picking_id._refuse_issued()
        return super().write(vals)
