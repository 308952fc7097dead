from odoo import fields, models


class StockMove(models.Model):
    _inherit = "stock.move"

    aftersales_network_line_id = fields.Many2one(
        "aftersales.network.transfer.line",
        string="Network Goods",
        index="btree_not_null",
        readonly=True,
    )
    aftersales_network_transfer_id = fields.Many2one(
        related="aftersales_network_line_id.transfer_id",
        string="Network Transfer",
        store=True,
        index="btree_not_null",
    )
    aftersales_network_side = fields.Selection(
        [("out", "Out of the Holder's Stock"), ("in", "Into the Taker's Stock")],
        string="Network Side",
        readonly=True,
    )

    def _reserve_for_network(self) -> str:
        """Reserve own, qualified goods for this move, of its lot if it names one.

        :return: words for what is not there; nothing: all of it is reserved
        """
        self.ensure_one()
        line = self.aftersales_network_line_id
        need = self.product_qty
        quants = self.env["stock.quant"]._gather(
            self.product_id, self.location_id, lot_id=line.lot_id or None
        )
        for quant in quants:
            if line.uom_id.compare(need, 0.0) <= 0:
                break
            free = min(need, quant.quantity - quant.reserved_quantity)
            if free <= 0 or quant.owner_id or not _holds_qualified(quant):
                continue
            need -= self._update_reserved_quantity(
                free,
                quant.location_id,
                lot_id=quant.lot_id,
                package_id=quant.package_id,
                strict=True,
            )
        self._recompute_state()
        lacks = line.uom_id.compare(need, 0.0) > 0
        return line._get_lack(self.product_qty - need) if lacks else ""


def _holds_qualified(quant) -> bool:
    place = quant.location_id.sudo()._get_layer_place()
    return bool(place) and place.quality == "qualified"
