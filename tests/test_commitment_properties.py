"""A promise is backed by what is at least as strict, and by nothing else."""

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

commitment = load_pure("aftersales_service/tools/commitment.py")
Promise, Target = commitment.Promise, commitment.Target
Guarantee, Term = commitment.Guarantee, commitment.Term

amounts = st.integers(1, 400)
units = st.sampled_from(["hour", "work_hour", "work_day"])
week_days = st.integers(1, 7)


@st.composite
def targets(draw):
    day = draw(st.sampled_from([4, 8, 24]))
    return Target(
        "t",
        "arrive",
        amount=draw(amounts),
        unit=draw(units),
        week_hours=day * draw(week_days),
        day_hours=day,
    )


def codes(promise, *given_targets, guarantees=()):
    found = commitment.conflicts([promise], given_targets, guarantees)
    return [conflict.code for conflict in found]


@given(amounts, units, targets())
def test_a_longer_promise_is_kept_by_what_keeps_a_shorter_one(amount, unit, target):
    short = Promise("p", "time", "arrive", amount=amount, unit=unit)
    if not codes(short, target):
        assert not codes(short._replace(amount=amount + 1), target)


@given(amounts, units, targets())
def test_a_stricter_target_keeps_what_a_laxer_one_keeps(amount, unit, target):
    promise = Promise("p", "time", "arrive", amount=amount, unit=unit)
    if not codes(promise, target) and target.amount > 1:
        assert not codes(promise, target._replace(amount=target.amount - 1))


@given(amounts, units, st.integers(0, 50))
def test_the_same_figure_keeps_it_and_one_more_does_not(amount, unit, more):
    promise = Promise("p", "time", "arrive", amount=amount, unit=unit)
    target = Target("t", "arrive", amount=amount + more, unit=unit)
    assert codes(promise, target) == (["weaker"] if more else [])


@given(amounts, targets())
def test_working_time_keeps_clock_hours_only_where_it_never_stops(amount, target):
    promise = Promise("p", "time", "arrive", amount=amount)
    if target.unit != "hour" and target.week_hours < 168:
        assert codes(promise, target) == ["working_time"]


@given(st.lists(targets(), max_size=4), amounts)
def test_every_bound_target_has_to_keep_it(several, amount):
    promise = Promise("p", "time", "arrive", amount=amount)
    alone = [code for target in several for code in codes(promise, target)]
    assert codes(promise, *several) == (alone or ([] if several else ["no_backing"]))


@given(st.lists(st.integers(1, 120), min_size=1, max_size=4), st.integers(1, 120))
def test_a_warranty_is_kept_by_its_longest_term(months, promised):
    guarantee = Guarantee("g", tuple(Term(m) for m in months))
    found = codes(Promise("p", "warranty", months=promised), guarantees=[guarantee])
    assert found == ([] if max(months) >= promised else ["weaker"])
