"""What goods lose that stay in a warehouse beyond their storage term.

Age is counted in months from the day goods first entered an outlet's warehouse,
periods from the end of the storage term; a period takes ``rate`` of the cost. What
stands in the books after a month's run is the rounded whole up to then, so that
roundings never add up; a month's charge is what is missing from it.

Dates are days, amounts and rates exact decimals (a float counts as it is written, see
`exact`), ``unit`` is the smallest sum of the currency.

>>> terms = Terms()  # three months, 8 % a month, twelve times, calendar months
>>> [periods(terms, date(2026, 1, 15), end) for end in (
...     date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31), date(2027, 12, 31))]
[0, 1, 2, 12]
>>> cumulative(Decimal("1537.09"), terms, 1), cumulative(Decimal("1537.09"), terms, 12)
(Decimal('122.97'), Decimal('1475.61'))
>>> charge(Decimal("1537.09"), terms, 2, booked=Decimal("122.97"))
Decimal('122.96')
"""

from calendar import monthrange
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

Number = Decimal | float | int
CENT = Decimal("0.01")

CALENDAR = "calendar"
ANNIVERSARY = "anniversary"


class Terms(NamedTuple):
    """What a storage policy says: months free of charge, then rate × periods."""

    storage_months: int = 3
    rate: Decimal = Decimal("0.08")
    period_count: int = 12
    month_basis: str = CALENDAR


def exact(value: Number) -> Decimal:
    """Return the decimal that was written down, not the binary number nearest to it.

    >>> exact(0.1), exact(3)
    (Decimal('0.1'), Decimal('3'))
    """
    return value if isinstance(value, Decimal) else Decimal(str(value))


def rounded(amount: Decimal, unit: Decimal = CENT) -> Decimal:
    """Round to the nearest sum of the currency, halves away from nought.

    >>> rounded(Decimal("2.675")), rounded(Decimal("-0.005"))
    (Decimal('2.68'), Decimal('-0.01'))
    """
    return (amount / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit


# -- age -------------------------------------------------------------------------------


def month_end(day: date) -> date:
    """Return the last day of the month.

    >>> month_end(date(2024, 2, 3))
    datetime.date(2024, 2, 29)
    """
    return day.replace(day=monthrange(day.year, day.month)[1])


def month_ends(first: date, last: date) -> list[date]:
    """Return the ends of all months from that of ``first`` to that of ``last``.

    >>> [str(end) for end in month_ends(date(2025, 12, 9), date(2026, 1, 1))]
    ['2025-12-31', '2026-01-31']
    """
    found = []
    end = month_end(first)
    while end <= month_end(last):
        found.append(end)
        end = month_end(end + timedelta(1))
    return found


def age(month_basis: str, received: date, day: date) -> int:
    """Age in months; nothing has an age before it came.

    *calendar*: the month of receipt is month 1. *anniversary*: full months; a day that
    a month lacks counts on that month's last day.

    >>> age(CALENDAR, date(2026, 1, 31), date(2026, 2, 1))
    2
    >>> age(ANNIVERSARY, date(2026, 1, 31), date(2026, 2, 28))
    1
    >>> age(ANNIVERSARY, date(2026, 1, 31), date(2026, 3, 30))
    1
    """
    if day < received:
        return 0
    months = 12 * (day.year - received.year) + day.month - received.month
    if month_basis == CALENDAR:
        return months + 1
    reached = day.day >= received.day or day == month_end(day)
    return months if reached else months - 1


def periods(terms: Terms, received: date, day: date) -> int:
    """How many periods are due on a day: 0 … ``period_count``."""
    due = age(terms.month_basis, received, day) - terms.storage_months
    if terms.month_basis == ANNIVERSARY:
        due += 1
    if day < received:
        due = 0
    return max(0, min(due, terms.period_count))


def aged_on(terms: Terms, received: date) -> date:
    """Return the first day on which a period is due: the storage term is over.

    >>> str(aged_on(Terms(), date(2026, 1, 31)))
    '2026-04-01'
    >>> str(aged_on(Terms(month_basis=ANNIVERSARY), date(2026, 1, 31)))
    '2026-04-30'
    """
    return _period_starts_on(terms, received, 1)


def _period_starts_on(terms: Terms, received: date, number: int) -> date:
    """First day of the period with this number, counted from 1."""
    months = terms.storage_months + number - 1
    if terms.month_basis == CALENDAR:
        start = received.replace(day=1) + relativedelta(months=months)
    else:
        start = received + relativedelta(months=months)
    return max(start, received)


def next_change(terms: Terms, received: date, day: date) -> date | None:
    """First day after ``day`` on which one more period is due; None: there is none.

    >>> str(next_change(Terms(), date(2026, 1, 31), date(2026, 4, 15)))
    '2026-05-01'
    >>> next_change(Terms(), date(2020, 1, 31), date(2026, 4, 15)) is None
    True
    """
    number = periods(terms, received, day) + 1
    if number > terms.period_count:
        return None
    return _period_starts_on(terms, received, number)


def latest_aged(terms: Terms, day: date) -> date:
    """Latest day of receipt whose goods are aged on ``day``: a bound for a search.

    >>> str(latest_aged(Terms(), date(2026, 4, 1)))
    '2026-01-31'
    >>> str(latest_aged(Terms(month_basis=ANNIVERSARY), date(2026, 4, 29)))
    '2026-01-29'
    """
    same_day = day - relativedelta(months=terms.storage_months)
    if terms.month_basis == CALENDAR or day == month_end(day):
        return min(month_end(same_day), day)
    return same_day


# -- amounts ---------------------------------------------------------------------------


def cumulative(cost: Number, terms: Terms, due: int, unit: Decimal = CENT) -> Decimal:
    """What must stand in the books after ``due`` periods.

    >>> cumulative(4.06, Terms(rate=Decimal("0.125")), 1)  # 0.5075
    Decimal('0.51')
    """
    return rounded(exact(cost) * exact(terms.rate) * due, unit)


def charge(
    cost: Number, terms: Terms, due: int, booked: Number, unit: Decimal = CENT
) -> Decimal:
    """What a run adds (or takes back) so that the whole stands in the books."""
    return cumulative(cost, terms, due, unit) - exact(booked)


def next_charge(
    cost: Number, terms: Terms, received: date, day: date, unit: Decimal = CENT
) -> Decimal:
    """What the month after that of ``day`` will cost if nothing leaves until then.

    >>> [str(next_charge(100, Terms(), date(2026, 1, 9), day)) for day in (
    ...     date(2026, 2, 28), date(2026, 3, 31), date(2027, 3, 31))]
    ['0.00', '8.00', '0.00']
    """
    this_end = month_end(day)
    next_end = month_end(this_end + timedelta(1))
    before = cumulative(cost, terms, periods(terms, received, this_end), unit)
    return cumulative(cost, terms, periods(terms, received, next_end), unit) - before
