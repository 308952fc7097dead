"""A radar chart as points of a drawing, for papers: no script draws there.

>>> chart = draw(["A", "B", "C", "D"], [100, 50, 0, 50], [None, 50, 50, 50])
>>> chart.now
'320.0,30.0 387.5,165.0 320.0,165.0 252.5,165.0'
>>> chart.before  # a clause without a score last time has no corner
'387.5,165.0 320.0,232.5 252.5,165.0'
>>> [(spoke.label, spoke.anchor) for spoke in chart.spokes]
[('A', 'middle'), ('B', 'start'), ('C', 'middle'), ('D', 'end')]
>>> len(chart.rings)
5
"""

from collections.abc import Iterable, Sequence
from math import cos, pi, sin
from typing import NamedTuple

#: Of the drawing, in its own units; the circle leaves room for the labels.
WIDTH, HEIGHT, RADIUS = 640, 330, 135
FULL = 100
RINGS = (20, 40, 60, 80, 100)
#: Labels stand a little outside of the last ring.
LABEL_AT = 108
#: Nearer to the middle than this a label stands above or below its spoke.
UPRIGHT = 0.1


class Spoke(NamedTuple):
    """``x``, ``y``: its outer end; ``anchor``: where its label is fastened."""

    label: str
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str


class Chart(NamedTuple):
    """Polygons as SVG writes them."""

    rings: list[str]
    spokes: list[Spoke]
    now: str
    before: str


def draw(
    labels: Sequence[str],
    now: Sequence[float],
    before: Sequence[float | None],
) -> Chart:
    """Scores of 0 … 100, the first one upwards, then clockwise."""
    count = len(labels)
    spokes = []
    for place, label in enumerate(labels):
        x, y = _point(place, count, LABEL_AT)
        side = sin(_angle(place, count))
        anchor = "middle" if abs(side) < UPRIGHT else "start" if side > 0 else "end"
        spokes.append(Spoke(label, *_point(place, count, FULL), x, y, anchor))
    return Chart(
        [_polygon([ring] * count) for ring in RINGS],
        spokes,
        _polygon(now),
        _polygon(before),
    )


def _angle(place: int, count: int) -> float:
    return 2 * pi * place / count


def _point(place: int, count: int, value: float) -> tuple[float, float]:
    length = RADIUS * value / FULL
    angle = _angle(place, count)
    return (
        round(WIDTH / 2 + length * sin(angle), 1),
        round(HEIGHT / 2 - length * cos(angle), 1),
    )


def _polygon(values: Iterable[float | None]) -> str:
    values = list(values)
    points = (
        _point(place, len(values), value)
        for place, value in enumerate(values)
        if value is not None
    )
    return " ".join(f"{x},{y}" for x, y in points)
