"""What a supplier bears of a part that failed in our warranty.

No ORM here. Money is a plain float in the company's currency, shares are 0..1.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple


class Terms(NamedTuple):
    """For which parts of a supplier an agreement holds; ``None``: for all."""

    key: int
    product: int | None = None
    category: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None


def choose(
    agreements: Iterable[Terms], product: int, categories: Sequence[int], on: date
) -> int | None:
    """The agreement that describes the part most precisely, or None.

    :param agreements: those with the supplier of the part
    :param categories: of the part: its own first, then those above
    :param on: day on which the part failed

    >>> terms = [Terms(1), Terms(2, category=7), Terms(3, product=5)]
    >>> choose(terms, 5, [8, 7], date(2026, 3, 2))
    3
    >>> choose(terms, 6, [8, 7], date(2026, 3, 2)), choose(terms, 6, [9], date.max)
    (2, 1)
    >>> choose([Terms(4, valid_to=date(2026, 1, 1))], 5, [], date(2026, 3, 2)) is None
    True
    """
    ranked = [
        (_rank(terms, categories), terms.valid_from or date.min, terms.key)
        for terms in agreements
        if (terms.valid_from or date.min) <= on <= (terms.valid_to or date.max)
        and terms.product in (None, product)
        and (terms.category is None or terms.category in categories)
    ]
    return max(ranked)[-1] if ranked else None


def _rank(terms: Terms, categories: Sequence[int]) -> tuple[bool, int]:
    """A product beats categories, a category beats those above it."""
    depth = (
        len(categories) - categories.index(terms.category)
        if terms.category is not None
        else 0
    )
    return terms.product is not None, depth


def term_end(received: date | None, months: int) -> date | None:
    """Last day of the supplier's term; a day that the month lacks is its last one.

    :param months: from the receipt; 0: without end

    >>> term_end(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    >>> term_end(date(2026, 8, 31), 0) is None, term_end(None, 6) is None
    (True, True)
    """
    if not received or not months:
        return None
    year, month = divmod(received.year * 12 + received.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(received.day, last))


def expected(
    costs: Sequence[float], shares: Sequence[float], is_in_term: bool, digits: int = 2
) -> float:
    """Credit that a supplier owes for one part.

    :param costs: of the part, of labour, of freight
    :param shares: which share of each he bears
    :param is_in_term: after his term he owes nothing

    >>> expected((40.0, 100.0, 12.0), (1.0, 0.5, 0.0), True)
    90.0
    >>> expected((40.0, 100.0, 12.0), (1.0, 0.5, 0.0), False)
    0.0
    """
    if not is_in_term:
        return 0.0
    return round(
        sum(cost * share for cost, share in zip(costs, shares, strict=True)), digits
    )
