"""Scorecard of an outlet: figures to points, points to a score, a score to a grade.

What was not measured is left out, and the weights of the others grow in proportion.

>>> metrics = [Metric("in_time", 60, best=100, worst=80), Metric("repeat", 40, 0, 10)]
>>> card = evaluate(metrics, {"in_time": 95.0, "repeat": 2.0})
>>> card.score, [mark.points for mark in card.marks]
(77.0, [75.0, 80.0])
>>> evaluate(metrics, {"in_time": 95.0}).score  # nothing repaired, nothing repeated
75.0
>>> evaluate(metrics, {}).score is None
True
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple


class Metric(NamedTuple):
    """A figure that counts: ``best`` earns 100 points, ``worst`` none."""

    key: Hashable
    weight: float
    best: float
    worst: float


class Mark(NamedTuple):
    """What one metric comes to; without a ``value`` it has no share."""

    key: Hashable
    value: float | None
    points: float | None
    share: float = 0.0  # of the whole, 0 … 1


class Card(NamedTuple):
    """``measured``: which share of all weights could be measured, 0 … 1."""

    score: float | None
    marks: tuple[Mark, ...]
    measured: float


class Band(NamedTuple):
    grade: str
    min_score: float


def points(metric: Metric, value: float | None) -> float | None:
    """Points from 0 to 100, in a straight line between worst and best.

    >>> late = Metric("late", 1, best=0, worst=10)
    >>> points(late, 0), points(late, 5), points(late, 12), points(late, None)
    (100.0, 50.0, 0.0, None)
    """
    if value is None:
        return None
    span = metric.best - metric.worst
    reached = (value - metric.worst) / span if span else float(value == metric.best)
    return round(100.0 * min(max(reached, 0.0), 1.0), 2)


def weigh(
    metrics: Iterable[Metric],
    values: Mapping[Hashable, float | None],
    reached: Mapping[Hashable, float | None],
) -> Card:
    """Score of points that were reached (or decided) for each metric."""
    metrics = list(metrics)
    whole = sum(metric.weight for metric in metrics)
    held = sum(m.weight for m in metrics if reached.get(m.key) is not None)
    marks = tuple(
        Mark(
            metric.key,
            values.get(metric.key),
            reached.get(metric.key),
            metric.weight / held
            if held and reached.get(metric.key) is not None
            else 0.0,
        )
        for metric in metrics
    )
    score = (
        round(sum(mark.share * mark.points for mark in marks if mark.share), 2)
        if held
        else None
    )
    return Card(score, marks, held / whole if whole else 0.0)


def evaluate(
    metrics: Iterable[Metric], values: Mapping[Hashable, float | None]
) -> Card:
    """Score of measured figures."""
    metrics = list(metrics)
    reached = {metric.key: points(metric, values.get(metric.key)) for metric in metrics}
    return weigh(metrics, values, reached)


def grade(score: float | None, bands: Iterable[Band]) -> str | None:
    """Best grade whose least score is reached; None without a score or a band.

    >>> bands = [Band("D", 0), Band("A", 90), Band("B", 80)]
    >>> [grade(score, bands) for score in (90, 89.99, 12, None)]
    ['A', 'B', 'D', None]
    """
    if score is None:
        return None
    reached = [band for band in bands if score >= band.min_score]
    return max(reached, key=lambda band: band.min_score).grade if reached else None
