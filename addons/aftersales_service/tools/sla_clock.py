"""When a promise falls due: working time, working days, pauses.

Moments are naive UTC datetimes. Working time arrives as the spans the host's calendar
gives (``WorkTime``), holidays taken out and make-up days put in; this module only walks
along them. Units (R039-R057): ``hour`` counts on the clock, ``work_hour`` inside the
spans, ``work_day`` ends with the last span of the n-th working day after the day the
clock starts on, which is not counted itself (standard.md G.3).

>>> from datetime import datetime, timezone
>>> at = lambda text: datetime.fromisoformat(text)
>>> week = WorkTime(
...     [(at(f"2026-03-0{d} 08:00"), at(f"2026-03-0{d} 16:00")) for d in (2, 3, 4)],
...     timezone.utc,
... )
>>> str(clock(at("2026-03-02 15:00"), 2, "work_hour", week).deadline)
'2026-03-03 09:00:00'
>>> str(clock(at("2026-03-02 15:00"), 1, "work_day", week).deadline)
'2026-03-03 16:00:00'
>>> lunch = [Pause(at("2026-03-03 08:00"), at("2026-03-03 08:30"))]
>>> str(clock(at("2026-03-02 15:00"), 2, "work_hour", week, lunch).deadline)
'2026-03-03 09:30:00'
"""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import accumulate
from typing import NamedTuple

HOUR = "hour"
WORK_HOUR = "work_hour"
WORK_DAY = "work_day"
UNITS = (HOUR, WORK_HOUR, WORK_DAY)


class Pause(NamedTuple):
    """Time that does not count; ``end`` is None while it lasts."""

    start: datetime
    end: datetime | None
    reason: Hashable = None


class Clock(NamedTuple):
    """``is_stopped``: a pause without end lies before the deadline, which will move."""

    deadline: datetime
    is_stopped: bool = False


class OutOfWorkTime(Exception):
    """The spans end before the moment looked for; longer ones are needed."""


class WorkTime:
    """Working spans of one calendar, in order and apart; ``tz`` says what a day is."""

    def __init__(self, spans: Iterable[tuple[datetime, datetime]], tz: tzinfo):
        self._tz = tz
        self._spans = [(start, end) for start, end in spans if start < end]
        self._starts = [start for start, _end in self._spans]
        seconds = ((end - start).total_seconds() for start, end in self._spans)
        self._done = list(accumulate(seconds, initial=0.0))
        # Last span of each working day.
        self._day_ends = {self._day(start): end for start, end in self._spans}
        self._days = list(self._day_ends)

    def __bool__(self) -> bool:
        return bool(self._spans)

    def _day(self, moment: datetime) -> date:
        return moment.replace(tzinfo=UTC).astimezone(self._tz).date()

    def _elapsed(self, moment: datetime) -> float:
        """Working seconds before ``moment``."""
        index = bisect_right(self._starts, moment) - 1
        if index < 0:
            return 0.0
        start, end = self._spans[index]
        return self._done[index] + (min(moment, end) - start).total_seconds()

    def between(self, start: datetime, end: datetime) -> float:
        """Working seconds from ``start`` to ``end``."""
        return max(self._elapsed(end) - self._elapsed(start), 0.0)

    def after(self, moment: datetime, seconds: float) -> datetime:
        """First moment at which ``seconds`` were worked since ``moment``.

        :raise OutOfWorkTime: the spans do not reach so far
        """
        if seconds <= 0:
            return moment
        wanted = self._elapsed(moment) + seconds
        index = bisect_left(self._done, wanted)
        if index >= len(self._done):
            raise OutOfWorkTime
        start = self._starts[index - 1]
        return start + timedelta(seconds=wanted - self._done[index - 1])

    def day_end(self, moment: datetime, days: int) -> datetime:
        """End of work on the ``days``-th working day after the day of ``moment``.

        :raise OutOfWorkTime: the spans do not reach so far
        """
        index = bisect_right(self._days, self._day(moment)) + days - 1
        if index >= len(self._days):
            raise OutOfWorkTime
        return self._day_ends[self._days[index]]


