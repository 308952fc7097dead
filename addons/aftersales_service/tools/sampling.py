"""A random sample that can be drawn again: who asks "why these?" gets the seed.

>>> draw([3, 1, 2, 5, 4], 2, seed=7) == draw([5, 4, 3, 2, 1], 2, seed=7)
True
>>> draw([1, 2], 5, seed=1)
[1, 2]
"""

from collections.abc import Iterable
from random import Random


def draw(keys: Iterable[int], size: int, seed: int) -> list[int]:
    """``size`` of the keys (all, if there are no more), whatever order they come in."""
    population = sorted(set(keys))
    return sorted(Random(seed).sample(population, min(size, len(population))))
