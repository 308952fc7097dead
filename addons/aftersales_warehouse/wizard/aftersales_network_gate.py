from odoo import Command, api, fields, models

from ..tools.network_match import Pair


class AftersalesNetworkGate(models.TransientModel):
    """What the network holds of an order: take it from there, or say why not."""

    _name = "aftersales.network.gate"
    _description = "Stock Network Before Ordering"

    order_id = fields.Many2one("purchase.order", required=True, readonly=True)
    line_ids = fields.One2many("aftersales.network.gate.line", "gate_id", "Goods")
    reason = fields.Text(help="Stays on the purchase order, with your name.")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        order = self.env["purchase.order"].browse(values.get("order_id"))
        if "line_ids" in fields and order:
            values["line_ids"] = [
                Command.create(self._prepare_line_vals(pair))
                for pair in self._find(order)
            ]
        return values

    @api.model
    def _find(self, order) -> list[Pair]:
        order.check_access("read")
        return order._find_in_network().get(order, [])

    @api.model
    def _prepare_line_vals(self, pair: Pair) -> dict:
        return {
            "product_id": pair.product,
            "outlet_name": self.env["aftersales.outlet"].sudo().browse(pair.giver).name,
            "outlet_key": pair.giver,
            "part_key": pair.part or 0,
            "offered_quantity": pair.quantity,
            "quantity": pair.quantity,
            "price_unit": pair.value / pair.quantity,
            "km": pair.km,
            "freight_amount": pair.freight,
        }

    def action_allocate(self):
        """Ask the holders for these quantities; the order keeps the shortage.

        What is asked for is looked up anew: the form says how much of it.
        """
        self.ensure_one()
        chosen = {line._get_key(): line.quantity for line in self.line_ids}
        pairs = [
            pair._replace(
                quantity=quantity, value=pair.value / pair.quantity * quantity
            )
            for pair in self._find(self.order_id)
            if (
                quantity := min(
                    chosen.get((pair.giver, pair.product, pair.part or 0), 0.0),
                    pair.quantity,
                )
            )
            > 0
        ]
        self.order_id._take_from_network(pairs)
        return {"type": "ir.actions.act_window_close"}

    def action_bypass(self):
        """Go around the network, with a reason."""
        self.ensure_one()
        self.order_id._bypass_network(self.reason)
        return {"type": "ir.actions.act_window_close"}
