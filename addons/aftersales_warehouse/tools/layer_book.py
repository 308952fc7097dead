"""The book of stock layers: what movements make of them.

What leaves takes from the layers of its place, a lot from its own ones. Goods that go
on to another place keep age and cost, and their share of the allowance goes along;
goods that come back revive the layer they were taken from. Where no layer is left, a
shortage says so: no age or cost is made up for it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from .layers import (
    ON_THE_WAY,
    Flow,
    Key,
    Layer,
    Shortage,
    Take,
    Use,
    age_order,
    clean,
    share,
    take,
)


@dataclass
class Book:
    """Open layers and shortages, and what movements make of them.

    ``layers``, ``uses``, ``shortages`` are what is new; ``changed`` are stored layers
    and ``settled`` stored shortages that are no longer as they were.
    """

    round_money: Callable[[float], float]
    layers: list[Layer] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    shortages: list[Shortage] = field(default_factory=list)
    changed: set[Layer] = field(default_factory=set)
    settled: set[Shortage] = field(default_factory=set)
    _open: dict = field(default_factory=lambda: defaultdict(list))
    _short: dict = field(default_factory=lambda: defaultdict(list))
    _taken: dict = field(default_factory=lambda: defaultdict(list))

    # -- what is known -------------------------------------------------------------
    def know_layer(self, layer: Layer) -> None:
        self._open[layer.key].append(layer)

    def know_use(self, use: Use) -> None:
        """A stored use that may come back."""
        self._taken[use.move].append(use)

    def know_shortage(self, shortage: Shortage) -> None:
        self._short[shortage.key].append(shortage)

    def get_open(self) -> Iterator[Layer]:
        for layers in self._open.values():
            yield from (layer for layer in layers if layer.remaining > 0)

    # -- what happens --------------------------------------------------------------
    def apply(self, flow: Flow) -> None:
        """Follow one movement.

        >>> from .layers import Place
        >>> book = Book(lambda amount: round(amount, 2))
        >>> one, other = Place(1), Place(2)
        >>> jan, may = date(2026, 1, 5), date(2026, 5, 5)
        >>> book.apply(Flow(1, jan, "gain", 7, 10, dest=one, unit_cost=3.0))
        >>> book.apply(Flow(2, may, "transfer", 7, 4, source=one, dest=other))
        >>> book.apply(Flow(3, may, "issue", 7, 12, source=one))
        >>> [(str(x.first_received_on), x.remaining) for x in book.layers]
        [('2026-01-05', 0.0), ('2026-01-05', 4)]
        >>> [x.open for x in book.shortages]
        [6.0]
        """
        if flow.source == flow.dest:
            return
        if flow.source is None:
            self._bring(flow, self._revive(flow))
            return
        takes, short = self._take(flow)
        for layer, quantity, allowance in takes:
            self._pass_on(flow, layer, quantity, allowance)
        if short:
            if flow.source.warehouse is not ON_THE_WAY:
                self._note_shortage(flow, short)
            self._bring(flow, short)

    def _take(self, flow: Flow) -> tuple[list[Take], float]:
        own = self._find(flow, flow.lot)
        if flow.lot is not None and sum(x.remaining for x in own) < flow.quantity:
            # As the host does: pieces that nobody gave a number lend theirs first.
            own = self._find(flow, None) + own
        return take(own, flow.quantity, self.round_money)

    def _find(self, flow: Flow, lot: int | None) -> list[Layer]:
        """Layers to take from, in their order. What arrives is what was sent; what
        goes back to where it came from is what came from there, if it is still here."""
        key = Key(flow.product, lot, flow.owner, flow.source)
        layers = [layer for layer in self._open[key] if layer.remaining > 0]
        self._open[key] = layers
        if flow.source.warehouse is ON_THE_WAY and flow.origins:
            layers = [layer for layer in layers if layer.origin in flow.origins]
        return sorted(
            layers,
            key=lambda layer: (
                flow.returned is None or layer.origin != flow.returned,
                *age_order(layer),
            ),
        )

    def _pass_on(
        self, flow: Flow, layer: Layer, quantity: float, allowance: float, kind=None
    ) -> None:
        """Take from a layer; where the goods stay in stock, a new one goes on."""
        target = None
        if flow.dest is not None:
            target = self._add_layer(
                flow, quantity, layer.first_received_on, layer.unit_cost
            )
            target.allowance, target.source = allowance, layer
        self._use(flow, layer, kind or flow.kind, quantity, allowance, target)
        if target:
            self._settle(target, flow.day)

    def _use(self, flow, layer, kind, quantity, allowance, target=None) -> Use:
        layer.remaining = clean(layer.remaining - quantity)
        layer.allowance = self.round_money(layer.allowance - allowance)
        if layer.id:
            self.changed.add(layer)
        use = Use(layer, flow.move, flow.day, kind, quantity, allowance, target)
        self.uses.append(use)
        self._taken[flow.move].append(use)
        return use

    def _add_layer(self, flow, quantity, since, unit_cost) -> Layer:
        key = Key(flow.product, flow.lot, flow.owner, flow.dest)
        layer = Layer(key, since, flow.day, quantity, unit_cost, quantity)
        layer.origin, layer.number = flow.move, len(self.layers)
        self.layers.append(layer)
        self._open[key].append(layer)
        return layer

    def _bring(self, flow: Flow, quantity: float) -> None:
        """Goods whose age begins here. What head office has sent off has no layer
        before it arrives."""
        if (
            quantity > 0
            and flow.dest is not None
            and flow.dest.warehouse is not ON_THE_WAY
        ):
            since = flow.since or flow.day
            layer = self._add_layer(flow, quantity, since, flow.unit_cost)
            self._settle(layer, flow.day)

    def _revive(self, flow: Flow) -> float:
        """Give back what the undone movement took; return what it did not take.

        Goods that come back to another place pass through where they were.
        """
        quantity = flow.quantity
        for use in reversed(self._taken[flow.returned] if flow.returned else ()):
            key = use.layer.key
            left = clean(use.quantity - use.revived)
            same = key[:3] == (flow.product, flow.lot, flow.owner)
            if use.target or left <= 0 or quantity <= 0 or not same:
                continue
            part = min(left, quantity)
            amount = share(
                self.round_money(use.allowance - use.revived_allowance),
                part,
                left,
                self.round_money,
            )
            use.revived = clean(use.revived + part)
            use.revived_allowance = self.round_money(use.revived_allowance + amount)
            back = self._use(flow, use.layer, "return", -part, -amount)
            back.brings_back = use
            self._reopen(use.layer)
            if key.place != flow.dest:
                same_house = key.place.warehouse == flow.dest.warehouse
                kind = "reclassify" if same_house else "transfer"
                self._pass_on(flow, use.layer, part, amount, kind)
            else:
                self._settle(use.layer, flow.day)
            quantity = clean(quantity - part)
        return quantity

    def _reopen(self, layer: Layer) -> None:
        if layer not in self._open[layer.key]:
            self._open[layer.key].append(layer)

    def _note_shortage(self, flow: Flow, quantity: float) -> None:
        key = Key(flow.product, flow.lot, flow.owner, flow.source)
        shortage = Shortage(key, flow.move, flow.day, quantity)
        self.shortages.append(shortage)
        self._short[key].append(shortage)

    def _settle(self, layer: Layer, day: date) -> None:
        """What came in makes up for what is missing in its place."""
        for shortage in self._short[layer.key]:
            part = min(shortage.open, layer.remaining)
            if part <= 0:
                continue
            amount = share(layer.allowance, part, layer.remaining, self.round_money)
            shortage.settled = clean(shortage.settled + part)
            if shortage.id:
                self.settled.add(shortage)
            flow = Flow(shortage.move, day, "issue", layer.key.product, part)
            self._use(flow, layer, "issue", part, amount)
