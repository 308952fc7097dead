"""Who is told, and when, that a promise is about to be broken.

A ladder is a list of steps of any length. A step is reached at a share of the time
(0.5, 0.75, 0.9: warnings) or some hours after the deadline; it is repeated until
somebody takes the matter up or the next step is reached.

>>> from datetime import datetime, timedelta
>>> noon = datetime(2026, 3, 2, 12)
>>> due = [noon, noon + timedelta(hours=2)]
>>> steps = [Step(repeat_hours=0.5), Step()]
>>> first = decide(steps, due, level=0, now=noon)
>>> first.fire, first.level, str(first.next_at)
((0,), 1, '2026-03-02 12:30:00')
>>> later = noon + timedelta(minutes=40)
>>> decide(steps, due, level=1, now=later, last_at=noon).is_repeat
True
>>> taken = decide(steps, due, level=1, now=later, last_at=noon, is_taken=True)
>>> taken.fire, str(taken.next_at)
((), '2026-03-02 14:00:00')
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple


class Step(NamedTuple):
    """``repeat_hours`` (clock hours) empty: told once."""

    repeat_hours: float | None = None


class Decision(NamedTuple):
    """``fire``: indexes of the steps whose people are told now.

    ``level`` counts the steps reached; ``next_at`` is None when nothing is left to do.
    """

    fire: tuple[int, ...]
    is_repeat: bool
    level: int
    next_at: datetime | None


def decide(
    steps: Sequence[Step],
    due: Sequence[datetime],
    level: int,
    now: datetime,
    last_at: datetime | None = None,
    is_taken: bool = False,
) -> Decision:
    """What to do with one open promise at ``now``.

    :param steps: the ladder, in the order of its moments
    :param due: moment of each step, not before that of the step above it
    :param level: steps reached so far
    :param last_at: when somebody was told last
    :param is_taken: somebody took the matter up since the last step
    """
    reached = level
    while reached < len(steps) and due[reached] <= now:
        reached += 1
    if reached > level:
        # After a standstill all steps passed meanwhile are told at once.
        return Decision(
            tuple(range(level, reached)),
            False,
            reached,
            _next(steps, due, reached, now, is_taken=False),
        )
    repeat_at = _repeat_at(steps, level, last_at, is_taken)
    if repeat_at is not None and repeat_at <= now:
        return Decision(
            (level - 1,), True, level, _next(steps, due, level, now, is_taken)
        )
    return Decision((), False, level, _next(steps, due, level, last_at, is_taken))


def _repeat_at(steps, level, last_at, is_taken) -> datetime | None:
    if is_taken or last_at is None or not 0 < level <= len(steps):
        return None
    hours = steps[level - 1].repeat_hours
    return last_at + timedelta(hours=hours) if hours else None


def _next(steps, due, level, last_at, is_taken) -> datetime | None:
    moments = [due[level]] if level < len(steps) else []
    repeat_at = _repeat_at(steps, level, last_at, is_taken)
    if repeat_at is not None:
        moments.append(repeat_at)
    return min(moments, default=None)
