"""Which papers an outlet lacks: what its kind requires, what it has, on a day.

A paper counts from its first to its last day, and only with a file or a photo.
"""

from collections.abc import Hashable, Iterable
from datetime import date
from typing import NamedTuple

#: Kinds of outlets that are not the company itself: they work under a contract.
PARTNER_KINDS = ("authorised", "outsourced")

# Why a paper is asked for, the most telling first.
EXPIRED, NOT_YET, NO_FILE, MISSING = "expired", "not_yet", "no_file", "missing"


class Requirement(NamedTuple):
    """So many valid papers of a type."""

    type: Hashable
    count: int = 1


class Paper(NamedTuple):
    type: Hashable
    since: date | None = None
    until: date | None = None
    has_file: bool = True


class Gap(NamedTuple):
    """A requirement that is not met: ``held`` of ``needed``; ``day`` tells of when."""

    type: Hashable
    reason: str
    held: int
    needed: int
    day: date | None = None


def refusal(paper: Paper, day: date) -> str | None:
    """Why a paper does not count on a day, None if it does.

    >>> from datetime import date as on
    >>> licence = Paper("licence", on(2026, 1, 1), on(2026, 12, 31))
    >>> refusal(licence, on(2026, 12, 31)) is None
    True
    >>> refusal(licence, on(2027, 1, 1)), refusal(licence, on(2025, 12, 31))
    ('expired', 'not_yet')
    >>> refusal(Paper("photo", has_file=False), on(2026, 1, 1))
    'no_file'
    """
    if paper.until and paper.until < day:
        return EXPIRED
    if paper.since and paper.since > day:
        return NOT_YET
    return None if paper.has_file else NO_FILE


def gaps(
    requirements: Iterable[Requirement], papers: Iterable[Paper], day: date
) -> list[Gap]:
    """What is missing, in the order of the requirements.

    >>> from datetime import date as on
    >>> needed = [Requirement("licence"), Requirement("photo", 2)]
    >>> old = Paper("licence", until=on(2026, 3, 31))
    >>> for gap in gaps(needed, [old, Paper("photo")], on(2026, 4, 1)):
    ...     print(gap.type, gap.reason, gap.held, gap.needed, gap.day)
    licence expired 0 1 2026-03-31
    photo missing 1 2 None
    >>> gaps(needed, [old, Paper("photo"), Paper("photo")], on(2026, 3, 31))
    []
    """
    by_type: dict[Hashable, list[Paper]] = {}
    for paper in papers:
        by_type.setdefault(paper.type, []).append(paper)
    found = []
    for requirement in requirements:
        held = by_type.get(requirement.type, [])
        refusals = [(refusal(paper, day), paper) for paper in held]
        count = sum(why is None for why, _paper in refusals)
        if count < requirement.count:
            found.append(_gap(requirement, count, refusals))
    return found


def _gap(requirement: Requirement, count: int, refusals: list) -> Gap:
    def tell(reason: str, day: date | None = None) -> Gap:
        return Gap(requirement.type, reason, count, requirement.count, day)

    ends = [paper.until for why, paper in refusals if why == EXPIRED]
    if ends:
        return tell(EXPIRED, max(ends))
    starts = [paper.since for why, paper in refusals if why == NOT_YET]
    if starts:
        return tell(NOT_YET, min(starts))
    if any(why == NO_FILE for why, _paper in refusals):
        return tell(NO_FILE)
    return tell(MISSING)
