"""Layers of stock: what came when, at what cost, and what is taken from it first.

What leaves takes the oldest first receipt first, then what arrived first. Quantities
are in the product's unit, amounts in the company's currency. `layer_book` follows
movements with this.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

Money = TypeVar("Money", float, Decimal)

ON_THE_WAY = None
DIGITS = 6


class Place(NamedTuple):
    """Where goods count together. ``warehouse`` None: between two warehouses."""

    warehouse: int | None
    quality: str = "qualified"
    liability: str | None = None


class Key(NamedTuple):
    """Goods that are taken one for the other."""

    product: int
    lot: int | None
    owner: int | None
    place: Place


@dataclass(eq=False, slots=True)
class Layer:
    """``origin``: the movement that brought it. ``id`` None: not stored yet, then
    ``number`` says in which order it came."""

    key: Key
    first_received_on: date
    received_on: date
    quantity: float
    unit_cost: float
    remaining: float
    allowance: float = 0.0
    origin: int | None = None
    source: "Layer | None" = None
    id: int | None = None
    number: int = 0


@dataclass(eq=False, slots=True)
class Use:
    """``revived``: what of it came back; ``brings_back``: the use that is undone."""

    layer: Layer
    move: int | None
    day: date
    kind: str
    quantity: float
    allowance: float = 0.0
    target: Layer | None = None
    brings_back: "Use | None" = None
    revived: float = 0.0
    revived_allowance: float = 0.0
    id: int | None = None


@dataclass(eq=False, slots=True)
class Shortage:
    key: Key
    move: int | None
    day: date
    quantity: float
    settled: float = 0.0
    id: int | None = None

    @property
    def open(self) -> float:
        return clean(self.quantity - self.settled)


class Flow(NamedTuple):
    """A movement. A place of None is outside: goods come in or leave for good.

    ``since``: first day in custody where it is told, ``returned``: the movement that is
    undone, ``origins``: the movements that brought on the way what now arrives.
    """

    move: int
    day: date
    kind: str
    product: int
    quantity: float
    source: Place | None = None
    dest: Place | None = None
    lot: int | None = None
    owner: int | None = None
    unit_cost: float = 0.0
    since: date | None = None
    returned: int | None = None
    origins: frozenset[int] = frozenset()

    @property
    def phase(self) -> int:
        """Order on the same occasion: what comes in is there for what leaves, and only
        what left comes back."""
        if self.source is not None:
            return 1
        return 0 if self.returned is None else 2


class Take(NamedTuple):
    layer: Layer
    quantity: float
    allowance: float


def clean(quantity: float) -> float:
    """Sums of floats without their dust.

    >>> clean(0.1 + 0.2)
    0.3
    """
    return round(quantity, DIGITS) + 0.0


def share(
    amount: Money, part: Money, whole: Money, round_money: Callable[[Money], Money]
) -> Money:
    """What ``part`` of ``whole`` takes of ``amount``; the last part takes the rest.

    >>> share(10.0, 1, 3, lambda amount: round(amount, 2))
    3.33
    >>> share(6.67, 2, 2, lambda amount: round(amount, 2))
    6.67
    """
    if part >= whole:
        return amount
    return round_money(amount * part / whole)


def take(
    layers: Iterable[Layer], quantity: float, round_money: Callable[[float], float]
) -> tuple[list[Take], float]:
    """What each layer gives, in their order, and what is missing in the end.

    >>> old, new = (
    ...     Layer(Key(1, None, None, Place(1)), day, day, 5, 2.0, 5, 1.0)
    ...     for day in (date(2026, 1, 1), date(2026, 2, 1))
    ... )
    >>> takes, short = take([old, new], 7, lambda amount: round(amount, 2))
    >>> [(taken.quantity, taken.allowance) for taken in takes], short
    ([(5, 1.0), (2.0, 0.4)], 0.0)
    >>> take([old], 6, round)[1]
    1.0
    """
    takes = []
    for layer in layers:
        if quantity <= 0:
            break
        if layer.remaining > 0:
            part = min(layer.remaining, quantity)
            amount = share(layer.allowance, part, layer.remaining, round_money)
            takes.append(Take(layer, part, amount))
            quantity = clean(quantity - part)
    return takes, quantity + 0.0


def age_order(layer: Layer) -> tuple:
    """Oldest first receipt first, then order of arrival."""
    arrival = (layer.id is None, layer.id or layer.number)
    return layer.first_received_on, layer.received_on, *arrival
