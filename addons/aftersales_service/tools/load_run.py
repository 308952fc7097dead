"""The run at full load that ends a commissioning: has the machine held out (R178)?

Readings are taken at intervals. What lies outside its limits, a reading left out, or a
machine that stopped breaks the run off: it begins anew with the next good reading.

>>> from datetime import timedelta
>>> start = datetime(2026, 3, 2, 8)
>>> def reading(hour, load=100.0):
...     values = (Value("load", load, minimum=100.0),)
...     return Reading(start + timedelta(hours=hour), values)
>>> run = assess([reading(h) for h in range(0, 73, 4)], hours=72, interval=4)
>>> run.is_complete, run.hours, (run.completed_at - run.started_at).days
(True, 72.0, 3)
>>> run = assess([reading(0), reading(4), reading(9), reading(13)], 72, 4)
>>> run.is_complete, run.hours, [(b.reason, b.at.hour) for b in run.breaks]
(False, 4.0, [('gap', 16)])
>>> run = assess([reading(0), reading(4, load=90.0), reading(8)], 72, 4)
>>> run.hours, run.breaks[0].reason, run.breaks[0].keys
(0.0, 'limits', ('load',))
"""

from collections.abc import Hashable, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

GAP, LIMITS, STOP = "gap", "limits", "stop"


class Value(NamedTuple):
    key: Hashable
    value: float
    minimum: float | None = None  # None: no limit on this side
    maximum: float | None = None


class Reading(NamedTuple):
    at: datetime  # no two readings of a run at the same moment
    values: tuple[Value, ...] = ()
    is_stop: bool = False  # the machine stood still


class Break(NamedTuple):
    at: datetime  # when the run broke off; of a gap: when a reading was due
    reason: str  # GAP, LIMITS or STOP
    keys: tuple[Hashable, ...] = ()  # of the values outside their limits


class Run(NamedTuple):
    is_complete: bool
    started_at: datetime | None  # of the stretch that counts; None: not running
    completed_at: datetime | None  # of the reading that completed it
    hours: float  # the stretch has lasted so long, as far as it was read
    next_due: datetime | None  # the next reading, at the latest
    breaks: tuple[Break, ...]


def is_outside(value: Value) -> bool:
    """
    >>> [is_outside(Value("t", 80.0, None, top)) for top in (None, 80.0, 79.9)]
    [False, False, True]
    """
    too_low = value.minimum is not None and value.value < value.minimum
    too_high = value.maximum is not None and value.value > value.maximum
    return too_low or too_high


def assess(
    readings: Iterable[Reading], hours: float, interval: float, tolerance: float = 0
) -> Run:
    """What the readings say; what comes after a complete run does not undo it.

    :param hours: length of the run; 0: none is needed
    :param interval: hours from one reading to the next, at most
    :param tolerance: minutes by which a reading may be late

    >>> assess([], hours=0, interval=4).is_complete
    True
    """
    if hours <= 0:
        return Run(True, None, None, 0.0, None, ())
    pause = timedelta(hours=interval)
    limit = pause + timedelta(minutes=tolerance)
    length = timedelta(hours=hours)
    breaks: list[Break] = []
    start = last = None
    for reading in sorted(readings, key=lambda item: item.at):
        if start and reading.at - last > limit:
            breaks.append(Break(last + limit, GAP))
            start = None
        outside = tuple(v.key for v in reading.values if is_outside(v))
        if reading.is_stop or outside:
            if start:
                reason = STOP if reading.is_stop else LIMITS
                breaks.append(Break(reading.at, reason, outside))
            start = None
            continue
        start, last = start or reading.at, reading.at
        if last - start >= length:
            return Run(True, start, last, float(hours), None, tuple(breaks))
    if not start:
        return Run(False, None, None, 0.0, None, tuple(breaks))
    reached = (last - start) / timedelta(hours=1)
    return Run(False, start, None, reached, last + pause, tuple(breaks))
