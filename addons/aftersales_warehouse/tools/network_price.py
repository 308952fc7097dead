"""What another outlet pays: net value, and the short haul (R227, R228).

Net value is the cost less the allowance that must stand in the books as of the day:
that of the last month that has ended. Freight from head office and other landed cost
is no part of it: the cost of a layer is what the goods themselves cost.

>>> from datetime import date
>>> terms = Terms()  # 8 % a month from the fourth on
>>> price_day(date(2026, 5, 30)), price_day(date(2026, 5, 31))
(datetime.date(2026, 4, 30), datetime.date(2026, 5, 31))
>>> net_value(Decimal("100"), terms, date(2026, 1, 9), date(2026, 5, 15))
Decimal('92.00')
"""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from .depreciation import (
    CENT,
    Number,
    Terms,
    cumulative,
    exact,
    latest_aged,
    month_end,
    periods,
    rounded,
)


def price_day(day: date) -> date:
    """Return the end of the last month that is over on ``day``."""
    return day if day == month_end(day) else day.replace(day=1) - timedelta(1)


def net_value(
    cost: Number, terms: Terms, received: date, day: date, unit: Decimal = CENT
) -> Decimal:
    """Cost less what must stand in the books against it on ``day``."""
    due = periods(terms, received, price_day(day))
    return rounded(exact(cost), unit) - cumulative(cost, terms, due, unit)


def thresholds(terms: Terms, day: date) -> list[date]:
    """Latest days of receipt that have 1, 2, … periods due in the price of ``day``.

    So many of these days as a receipt does not come after, so many periods are due:
    a database counts them without knowing the rule.

    >>> [str(one) for one in thresholds(Terms(period_count=2), date(2026, 5, 31))]
    ['2026-02-28', '2026-01-31']
    """
    end = price_day(day)
    return [
        latest_aged(terms._replace(storage_months=terms.storage_months + more), end)
        for more in range(terms.period_count)
    ]


class Slice(NamedTuple):
    """Part of what lies in a place: one receipt of it."""

    key: Hashable
    quantity: float
    value: Number  # of one piece, net


def take(slices: Iterable[Slice], wanted: float) -> tuple[list[Slice], float]:
    """Take ``wanted`` pieces off slices in their order; what lacks comes second.

    >>> parts, lacks = take([Slice("old", 2, 10), Slice("new", 5, 20)], 3)
    >>> [(part.key, part.quantity) for part in parts], lacks
    ([('old', 2), ('new', 1)], 0)
    """
    taken = []
    for one in slices:
        if wanted <= 0:
            break
        quantity = min(one.quantity, wanted)
        if quantity > 0:
            taken.append(one._replace(quantity=quantity))
            wanted -= quantity
    return taken, wanted


def without(slices: Iterable[Slice], gone: float) -> list[Slice]:
    """Return what is left when the first pieces are gone.

    >>> without([Slice("old", 2, 10), Slice("new", 5, 20)], 3)
    [Slice(key='new', quantity=4, value=20)]
    """
    left = []
    for one in slices:
        less = min(gone, one.quantity)
        gone -= less
        if one.quantity > less:
            left.append(one._replace(quantity=one.quantity - less))
    return left


def amount(slices: Iterable[Slice], unit: Decimal = CENT) -> Decimal:
    """What these pieces come to.

    >>> amount([Slice("old", 2, Decimal("10.005")), Slice("new", 1, 20)])
    Decimal('40.01')
    """
    whole = sum((exact(one.value) * exact(one.quantity) for one in slices), Decimal(0))
    return rounded(whole, unit)


class Band(NamedTuple):
    """A rule of the short haul: so much, and so much a kilometre, up to a distance."""

    max_km: float = 0.0  # 0: however far
    flat: float = 0.0
    per_km: float = 0.0


def freight(km: float, bands: Sequence[Band], unit: Decimal = CENT) -> Decimal:
    """Cost of the way between two outlets by the narrowest rule that reaches so far.

    >>> bands = [Band(0, 50, 1.5), Band(30, 80)]
    >>> freight(12, bands), freight(100, bands), freight(100, [])
    (Decimal('80.00'), Decimal('200.00'), Decimal('0.00'))
    """
    fits = [band for band in bands if not band.max_km or km <= band.max_km]
    if not fits:
        return rounded(Decimal(0), unit)
    band = min(fits, key=lambda one: (not one.max_km, one.max_km))
    return rounded(exact(band.flat) + exact(band.per_km) * exact(km), unit)
