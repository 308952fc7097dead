"""The age of stock on a day: in which bracket goods stand, what is due of them when.

A storage policy is turned into a few spans of first receipts, so that a database sorts
any number of layers into them without knowing the rule.
"""

from datetime import date, timedelta
from typing import NamedTuple

from .depreciation import Terms, age, latest_aged, month_end, periods


class Span(NamedTuple):
    """Goods first received until ``until`` (None: later than all others), and after the
    span before: their age bracket, periods due on the day, at the end of its month and
    of the next, and when they are told of."""

    until: date | None
    bracket: str
    due_now: int
    due_month: int
    due_next: int
    due_notice: int


def months_begun(terms: Terms, received: date, day: date) -> int:
    """The month of custody that goods are in, counted from 1; 0 before they came.

    >>> months_begun(Terms(), date(2026, 1, 31), date(2026, 2, 1))
    2
    >>> months_begun(Terms(month_basis="anniversary"), date(2026, 1, 9),
    ...              date(2026, 2, 8))
    1
    """
    if day < received:
        return 0
    full = terms.month_basis == "anniversary"
    return age(terms.month_basis, received, day) + full


def bracket(terms: Terms, months: int) -> str:
    """Age brackets are as wide as the custody term, until all periods are over.

    >>> [bracket(Terms(), months) for months in (0, 1, 3, 4, 15, 16, 40)]
    ['01–03', '01–03', '01–03', '04–06', '13–15', '16+', '16+']
    """
    last = terms.storage_months + terms.period_count
    if months > last:
        return f"{last + 1:02}+"
    width = terms.storage_months or 1
    first = max(months - 1, 0) // width * width + 1
    return f"{first:02}–{min(first + width - 1, last):02}"


def spans(terms: Terms, day: date, notice_days: int) -> list[Span]:
    """The spans of first receipts that differ on ``day``, the oldest first.

    >>> [(str(span.until), span.bracket, span.due_now, span.due_next)
    ...  for span in spans(Terms(3, 0, 1), date(2026, 4, 15), 0)]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('2025-12-31', '05+', 1, 1), ('2026-01-31', '04–04', 1, 1),
     ('2026-02-28', '01–03', 0, 1), ('2026-03-31', '01–03', 0, 0),
     ('2026-04-15', '01–03', 0, 0), ('2026-04-30', '01–03', 0, 0),
     ('2026-05-31', '01–03', 0, 0), ('None', '01–03', 0, 0)]
    """
    end = month_end(day)
    next_end = month_end(end + timedelta(1))
    notice = day + timedelta(notice_days)
    bounds = {
        latest_aged(terms._replace(storage_months=months), moment)
        for moment in (day, end, next_end, notice)
        for months in range(terms.storage_months + terms.period_count + 1)
    }
    found = []
    for until in (*sorted(bounds), None):
        received = until or max(bounds) + timedelta(1)
        months = months_begun(terms, received, day)
        due = [periods(terms, received, x) for x in (day, end, next_end, notice)]
        found.append(Span(until, bracket(terms, months), *due))
    return found
