"""When maintenance is due: a rule of the calendar or of a meter → days.

The days of a rule are counted from its first day, never from one another, so that the
31st stays the end of the month, and so that asking twice gives the same days.

>>> monthly = Rule(MONTH, 1)
>>> [str(day) for day in days(monthly, date(2026, 1, 31), until=date(2026, 4, 30))]
['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']
>>> heating = Rule(MONTH, 2, weekday=0, season=(10, 3))
>>> [str(day) for day in days(heating, date(2026, 8, 1), until=date(2027, 4, 30))]
['2026-10-05', '2026-12-07', '2027-02-01']
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import count
from math import ceil
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

DAY, WEEK, MONTH, YEAR = "day", "week", "month", "year"
# What is done where a day is not worked.
STAY, NEXT, PREVIOUS = "stay", "next", "previous"


class Rule(NamedTuple):
    """Every so many units of time.

    ``weekday``: 0 (Monday) to 6, the day moves on to it; ``season``: first and last
    month, the last may lie in the next year. What lies outside is left out.
    """

    unit: str
    every: int = 1
    weekday: int | None = None
    season: tuple[int, int] | None = None


class Reading(NamedTuple):
    """What a meter showed at the end of a day."""

    day: date
    value: float


class Due(NamedTuple):
    """``value``: the reading at which it is due, expected on ``day``."""

    day: date
    value: float


def days(
    rule: Rule, first: date, until: date, after: date | None = None
) -> Iterator[date]:
    """Days of a rule that starts on ``first``: later than ``after``, up to ``until``.

    >>> list(days(Rule(WEEK, 2), date(2026, 1, 5), date(2026, 2, 2), date(2026, 1, 5)))
    [datetime.date(2026, 1, 19), datetime.date(2026, 2, 2)]
    """
    last = after
    for number in count():
        raw = step(rule, first, number)
        if raw > until:
            return
        day = to_weekday(raw, rule.weekday)
        if day > until or not in_season(day, rule.season):
            continue
        if last is None or day > last:
            last = day
            yield day


def step(rule: Rule, first: date, number: int = 1) -> date:
    """The day ``number`` intervals after ``first``; a month's end stays one.

    >>> step(Rule(YEAR), date(2024, 2, 29))
    datetime.date(2025, 2, 28)
    """
    return first + relativedelta(**{f"{rule.unit}s": rule.every * number})


def to_weekday(day: date, weekday: int | None) -> date:
    """The day itself, or the next one that is that day of the week."""
    if weekday is None:
        return day
    return day + timedelta((weekday - day.weekday()) % 7)


def in_season(day: date, season: tuple[int, int] | None) -> bool:
    """Does a day lie in the months from the first to the last?

    >>> in_season(date(2026, 1, 5), (10, 3)), in_season(date(2026, 7, 1), (10, 3))
    (True, False)
    """
    if not season:
        return True
    first, last = season
    if first <= last:
        return first <= day.month <= last
    return day.month >= first or day.month <= last


def move(day: date, how: str, work_days: Sequence[date]) -> date:
    """The working day that stands in for ``day``; itself where none is known.

    :param work_days: in order, far enough around the day

    >>> work = [date(2026, 4, 30), date(2026, 5, 6)]
    >>> move(date(2026, 5, 1), NEXT, work), move(date(2026, 5, 1), PREVIOUS, work)
    (datetime.date(2026, 5, 6), datetime.date(2026, 4, 30))
    """
    if how == NEXT:
        place = bisect_left(work_days, day)
        return work_days[place] if place < len(work_days) else day
    if how == PREVIOUS:
        place = bisect_right(work_days, day)
        return work_days[place - 1] if place else day
    return day


def rate(readings: Sequence[Reading]) -> float:
    """Average use a day; readings before a meter was set back do not count.

    >>> rate([Reading(date(2026, 1, 1), 0), Reading(date(2026, 1, 11), 50)])
    5.0
    >>> rate([Reading(date(2026, 1, 1), 900), Reading(date(2026, 1, 11), 50)])
    0.0
    """
    ordered = sorted(readings)
    since = 0
    for index in range(1, len(ordered)):
        if ordered[index].value < ordered[index - 1].value:
            since = index
    counted = ordered[since:]
    if len(counted) < 2:
        return 0.0
    span = (counted[-1].day - counted[0].day).days
    return (counted[-1].value - counted[0].value) / span if span else 0.0


def forecast(
    readings: Sequence[Reading], every: float, base: float, until: date
) -> Iterator[Due]:
    """When a meter is expected to have run ``every`` further, again and again.

    What is overdue by the last reading is due on its day.

    :param base: reading at which it was last done

    >>> used = [Reading(date(2026, 1, 1), 0), Reading(date(2026, 1, 11), 100)]
    >>> [(str(due.day), due.value)
    ...     for due in forecast(used, 200, base=0, until=date(2026, 2, 15))]
    [('2026-01-21', 200), ('2026-02-10', 400)]
    """
    if not readings or every <= 0:
        return
    last, use = max(readings), rate(readings)
    value = base + every
    while True:
        missing = value - last.value
        if missing > 0 and use <= 0:
            return  # Nobody knows when.
        days_left = ceil(missing / use) if missing > 0 else 0
        # A meter that hardly turns is due beyond any calendar.
        if days_left > (until - last.day).days:
            return
        yield Due(last.day + timedelta(days_left), value)
        value += every


def interval(visits_per_year: int) -> Rule:
    """The rule that makes so many visits a year.

    >>> interval(4), interval(52), interval(5)
    (Rule(unit='month', every=3, weekday=None, season=None), \
Rule(unit='week', every=1, weekday=None, season=None), \
Rule(unit='day', every=73, weekday=None, season=None))
    """
    if 12 % visits_per_year == 0:
        return Rule(MONTH, 12 // visits_per_year)
    if 52 % visits_per_year == 0:
        return Rule(WEEK, 52 // visits_per_year)
    return Rule(DAY, max(1, 365 // visits_per_year))
