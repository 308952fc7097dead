from odoo import models


class RepairOrder(models.Model):
    """Parts that a repair takes out become old parts that somebody answers for."""

    _inherit = "repair.order"

    def _get_open_parts(self):
        """Parts that are still to be put in."""
        return self.move_ids.filtered(
            lambda move: (
                move.repair_line_type == "add" and move.state not in ("done", "cancel")
            )
        )

    def action_repair_done(self):
        removed = self.sudo().move_ids.filtered(
            lambda move: (
                move.repair_line_type in ("remove", "recycle")
                and move.state not in ("done", "cancel")
                and move.repair_id.aftersales_order_id
            )
        )
        # A customer's part that lies with us stays his, and has no value in our books.
        for move in removed:
            if move.location_dest_id == move._get_old_part_location():
                move.move_line_ids.owner_id = move._get_old_part_owner()
        result = super().action_repair_done()
        done = removed.filtered(lambda move: move.state == "done")
        self.env["aftersales.old.part"].sudo()._collect(done)
        return result
