"""Opening hours as people say them: days that are alike stand together.

Days count from 0, Monday. Hours are decimal, as calendars keep them.
"""

from collections.abc import Iterable
from typing import NamedTuple


class Opening(NamedTuple):
    day: int
    start: float
    end: float


class Row(NamedTuple):
    """Days ``first`` to ``last`` with the same hours."""

    first: int
    last: int
    spans: tuple[tuple[float, float], ...]


def rows(openings: Iterable[Opening]) -> list[Row]:
    """Week in few rows: neighbours with the same hours are one, pauses stay.

    >>> week = [Opening(d, s, e) for d in range(5) for s, e in ((8, 12), (13, 17.5))]
    >>> for row in rows([*week, Opening(5, 9, 12)]):
    ...     print(row.first, row.last, row.spans)
    0 4 ((8, 12), (13, 17.5))
    5 5 ((9, 12),)
    >>> rows([Opening(0, 8, 12), Opening(0, 12, 17)])
    [Row(first=0, last=0, spans=((8, 17),))]
    """
    by_day: dict[int, list[tuple[float, float]]] = {}
    for day, start, end in sorted(openings):
        spans = by_day.setdefault(day, [])
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    found: list[Row] = []
    for day, day_spans in sorted(by_day.items()):
        same = tuple(day_spans)
        if found and found[-1].last == day - 1 and found[-1].spans == same:
            found[-1] = found[-1]._replace(last=day)
        else:
            found.append(Row(day, day, same))
    return found


def clock(hours: float) -> str:
    """Decimal hours as a clock shows them.

    >>> clock(8.5), clock(24), clock(8.999)
    ('08:30', '24:00', '09:00')
    """
    minutes = round(hours * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def is_open(openings: Iterable[Opening], day: int, hour: float) -> bool:
    """Whether somebody is there.

    >>> is_open([Opening(0, 8, 12)], 0, 8), is_open([Opening(0, 8, 12)], 0, 12)
    (True, False)
    """
    return any(one.day == day and one.start <= hour < one.end for one in openings)
