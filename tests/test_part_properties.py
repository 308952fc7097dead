"""Parts go to who comes first, and as many are kept as are needed."""

from datetime import date
from math import exp, factorial

from conftest import load_pure
from hypothesis import assume, given
from hypothesis import strategies as st

supply = load_pure("aftersales_warehouse/tools/part_supply.py")
demand = load_pure("aftersales_warehouse/tools/part_demand.py")
calibration = load_pure("aftersales_warehouse/tools/calibration.py")
old_parts = load_pure("aftersales_warehouse/tools/old_part_flow.py")

stores = st.lists(st.sampled_from(["van", "outlet", "other"]), max_size=3)
demands = st.lists(
    st.tuples(
        st.sampled_from(["rail", "lock"]), st.integers(0, 5), stores, st.integers(0, 3)
    ),
    max_size=8,
).map(
    lambda rows: [
        supply.Demand(number, product, quantity, places, (rank, number))
        for number, (product, quantity, places, rank) in enumerate(rows)
    ]
)
free = st.dictionaries(
    st.tuples(st.sampled_from(["rail", "lock"]), st.sampled_from(["van", "outlet"])),
    st.integers(-2, 6),
)


@given(demands, free)
def test_no_more_is_given_than_there_is(wanted, there):
    short = supply.shortages(wanted, there)
    for product in ("rail", "lock"):
        given_away = sum(
            one.quantity - short.get(one.key, 0)
            for one in wanted
            if one.product == product
        )
        stock = sum(max(n, 0) for (name, _place), n in there.items() if name == product)
        assert 0 <= given_away <= stock


@given(demands, free)
def test_who_is_short_is_short_by_what_he_wanted_at_most(wanted, there):
    short = supply.shortages(wanted, there)
    by_key = {one.key: one for one in wanted}
    assert all(0 < lack <= by_key[key].quantity for key, lack in short.items())


@given(demands, free)
def test_later_ones_take_nothing_from_the_first(wanted, there):
    assume(wanted)
    first = min(wanted, key=lambda one: one.rank)
    alone = supply.shortages([first], there)
    assert supply.shortages(wanted, there).get(first.key) == alone.get(first.key)


@given(demands, free, st.randoms())
def test_the_order_of_the_list_changes_nothing(wanted, there, random):
    shuffled = list(wanted)
    random.shuffle(shuffled)
    assert supply.shortages(shuffled, there) == supply.shortages(wanted, there)


@given(
    st.lists(st.floats(0, 50), max_size=6),
    st.floats(0.5, 20),
)
def test_who_has_enough_is_asked_before_who_has_some(quantities, wanted):
    holders = [supply.Holder(i, n, float(i)) for i, n in enumerate(quantities)]
    listed = supply.nearest(holders, wanted)
    enough = [holder.quantity >= wanted for holder in listed]
    assert enough == sorted(enough, reverse=True)
    assert all(holder.quantity > 0 for holder in listed)


def cumulative(mean, count):
    return sum(exp(-mean) * mean**k / factorial(k) for k in range(count + 1))


@given(st.floats(0.01, 60), st.floats(0.5, 0.999))
def test_the_quantile_is_the_smallest_that_suffices(mean, level):
    count = demand.poisson_quantile(mean, level)
    assert cumulative(mean, count) >= level - 1e-6
    if count:
        assert cumulative(mean, count - 1) < level + 1e-6


@given(st.floats(0.01, 400), st.floats(0.01, 400), st.floats(0.5, 0.99))
def test_more_demand_never_needs_less_stock(one, other, level):
    low, high = sorted((one, other))
    assert demand.poisson_quantile(low, level) <= demand.poisson_quantile(high, level)


@given(
    st.floats(0, 1e5), st.floats(0, 1e4), st.integers(0, 10**5), st.floats(0.5, 0.999)
)
def test_bounds_are_whole_and_in_order(units, used, everywhere, level):
    facts = demand.Facts(units, used, everywhere, 365)
    proposal = demand.propose(facts, demand.Policy(level, 2, 30))
    assert 0 <= proposal.minimum <= proposal.maximum
    assert bool(proposal.maximum) == bool(proposal.minimum)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 60))
def test_a_calibration_ends_in_its_month(day, months):
    end = calibration.next_due(day, months)
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    assert end.day <= day.day
    assert calibration.is_fit(day, end)
    assert not calibration.is_fit(calibration.lacking_since([end]), end)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 90))
def test_what_has_left_is_never_overdue(day, days):
    rule = old_parts.Rule("any", hand_in_days=days, settle_days=days)
    for state in old_parts.OPEN_STATES:
        assert old_parts.due_day(state, day, None, rule) >= day
    for state in ("sent_back", "scrapped", "recycled", "kept"):
        assert old_parts.due_day(state, day, day, rule) is None
