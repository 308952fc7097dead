"""What a contract costs from one invoice to the next, to the cent.

A period is the part of a full one (a month, a quarter, a year) that lies within the
contract; its share is counted in days. Amounts are differences of running totals, so
that roundings never add up: all periods together cost what the contract costs.

>>> term = periods(date(2026, 1, 16), date(2026, 3, 31), 1, is_calendar=True)
>>> [(str(p.first), str(p.last), p.share) for p in term]
[('2026-01-16', '2026-01-31', Fraction(16, 31)), \
('2026-02-01', '2026-02-28', Fraction(1, 1)), \
('2026-03-01', '2026-03-31', Fraction(1, 1))]
>>> amounts(Decimal(1200) / 12, term)
[Decimal('51.61'), Decimal('100.00'), Decimal('100.00')]
>>> thirds = periods(date(2026, 1, 1), date(2026, 12, 31), 4)
>>> amounts(Fraction(1000, 3), thirds)
[Decimal('333.33'), Decimal('333.34'), Decimal('333.33')]
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import NamedTuple

from .warranty_policy import add_months


class Period(NamedTuple):
    """First and last day; ``share`` of a full period that lies between them."""

    first: date
    last: date
    share: Fraction


def periods(
    start: date, end: date, months: int, is_calendar: bool = False
) -> list[Period]:
    """Periods of ``months`` months that cover every day of a contract once.

    :param is_calendar: full periods are those of the calendar (months, quarters …);
        else they are counted from the contract's first day
    """
    anchor = date(start.year, 1, 1) if is_calendar else start
    found = []
    number = 0
    while (low := add_months(anchor, number * months)) <= end:
        number += 1
        high = add_months(anchor, number * months) - timedelta(1)
        if high < start:
            continue
        first, last = max(low, start), min(high, end)
        share = Fraction((last - first).days + 1, (high - low).days + 1)
        found.append(Period(first, last, share))
    return found


def amounts(
    price: Decimal | Fraction, spans: Sequence[Period], unit: Decimal = Decimal("0.01")
) -> list[Decimal]:
    """What each period costs; their sum is the rounded whole.

    :param price: of a full period
    :param unit: smallest sum of the currency
    """
    total, told, found = Fraction(0), Decimal(0), []
    for span in spans:
        total += Fraction(price) * span.share
        rounded = _round(total, unit)
        found.append(rounded - told)
        told = rounded
    return found


def _round(amount: Fraction, unit: Decimal) -> Decimal:
    """To the nearest sum of the currency, halves away from nought."""
    steps = floor(abs(amount) / Fraction(unit) + Fraction(1, 2))
    return (steps if amount >= 0 else -steps) * unit


def due_date(span: Period, in_advance: bool) -> date:
    """When a period is invoiced: on its first day, or the day after its last.

    >>> due_date(Period(date(2026, 1, 1), date(2026, 1, 31), Fraction(1)), False)
    datetime.date(2026, 2, 1)
    """
    return span.first if in_advance else span.last + timedelta(1)


def years(start: date, end: date) -> Fraction:
    """Length of a contract in years: full months, then days of the month begun.

    >>> years(date(2026, 1, 1), date(2028, 6, 30))
    Fraction(5, 2)
    """
    return sum((span.share for span in periods(start, end, 1)), Fraction(0)) / 12


def included(per_year: float, start: date, end: date) -> float:
    """Visits or hours that a contract includes in all, to the nearest whole one.

    >>> included(4, date(2026, 1, 1), date(2026, 12, 31))
    4
    >>> included(1, date(2026, 1, 1), date(2028, 12, 31))
    3
    """
    return floor(Fraction(per_year) * years(start, end) + Fraction(1, 2))


def surplus(
    billed: Iterable[Mapping[str, Decimal]], owed: Iterable[Mapping[str, Decimal]]
) -> dict[str, Decimal]:
    """What was invoiced beyond what is owed, by service; never below nought.

    Both are amounts by service, one mapping a period.

    >>> surplus([{"a": Decimal(365), "b": Decimal(10)}], [{"a": Decimal(181)}])
    {'a': Decimal('184'), 'b': Decimal('10')}
    """
    found: dict[str, Decimal] = {}
    for sign, rows in ((1, billed), (-1, owed)):
        for row in rows:
            for service, amount in row.items():
                found[service] = found.get(service, Decimal(0)) + sign * amount
    return {service: max(Decimal(0), amount) for service, amount in found.items()}
