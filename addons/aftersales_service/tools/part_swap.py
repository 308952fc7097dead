"""Which new part took the place of which old one."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple


class Part(NamedTuple):
    """A part by its ``key``; ``kind`` is what its successor may share with it."""

    key: Hashable
    product: Hashable
    kind: Hashable


def pair(removed: Sequence[Part], added: Sequence[Part]) -> dict[Hashable, Hashable]:
    """Old part of each new one, by key: first of the same product, then of its kind.

    >>> pump, seal = Part(1, "pump", "wet"), Part(2, "seal", "wet")
    >>> newer, lamp = Part(3, "pump II", "wet"), Part(4, "lamp", "light")
    >>> pair([seal, pump], [Part(5, "seal", "wet"), newer, lamp])
    {5: 2, 3: 1}
    """
    pairs: dict[Hashable, Hashable] = {}
    left = list(removed)
    for same in ("product", "kind"):
        for part in added:
            if part.key in pairs:
                continue
            wanted = getattr(part, same)
            old = next((old for old in left if getattr(old, same) == wanted), None)
            if old:
                left.remove(old)
                pairs[part.key] = old.key
    return pairs
