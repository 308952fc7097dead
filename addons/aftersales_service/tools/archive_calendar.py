"""When papers are handed in: periods, the day they are due, how long they are kept.

The handbook's calendar (R395-R399) as arithmetic:

>>> bounds("quarter", date(2026, 5, 20))
(datetime.date(2026, 4, 1), datetime.date(2026, 6, 30))
>>> due_date("quarter", date(2026, 6, 30), 2)  # the 2nd of the month after
datetime.date(2026, 7, 2)
>>> due_date("month", date(2026, 12, 31), 2)
datetime.date(2027, 1, 2)
>>> due_date("week", date(2026, 3, 8), 2)  # Tuesday of the week after
datetime.date(2026, 3, 10)
"""

from calendar import monthrange
from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "year": 12}
PERIODS = ("week", *MONTHS)


def bounds(period: str, day: date) -> tuple[date, date]:
    """First and last day of the period that a day lies in; weeks begin on Monday.

    >>> bounds("week", date(2026, 3, 8))
    (datetime.date(2026, 3, 2), datetime.date(2026, 3, 8))
    """
    if period == "week":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    months = MONTHS[period]
    first = day.replace(month=(day.month - 1) // months * months + 1, day=1)
    return first, _add_months(first, months) - timedelta(days=1)


def due_date(period: str, last: date, due_day: int) -> date:
    """Day by which the papers of a period are handed in.

    :param last: last day of the period
    :param due_day: day of the month after, or of the week after (1: Monday); where a
        month is shorter, its last day

    >>> due_date("month", date(2026, 1, 31), 31)
    datetime.date(2026, 2, 28)
    """
    if period == "week":
        return last + timedelta(days=due_day)
    first = last + timedelta(days=1)
    return first.replace(day=min(due_day, monthrange(first.year, first.month)[1]))


def finished(period: str, since: date, today: date) -> list[tuple[date, date]]:
    """Periods that are over, from the one that ``since`` lies in, oldest first.

    >>> finished("month", date(2026, 1, 15), date(2026, 3, 1))
    [(datetime.date(2026, 1, 1), datetime.date(2026, 1, 31)), \
(datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))]
    >>> finished("month", date(2026, 3, 1), date(2026, 3, 31))
    []
    """
    found = []
    first, last = bounds(period, since)
    while last < today:
        found.append((first, last))
        first, last = bounds(period, last + timedelta(days=1))
    return found


def is_overdue(due: date, today: date, handed_in: date | None = None) -> bool:
    """Is it late, or was it?

    >>> is_overdue(date(2026, 4, 2), date(2026, 4, 2))
    False
    >>> is_overdue(date(2026, 4, 2), date(2026, 5, 1), handed_in=date(2026, 4, 3))
    True
    """
    return (handed_in or today) > due


def remind_from(due: date, days: int) -> date:
    """Day from which people are reminded.

    >>> remind_from(date(2026, 4, 2), 3)
    datetime.date(2026, 3, 30)
    """
    return due - timedelta(days=days)


def keep_until(last: date, years: int | None) -> date | None:
    """Last day of the retention; None where no handbook or law sets one.

    >>> keep_until(date(2024, 2, 29), 3), keep_until(date(2026, 1, 31), None)
    (datetime.date(2027, 2, 28), None)
    """
    return _add_months(last, 12 * years) if years else None


def _add_months(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
