"""In which order one technician visits a day's customers: short ways, promises kept.

Nearest insertion, then 2-opt, on straight lines times a road factor. A stop may have a
window in which it must begin; a pinned visit is a window of one moment. The way to the
first stop counts in kilometres but not in time. Given the same stops the answer is
always the same.
"""

from collections.abc import Hashable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from .geo import NO_ROAD, Point, Road, distance_km

# Shorter by less than this (km) is not shorter: arithmetic of floats.
EPSILON_KM = 1e-6


class Stop(NamedTuple):
    """A visit: where, how long, and between which moments it must begin (None: any)."""

    key: Hashable
    point: Point | None
    service: timedelta = timedelta()
    earliest: datetime | None = None
    latest: datetime | None = None


class Timed(NamedTuple):
    key: Hashable
    start: datetime
    end: datetime


class Route(NamedTuple):
    """Stops in order with their times; ``late``: sum of what begins after its window.

    ``unknown``: keys of stops at the end, because nobody knows where they are.
    """

    stops: tuple[Timed, ...]
    km: float
    late: timedelta
    unknown: tuple[Hashable, ...] = ()


class _Trip:
    """Measures orders of stops, given as indexes; the way between two is known once."""

    def __init__(self, stops, begin, origin, road):
        self.stops, self.begin, self.road = stops, begin, road
        points = [stop.point for stop in stops] + [origin]
        count = len(points)
        self.km = [
            [(distance_km(points[i], points[j]) or 0.0) for j in range(count)]
            for i in range(count)
        ]
        self.seconds = [
            [road.time(km).total_seconds() for km in line] for line in self.km[:-1]
        ] + [[0.0] * count]
        self.service = [stop.service.total_seconds() for stop in stops]
        self.earliest = [self._offset(stop.earliest) for stop in stops]
        self.latest = [self._offset(stop.latest) for stop in stops]
        self.known = [stop.point is not None for stop in stops]
        self.has_windows = any(s.earliest or s.latest for s in stops)

    def _offset(self, moment):
        return None if moment is None else (moment - self.begin).total_seconds()

    def length(self, order) -> float:
        """Kilometres; a stop at an unknown place is passed on the way."""
        here, total = len(self.stops), 0.0
        for stop in order:
            if self.known[stop]:
                total += self.km[here][stop]
                here = stop
        return total

    def starts(self, order) -> tuple[list[float], float]:
        """Seconds from the begin to the start of each stop, and the sum of lateness."""
        here, now, late, starts = len(self.stops), 0.0, 0.0, []
        for stop in order:
            if self.known[stop]:
                now += self.seconds[here][stop]
                here = stop
            earliest, latest = self.earliest[stop], self.latest[stop]
            if earliest is not None and now < earliest:
                now = earliest
            if latest is not None and now > latest:
                late += now - latest
            starts.append(now)
            now += self.service[stop]
        return starts, late

    def cost(self, order) -> tuple[float, float]:
        """Promises first, then kilometres."""
        late = self.starts(order)[1] if self.has_windows else 0.0
        return late, self.length(order)


def order_stops(
    stops: Sequence[Stop],
    begin: datetime,
    origin: Point | None = None,
    road: Road = NO_ROAD,
) -> Route:
    """The stops in a short order that keeps their windows where the given order does.

    Never longer than the given order where there are no windows. Stops at unknown
    places come last, unless their time is fixed.

    >>> from datetime import datetime as at
    >>> line = [Stop(name, Point(0, east)) for name, east in zip("CAB", (3, 1, 2))]
    >>> route = order_stops(line, at(2026, 3, 2, 8), Point(0, 0))
    >>> [stop.key for stop in route.stops], round(route.km)
    (['A', 'B', 'C'], 334)
    """
    placed = [s for s in stops if s.point or s.earliest or s.latest]
    unknown = [s for s in stops if not (s.point or s.earliest or s.latest)]
    trip = _Trip(placed, begin, origin, road)
    given = list(range(len(placed)))
    orders = [_two_opt(trip, given), _two_opt(trip, _insert_nearest(trip))]
    best = min(orders, key=trip.cost)
    final = _Trip([*placed, *unknown], begin, origin, road)
    best = [*best, *range(len(placed), len(final.stops))]
    starts, late = final.starts(best)
    return Route(
        tuple(
            _timed(final.stops[stop], begin + timedelta(seconds=start))
            for stop, start in zip(best, starts, strict=True)
        ),
        final.length(best) * road.factor,
        timedelta(seconds=late),
        tuple(stop.key for stop in unknown),
    )


def _timed(stop: Stop, start: datetime) -> Timed:
    return Timed(stop.key, start, start + stop.service)


def _insert_nearest(trip: _Trip) -> list[int]:
    """Take the stop nearest to the way so far and put it where it costs least."""
    start = len(trip.stops)
    rest = sorted(range(start), key=lambda stop: (_window(trip, stop), stop))
    # What has a window comes first, in order of time: the rest goes in between.
    order = [stop for stop in rest if _window(trip, stop) < _OPEN]
    rest = [stop for stop in rest if stop not in order]
    near = {stop: min(trip.km[stop][p] for p in [start, *order]) for stop in rest}
    while rest:
        stop = min(rest, key=lambda item: (near[item], item))
        rest.remove(stop)
        order = min(
            ([*order[:at], stop, *order[at:]] for at in range(len(order) + 1)),
            key=trip.cost,
        )
        for other in rest:
            near[other] = min(near[other], trip.km[other][stop])
    return order


_OPEN = float("inf")


def _window(trip: _Trip, stop: int) -> float:
    latest, earliest = trip.latest[stop], trip.earliest[stop]
    if latest is not None:
        return latest
    return earliest if earliest is not None else _OPEN


def _two_opt(trip: _Trip, order: list[int]) -> list[int]:
    """Turn stretches of the way round while that saves kilometres, not promises."""
    best, (late, length) = order, trip.cost(order)
    improved = True
    while improved:
        improved = False
        for first in range(len(best) - 1):
            for last in range(first + 1, len(best)):
                turned = best[:first] + best[first : last + 1][::-1] + best[last + 1 :]
                shorter = trip.length(turned)
                if not trip.has_windows and shorter > length - EPSILON_KM:
                    continue
                if trip.has_windows:
                    lateness = trip.starts(turned)[1]
                    saves = shorter < length - EPSILON_KM
                    if lateness > late or (lateness == late and not saves):
                        continue
                else:
                    lateness = 0.0
                best, late, length, improved = turned, lateness, shorter, True
    return best
