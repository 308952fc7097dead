"""One person's days: when he works, what he has planned, where a visit still fits.

Times are naive UTC, days those of the person. The way to the first customer of a day
is not counted as working time; the ways between two customers are.
"""

from bisect import insort
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import NamedTuple

from .geo import NO_ROAD, Point, Road, distance_km


class Span(NamedTuple):
    """Half-open piece of time."""

    start: datetime
    end: datetime


class Slot(NamedTuple):
    start: datetime
    end: datetime
    day: date


class Visit(NamedTuple):
    """Time that is taken, and where (None: not known, or nowhere)."""

    start: datetime
    end: datetime
    point: Point | None
    key: Hashable


@dataclass
class Person:
    """A technician: what he can, where he belongs, when he works, what he has planned.

    ``work``: pieces of working time by day, leave taken out, in order of time.
    ``visits``: what is planned by day, in order of time. ``zone_offset`` brings UTC to
    his clock, to tell the day of a moment at which he does not work. ``bars``: days on
    which he is sent nowhere, see ``assignment.Bar``.
    """

    key: Hashable
    skills: tuple = ()
    outlets: frozenset = frozenset()
    grades: frozenset = frozenset()  # of these outlets
    origin: Point | None = None
    units: frozenset = frozenset()
    customers: frozenset = frozenset()
    work: dict[date, tuple[Span, ...]] = field(default_factory=dict)
    leaves: tuple[Span, ...] = ()
    visits: dict[date, list[Visit]] = field(default_factory=dict)
    zone_offset: timedelta = timedelta()
    bars: tuple = ()

    def day_of(self, moment: datetime) -> date:
        return (moment + self.zone_offset).date()

    def take(self, slot: Slot, point: Point | None, key: Hashable) -> None:
        """Note a visit, so that nothing else is planned into it."""
        visit = Visit(slot.start, slot.end, point, key)
        insort(self.visits.setdefault(slot.day, []), visit, key=lambda v: v.start)

    def load(self, day: date) -> timedelta:
        """Time planned on a day."""
        return sum((v.end - v.start for v in self.visits.get(day, ())), timedelta())

    def hours(self, day: date) -> timedelta:
        """Time worked on a day."""
        return sum((s.end - s.start for s in self.work.get(day, ())), timedelta())

    def busy_word(self, job) -> str:
        """Why he is not free when the job would start: a code for the words."""
        end = job.start + job.duration
        if any(leave.start < end and job.start < leave.end for leave in self.leaves):
            return "on_leave"
        planned = self.visits.get(self.day_of(job.start), ())
        if any(visit.start < end and job.start < visit.end for visit in planned):
            return "has_visit"
        return "not_ready"


def without(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    """Pieces of time that remain when others are taken out.

    >>> from datetime import datetime as at
    >>> day = [Span(at(2026, 3, 2, 9), at(2026, 3, 2, 17))]
    >>> rest = without(day, [Span(at(2026, 3, 2, 12), at(2026, 3, 2, 13))])
    >>> [(span.start.hour, span.end.hour) for span in rest]
    [(9, 12), (13, 17)]
    """
    result = list(spans)
    for hole in holes:
        pieces = []
        for span in result:
            if hole.end <= span.start or span.end <= hole.start:
                pieces.append(span)
                continue
            if span.start < hole.start:
                pieces.append(Span(span.start, hole.start))
            if hole.end < span.end:
                pieces.append(Span(hole.end, span.end))
        result = pieces
    return result


def windows(spans: tuple[Span, ...], duration: timedelta) -> tuple[Span, ...]:
    """Where a visit may lie: within one piece of work, or across a break if longer.

    >>> from datetime import datetime as at
    >>> day = (Span(at(2026, 3, 2, 8), at(2026, 3, 2, 12)),
    ...        Span(at(2026, 3, 2, 13), at(2026, 3, 2, 17)))
    >>> len(windows(day, timedelta(hours=4))), len(windows(day, timedelta(hours=6)))
    (2, 1)
    """
    if not spans or any(span.end - span.start >= duration for span in spans):
        return spans
    return (Span(spans[0].start, spans[-1].end),)


def first_slot(
    job,
    person: Person,
    road: Road = NO_ROAD,
    grid: timedelta = timedelta(minutes=1),
    max_visits: int = 0,
) -> Slot | None:
    """Earliest time from ``job.start`` on at which the person can do the job.

    ``job`` has ``start``, ``until`` (its latest end), ``duration`` and ``site``.
    ``grid``: visits begin at whole multiples of it, except at the wanted time itself.

    >>> from datetime import datetime as at
    >>> class job:
    ...     start, until = at(2026, 3, 2, 9), at(2026, 3, 2, 17)
    ...     duration, site = timedelta(hours=2), None
    >>> day = date(2026, 3, 2)
    >>> person = Person("Li", work={day: (Span(job.start, job.until),)})
    >>> person.take(Slot(at(2026, 3, 2, 10), at(2026, 3, 2, 11), day), None, "A")
    >>> first_slot(job, person).start.hour
    11
    """
    for day, spans in person.work.items():
        if spans[-1].end <= job.start:
            continue
        if spans[0].start >= job.until:
            break
        visits = person.visits.get(day, ())
        if max_visits and len(visits) >= max_visits:
            continue
        for window in windows(spans, job.duration):
            start = _first_gap(job, window, visits, road, grid)
            if start:
                return Slot(start, start + job.duration, day)
    return None


def _first_gap(job, window, visits, road, grid) -> datetime | None:
    """Earliest start of the job between the visits of a day, within a window."""
    earliest = max(window.start, job.start)
    latest_end = min(window.end, job.until)
    ways = [road.time(distance_km(job.site, visit.point)) for visit in visits]
    # A visit whose place is not known lies on no way, so the one next to the gap is
    # not always the one that has to be reached.
    away_by = list(
        accumulate(
            (
                v.start - way
                for v, way in zip(reversed(visits), reversed(ways), strict=True)
            ),
            min,
        )
    )[::-1]
    ready = earliest
    for visit, way, away in zip(visits, ways, away_by, strict=True):
        start = _on_grid(ready, grid, job.start)
        end = start + job.duration
        if end > latest_end:
            return None
        if end <= away:
            return start
        ready = max(ready, visit.end + way)
    start = _on_grid(ready, grid, job.start)
    return start if start + job.duration <= latest_end else None


def _on_grid(moment: datetime, grid: timedelta, wanted: datetime) -> datetime:
    """The next whole multiple of the grid, unless it is the wanted time already."""
    if moment == wanted or not grid:
        return moment
    rest = (moment - datetime.min) % grid
    return moment + (grid - rest if rest else rest)


def travel_before(person: Person, slot: Slot) -> Point | None:
    """Where the person comes from: his last visit before the slot, or his start."""
    here = person.origin
    for visit in person.visits.get(slot.day, ()):
        if visit.start >= slot.start:
            break
        here = visit.point or here
    return here
