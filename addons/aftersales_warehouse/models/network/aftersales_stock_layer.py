from odoo import models

from ...tools import network_price


class AftersalesStockLayer(models.Model):
    _inherit = "aftersales.stock.layer"

    def _to_slice(self, policy, day) -> network_price.Slice:
        """What remains, at the net value of a piece on ``day``."""
        self.ensure_one()
        value = self.value
        if policy:
            value = float(
                network_price.net_value(
                    self.value,
                    policy._get_terms(),
                    self.first_received_on,
                    day,
                    network_price.exact(self.currency_id.rounding),
                )
            )
        return network_price.Slice(
            self.id, self.remaining_quantity, value / self.remaining_quantity
        )
