from odoo import api, models
from odoo.fields import Domain

from ...tools.layer_book import Book
from ...tools.layers import ON_THE_WAY, Flow, Key, Layer, Place, Use

QUANTITY, AMOUNT = "remaining_quantity", "allowance"


class AftersalesStockLayer(models.Model):
    """Layers follow the host's moves: a `Book` is opened, read and put away."""

    _inherit = "aftersales.stock.layer"

    @api.model
    def _follow(self, lines) -> None:
        """Follow done move lines; as many queries for a thousand as for one."""
        self._follow_flows(lines, lines._get_layer_flows().values())

    @api.model
    def _correct(self, lines, before: dict) -> None:
        """Follow what was changed in done lines.

        More of the same moves on, less comes back; anything else is undone and done
        anew.
        """
        after = lines._get_layer_flows()
        flows = []
        for line in lines.ids:
            old, new = before.get(line), after.get(line)
            if old and new and old._replace(quantity=0) == new._replace(quantity=0):
                grown = new.quantity - old.quantity
                more = new._replace(quantity=abs(grown))
                flows += [more] if grown > 0 else [self._undo(more)] if grown else []
            else:
                flows += [self._undo(old)] if old else []
                flows += [new] if new else []
        self._follow_flows(lines, flows)

    @api.model
    def _undo(self, flow: Flow) -> Flow:
        kind = "return" if flow.dest and not flow.source else flow.kind
        return flow._replace(
            source=flow.dest, dest=flow.source, returned=flow.move, kind=kind
        )

    @api.model
    def _follow_flows(self, lines, flows) -> None:
        company_of = {move.id: move.company_id for move in lines.move_id}
        by_company = {}
        for flow in flows:
            by_company.setdefault(company_of[flow.move], []).append(flow)
        for company, own in by_company.items():
            book = self.sudo()._open_book(company, own)
            for flow in sorted(own, key=lambda flow: (flow.day, flow.phase)):
                book.apply(flow)
            self.sudo()._close_book(company, book)

    @api.model
    def _get_cover(self, lines, places: dict):
        """A function (product, place) that says whether goods age there."""
        warehouses = self.env["stock.warehouse"].sudo()
        warehouses = warehouses.browse(
            {place.warehouse for place in places.values() if place} - {ON_THE_WAY}
        )
        head_office = set(
            warehouses.filtered(lambda house: not house.aftersales_outlet_id).ids
        )
        ageing = set()
        if head_office:
            for company, own in lines.grouped("company_id").items():
                ageing |= self._get_ageing_at_head_office(own.product_id, company)

        def covers(product, place: Place | None) -> bool:
            return place is not None and (
                place.warehouse not in head_office or product.id in ageing
            )

        return covers

    @api.model
    def _get_ageing_at_head_office(self, products, company) -> set[int]:
        policies = self.env["aftersales.storage.policy"]
        today = company._get_layer_day(self.env.cr.now())
        found = policies._get_for(products, company, today)
        return {
            product.id for product, policy in found.items() if policy.ages_head_office
        }

    # -- from and to the database ------------------------------------------------------
    @api.model
    def _open_book(self, company, flows: list[Flow]) -> Book:
        """What is known of the goods that these flows touch."""
        book = Book(company.currency_id.round)
        places = [p for flow in flows for p in (flow.source, flow.dest) if p]
        goods = (
            Domain("company_id", "=", company.id)
            & Domain("product_id", "in", {flow.product for flow in flows})
            & Domain("lot_id", "in", {flow.lot or False for flow in flows} | {False})
            & Domain("warehouse_id", "in", {p.warehouse or False for p in places})
        )
        known = {}
        for record in self.search(goods & Domain(QUANTITY, ">", 0), order="id"):
            known[record.id] = record._to_layer()
            book.know_layer(known[record.id])
        short = Domain("open_quantity", ">", 0)
        shortages = self.env["aftersales.stock.shortage"].search(goods & short)
        for record in shortages.sorted("id"):
            book.know_shortage(record._to_shortage())
        returned = {flow.returned for flow in flows if flow.returned}
        if returned:
            self._know_uses(book, returned, known)
        return book

    @api.model
    def _know_uses(self, book: Book, moves: set[int], known: dict) -> None:
        """What these moves took for good, and what of it came back since."""
        uses = self.env["aftersales.stock.layer.use"].search(
            [
                ("move_id", "in", list(moves)),
                ("target_layer_id", "=", False),
                ("quantity", ">", 0),
            ],
            order="id",
        )
        for record in uses:
            layer = record.layer_id
            if layer.id not in known:
                known[layer.id] = layer._to_layer()
            back = record.return_use_ids
            book.know_use(
                Use(
                    known[layer.id],
                    record.move_id.id,
                    record.date,
                    record.kind,
                    record.quantity,
                    record.allowance,
                    revived=-sum(back.mapped("quantity")),
                    revived_allowance=-sum(back.mapped("allowance")),
                    id=record.id,
                )
            )

    @api.model
    def _get_key_of(self, record) -> Key:
        """The goods of a layer or shortage."""
        return Key(
            record.product_id.id,
            record.lot_id.id or None,
            record.owner_id.id or None,
            Place(
                record.warehouse_id.id or ON_THE_WAY,
                record.quality,
                record.liability or None,
            ),
        )

    def _to_layer(self) -> Layer:
        return Layer(
            self._get_key_of(self),
            self.first_received_on,
            self.received_on,
            self.quantity,
            self.unit_cost,
            self.remaining_quantity,
            self.allowance,
            self.origin_move_id.id,
            id=self.id,
        )

    @api.model
    def _prepare_key(self, key: Key) -> dict:
        return {
            "product_id": key.product,
            "lot_id": key.lot,
            "owner_id": key.owner,
            "warehouse_id": key.place.warehouse,
            "quality": key.place.quality,
            "liability": key.place.liability,
        }

    @api.model
    def _close_book(self, company, book: Book) -> None:
        """Write down what is new, and what of the old has changed."""
        self._store_layers(company, book.layers)
        for layer in book.changed:
            self.browse(layer.id).update(
                {QUANTITY: layer.remaining, AMOUNT: layer.allowance}
            )
        self.env["aftersales.stock.shortage"]._store(company, book)
        self.env["aftersales.stock.layer.use"]._store(book.uses)

    @api.model
    def _store_layers(self, company, layers: list[Layer]) -> None:
        records = self.create(
            [
                {
                    **self._prepare_key(layer.key),
                    "company_id": company.id,
                    "first_received_on": layer.first_received_on,
                    "received_on": layer.received_on,
                    "quantity": layer.quantity,
                    "remaining_quantity": layer.remaining,
                    "unit_cost": layer.unit_cost,
                    "allowance": layer.allowance,
                    "origin_move_id": layer.origin,
                }
                for layer in layers
            ]
        )
        for layer, record in zip(layers, records, strict=True):
            layer.id = record.id
        for layer in layers:
            if layer.source:
                self.browse(layer.id).source_layer_id = layer.source.id

    def _hand_down(self, name: str) -> None:
        """Give a field to the layers that goods of these went on to, wherever they
        are by now; a query for each time they moved."""
        layers = self
        while layers := self.search([("source_layer_id", "in", layers.ids)]):
            for layer in layers:
                layer[name] = layer.source_layer_id[name]
