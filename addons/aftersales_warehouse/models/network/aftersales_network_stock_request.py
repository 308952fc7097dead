from odoo import Command, models
from odoo.exceptions import UserError


class AftersalesNetworkStock(models.Model):
    """Asking for goods that were found."""

    _inherit = "aftersales.network.stock"

    def action_request(self):
        """Draft requests of what is chosen, one for each holder."""
        taker = self.env["aftersales.outlet"]._get_network_home()
        transfers = self._request(taker)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_network_transfer_action"
        )
        if len(transfers) == 1:
            action |= {"res_id": transfers.id, "views": [(False, "form")]}
        action["domain"] = [("id", "in", transfers.ids)]
        action["context"] = {}
        return action

    def _request(self, taker):
        """A draft transfer to ``taker`` from each holder of these goods."""
        self.check_access("read")
        if not taker:
            raise UserError(
                self.env._(
                    "You work for no outlet with a warehouse. Choose one in “Distance "
                    "From” of the search first: the goods go there."
                )
            )
        goods = self.filtered(lambda row: row.outlet_id != taker)
        if not goods:
            raise UserError(
                self.env._(
                    "%(outlet)s holds these goods itself. Choose goods of another one.",
                    outlet=taker.name,
                )
            )
        return self.env["aftersales.network.transfer"].create(
            [
                {
                    "outlet_id": holder.id,
                    "dest_outlet_id": taker.id,
                    "line_ids": [
                        Command.create(
                            {
                                "product_id": row.product_id.id,
                                "lot_id": row.lot_id.id,
                                "quantity": row.quantity,
                            }
                        )
                        for row in rows
                    ],
                }
                for holder, rows in goods.grouped("outlet_id").items()
            ]
        )
