"""What a source of evidence says of an indicator, and how several are taken together.

>>> stock = Proposal(MET, "All counts in time.")
>>> visits = Proposal(SAMPLED, "57 of 60 visits signed.", samples=60, passed=57)
>>> both = merge([stock, visits])
>>> both.result, both.samples, both.passed
('sampled', 60, 57)
>>> merge([both, Proposal(NOT_MET, "No survey.")]).result
'not_met'
>>> merge([]) is None
True
"""

from collections.abc import Iterable
from typing import NamedTuple

from .scoring import MET, NOT_MET, SAMPLED


class Item(NamedTuple):
    """Records, or a figure, that stand for the proposal."""

    title: str
    value: float | None = None
    count: int = 0
    res_model: str = ""
    res_ids: tuple[int, ...] = ()


class Proposal(NamedTuple):
    """``result``: met, not met, or by samples (how many, and how many passed)."""

    result: str
    reason: str
    samples: int = 0
    passed: int = 0
    items: tuple[Item, ...] = ()


def merge(proposals: Iterable[Proposal]) -> Proposal | None:
    """One proposal of several: what is not met is not met; samples are added up."""
    proposals = list(proposals)
    if not proposals:
        return None
    results = {proposal.result for proposal in proposals}
    worst = next(one for one in (NOT_MET, SAMPLED, MET) if one in results)
    sampled = [one for one in proposals if one.result == SAMPLED]
    return Proposal(
        worst,
        "\n".join(proposal.reason for proposal in proposals),
        sum(one.samples for one in sampled) if worst == SAMPLED else 0,
        sum(one.passed for one in sampled) if worst == SAMPLED else 0,
        tuple(item for proposal in proposals for item in proposal.items),
    )
