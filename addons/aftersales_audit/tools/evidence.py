"""How a criterion judges what a source counted, and how several are taken together.

A source counts; whether that is enough is the criterion's to say:

>>> visits = Proposal(SAMPLED, "57 of 60 visits signed.", samples=60, passed=57)
>>> judge(visits, PRO_RATA, 0).result, judge(visits, "at_least", 95).result
('sampled', 'met')
>>> judge(visits, "at_least", 95.1).result, judge(visits, "at_most", 96).result
('not_met', 'met')
>>> judge(visits, NUMBER, 58).result, judge(visits, NO_MORE, 0).result
('not_met', 'not_met')

Where nothing was counted, a share says nothing, a number that is too low does:

>>> none = Proposal(SAMPLED, "No survey.")
>>> judge(none, PRO_RATA, 0), judge(none, "at_least", 95), judge(none, NUMBER, 1).result
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

from ...aftersales_service.tools.evidence import (
    AT_MOST,
    MET,
    NO_MORE,
    NOT_MET,
    NUMBER,
    PERCENT,
    PRO_RATA,
    SAMPLED,
    Proposal,
)

#: Those that take the number of records; those whose limit is not to be exceeded.
BY_NUMBER, BELOW = (NUMBER, NO_MORE), (AT_MOST, NO_MORE)


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
