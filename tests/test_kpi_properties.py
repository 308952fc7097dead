"""Key figures: empty where nothing was counted, fair to those who are measured."""

from datetime import date, timedelta

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

kpi = load_pure("aftersales_service/tools/kpi.py")

numbers = st.floats(0, 1e6, allow_nan=False)
directions = st.sampled_from([kpi.HIGH, kpi.LOW])
kinds = st.sampled_from([kpi.MONTH, kpi.QUARTER, kpi.YEAR])
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
series = st.lists(st.one_of(st.none(), numbers), max_size=8)
parts = st.lists(
    st.builds(kpi.Part, value=numbers, weight=st.floats(0.01, 100)), min_size=1
)


@given(numbers, st.integers(0, 1000))
def test_a_share_is_empty_exactly_where_nothing_is_below(numerator, denominator):
    figure = kpi.percent(numerator, denominator)
    assert (figure.value is None) == (denominator == 0)


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_a_share_of_what_is_there_is_a_percentage(hits, more):
    assert 0 <= kpi.percent(hits, hits + more).value <= 100


@given(numbers, numbers)
def test_a_target_is_met_from_one_side_or_both_when_equal(value, target):
    high, low = (kpi.verdict(value, target, way) for way in (kpi.HIGH, kpi.LOW))
    assert high or low
    assert kpi.verdict(value, value, kpi.HIGH) and kpi.verdict(value, value, kpi.LOW)


@given(series, directions)
def test_a_trend_turned_round_goes_the_other_way(values, direction):
    opposite = {kpi.BETTER: kpi.WORSE, kpi.WORSE: kpi.BETTER}
    there = kpi.trend(values, direction)
    assert kpi.trend(values[::-1], direction) == opposite.get(there, there)


@given(series, directions)
def test_what_is_better_high_is_worse_low(values, direction):
    ways = [kpi.trend(values, way) for way in (kpi.HIGH, kpi.LOW)]
    assert ways[0] == ways[1] or set(ways) == {kpi.BETTER, kpi.WORSE}


@given(parts)
def test_the_whole_lies_between_its_parts(split):
    whole = kpi.combine(split, is_sum=False)
    values = [part.value for part in split]
    assert min(values) - 1e-3 <= whole <= max(values) + 1e-3


@given(st.floats(1, 100), parts, directions)
def test_parts_that_all_take_over_the_target_reach_it(target, split, direction):
    same = [part._replace(value=target) for part in split]
    assert not kpi.falls_short(target, same, direction, is_sum=False)


@given(parts, st.floats(1.01, 2))
def test_a_higher_target_than_the_parts_give_is_seen(split, factor):
    whole = kpi.combine(split, is_sum=False)
    if whole > 1:
        assert kpi.falls_short(whole * factor, split, kpi.HIGH, is_sum=False)


@given(kinds, days)
def test_periods_follow_each_other_without_gap(kind, day):
    first, last = kpi.period(kind, day)
    assert first <= day <= last
    assert kpi.period(kind, last + timedelta(1))[0] == last + timedelta(1)
    assert kpi.period(kind, first - timedelta(1))[1] == first - timedelta(1)


@given(kinds, days, st.integers(0, 800), st.integers(0, 20))
def test_every_ended_period_is_due_once_and_in_order(kind, last, behind, delay):
    _first, last = kpi.period(kind, last)
    today = last + timedelta(behind)
    due = kpi.due_periods(kind, last, today, delay)
    expected = last + timedelta(1)
    for first, end in due:
        assert first == expected
        assert end + timedelta(delay) < today
        expected = end + timedelta(1)
    # The next one is not due yet.
    assert kpi.period(kind, expected)[1] + timedelta(delay) >= today
