from bisect import bisect_right
from collections import defaultdict

from odoo import api, models

from ...tools.layer_book import Book
from ...tools.layers import Layer, Use


class AftersalesStockLayer(models.Model):
    """Layers made anew of all done moves of some goods.

    What was booked is not lost: a layer found again is the same record and keeps its
    allowance; where nothing remains of it, the allowance leaves with a use, and the
    next run releases it.
    """

    _inherit = "aftersales.stock.layer"

    @api.model
    def _rebuild(self, company, products) -> None:
        """Rebuild the layers of these products; as many queries for any number."""
        lines = self.env["stock.move.line"].search(
            [
                ("company_id", "=", company.id),
                ("product_id", "in", products.ids),
                ("state", "=", "done"),
            ]
        )
        flows = lines._get_layer_flows()
        known = self._get_known_costs(company, products)
        prices = self._get_price_history(company, products)
        book = Book(company.currency_id.round)
        for line in lines.browse(flows).sorted(
            lambda line: (line.move_id.date, flows[line.id].phase, line.id)
        ):
            flow = flows[line.id]
            cost = known.get((flow.move, flow.lot, flow.owner))
            if cost is None and (not line.move_id.is_in or flow.owner):
                cost = prices(flow.product, line.move_id.date)
            if cost is not None:
                flow = flow._replace(unit_cost=cost)
            book.apply(flow)
        self._replace_layers(company, products, book)

    @api.model
    def _get_known_costs(self, company, products) -> dict:
        """By movement, lot and owner: what goods cost when they came, as noted then."""
        layers = self.search(
            [
                ("company_id", "=", company.id),
                ("product_id", "in", products.ids),
                ("source_layer_id", "=", False),
            ]
        )
        return {
            (
                layer.origin_move_id.id,
                layer.lot_id.id or None,
                layer.owner_id.id or None,
            ): layer.unit_cost
            for layer in layers
        }

    @api.model
    def _get_price_history(self, company, products):
        """A function (product, moment): its cost at that time, None where not known."""
        values = self.env["product.value"].search(
            [
                ("product_id", "in", products.ids),
                ("company_id", "=", company.id),
                ("move_id", "=", False),
                ("lot_id", "=", False),
            ],
            order="date, id",
        )
        moments, prices = defaultdict(list), defaultdict(list)
        for value in values:
            moments[value.product_id.id].append(value.date)
            prices[value.product_id.id].append(value.value)

        def price(product, moment):
            place = bisect_right(moments[product], moment)
            return prices[product][place - 1] if place else None

        return price

    # -- old and new -----------------------------------------------------------------
    @api.model
    def _replace_layers(self, company, products, book: Book) -> None:
        goods = [("company_id", "=", company.id), ("product_id", "in", products.ids)]
        old_layers = self.search(goods)
        old_uses = self.env["aftersales.stock.layer.use"].search(goods)
        old_uses.origin_use_id = False
        self.env["aftersales.stock.shortage"].search(goods).unlink()
        kept = self._take_over_layers(company, old_layers, book.layers)
        uses = self._take_over_uses(old_uses, book.uses)
        self._drop_uses(old_uses - uses)
        self._drop_layers(old_layers - kept)
        self._let_go_of_allowances(old_layers.exists())
        self.env["aftersales.stock.shortage"]._store(company, book)

    @api.model
    def _take_over_layers(self, company, old, layers: list[Layer]):
        """Write new layers into the records that meant the same; make the others."""
        found = defaultdict(list)
        for record in old.sorted("id", reverse=True):
            found[record.origin_move_id.id, self._get_key_of(record)].append(record)
        new, kept = [], self.browse()
        for layer in layers:
            if records := found[layer.origin, layer.key]:
                record = records.pop()
                layer.id = record.id
                kept |= record
                record.update(
                    {
                        "first_received_on": layer.first_received_on,
                        "received_on": layer.received_on,
                        "quantity": layer.quantity,
                        "remaining_quantity": layer.remaining,
                        "unit_cost": layer.unit_cost,
                    }
                )
            else:
                new.append(layer)
        self._store_layers(company, new)
        for layer in layers:
            self.browse(layer.id).source_layer_id = layer.source and layer.source.id
        return kept

    @api.model
    def _take_over_uses(self, old, uses: list[Use]):
        found = defaultdict(list)
        for record in old.sorted("id", reverse=True):
            key = record.move_id.id, record.layer_id.id, record.kind
            found[(*key, record.target_layer_id.id)].append(record)
        new, kept = [], old.browse()
        for use in uses:
            target = use.target.id if use.target else False
            if records := found[use.move, use.layer.id, use.kind, target]:
                record = records.pop()
                use.id = record.id
                kept |= record
                record.update({"date": use.day, "quantity": use.quantity})
            else:
                new.append(use)
        old._store(new)
        for use in uses:
            if use.brings_back:
                old.browse(use.id).origin_use_id = use.brings_back.id
        return kept

    @api.model
    def _drop_uses(self, uses) -> None:
        """Uses of the past that did not happen; what was booked with one stays."""
        booked = uses._get_booked()
        booked.write({"quantity": 0})
        (uses - booked).unlink()

    @api.model
    def _drop_layers(self, layers) -> None:
        booked = layers._get_booked()
        booked.write({"quantity": 0, "remaining_quantity": 0})
        (layers - booked).unlink()

    def _get_booked(self):
        """Layers that the books speak of: they cannot go."""
        return self.filtered(lambda layer: layer.allowance or layer.use_ids)

    @api.model
    def _let_go_of_allowances(self, layers) -> None:
        """An allowance without goods leaves the stock, so that it is released."""
        empty = layers.filtered(
            lambda layer: layer.allowance and not layer.remaining_quantity
        )
        today = {
            company: company._get_layer_day(self.env.cr.now())
            for company in empty.company_id
        }
        self.env["aftersales.stock.layer.use"].create(
            [
                {
                    "layer_id": layer.id,
                    "outlet_id": layer.outlet_id.id,
                    "date": today[layer.company_id],
                    "kind": "loss",
                    "quantity": 0,
                    "allowance": layer.allowance,
                }
                for layer in empty
            ]
        )
        empty.allowance = 0
