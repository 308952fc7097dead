"""What was not measured does not count, and better figures are never graded worse."""

from conftest import load_pure
from hypothesis import assume, given
from hypothesis import strategies as st
from pytest import approx

scorecard = load_pure("aftersales_service/tools/scorecard.py")
Band, Metric = scorecard.Band, scorecard.Metric

BANDS = [Band("A", 90), Band("B", 80), Band("C", 70), Band("D", 0)]
values = st.one_of(st.none(), st.floats(0, 100))
metrics = st.lists(
    st.builds(
        lambda key, weight, bounds: Metric(key, weight, *bounds),
        st.integers(0, 9),
        st.floats(0.5, 50),
        st.sampled_from([(100.0, 80.0), (0.0, 10.0), (95.0, 60.0)]),
    ),
    max_size=6,
    unique_by=lambda metric: metric.key,
)
cards = metrics.flatmap(
    lambda rows: st.tuples(
        st.just(rows), st.fixed_dictionaries({row.key: values for row in rows})
    )
)


@given(cards)
def test_shares_add_up_and_belong_to_what_was_measured(case):
    rows, found = case
    card = scorecard.evaluate(rows, found)
    measured = [mark for mark in card.marks if mark.value is not None]
    assert sum(mark.share for mark in card.marks) == approx(1.0 if measured else 0.0)
    assert all(mark.share == 0 for mark in card.marks if mark.value is None)
    assert (card.score is None) == (not measured)
    assert 0 <= card.measured <= 1 + 1e-9


@given(cards)
def test_a_score_lies_between_its_points(case):
    card = scorecard.evaluate(*case)
    reached = [mark.points for mark in card.marks if mark.points is not None]
    assume(reached)
    assert min(reached) - 0.01 <= card.score <= max(reached) + 0.01


@given(cards)
def test_what_was_not_measured_changes_nothing(case):
    rows, found = case
    more = [*rows, Metric("missing", 30, 100, 0)]
    assert (
        scorecard.evaluate(more, found).score == scorecard.evaluate(rows, found).score
    )


@given(st.floats(0, 100), st.floats(0, 100))
def test_better_figures_never_earn_less(one, other):
    high, low = Metric("h", 1, 100, 80), Metric("l", 1, 0, 10)
    least, most = sorted((one, other))
    assert scorecard.points(high, least) <= scorecard.points(high, most)
    assert scorecard.points(low, least) >= scorecard.points(low, most)


@given(st.floats(0, 100), st.floats(0, 100))
def test_a_higher_score_is_never_a_worse_grade(one, other):
    least, most = sorted((one, other))
    assert scorecard.grade(most, BANDS) <= scorecard.grade(least, BANDS)
