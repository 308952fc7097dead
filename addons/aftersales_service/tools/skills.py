"""Does somebody bring along what a job or a post needs, on a day?"""

from collections.abc import Hashable, Iterable
from datetime import date
from typing import NamedTuple


class Need(NamedTuple):
    """A skill the work requires; ``level`` in percent, 0: any."""

    skill: Hashable
    level: int = 0
    is_certificate: bool = False


class Held(NamedTuple):
    """A skill somebody has: ``level`` in percent, first and last day (None: open)."""

    skill: Hashable
    level: int
    since: date | None = None
    until: date | None = None


class Reason(NamedTuple):
    """One fact that speaks for or against a person; ``code`` names its words."""

    code: str
    points: float = 0.0
    value: object = None


def skill_problem(need: Need, held: Iterable, day: date) -> Reason | None:
    """Why somebody with these skills does not meet a need on a day, None if he does.

    A certificate holds from its first to its last day; another skill until its last.

    >>> from datetime import date as on
    >>> weld = Need("weld", 50, is_certificate=True)
    >>> paper = Held("weld", 60, on(2026, 1, 1), on(2026, 3, 31))
    >>> skill_problem(weld, [paper], on(2026, 3, 31)) is None
    True
    >>> skill_problem(weld, [paper], on(2026, 4, 1)).code
    'expired'
    >>> skill_problem(weld, [paper], on(2025, 12, 31)).code
    'not_yet'
    >>> skill_problem(weld, [paper._replace(level=40)], on(2026, 2, 1)).code
    'too_low'
    >>> skill_problem(weld, [], on(2026, 2, 1)).code
    'missing'
    """
    mine = [item for item in held if item.skill == need.skill]
    valid = [
        item
        for item in mine
        if not (item.until and item.until < day)
        and not (need.is_certificate and item.since and item.since > day)
    ]
    if any(item.level >= need.level for item in valid):
        return None
    if valid:
        best = max(valid, key=lambda item: item.level)
        return Reason("too_low", value=(need.skill, best.level, need.level))
    expired = [item.until for item in mine if item.until and item.until < day]
    if expired:
        return Reason("expired", value=(need.skill, max(expired)))
    if mine:
        first = min(item.since for item in mine)
        return Reason("not_yet", value=(need.skill, first))
    return Reason("missing", value=(need.skill,))
