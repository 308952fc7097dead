"""What a source of evidence says: what it counted, of whom, and where that belongs.

>>> visits = Proposal(SAMPLED, "57 of 60 visits signed.", samples=60, passed=57)
>>> visits.items, visits.figure
((), None)
>>> Offer("GB/T 27922-2011", "5.2.2", "visits_signed").how
'pro_rata'
"""

from typing import NamedTuple

#: Of whom something is said: ``company``, or a kind and its id (``outlet:7``).
COMPANY = "company"
DEPARTMENT = "department"
OUTLET = "outlet"

MET = "met"
NOT_MET = "not_met"
SAMPLED = "sampled"

#: How what was counted is judged: points in proportion; a share in percent (or the
#: figure of the source) that must be reached or not exceeded; so many records, or no
#: more.
PRO_RATA, AT_LEAST, AT_MOST = "pro_rata", "at_least", "at_most"
NUMBER, NO_MORE = "number", "no_more"

PERCENT = 100
#: So many records stand for what was counted; all of them would be the database.
LINKED = 40


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


class Offer(NamedTuple):
    """A clause of a standard that a source answers, and how it may be judged there."""

    standard: str
    clause: str
    source: str
    how: str = PRO_RATA
    threshold: float = 0
