from collections import defaultdict
from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.fields import Domain

from ...tools import network_match


class AftersalesNetworkStock(models.Model):
    """What the network can give to an outlet before it orders anything (R229)."""

    _inherit = "aftersales.network.stock"

    @api.model
    def _allocate(self, wanted: dict) -> list[network_match.Pair]:
        """Who should give what to the outlets that are about to order.

        What somebody else asked for, or was refused to the outlet lately, is no offer.

        :param wanted: {(outlet, product): quantity in the product's unit}
        """
        takers = self.env["aftersales.outlet"].sudo()
        takers = takers.union(*(outlet for outlet, _product in wanted))
        products = {product.id for _outlet, product in wanted}
        self.invalidate_model()  # what was asked for a moment ago counts
        goods = self.sudo().search(Domain("product_id", "in", list(products)))
        if not goods:
            return []
        refused = self._get_refused(takers)
        haul = (
            self.env["aftersales.network.suggestion"]
            .sudo()
            ._get_haul(takers | goods.outlet_id)
        )
        left = {row: row.quantity - row.requested_quantity for row in goods}
        pairs = []
        for (taker, product), quantity in wanted.items():
            rows = goods.filtered(
                lambda row, taker=taker, product=product: (
                    row.product_id == product
                    and (row.company_id == taker.sudo().company_id or row.is_shared)
                    and (taker, row.outlet_id, product) not in refused
                )
            )
            found = network_match.match(
                [row._to_offer(left[row]) for row in rows],
                [network_match.Want(taker.id, product.id, quantity)],
                haul,
            )
            by_part = {(row.outlet_id.id, row.lot_id.id or None): row for row in rows}
            for pair in found:
                left[by_part[pair.giver, pair.part]] -= pair.quantity
            pairs += found
        return pairs

    def _to_offer(self, quantity: float) -> network_match.Offer:
        self.ensure_one()
        return network_match.Offer(
            self.outlet_id.id,
            self.product_id.id,
            quantity,
            self.price_unit,
            self.lot_id.id or None,
        )

    @api.model
    def _get_refused(self, takers) -> set:
        """Goods these outlets asked for lately and did not get: no use asking again."""
        since: dict = defaultdict(lambda: takers.browse())
        for taker in takers:
            days = taker.company_id.aftersales_network_refusal_days
            since[days] |= taker
        domain = Domain.OR(
            Domain("dest_outlet_id", "in", outlets.ids)
            & Domain("requested_at", ">=", fields.Datetime.now() - timedelta(days=days))
            for days, outlets in since.items()
        )
        rows = (
            self.env["aftersales.network.transfer.line"]
            .sudo()
            ._read_group(
                Domain("state", "in", ("refused", "expired")) & domain,
                ["dest_outlet_id", "outlet_id", "product_id"],
            )
        )
        return set(rows)

    @api.model
    def _ask(self, pairs, **values):
        """Requests for what was allocated, one for each pair of outlets, sent off."""
        grouped = defaultdict(list)
        for pair in pairs:
            grouped[pair.giver, pair.taker].append(pair)
        transfers = (
            self.env["aftersales.network.transfer"]
            .sudo()
            .create(
                [
                    {
                        "outlet_id": giver,
                        "dest_outlet_id": taker,
                        "line_ids": [
                            Command.create(self._prepare_line_vals(pair))
                            for pair in group
                        ],
                        **values,
                    }
                    for (giver, taker), group in grouped.items()
                ]
            )
        )
        transfers.action_request()
        return transfers

    @api.model
    def _prepare_line_vals(self, pair: network_match.Pair) -> dict:
        return {
            "product_id": pair.product,
            "lot_id": pair.part,
            "quantity": pair.quantity,
        }
