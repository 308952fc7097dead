from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _action_done(self, cancel_backorder=False):
        moves = super()._action_done(cancel_backorder=cancel_backorder)
        done = moves.filtered(lambda move: move.state == "done")
        # Who ships goods need not know the installed base.
        done.sudo().move_line_ids._follow_units()
        return moves

    def _concerns_units(self) -> bool:
        """Does this move change who has the goods? Not so for parts of a repair.

        Extend for goods that go to a customer and stay ours, as loans do.
        """
        self.ensure_one()
        return not self.repair_line_type
