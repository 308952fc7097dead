"""A random sample that can be drawn again: who asks "why these?" gets the seed.

Chance gives every key a place of its own, whatever else there is to draw from: a larger
sample holds the smaller one, and who comes into the population or leaves it does not
shuffle the others.

>>> draw([3, 1, 2, 5, 4], 2, seed=7) == draw([5, 4, 3, 2, 1], 2, seed=7)
True
>>> draw([1, 2], 5, seed=1)
[1, 2]
>>> set(draw(range(9), 2, seed=7)) < set(draw(range(9), 3, seed=7))
True
>>> quotas({1: 70, 2: 20, 3: 10}, 5)  # by outlet
{1: 4, 2: 1, 3: 0}
>>> quotas({1: 70, 2: 20, 3: 10}, 5, at_least=1)
{1: 3, 2: 1, 3: 1}
>>> share(41, 5)  # of 41 customers 5 %: two would be less
3
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from hashlib import sha256
from math import ceil, floor


def draw(keys: Iterable[int], size: int, seed: int) -> list[int]:
    """``size`` of the keys (all, if there are no more), whatever order they come in."""
    return sorted(rank(keys, seed)[:size])


def rank(keys: Iterable[int], seed: int) -> list[int]:
    """All keys in the order chance draws them."""
    return sorted(set(keys), key=lambda key: (_chance(key, seed), key))


def quotas(
    populations: Mapping[int, int], size: int, at_least: int = 0
) -> dict[int, int]:
    """How many of ``size`` fall to each part, by its share (largest remainder).

    :param populations: number in each part
    :param at_least: from each part, as far as it has so many; may exceed ``size``
    :return: quotas that add up to ``size`` (to all there are, if they are fewer), none
        above the number in its part
    """
    result = {key: min(at_least, number) for key, number in populations.items()}
    free = {key: number - result[key] for key, number in populations.items()}
    total = sum(free.values())
    rest = min(max(size - sum(result.values()), 0), total)
    if not rest:
        return result
    exact = {key: Fraction(rest * number, total) for key, number in free.items()}
    for key, value in exact.items():
        result[key] += floor(value)
    left = rest - sum(floor(value) for value in exact.values())
    # Of equal remainders the larger part goes first, then the order of the keys.
    places = sorted(
        exact, key=lambda key: (floor(exact[key]) - exact[key], -free[key], key)
    )
    for key in places[:left]:
        result[key] += 1
    return result


def draw_by_quota(
    parts: Mapping[int, Iterable[int]], wanted: Mapping[int, int], seed: int
) -> dict[int, list[int]]:
    """The sample of each part, as many as its quota says."""
    return {
        key: draw(members, wanted.get(key, 0), seed) for key, members in parts.items()
    }


def share(number: int, percent: float) -> int:
    """The least count that is ``percent`` of ``number``."""
    return ceil(Fraction(str(percent)) * number / 100)


def _chance(key: int, seed: int) -> bytes:
    return sha256(f"{seed}:{key}".encode()).digest()
