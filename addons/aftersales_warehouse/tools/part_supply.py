"""Who gets the parts: what orders still need, shared out of what lies free.

Customers who wait are served by rank (urgent first, then who came first); what one
takes is not there for the next. Quantities are in the product's own unit of measure.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

# Below this a quantity is nothing: what rounding of units of measure leaves over.
NOTHING = 1e-6


class Demand(NamedTuple):
    """What a part line still needs, and the stores it may come from, nearest first."""

    key: Hashable
    product: Hashable
    quantity: float
    stores: Sequence[Hashable] = ()
    rank: tuple = ()


def shortages(
    demands: Iterable[Demand], free: Mapping[tuple[Hashable, Hashable], float]
) -> dict[Hashable, float]:
    """What cannot be had, by key of the demand; who gets all he needs is not listed.

    >>> free = {("rail", "van"): 1.0, ("rail", "outlet"): 2.0}
    >>> late = Demand("late", "rail", 2.0, ("outlet",), (0, 2))
    >>> early = Demand("early", "rail", 2.0, ("van", "outlet"), (0, 1))
    >>> shortages([late, early], free)
    {'late': 1.0}
    >>> shortages([late, early._replace(rank=(0, 3))], free)
    {'early': 1.0}
    """
    left = dict(free)
    result = {}
    for demand in sorted(demands, key=lambda demand: demand.rank):
        missing = demand.quantity
        for store in dict.fromkeys(demand.stores):
            taken = min(missing, max(left.get((demand.product, store), 0.0), 0.0))
            if taken > NOTHING:
                left[demand.product, store] -= taken
                missing -= taken
        if missing > NOTHING:
            result[demand.key] = missing
    return result


def parts_status(before: str, has_parts: bool, is_short: bool) -> str:
    """State of an order's parts.

    Once something had to be ordered, the promise for parts that had to be ordered goes
    on: what arrives makes them received, not in stock.

    >>> parts_status("none", has_parts=False, is_short=False)
    'none'
    >>> parts_status("none", True, False), parts_status("in_stock", True, True)
    ('in_stock', 'to_order')
    >>> parts_status("to_order", True, False), parts_status("received", True, False)
    ('received', 'received')
    """
    if not has_parts:
        return "none"
    if is_short:
        return "to_order"
    return "received" if before in ("to_order", "received") else "in_stock"


class Holder(NamedTuple):
    """Somebody, or an outlet, that has a part: how much is free, how far he is."""

    key: Hashable
    quantity: float
    km: float | None = None


def nearest(holders: Iterable[Holder], wanted: float) -> list[Holder]:
    """Whom to ask, in this order: who has enough before who has some, near before far.

    Who is at an unknown distance comes last among his like.

    >>> some = Holder("some", 1.0, 1.0)
    >>> far, near = Holder("far", 5.0, 80.0), Holder("near", 5.0, 8.0)
    >>> unknown, none = Holder("unknown", 5.0), Holder("none", 0.0, 2.0)
    >>> [holder.key for holder in nearest([some, unknown, far, none, near], 2.0)]
    ['near', 'far', 'unknown', 'some']
    """
    return sorted(
        (holder for holder in holders if holder.quantity > NOTHING),
        key=lambda holder: (
            holder.quantity + NOTHING < wanted,
            holder.km is None,
            holder.km or 0.0,
        ),
    )
