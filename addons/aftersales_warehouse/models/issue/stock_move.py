from odoo import api, models

SIGNED = frozenset({"product_id", "product_uom_qty", "product_uom", "picking_id"})


class StockMove(models.Model):
    """A signed note whose lines change is not signed any more."""

    _inherit = "stock.move"

    @api.model_create_multi
    def create(self, vals_list):
        moves = super().create(vals_list)
        moves.picking_id._refuse_issued()
        moves.picking_id._void_changed_signoffs()
        return moves

    def write(self, vals):
        before = self.picking_id if "picking_id" in vals else self.env["stock.picking"]
        result = super().write(vals)
        if not SIGNED.isdisjoint(vals) or vals.get("state") == "cancel":
            (before | self.picking_id)._void_changed_signoffs()
        return result

    def unlink(self):
        pickings = self.picking_id
        result = super().unlink()
        pickings.exists()._void_changed_signoffs()
        return result
