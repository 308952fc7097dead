"""Radar charts on papers: inside of the drawing, one corner for each score."""

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

radar = load_pure("aftersales_audit/tools/radar.py")

values = st.floats(0, 100)
rows = st.lists(st.tuples(values, st.none() | values), min_size=3, max_size=20)


def corners(points):
    return [tuple(map(float, pair.split(","))) for pair in points.split()]


@given(rows)
def test_everything_is_inside_of_the_drawing(found):
    now, before = map(list, zip(*found, strict=True))
    labels = [str(place) for place, _one in enumerate(now)]
    chart = radar.draw(labels, now, before)
    assert len(corners(chart.now)) == len(now)
    assert len(corners(chart.before)) == sum(one is not None for one in before)
    ends = [(one.label_x, one.label_y) for one in chart.spokes]
    for points in (chart.now, chart.before, *chart.rings):
        ends += corners(points)
    assert all(0 <= x <= radar.WIDTH and 0 <= y <= radar.HEIGHT for x, y in ends)
    assert [one.label for one in chart.spokes] == labels


@given(st.integers(3, 20), values)
def test_equal_scores_are_equally_far_from_the_middle(count, value):
    chart = radar.draw([""] * count, [value] * count, [None] * count)
    middle = (radar.WIDTH / 2, radar.HEIGHT / 2)
    found = corners(chart.now)
    lengths = [((x - middle[0]) ** 2 + (y - middle[1]) ** 2) ** 0.5 for x, y in found]
    assert all(abs(one - radar.RADIUS * value / 100) < 0.2 for one in lengths)
