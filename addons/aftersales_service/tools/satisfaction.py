"""What customers say, as figures: rate, index, promoters, effort, how sure they are.

The satisfaction *rate* (满意率) is how many are satisfied, the satisfaction *index*
(满意度) how satisfied they are. They are two figures and never one:

>>> marks = [5, 5, 4, 2, None]  # the last one was not answered
>>> rate(marks, satisfied_from=4)
Score(value=75.0, valid=4, hits=3)
>>> index([Item(marks, full=5)])
Score(value=80.0, valid=4, hits=None)

Whoever was not asked has said nothing: an empty sample has no figure, not nought.

>>> rate([], 4).value is None, index([]).value is None, wilson(0, 0, 0.95) is None
(True, True, True)

Sums are exact, so that no figure depends on the order of its answers, and a figure is
rounded only where it is printed.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, sqrt
from statistics import NormalDist
from typing import NamedTuple

Mark = float | None  # None: asked, and not answered

#: Of those who have not answered yet nothing is known: the widest interval there is.
UNKNOWN_SHARE = 0.5


class Score(NamedTuple):
    """A figure of ``valid`` answers; ``hits`` of them, where the figure counts some.

    ``value`` is None where there was no valid answer.
    """

    value: float | None
    valid: int
    hits: int | None = None


class Interval(NamedTuple):
    """Where the figure of the whole population lies, with the confidence asked for."""

    low: float
    high: float


class Item(NamedTuple):
    """One question: the marks it got, the best mark there is, and what it weighs."""

    marks: Iterable[Mark]
    full: float
    weight: float = 1.0


# -- figures -----------------------------------------------------------------------


def rate(marks: Iterable[Mark], satisfied_from: float) -> Score:
    """Satisfaction rate, %: marks of ``satisfied_from`` or better of all valid ones.

    >>> rate([3, 3], 4)
    Score(value=0.0, valid=2, hits=0)
    """
    valid = _valid(marks)
    hits = sum(mark >= satisfied_from for mark in valid)
    return Score(_percent(hits, len(valid)), len(valid), hits)


def index(items: Iterable[Item]) -> Score:
    """Satisfaction index, 0 … 100: Σ (weight × mean mark ÷ full mark) ÷ Σ weight × 100.

    A question that nobody answered leaves its weight to the others. ``valid`` counts
    the answers to all questions that weigh something.

    >>> index([Item([5, 3], full=5, weight=3), Item([5], 10, 1), Item([], 5, 9)])
    Score(value=72.5, valid=3, hits=None)
    """
    reached, weights, valid = Fraction(), Fraction(), 0
    for item in items:
        marks, weight = _valid(item.marks), _exact(item.weight)
        if marks and weight:
            mean = sum(map(_exact, marks)) / len(marks)
            reached += weight * mean / _exact(item.full)
            weights += weight
            valid += len(marks)
    return Score(float(reached / weights * 100) if weights else None, valid)


def net_promoter(
    scores: Iterable[Mark], promoter_from: float, detractor_to: float
) -> Score:
    """NPS, −100 … 100: % of promoters − % of detractors.

    >>> net_promoter([10, 9, 8, 7, 6], promoter_from=9, detractor_to=6).value
    20.0
    >>> net_promoter([None], 9, 6).value is None
    True
    """
    valid = _valid(scores)
    balance = sum(_balance(score, promoter_from, detractor_to) for score in valid)
    return Score(_percent(balance, len(valid)), len(valid))


def customer_effort(scores: Iterable[Mark]) -> Score:
    """CES: the mean answer to “it was easy”, on the scale of the question.

    >>> customer_effort([7, 6, 5, 7])
    Score(value=6.25, valid=4, hits=None)
    """
    valid = _valid(scores)
    return Score(
        float(sum(map(_exact, valid)) / len(valid)) if valid else None, len(valid)
    )


def response_rate(answered: int, asked: int) -> float | None:
    """Answers of those asked, %.

    >>> response_rate(30, 120), response_rate(0, 0)
    (25.0, None)
    """
    return _percent(answered, asked)


# -- how sure they are -------------------------------------------------------------


def wilson(
    hits: int, valid: int, confidence: float, population: int | None = None
) -> Interval | None:
    """Wilson's interval of a share, %; it holds for few answers, and near 0 and 100.

    ``population``: how many there are at all. The nearer the sample comes to it, the
    narrower the interval; who has asked everybody knows.

    >>> interval = wilson(45, 50, 0.95)
    >>> round(interval.low, 1), round(interval.high, 1)
    (78.6, 95.7)
    >>> wilson(45, 50, 0.95, population=50)
    Interval(low=90.0, high=90.0)
    """
    if not valid:
        return None
    share = hits / valid
    known = _information(valid, population)
    if known is None:
        return Interval(_percent(hits, valid), _percent(hits, valid))
    z = _z(confidence)
    scale = 1 + z * z / known
    middle = share + z * z / (2 * known)
    spread = z * sqrt(share * (1 - share) / known + (z / (2 * known)) ** 2)
    # What is beyond the ends came out of rounding.
    low = min(max((middle - spread) / scale, 0.0), share)
    high = max(min((middle + spread) / scale, 1.0), share)
    return Interval(100 * low, 100 * high)


def around(
    value: float | None,
    samples: Iterable[float],
    confidence: float,
    bounds: tuple[float, float],
    population: int | None = None,
) -> Interval | None:
    """Interval around a mean, from how far the single answers lie apart.

    One answer does not say how far: no interval. ``bounds``: no figure lies beyond.

    >>> interval = around(80.0, [60.0, 80.0, 100.0], 0.95, (0.0, 100.0))
    >>> round(interval.low, 1), round(interval.high, 1)
    (57.4, 100.0)
    >>> around(80.0, [80.0], 0.95, (0.0, 100.0)) is None
    True
    """
    exact = [_exact(sample) for sample in samples]
    if value is None or len(exact) < 2:
        return None
    known = _information(len(exact), population)
    if known is None:
        return Interval(value, value)
    mean = sum(exact) / len(exact)
    variance = sum((sample - mean) ** 2 for sample in exact) / (len(exact) - 1)
    spread = _z(confidence) * sqrt(variance / Fraction(known))
    low, high = bounds
    return Interval(max(value - spread, low), min(value + spread, high))


def net_promoter_interval(
    scores: Iterable[Mark],
    promoter_from: float,
    detractor_to: float,
    confidence: float,
    population: int | None = None,
) -> Interval | None:
    """Interval of the NPS: every answer counts 100, 0 or −100.

    >>> net_promoter_interval([10, 10, 10], 9, 6, 0.95)
    Interval(low=100.0, high=100.0)
    """
    scores = _valid(scores)
    return around(
        net_promoter(scores, promoter_from, detractor_to).value,
        [100.0 * _balance(score, promoter_from, detractor_to) for score in scores],
        confidence,
        (-100.0, 100.0),
        population,
    )


def sample_size(
    population: int, margin: float, confidence: float, share: float = UNKNOWN_SHARE
) -> int:
    """Answers needed for a rate that is right within ± ``margin`` %.

    >>> sample_size(10_000, margin=5, confidence=0.95)
    370
    >>> sample_size(200, 5, 0.95), sample_size(3, 5, 0.95), sample_size(0, 5, 0.95)
    (132, 3, 0)
    """
    if population <= 0:
        return 0
    unlimited = _z(confidence) ** 2 * share * (1 - share) / (margin / 100) ** 2
    return min(population, ceil(unlimited / (1 + (unlimited - 1) / population)))


def invitations(answers: int, expected_rate: float, population: int) -> int:
    """How many to ask, if ``expected_rate`` % of them answer; never more than all.

    >>> invitations(132, 40, 1000), invitations(132, 40, 200), invitations(132, 0, 200)
    (330, 200, 200)
    """
    if expected_rate <= 0:
        return population
    return min(population, ceil(_exact(answers) * 100 / _exact(expected_rate)))


# -- printing ----------------------------------------------------------------------


def rounded(value: float, places: int = 1) -> Decimal:
    """As it is printed: half a unit goes up, as people round on paper.

    >>> rounded(89.95), rounded(89.25), rounded(-12.25)
    (Decimal('90.0'), Decimal('89.3'), Decimal('-12.3'))
    """
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _valid(marks: Iterable[Mark]) -> list[float]:
    return [mark for mark in marks if mark is not None]


def _balance(score: float, promoter_from: float, detractor_to: float) -> int:
    return (score >= promoter_from) - (score <= detractor_to)


def _percent(part: int, whole: int) -> float | None:
    return float(Fraction(100 * part, whole)) if whole else None


def _exact(number: float) -> Fraction:
    """A number as it was written: 0.1 is a tenth."""
    return Fraction(str(number))


def _z(confidence: float) -> float:
    """Standard deviations that hold ``confidence`` (0 … 1) of a normal distribution."""
    return NormalDist().inv_cdf((1 + confidence) / 2)


def _information(answers: int, population: int | None) -> float | None:
    """How many answers of a population without end these are worth; None: all of it."""
    if population is None:
        return answers
    if answers >= population:
        return None
    return answers * (population - 1) / (population - answers)
