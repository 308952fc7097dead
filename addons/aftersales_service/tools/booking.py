"""Does a planned visit collide with another one, or with leave?"""

from collections.abc import Hashable, Iterable
from datetime import datetime
from typing import NamedTuple


class Slot(NamedTuple):
    """Half-open time of one person: ``start`` counts, ``end`` no more.

    ``key`` names what takes the time (a record's id); a slot never collides with
    another slot of its own key.
    """

    person: Hashable
    start: datetime
    end: datetime
    key: Hashable


def collisions(
    wanted: Iterable[Slot], taken: Iterable[Slot]
) -> list[tuple[Slot, Slot]]:
    """Pairs (wanted, taken) of the same person that overlap, in the order given.

    >>> from datetime import datetime as at
    >>> morning = Slot("li", at(2026, 3, 2, 9), at(2026, 3, 2, 11), "A")
    >>> noon = Slot("li", at(2026, 3, 2, 11), at(2026, 3, 2, 12), "B")
    >>> long = Slot("li", at(2026, 3, 2, 10), at(2026, 3, 2, 12), "C")
    >>> collisions([morning], [noon])  # one ends as the other begins
    []
    >>> [b.key for a, b in collisions([morning], [long, morning])]
    ['C']
    """
    by_person: dict[Hashable, list[Slot]] = {}
    for slot in taken:
        by_person.setdefault(slot.person, []).append(slot)
    return [
        (slot, other)
        for slot in wanted
        for other in by_person.get(slot.person, ())
        if slot.key != other.key and slot.start < other.end and other.start < slot.end
    ]
