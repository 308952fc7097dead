"""What a service contract pays for: its lines and a piece of work → free or not.

Of the lines that speak of the work the most precise one counts: a product, then a class
of parts, then a kind of cost; of equals the one that excludes. What the customer spoilt
is not covered, and labour only while hours are left.

>>> lines = [Line(LABOUR), Line(GOODS), Line(GOODS, categories={7}, is_excluded=True)]
>>> decide(lines, Work(GOODS, categories={1})).is_covered
True
>>> decide(lines, Work(GOODS, categories={1, 7}))
Decision(is_covered=False, reason='excluded')
>>> decide(lines, Work(TRAVEL)), decide(lines, Work(LABOUR, hours_left=0))
(Decision(is_covered=False, reason='not_named'), \
Decision(is_covered=False, reason='hours_used'))
"""

from collections.abc import Collection, Hashable, Iterable
from typing import NamedTuple

LABOUR, TRAVEL, GOODS = "labour", "travel", "goods"


class Line(NamedTuple):
    """``products`` and ``categories`` (of parts) empty: all of this kind of cost."""

    cost: str
    products: Collection[Hashable] = frozenset()
    categories: Collection[Hashable] = frozenset()
    is_excluded: bool = False


class Work(NamedTuple):
    """``categories``: of the product and all above it. ``is_visit``: one of the visits
    that the contract's price includes. ``hours_left``: None where hours are not
    limited."""

    cost: str
    product: Hashable = None
    categories: Collection[Hashable] = frozenset()
    is_misuse: bool = False
    is_visit: bool = False
    hours_left: float | None = None


class Decision(NamedTuple):
    """``reason``: a key that the model puts into words."""

    is_covered: bool
    reason: str


def decide(lines: Iterable[Line], work: Work) -> Decision:
    """Is this work free by the contract?

    >>> decide([], Work(TRAVEL, is_visit=True))
    Decision(is_covered=True, reason='visit')
    """
    if work.is_visit and work.cost in (LABOUR, TRAVEL):
        return Decision(True, "visit")
    if work.is_misuse:
        return Decision(False, "misuse")
    spoken = [(_precision(line, work), line.is_excluded) for line in lines]
    spoken = [(depth, excluded) for depth, excluded in spoken if depth]
    if not spoken:
        return Decision(False, "not_named")
    if max(spoken)[1]:
        return Decision(False, "excluded")
    if work.cost == LABOUR and work.hours_left is not None and work.hours_left <= 0:
        return Decision(False, "hours_used")
    return Decision(True, "covered")


def _precision(line: Line, work: Work) -> int:
    """How precisely a line speaks of the work; 0: not at all."""
    if line.cost != work.cost:
        return 0
    if line.products:
        return 3 if work.product in line.products else 0
    if line.categories:
        return 0 if frozenset(line.categories).isdisjoint(work.categories) else 2
    return 1
