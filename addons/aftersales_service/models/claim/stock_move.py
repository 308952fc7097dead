from odoo import fields, models


class StockMove(models.Model):
    """Parts put in for nothing: found again in the ledger, and asked of suppliers."""

    _inherit = "stock.move"

    aftersales_causal_ids = fields.One2many(
        "aftersales.claim.part",
        "part_move_id",
        string="Causal Parts",
        groups="aftersales_service.group_service_manager,"
        "aftersales_service.group_finance",
    )

    def _get_account_move_line_vals(self):
        """The cost of a part that nobody pays for is found again by its move."""
        values = super()._get_account_move_line_vals()
        if self._is_unbilled_part():
            account = self.location_dest_id.valuation_account_id
            for line in values:
                if line["account_id"] == account.id:
                    line.update(
                        aftersales_part_move_id=self.id,
                        aftersales_order_id=self.aftersales_order_id.id,
                        aftersales_coverage=self.coverage,
                    )
        return values

    def _action_done(self, cancel_backorder=False):
        done = super()._action_done(cancel_backorder=cancel_backorder)
        received = done.filtered(lambda move: move.location_id.usage == "supplier")
        received.move_line_ids.lot_id._fill_receipt()
        return done
