"""Which moment a step is stamped with that a phone recorded while it was offline.

The phone's clock is corrected by its skew, which is measured when the phone sends:
server's now minus the phone's now. What is then still impossible (later than now, or
before the moment that came before it) is stamped with the time of arrival instead.

>>> noon = datetime(2026, 3, 2, 12)
>>> decide(noon - timedelta(hours=2), timedelta(0), noon, None)
Moment(at=datetime.datetime(2026, 3, 2, 10, 0), source='device')

A phone that is an hour slow says 9:00 for what was done at 10:00.

>>> decide(noon - timedelta(hours=3), timedelta(hours=1), noon, None)
Moment(at=datetime.datetime(2026, 3, 2, 10, 0), source='corrected')

Nothing is done in the future, nor before the step that came before it.

>>> decide(noon + timedelta(hours=1), timedelta(0), noon, None)
Moment(at=datetime.datetime(2026, 3, 2, 12, 0), source='future')
>>> decide(noon - timedelta(hours=2), timedelta(0), noon, noon - timedelta(hours=1))
Moment(at=datetime.datetime(2026, 3, 2, 12, 0), source='before')
"""

from datetime import datetime, timedelta
from typing import NamedTuple

# Clocks of phones and servers that are set by the network differ by less.
TOLERANCE = timedelta(minutes=5)

DEVICE = "device"
CORRECTED = "corrected"
FUTURE = "future"
BEFORE = "before"
UNKNOWN = "unknown"
#: The time of arrival was used instead of the phone's.
SERVER_SOURCES = (FUTURE, BEFORE, UNKNOWN)


class Moment(NamedTuple):
    """``at``: naive UTC, whole seconds. ``source``: whose time it is, and why."""

    at: datetime
    source: str


def decide(
    device_at: datetime | None,
    skew: timedelta,
    received_at: datetime,
    not_before: datetime | None,
    tolerance: timedelta = TOLERANCE,
) -> Moment:
    """Moment of a step; all times naive UTC.

    :param device_at: what the phone's clock showed; None: it could not be read
    :param skew: server's now minus the phone's now, when the phone sent
    :param received_at: when the server got it, the latest moment possible
    :param not_before: the last moment the document has stamped so far
    """
    if device_at is None:
        return Moment(received_at, UNKNOWN)
    is_skewed = abs(skew) > tolerance
    at = (device_at + skew if is_skewed else device_at).replace(microsecond=0)
    if at > received_at + tolerance:
        return Moment(received_at, FUTURE)
    if not_before is not None and at < not_before - tolerance:
        return Moment(received_at, BEFORE)
    # Within the tolerance the order of the steps counts more than the minute.
    if not_before is not None:
        at = max(at, not_before)
    return Moment(min(at, received_at), CORRECTED if is_skewed else DEVICE)
