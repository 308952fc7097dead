"""Goods that leave against a signed delivery note.

>>> excess([("desk", 2.0), ("desk", 1.0)], [("desk", 4.0)])
{'desk': 1.0}
"""

from collections import Counter
from collections.abc import Hashable, Iterable
from datetime import date


def issue_state(
    *, is_done: bool, is_signed: bool, is_released: bool, is_refused: bool
) -> str:
    """Where a delivery note stands; ``is_released``: signed, or let go by phone.

    >>> issue_state(is_done=True, is_signed=False, is_released=True, is_refused=False)
    'owed'
    """
    if is_done:
        return "issued" if is_signed else "owed"
    if is_signed:
        return "signed"
    if is_released:
        return "released"
    return "refused" if is_refused else "to_sign"


def excess(
    signed: Iterable[tuple[Hashable, float]],
    leaving: Iterable[tuple[Hashable, float]],
    digits: int = 6,
) -> dict[Hashable, float]:
    """What leaves beyond what was signed for, by product.

    >>> excess([("desk", 2.0)], [("lamp", 1.0), ("desk", 0.5)])
    {'lamp': 1.0}
    """
    left: Counter = Counter()
    for product, quantity in leaving:
        left[product] += quantity
    for product, quantity in signed:
        left[product] -= quantity
    over = {product: round(quantity, digits) for product, quantity in left.items()}
    return {product: quantity for product, quantity in over.items() if quantity > 0}


def stock_marks(
    *,
    has_owner: bool,
    liability: str | None,
    first_received_on: date | None,
    storage_months: int,
    day: date,
) -> frozenset[str]:
    """What a delivery note says of goods (R215): ``consigned``, ``old``.

    Old are goods from the month after their custody term; the month they came in is
    its first.

    >>> facts = {"has_owner": False, "liability": None, "storage_months": 3}
    >>> came = date(2026, 1, 31)
    >>> stock_marks(**facts, first_received_on=came, day=date(2026, 3, 31))
    frozenset()
    >>> stock_marks(**facts, first_received_on=came, day=date(2026, 4, 1))
    frozenset({'old'})
    """
    marks = set()
    if has_owner or liability == "head_office":
        marks.add("consigned")
    if first_received_on:
        passed = 12 * (day.year - first_received_on.year)
        passed += day.month - first_received_on.month
        if passed >= storage_months:
            marks.add("old")
    return frozenset(marks)
