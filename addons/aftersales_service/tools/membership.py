"""Who stood above an outlet on a day: spans of time that follow one another.

A span holds from its first to its last day, both included; ``end`` None is open.
"""

from collections.abc import Hashable, Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

DAY = timedelta(days=1)


class Span(NamedTuple):
    parent: Hashable
    start: date
    end: date | None = None

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


def parent_on(spans: Iterable[Span], day: date) -> Hashable | None:
    """The parent that holds on a day, None if there is none.

    >>> from datetime import date as on
    >>> spans = [Span("N", on(2026, 1, 1), on(2026, 3, 31)), Span("S", on(2026, 5, 1))]
    >>> [parent_on(spans, on(2026, month, 1)) for month in (3, 4, 5)]
    ['N', None, 'S']
    """
    return next((span.parent for span in spans if span.covers(day)), None)


def latest_start(spans: Iterable[Span], today: date) -> date | None:
    """First day of the last span that has begun: nothing before it may change.

    >>> from datetime import date as on
    >>> spans = [Span("N", on(2026, 1, 1)), Span("S", on(2026, 7, 1))]
    >>> latest_start(spans, on(2026, 5, 1))
    datetime.date(2026, 1, 1)
    """
    return max((span.start for span in spans if span.start <= today), default=None)


def move(spans: Iterable[Span], parent: Hashable | None, day: date) -> list[Span]:
    """Spans after the outlet comes under ``parent`` on ``day`` (None: under nobody).

    What was before stays, what was planned for later falls away.

    >>> from datetime import date as on
    >>> for span in move([Span("N", on(2026, 1, 1))], "S", on(2026, 4, 1)):
    ...     print(span.parent, span.start, span.end)
    N 2026-01-01 2026-03-31
    S 2026-04-01 None
    >>> move([Span("N", on(2026, 4, 1))], None, on(2026, 4, 1))
    []
    """
    kept = [
        span._replace(end=day - DAY) if span.covers(day) else span
        for span in spans
        if span.start < day
    ]
    last = kept[-1] if kept else None
    if last and parent is not None and last.parent == parent and last.end == day - DAY:
        return [*kept[:-1], last._replace(end=None)]
    return kept if parent is None else [*kept, Span(parent, day)]


def is_below(
    parents: Mapping[Hashable, Hashable | None], outlet: Hashable, other: Hashable
) -> bool:
    """Whether ``other`` is ``outlet`` itself or stands somewhere below it.

    >>> parents = {"B": "A", "C": "B"}
    >>> is_below(parents, "A", "C"), is_below(parents, "C", "A")
    (True, False)
    """
    seen = set()
    link: Hashable | None = other
    while link is not None and link not in seen:
        if link == outlet:
            return True
        seen.add(link)
        link = parents.get(link)
    return False
