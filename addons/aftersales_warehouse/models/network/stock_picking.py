from odoo import models


class StockPicking(models.Model):
    """Network transfers follow what storekeepers do on the host's transfers."""

    _inherit = "stock.picking"

    def _action_done(self):
        result = super()._action_done()
        self.sudo().move_ids.aftersales_network_transfer_id._follow_goods()
        return result
