"""Where a charge of last month's end is today: goods have moved since.

A layer is charged for what lay there at the month's end. What left it since takes its
share along; what came back brings it back; what stays keeps the rest. The same way
leads backwards: a negative amount takes out of each place what was put there.

>>> out = Use(1, Decimal(4))
>>> follow(Decimal("10.00"), 10, [out, Use(2, Decimal(-1), origins=(1,))])
({1: Decimal('4.00'), 2: Decimal('-1.00')}, Decimal('7.00'))
>>> follow(Decimal("-10.00"), 10, [out])
({1: Decimal('-4.00')}, Decimal('-6.00'))
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from .depreciation import CENT, Number, exact, share


class Use(NamedTuple):
    """What was taken from a layer; negative: it came back.

    ``origins``: the uses that what came back had left by, as far as one knows them.
    """

    key: int
    quantity: Decimal
    origins: tuple[int, ...] = ()


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
            part = share(left, stock, use.quantity, unit)
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
    """Take out of the uses that goods left by what comes back with them."""
    wanted, back = -use.quantity, Decimal(0) * unit
    for origin in use.origins:
        carried, quantity = outside.get(origin, (Decimal(0), Decimal(0)))
        returned = min(wanted, quantity)
        if returned > 0:
            part = share(carried, quantity, returned, unit)
            outside[origin] = carried - part, quantity - returned
            back += part
            wanted -= returned
    return back
