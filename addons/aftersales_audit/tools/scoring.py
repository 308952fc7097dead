"""Points, samples, deletions and special items → score, grade, consequences.

The mechanics of GB/T 27922-2011, chapter 6. Sums are exact fractions, so neither the
order of the indicators nor the way points are written changes a grade; only what is
shown is rounded.

>>> leaves = [
...     Leaf(5, MET),
...     Leaf(3, NOT_MET),
...     Leaf(4, SAMPLED, samples=8, nonconforming=2),  # three quarters of the points
...     Leaf(2, DELETED),  # leaves the denominator
... ]
>>> score = evaluate(leaves)
>>> score.obtained, score.involved, score.shown
(Fraction(8, 1), Fraction(12, 1), Decimal('66.67'))
>>> evaluate(leaves, deductions=1, bonuses=3).shown  # only one bonus counts
Decimal('66.67')
>>> evaluate([Leaf(2, DELETED)]) is None  # nothing is left to score
True
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple

from ...aftersales_service.tools.evidence import MET, NOT_MET, SAMPLED

DELETED = "deleted"
NOT_APPLICABLE = "not_applicable"
#: An indicator that is taken out of the scheme, or does not concern this unit.
OUTSIDE = frozenset({DELETED, NOT_APPLICABLE})

#: Of special strengths, one counts.
MAX_BONUS = 1
LOWEST, HIGHEST = Fraction(0), Fraction(100)

Number = int | float | Decimal | Fraction


class Leaf(NamedTuple):
    """An indicator as it was found; counts matter where it is ``SAMPLED``."""

    points: Number
    result: str
    samples: int = 0
    nonconforming: int = 0


class Score(NamedTuple):
    """``value``: unrounded, 0 … 100; ``base``: before special items."""

    obtained: Fraction
    involved: Fraction
    base: Fraction
    value: Fraction
    shown: Decimal
    deductions: int = 0


class Band(NamedTuple):
    """A grade from ``min_score`` on, its bound included.

    ``reaches_up``: its consequences also meet who has just reached the next grade.
    """

    code: str
    min_score: Number
    consequences: frozenset[str] = frozenset()
    reaches_up: bool = False


class Grade(NamedTuple):
    code: str
    consequences: frozenset[str]


def exact(number: Number) -> Fraction:
    """A number as it is written: 0.1 is one tenth.

    >>> exact(0.1) + exact(0.2) == exact("0.3")
    True
    """
    if isinstance(number, Fraction):
        return number
    return Fraction(str(number))


def share(leaf: Leaf) -> Fraction | None:
    """Part of the points that is earned, 0 … 1; None where the leaf does not count.

    >>> share(Leaf(5, SAMPLED, samples=4, nonconforming=2))
    Fraction(1, 2)
    >>> share(Leaf(5, NOT_APPLICABLE)) is None
    True
    """
    if leaf.result in OUTSIDE:
        return None
    if leaf.result == SAMPLED:
        if not 0 <= leaf.nonconforming <= leaf.samples or not leaf.samples:
            raise ValueError("A sample needs its size, and no more that failed.")
        return 1 - Fraction(leaf.nonconforming, leaf.samples)
    if leaf.result not in (MET, NOT_MET):
        raise ValueError(f"No result: {leaf.result!r}")
    return Fraction(leaf.result == MET)


def pool(leaves: Iterable[Leaf]) -> Leaf:
    """One indicator looked at in several units, as one: each unit weighs the same.

    >>> pool([Leaf(4, MET), Leaf(4, NOT_MET), Leaf(4, NOT_APPLICABLE)])
    Leaf(points=4, result='sampled', samples=2, nonconforming=1)
    >>> pool([Leaf(4, DELETED)]).result
    'deleted'
    """
    leaves = list(leaves)
    shares = [earned for earned in map(share, leaves) if earned is not None]
    points = leaves[0].points
    if not shares:
        return Leaf(points, leaves[0].result)
    lost = 1 - sum(shares) / len(shares)
    return Leaf(points, SAMPLED, lost.denominator, lost.numerator)


def evaluate(
    leaves: Iterable[Leaf], deductions: int = 0, bonuses: int = 0
) -> Score | None:
    """Obtained ÷ involved × 100, less one for each deduction, one more for a strength.

    :return: None where no points are involved
    """
    obtained = involved = Fraction(0)
    for leaf in leaves:
        earned = share(leaf)
        if earned is not None:
            points = exact(leaf.points)
            involved += points
            obtained += points * earned
    if not involved:
        return None
    base = 100 * obtained / involved
    value = min(max(base - deductions + min(bonuses, MAX_BONUS), LOWEST), HIGHEST)
    return Score(obtained, involved, base, value, rounded(value), deductions)


def rounded(value: Fraction, places: str = "0.01") -> Decimal:
    """Half up, as people round.

    >>> rounded(Fraction(62525, 1000)), rounded(Fraction(1, 3))
    (Decimal('62.53'), Decimal('0.33'))
    """
    step = Fraction(places)
    whole = (value / step + Fraction(1, 2)).__floor__()
    return (Decimal(whole) * Decimal(places)).quantize(
        Decimal(places), rounding=ROUND_HALF_UP
    )


def grade(score: Score, bands: Iterable[Band], fail_at: int = 0) -> Grade | None:
    """The best grade that is reached, and what follows from it.

    >>> house = [
    ...     Band("fail", 0, frozenset({"punish", "act"}), reaches_up=True),
    ...     Band("pass", 70),
    ...     Band("excellent", 90, frozenset({"reward"})),
    ... ]
    >>> at = lambda points, **kw: grade(evaluate([Leaf(points, MET),
    ...     Leaf(100 - points, NOT_MET)], **kw), house)
    >>> at(69.99).code, at(70).code, at(90).code
    ('fail', 'pass', 'excellent')
    >>> sorted(at(70).consequences), sorted(at(70.01).consequences)  # “70 or below”
    (['act', 'punish'], [])

    :param fail_at: this many special deductions give the lowest grade; 0: they do not
    """
    ladder = sorted(bands, key=lambda band: exact(band.min_score))
    reached = [band for band in ladder if score.value >= exact(band.min_score)]
    if fail_at and score.deductions >= fail_at:
        reached = ladder[:1]
    if not reached:
        return None
    best = reached[-1]
    consequences = best.consequences
    is_at_bound = score.value == exact(best.min_score)
    if is_at_bound and len(reached) > 1 and reached[-2].reaches_up:
        consequences |= reached[-2].consequences
    return Grade(best.code, consequences)
