"""Which rate card pays an outlet on a day: the most precise of those in force.

A card for named outlets goes before one for a grade, that before one for a kind of
outlet, that before one for all.
"""

from collections.abc import Hashable, Iterable
from datetime import date
from typing import NamedTuple


class Card(NamedTuple):
    """Empty: for all. ``first`` and ``last`` are days on which it still holds."""

    key: Hashable
    first: date | None = None
    last: date | None = None
    outlets: frozenset = frozenset()
    kind: str | None = None
    grade: str | None = None


class Outlet(NamedTuple):
    key: Hashable
    kind: str
    grade: str | None = None


def precision(card: Card) -> tuple[bool, bool, bool]:
    """Higher is more precise.

    >>> precision(Card(1, outlets=frozenset({4}))) > precision(Card(2, grade="A"))
    True
    """
    return (bool(card.outlets), card.grade is not None, card.kind is not None)


def holds(card: Card, outlet: Outlet, day: date) -> bool:
    """Does a card pay this outlet on this day?

    >>> spring = Card(1, first=date(2026, 3, 1), kind="outsourced")
    >>> holds(spring, Outlet(4, "outsourced"), date(2026, 3, 1))
    True
    >>> holds(spring, Outlet(4, "outsourced"), date(2026, 2, 28))
    False
    """
    return (
        (not card.outlets or outlet.key in card.outlets)
        and card.kind in (None, outlet.kind)
        and card.grade in (None, outlet.grade)
        and (card.first is None or card.first <= day)
        and (card.last is None or day <= card.last)
    )


def choose(cards: Iterable[Card], outlet: Outlet, day: date) -> Hashable | None:
    """Key of the card that pays, None where there is none; `clashes` sees to it that
    there are never two.

    >>> cards = [Card("all"), Card("A", grade="A")]
    >>> choose(cards, Outlet(4, "outsourced", "A"), date(2026, 3, 1))
    'A'
    """
    fitting = [card for card in cards if holds(card, outlet, day)]
    best = max(fitting, key=precision, default=None)
    return best.key if best else None


def clashes(cards: Iterable[Card]) -> list[tuple[Hashable, Hashable]]:
    """Pairs of cards of the same precision that hold for one outlet on one day.

    >>> old = Card(1, last=date(2026, 6, 30))
    >>> clashes([old, Card(2, first=date(2026, 7, 1)), Card(3, grade="A")])
    []
    >>> clashes([old, Card(2, first=date(2026, 6, 30))])
    [(1, 2)]
    """
    listed = list(cards)
    return [
        (one.key, other.key)
        for index, one in enumerate(listed)
        for other in listed[index + 1 :]
        if precision(one) == precision(other)
        and one.kind == other.kind
        and one.grade == other.grade
        and (not one.outlets or one.outlets & other.outlets)
        and (one.first or date.min) <= (other.last or date.max)
        and (other.first or date.min) <= (one.last or date.max)
    ]