def clock(
    start: datetime,
    amount: float,
    unit: str,
    work: WorkTime | None = None,
    pauses: Sequence[Pause] = (),
) -> Clock:
    """Deadline of a promise of ``amount`` units that starts at ``start``.

    A pause before the deadline moves it on by the time that was paused: clock time for
    hours, working time for the other units, so that a pause at night costs nobody
    anything. What is paused after the deadline heals nothing.

    :param amount: in ``unit``, above zero; whole for working days
    :param work: needed by ``work_hour`` and ``work_day``
    :raise OutOfWorkTime: ``work`` does not reach as far as the deadline
    """
    if unit == WORK_DAY:
        deadline = work.day_end(start, int(amount))
    else:
        deadline = _advance(start, amount * 3600, unit, work)
    return _push_back(Clock(deadline), start, unit, work, pauses)


def share_of(
    rate: float,
    start: datetime,
    deadline: datetime,
    unit: str,
    work: WorkTime | None = None,
    pauses: Sequence[Pause] = (),
) -> datetime:
    """Moment at which ``rate`` (0..1) of the time up to ``deadline`` is used up.

    Paused time is not used up. From one on, the time after the deadline is counted
    likewise: 1.5 is half of the allowed time late.

    >>> from datetime import datetime
    >>> noon = datetime(2026, 3, 2, 12)
    >>> str(share_of(0.75, noon, datetime(2026, 3, 2, 16), "hour"))
    '2026-03-02 15:00:00'
    """
    used = _seconds(start, deadline, unit, work) - sum(
        _seconds(a, min(b or deadline, deadline), unit, work)
        for a, b in _merge(start, pauses)
        if a < deadline
    )
    reached = Clock(_advance(start, used * rate, unit, work))
    return _push_back(reached, start, unit, work, pauses).deadline


def paused_seconds(
    start: datetime, end: datetime, pauses: Sequence[Pause], unit: str, work=None
) -> float:
    """Seconds between ``start`` and ``end`` that did not count, in the unit's time."""
    return sum(
        _seconds(a, min(b or end, end), unit, work)
        for a, b in _merge(start, pauses)
        if a < end
    )


def elapsed_seconds(start: datetime, end: datetime, unit: str, work=None) -> float:
    """Seconds from ``start`` to ``end`` on the unit's clock, pauses included."""
    return _seconds(start, end, unit, work)


def capped(
    pauses: Iterable[Pause], max_hours: Mapping[Hashable, float | None]
) -> list[Pause]:
    """Pauses as far as they count: at most so many clock hours for each reason.

    A pause that still lasts ends where its reason's hours are used up.

    >>> from datetime import datetime
    >>> day = [Pause(datetime(2026, 3, 2, 8), None, "customer")]
    >>> str(capped(day, {"customer": 24})[0].end)
    '2026-03-03 08:00:00'
    >>> capped(day, {})[0].end is None  # no limit
    True
    """
    left = {reason: hours * 3600 for reason, hours in max_hours.items() if hours}
    counted = []
    for pause in sorted(pauses, key=lambda p: p.start):
        if pause.reason in left:
            latest = pause.start + timedelta(seconds=left[pause.reason])
            pause = pause._replace(end=min(pause.end or latest, latest))
            spent = (pause.end - pause.start).total_seconds()
            left[pause.reason] -= spent
        counted.append(pause)
    return counted


def _advance(moment, seconds, unit, work):
    if unit == HOUR:
        return moment + timedelta(seconds=seconds)
    return work.after(moment, seconds)


def _seconds(start, end, unit, work) -> float:
    if end <= start:
        return 0.0
    if unit == HOUR:
        return (end - start).total_seconds()
    return work.between(start, end)


def _push_back(reached: Clock, start, unit, work, pauses) -> Clock:
    moment = reached.deadline
    for pause_start, pause_end in _merge(start, pauses):
        if pause_start >= moment:
            break
        if pause_end is None:
            return Clock(moment, is_stopped=True)
        moment = _advance(
            moment, _seconds(pause_start, pause_end, unit, work), unit, work
        )
    return Clock(moment)


def _merge(start, pauses) -> list[tuple[datetime, datetime | None]]:
    """Paused time after ``start`` as intervals in order that do not touch."""
    merged: list[tuple[datetime, datetime | None]] = []
    for pause in sorted(pauses, key=lambda p: p.start):
        begin, end = max(pause.start, start), pause.end
        if end is not None and end <= begin:
            continue
        if merged and (merged[-1][1] is None or begin <= merged[-1][1]):
            last_start, last_end = merged[-1]
            longest = None if None in (last_end, end) else max(last_end, end)
            merged[-1] = (last_start, longest)
        else:
            merged.append((begin, end))
    return merged
