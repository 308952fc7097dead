"""Has this customer complained of this before (R243)?

>>> from datetime import datetime
>>> monday, friday = datetime(2026, 3, 2), datetime(2026, 3, 6)
>>> first = Matter(1, {"partner 7"}, "delay", {"order 4"}, monday)
>>> again = Matter(2, {"partner 7", "phone 1"}, "delay", {"order 4", "unit 9"}, friday)
>>> find_repeat(again, [first], days=90)
1
>>> find_repeat(again, [first], days=3) is None  # too long ago
True
>>> find_repeat(again._replace(category="price"), [first], days=90) is None
True
>>> find_repeat(again._replace(objects={"order 5"}), [first], days=90) is None
True
>>> find_repeat(again._replace(objects=set()), [first], days=90)  # says not of what
1
"""

from collections.abc import Collection, Hashable, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple


class Matter(NamedTuple):
    """What a complaint is about.

    Keys are in the order of registration. ``customers`` are all marks of who complains
    (company, telephone), ``objects`` those of what it is about (order, unit, product).
    """

    key: int
    customers: Collection[Hashable]
    category: Hashable
    objects: Collection[Hashable]
    at: datetime


def find_repeat(matter: Matter, earlier: Iterable[Matter], days: int) -> int | None:
    """Key of the last earlier complaint of the same customer about the same matter.

    :param days: how far back one looks; 0: not at all
    """
    same = [m for m in earlier if _is_before(m, matter, days) and _is_same(m, matter)]
    last = max(same, key=lambda m: m.at, default=None)
    return last and last.key


def _is_before(first: Matter, second: Matter, days: int) -> bool:
    # Of two of one moment the one registered first comes first: none repeats itself.
    is_earlier = (first.at, first.key) < (second.at, second.key)
    return is_earlier and days > 0 and first.at >= second.at - timedelta(days=days)


def _is_same(first: Matter, second: Matter) -> bool:
    if first.category != second.category:
        return False
    if not set(first.customers) & set(second.customers):
        return False
    if not first.objects or not second.objects:
        return True
    return bool(set(first.objects) & set(second.objects))
