"""What a source of evidence says of an indicator, how a criterion judges it, and how
several are taken together.

A source counts; whether that is enough is the criterion's to say:

>>> visits = Proposal(SAMPLED, "57 of 60 visits signed.", samples=60, passed=57)
>>> judge(visits, PRO_RATA, 0).result, judge(visits, AT_LEAST, 95).result
('sampled', 'met')
>>> judge(visits, AT_LEAST, 95.1).result, judge(visits, AT_MOST, 96).result
('not_met', 'met')
>>> judge(visits, NUMBER, 58).result, judge(visits, NO_MORE, 0).result
('not_met', 'not_met')

Where nothing was counted, a share says nothing, a number that is too low does:

>>> none = Proposal(SAMPLED, "No survey.")
>>> judge(none, PRO_RATA, 0), judge(none, AT_LEAST, 95), judge(none, NUMBER, 1).result
(None, None, 'not_met')

>>> stock = Proposal(MET, "All counts in time.")
>>> both = merge([stock, visits])
>>> both.result, both.samples, both.passed
('sampled', 60, 57)
>>> merge([both, Proposal(NOT_MET, "No survey.")]).result
'not_met'
>>> merge([]) is None
True
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from .scoring import MET, NOT_MET, SAMPLED

#: How a criterion takes what was counted: points in proportion; a share in percent (or
#: the figure of the source) that must be reached or not exceeded; so many records, or
#: no more.
PRO_RATA, AT_LEAST, AT_MOST = "pro_rata", "at_least", "at_most"
NUMBER, NO_MORE = "number", "no_more"
BY_NUMBER, BELOW = (NUMBER, NO_MORE), (AT_MOST, NO_MORE)

PERCENT = 100


class Item(NamedTuple):
    """Records, or a figure, that stand for the proposal."""

    title: str
    value: float | None = None
    count: int = 0
    res_model: str = ""
    res_ids: tuple[int, ...] = ()


class Proposal(NamedTuple):
    """``result``: met, not met, or by samples (how many, and how many passed).

    ``figure`` is what a source measured that is no share of its samples (a budget's
    percentage, a waiting time).
    """

    result: str
    reason: str
    samples: int = 0
    passed: int = 0
    items: tuple[Item, ...] = ()
    figure: float | None = None


def share(proposal: Proposal) -> Fraction | float | None:
    """The figure, or else the percentage that passed; exact, None of nothing.

    >>> share(Proposal(SAMPLED, "", 3, 1))
    Fraction(100, 3)
    >>> share(Proposal(SAMPLED, "", figure=1.5)), share(Proposal(SAMPLED, ""))
    (1.5, None)
    """
    if proposal.figure is not None:
        return proposal.figure
    if not proposal.samples:
        return None
    return Fraction(PERCENT * proposal.passed, proposal.samples)


def judge(proposal: Proposal, how: str, threshold: float) -> Proposal | None:
    """What a criterion makes of a count; None where it says nothing.

    A source that judged by itself (met, not met) is followed.
    """
    if proposal.result != SAMPLED:
        return proposal
    if how == PRO_RATA:
        return proposal if proposal.samples else None
    value = proposal.passed if how in BY_NUMBER else share(proposal)
    if value is None:
        return None
    is_met = value <= threshold if how in BELOW else value >= threshold
    return proposal._replace(result=MET if is_met else NOT_MET, samples=0, passed=0)


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
