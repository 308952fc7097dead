"""How serious a complaint is: facts and criteria in, a level and its reasons out.

A criterion is met because somebody ticked it (injury, press, lawsuit), or because a
figure of the assessment reaches its threshold (safety, impact, how often it came back).
The highest level of all that is met holds; what meets none is general.

>>> injury = Criterion("injury", "major")
>>> again = Criterion("again", "repeated", "repeats", 1)
>>> unhappy = Criterion("unhappy", "dissatisfied", "severity", 2)
>>> propose([injury, again, unhappy], {"severity": 2})
Proposal(level='dissatisfied', reasons=('unhappy',))
>>> propose([injury, again, unhappy], {"severity": 2, "repeats": 1})
Proposal(level='repeated', reasons=('again',))
>>> propose([injury, again], {"repeats": 3}, ticked={"injury"}).level
'major'
>>> propose([injury, again], {}), propose([], {}, floor="dissatisfied").level
(Proposal(level='general', reasons=()), 'dissatisfied')
>>> next_level("repeated"), next_level("major")
('major', None)
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import NamedTuple

# From the bottom to the top: whose level it is rises with them (R255-R257, R266).
LEVELS = ("general", "dissatisfied", "repeated", "major")

# Figures of the initial assessment (ISO 10002, 7.5); how often the matter came back.
SEVERITY, SAFETY = "severity", "safety"
COMPLEXITY, IMPACT = "complexity", "impact"
REPEATS = "repeats"
DIMENSIONS = (SEVERITY, SAFETY, COMPLEXITY, IMPACT, REPEATS)


class Criterion(NamedTuple):
    """Without ``dimension`` it is ticked by people; else met from ``threshold`` on."""

    key: Hashable
    level: str
    dimension: str | None = None
    threshold: int = 1


class Proposal(NamedTuple):
    """``reasons``: criteria that call for this level, in their order."""

    level: str
    reasons: tuple[Hashable, ...]


def rank(level: str) -> int:
    return LEVELS.index(level)


def highest(levels: Iterable[str]) -> str:
    return max(levels, key=rank, default=LEVELS[0])


def next_level(level: str) -> str | None:
    """The level above, or None at the top."""
    above = LEVELS[rank(level) + 1 :]
    return above[0] if above else None


def propose(
    criteria: Iterable[Criterion],
    figures: Mapping[str, int],
    ticked: Collection[Hashable] = (),
    floor: str = LEVELS[0],
) -> Proposal:
    """The level that facts call for.

    :param figures: by dimension; one that is missing counts as 0
    :param ticked: keys of the criteria that people ticked
    :param floor: least level of the matter, whatever the facts
    """
    met = [c for c in criteria if _is_met(c, figures, ticked)]
    level = highest([floor, *(criterion.level for criterion in met)])
    return Proposal(level, tuple(c.key for c in met if c.level == level))


def _is_met(
    criterion: Criterion, figures: Mapping[str, int], ticked: Collection[Hashable]
) -> bool:
    if criterion.dimension is None:
        return criterion.key in ticked
    return figures.get(criterion.dimension, 0) >= criterion.threshold
