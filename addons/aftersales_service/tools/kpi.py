"""Key figures: from counts to a value, from a value to a judgement.

What is divided by nothing has no value; it is never nought.

>>> percent(9, 10).value, percent(0, 0).value
(90.0, None)
>>> permille(3, 2000).value
1.5
>>> index([5, 4, 3], 5).value  # points of each answer, and the most there are
80.0
>>> verdict(97.0, 95.0, HIGH), verdict(1.2, 1.0, LOW), verdict(None, 95.0, HIGH)
(True, False, None)
>>> trend([90.0, None, 92.0, 95.0], HIGH)
'better'
"""

import calendar
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

# Which way is better. ZERO: any occurrence is one too many; NONE: neither way.
HIGH, LOW, ZERO, NONE = "high", "low", "zero", "none"

BETTER, WORSE, STEADY = "better", "worse", "steady"
# A series that changes by less than this share of its size is steady.
STEADY_SHARE = 0.01

MONTH, QUARTER, YEAR = "month", "quarter", "year"
MONTHS = {MONTH: 1, QUARTER: 3, YEAR: 12}

# Shares that differ by less came out of rounding.
TOLERANCE = 1e-9


class Figure(NamedTuple):
    """``value`` is None where there was nothing to divide by.

    A duration's numerator is the sum of hours, its denominator how many there were;
    ``p90`` is what nine of ten stay within.
    """

    numerator: float
    denominator: float
    value: float | None
    p90: float | None = None


def share(numerator: float, denominator: float, scale: float) -> Figure:
    value = numerator / denominator * scale if denominator else None
    return Figure(numerator, denominator, value)


def percent(numerator: float, denominator: float) -> Figure:
    return share(numerator, denominator, 100.0)


def permille(numerator: float, denominator: float) -> Figure:
    return share(numerator, denominator, 1000.0)


def mean(
    total: float, count: float, _median: float | None, p90: float | None
) -> Figure:
    """Average of durations (MTTR): their sum and number; hours.

    >>> mean(12.0, 4, 2.0, 7.0)
    Figure(numerator=12.0, denominator=4, value=3.0, p90=7.0)
    """
    return Figure(total, count, total / count if count else None, p90)


def median(
    total: float, count: float, middle: float | None, p90: float | None
) -> Figure:
    """The middle one of durations, which a few very long ones do not move; hours.

    >>> median(0.0, 0, None, None).value is None
    True
    """
    return Figure(total, count, middle if count else None, p90)


def count(number: float) -> Figure:
    """How many there were; none is a figure, too.

    >>> count(0).value
    0
    """
    return Figure(number, 1, number)


def index(points: Sequence[float], full: float) -> Figure:
    """Points reached of those that could be reached, of 100."""
    return percent(sum(points), full * len(points))


# -- judging ----------------------------------------------------------------------


def verdict(value: float | None, target: float | None, direction: str) -> bool | None:
    """Is the target met? None where there is nothing to compare.

    >>> verdict(0, 0, ZERO), verdict(1, 0, ZERO), verdict(5, 3, NONE)
    (True, False, None)
    """
    if value is None or target is None or direction == NONE:
        return None
    slack = TOLERANCE * max(1.0, abs(target))
    if direction == HIGH:
        return value >= target - slack
    return value <= target + slack


def trend(values: Sequence[float | None], direction: str) -> str | None:
    """Where a series goes (least squares); empty periods count as time only.

    >>> trend([4.0, 3.0, 2.0], LOW), trend([4.0, 3.0, 2.0], HIGH)
    ('better', 'worse')
    >>> trend([50.0, 50.1], HIGH), trend([50.0], HIGH) is None
    ('steady', True)
    """
    points = [(x, y) for x, y in enumerate(values) if y is not None]
    if len(points) < 2 or direction == NONE:
        return None
    mean_x = sum(x for x, _y in points) / len(points)
    mean_y = sum(y for _x, y in points) / len(points)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum(
        (x - mean_x) ** 2 for x, _y in points
    )
    change = slope * (points[-1][0] - points[0][0])
    if abs(change) <= STEADY_SHARE * max(abs(y) for _x, y in points):
        return STEADY
    return BETTER if (change > 0) == (direction == HIGH) else WORSE


# -- splitting a target down (目标分解) ---------------------------------------------


class Part(NamedTuple):
    """What one department or outlet is to reach, and its share in the whole."""

    value: float
    weight: float


def combine(parts: Iterable[Part], is_sum: bool) -> float | None:
    """What the whole reaches if all parts reach theirs: counts add up, shares are
    averaged by weight.

    >>> combine([Part(90, 1), Part(99, 2)], is_sum=False)
    96.0
    >>> combine([Part(1, 1), Part(2, 1)], is_sum=True), combine([], False)
    (3, None)
    """
    parts = list(parts)
    if is_sum:
        return sum(part.value for part in parts) if parts else None
    weight = sum(part.weight for part in parts)
    if not weight:
        return None
    return sum(part.value * part.weight for part in parts) / weight


def falls_short(
    target: float, parts: Iterable[Part], direction: str, is_sum: bool
) -> bool:
    """Would the whole miss its target though all parts meet theirs?

    >>> falls_short(95, [Part(90, 1), Part(99, 2)], HIGH, False)
    False
    >>> falls_short(95, [Part(90, 1), Part(96, 1)], HIGH, False)
    True
    """
    return verdict(combine(parts, is_sum), target, direction) is False


# -- periods ----------------------------------------------------------------------


def period(kind: str, day: date) -> tuple[date, date]:
    """First and last day of the month, quarter or year a day lies in.

    >>> period(QUARTER, date(2026, 5, 20))
    (datetime.date(2026, 4, 1), datetime.date(2026, 6, 30))
    """
    months = MONTHS[kind]
    first_month = (day.month - 1) // months * months + 1
    last_month = first_month + months - 1
    last_day = calendar.monthrange(day.year, last_month)[1]
    return date(day.year, first_month, 1), date(day.year, last_month, last_day)


def due_periods(
    kind: str, last: date | None, today: date, delay: int
) -> list[tuple[date, date]]:
    """Periods whose figures are to be fixed: ended ``delay`` days ago or more, and not
    fixed yet. ``last`` is the end of the newest that is; without one, only the newest
    ended period is due: nobody knows how far back the books are complete.

    >>> [str(first) for first, _last in due_periods(
    ...     MONTH, date(2026, 3, 31), date(2026, 6, 3), delay=2)]
    ['2026-04-01', '2026-05-01']
    >>> due_periods(MONTH, date(2026, 3, 31), date(2026, 5, 1), delay=2)
    []
    """
    first, _end = period(kind, today - timedelta(delay))
    newest = period(kind, first - timedelta(1))
    if last is None:
        return [newest]
    due = []
    start, end = period(kind, last + timedelta(1))
    while end <= newest[1]:
        due.append((start, end))
        start, end = period(kind, end + timedelta(1))
    return due
