"""A count against the books: what differs, what is counted again, when it is due.

Goods move while they are counted. A line is therefore compared with what the books say
in the moment it is counted: what was frozen at the start, and all that was booked
since. What is booked afterwards changes stock and books alike, so the difference stays
what it was and is applied to whatever the books say by then.

>>> frozen, received, issued_after = 10.0, 5.0, 4.0
>>> found = difference(14.0, expected(frozen, [received]))
>>> found
-1.0
>>> frozen + received - issued_after + found  # the books after the adjustment
10.0
"""

import calendar
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple


class Tolerance(NamedTuple):
    """What a difference may be before the line is counted again; 0: not looked at.

    ``percent``: of the expected quantity; ``amount``: value, in the company's currency.
    """

    percent: float = 0.0
    amount: float = 0.0


def expected(frozen: float, moved: Iterable[float]) -> float:
    """Book quantity in the moment of the count; what left stock is negative."""
    return frozen + sum(moved)


def difference(counted: float, expected_quantity: float, digits: int = 6) -> float:
    """What is there beyond the books; less than that is negative.

    Sums of binary fractions are no differences:

    >>> difference(0.3, 0.1 + 0.2)
    0.0
    """
    return round(counted - expected_quantity, digits) or 0.0


def needs_recount(
    found: float, expected_quantity: float, unit_cost: float, tolerance: Tolerance
) -> bool:
    """Is a difference beyond what is tolerated? Without a tolerance each one is.

    >>> needs_recount(-1, 100, 5.0, Tolerance())
    True
    >>> needs_recount(-1, 100, 5.0, Tolerance(percent=2))
    False
    >>> needs_recount(-1, 100, 5000.0, Tolerance(percent=2, amount=1000))
    True
    >>> needs_recount(3, 0, 5.0, Tolerance(percent=50))  # nothing was expected
    True
    >>> needs_recount(0, 100, 5.0, Tolerance())
    False
    """
    if not found:
        return False
    percent, amount = tolerance
    if not (percent or amount):
        return True
    beyond_percent = percent and abs(found) * 100 > abs(expected_quantity) * percent
    beyond_amount = amount and abs(found) * unit_cost > amount
    return bool(beyond_percent or beyond_amount)


def month_end(day: date) -> date:
    """
    >>> month_end(date(2028, 2, 3))
    datetime.date(2028, 2, 29)
    """
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def due_day(counted_on: date, day_of_month: int) -> date:
    """When the sheet must be with head office: that day of the month after the count.

    A day that the month lacks is its last one.

    >>> due_day(date(2026, 12, 31), 5)
    datetime.date(2027, 1, 5)
    >>> due_day(date(2026, 1, 31), 30)
    datetime.date(2026, 2, 28)
    """
    following = month_end(counted_on) + timedelta(days=1)
    return min(following + timedelta(days=day_of_month - 1), month_end(following))


def proposed_months(today: date, lead_days: int) -> tuple[date, ...]:
    """Month ends whose counts should stand by now: the last one, and the coming one
    from so many days before.

    >>> proposed_months(date(2026, 3, 10), 3)
    (datetime.date(2026, 2, 28),)
    >>> proposed_months(date(2026, 3, 28), 3)
    (datetime.date(2026, 2, 28), datetime.date(2026, 3, 31))
    """
    last = today.replace(day=1) - timedelta(days=1)
    coming = month_end(today)
    return (last, coming) if coming - today <= timedelta(days=lead_days) else (last,)
