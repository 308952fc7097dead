"""Where a charge of last month's end is today: goods have moved since.

A layer is charged for what lay there at the month's end. What left it since takes its
share along; what came back brings it back; what stays keeps the rest. The same way
leads backwards: a negative amount takes out of each place what was put there.

>>> out = Use(1, Decimal(4))
>>> follow(Decimal("10.00"), 10, [out, Use(2, Decimal(-1), brings_back=1)])
({1: Decimal('4.00'), 2: Decimal('-1.00')}, Decimal('7.00'))
>>> follow(Decimal("-10.00"), 10, [out])
({1: Decimal('-4.00')}, Decimal('-6.00'))
"""

from collections.abc import Iterable
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from .depreciation import CENT, Number, exact, rounded
from .layers import share


class Use(NamedTuple):
    """What was taken from a layer; negative: it came back.

    ``brings_back``: the use that what came back had left by.
    """

    key: int
    quantity: Decimal
    brings_back: int | None = None


def follow(
    amount: Number, on_hand: Number, uses: Iterable[Use], unit: Decimal = CENT
) -> tuple[dict[int, Decimal], Decimal]:
    """Share of each use, in their order, and what stays with the layer.

    :param on_hand: quantity that the amount was charged for
    """
    left, stock = exact(amount), exact(on_hand)
    shares: dict[int, Decimal] = {}
    outside: dict[int, tuple[Decimal, Decimal]] = {}
    for use in uses:
        if use.quantity > 0:
            part = share(left, use.quantity, stock, partial(rounded, unit=unit))
            outside[use.key] = part, use.quantity
        else:
            part = -_bring_back(outside, use, unit)
        shares[use.key] = part
        left -= part
        stock -= use.quantity
    return shares, left


def _bring_back(
    outside: dict[int, tuple[Decimal, Decimal]], use: Use, unit: Decimal
) -> Decimal:
    """Take out of the use that goods left by what comes back with them."""
    nothing = Decimal(0) * unit
    carried, quantity = outside.get(use.brings_back, (nothing, Decimal(0)))
    returned = min(-use.quantity, quantity)
    if not returned:
        return nothing
    back = share(carried, returned, quantity, partial(rounded, unit=unit))
    outside[use.brings_back] = carried - back, quantity - returned
    return back
