"""Where a removed part (旧件) goes: labelled, handed in, and then out of the house.

>>> FLOW.missing("scrap", "removed")
('label', 'hand_in')
>>> FLOW.can("keep", "removed")  # the customer keeps it: it never leaves him
True
"""

from collections.abc import Hashable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from ...aftersales_service.tools.flow import Flow, Step

FLOW = Flow(
    {
        "label": Step({"removed"}, "labelled"),
        "hand_in": Step({"labelled"}, "handed_in"),
        "send_back": Step({"handed_in"}, "sent_back"),
        "scrap": Step({"handed_in"}, "scrapped"),
        "recycle": Step({"handed_in"}, "recycled"),
        "keep": Step({"removed", "labelled"}, "kept"),
    },
    by_the_way={"keep", "scrap", "recycle", "send_back"},
)
#: The technician still holds it in these.
OUT_STATES = ("removed", "labelled")
OPEN_STATES = (*OUT_STATES, "handed_in")

MOMENTS = {
    "labelled": "labelled_at",
    "handed_in": "handed_in_at",
    "sent_back": "settled_at",
    "scrapped": "settled_at",
    "recycled": "settled_at",
    "kept": "settled_at",
}

FIELD_ROLES = ("technician", "outlet_manager", "dispatcher", "storekeeper")
STORE_ROLES = ("outlet_manager", "storekeeper")
ROLES = {
    "label": FIELD_ROLES,
    "keep": FIELD_ROLES,
    # Not for the one who brings it.
    **dict.fromkeys(("hand_in", "send_back", "scrap", "recycle"), STORE_ROLES),
}


class Rule(NamedTuple):
    """Which parts it is for (empty: any), where they go, and by when."""

    key: Hashable
    categories: frozenset = frozenset()
    only_covered: bool = False
    hand_in_days: int = 0
    settle_days: int = 0


def choose(
    rules: Iterable[Rule], categories: Iterable[Hashable], is_covered: bool
) -> Rule | None:
    """The first rule that is for a part of these categories.

    >>> any_part = Rule("any")
    >>> lamp = Rule("lamp", frozenset({7}), only_covered=True)
    >>> choose([lamp, any_part], [7, 1], True).key
    'lamp'
    >>> choose([lamp, any_part], [7, 1], False).key
    'any'
    >>> choose([lamp], [1], True) is None
    True
    """
    path = frozenset(categories)
    for rule in rules:
        fits = not rule.categories or not rule.categories.isdisjoint(path)
        if fits and (is_covered or not rule.only_covered):
            return rule
    return None


def due_day(
    state: str, removed: date, handed_in: date | None, rule: Rule | None
) -> date | None:
    """By when the next thing must happen; nothing more: None.

    >>> rule = Rule("any", hand_in_days=3, settle_days=30)
    >>> due_day("labelled", date(2026, 3, 2), None, rule)
    datetime.date(2026, 3, 5)
    >>> due_day("handed_in", date(2026, 3, 2), date(2026, 3, 4), rule)
    datetime.date(2026, 4, 3)
    >>> due_day("scrapped", date(2026, 3, 2), date(2026, 3, 4), rule) is None
    True
    """
    if rule is None:
        return None
    if state in OUT_STATES:
        return removed + timedelta(days=rule.hand_in_days)
    if state == "handed_in":
        return (handed_in or removed) + timedelta(days=rule.settle_days)
    return None
