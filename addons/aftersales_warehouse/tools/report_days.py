"""Days of the month on which something is reported (R208: the 15th and the 30th).

>>> parse_days("30, 15")
(15, 30)
>>> last_due_day(date(2026, 3, 20), (15, 30))
datetime.date(2026, 3, 15)
>>> last_due_day(date(2026, 2, 28), (15, 30))  # a short month ends earlier
datetime.date(2026, 2, 28)
>>> last_due_day(date(2026, 3, 14), (15, 30))
datetime.date(2026, 2, 28)
"""

from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta


def parse_days(text: str) -> tuple[int, ...]:
    """Days of the month as written, in order.

    >>> parse_days("0,15")
    Traceback (most recent call last):
    ...
    ValueError: 0 is not a day of the month
    """
    days = tuple(sorted({int(part) for part in text.split(",") if part.strip()}))
    for day in days:
        if not 1 <= day <= 31:
            raise ValueError(f"{day} is not a day of the month")
    return days


def due_days(year: int, month: int, days: Collection[int]) -> tuple[date, ...]:
    """Due days of a month; one that the month lacks is its last day.

    >>> [day.day for day in due_days(2026, 2, (15, 28, 30))]
    [15, 28]
    """
    length = monthrange(year, month)[1]
    return tuple(
        date(year, month, day) for day in sorted({min(d, length) for d in days})
    )


def last_due_day(today: date, days: Collection[int]) -> date | None:
    """The newest due day up to today, None where no days are set."""
    if not days:
        return None
    passed = [day for day in due_days(today.year, today.month, days) if day <= today]
    if passed:
        return passed[-1]
    before = today.replace(day=1) - timedelta(days=1)
    return due_days(before.year, before.month, days)[-1]
