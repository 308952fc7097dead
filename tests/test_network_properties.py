"""The stock network: who helps whom, at which price, how far away."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

TOOLS = "aftersales_warehouse/tools"
network_match = load_pure(f"{TOOLS}/network_match.py")
network_place = load_pure(f"{TOOLS}/network_place.py")
network_price = load_pure(f"{TOOLS}/network_price.py")
depreciation = load_pure(f"{TOOLS}/depreciation.py")
geo = load_pure("aftersales_service/tools/geo.py")
flows = [load_pure(f"{TOOLS}/{name}_flow.py") for name in ("network", "suggestion")]
Offer, Want = network_match.Offer, network_match.Want

outlets = st.sampled_from(["JN", "QD", "YT", "WF"])
products = st.sampled_from(["shelf", "cabinet"])
quantities = st.integers(1, 20)
offers = st.lists(
    st.builds(
        Offer,
        outlets,
        products,
        quantities,
        st.integers(1, 200).map(float),
        st.sampled_from([None, "L1"]),
    ),
    max_size=8,
)
wants = st.lists(
    st.builds(
        Want,
        outlets,
        products,
        quantities,
        st.sampled_from(["parts", "minimum"]),
    ),
    max_size=8,
)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
terms = st.builds(
    depreciation.Terms,
    storage_months=st.integers(0, 12),
    rate=st.sampled_from([Decimal("0.08"), Decimal("0.05")]),
    period_count=st.integers(1, 12),
    month_basis=st.sampled_from(["calendar", "anniversary"]),
)


def haul(giver, taker):
    """Some distance that depends on both, and what it costs."""
    km = 10.0 * abs(sum(map(ord, giver)) - sum(map(ord, taker)))
    return km, km / 2


def total(facts, *names):
    counter = Counter()
    for fact in facts:
        counter[tuple(getattr(fact, name) for name in names)] += fact.quantity
    return counter


@given(offers, wants)
def test_never_more_than_there_is_or_than_is_wanted(some, others):
    pairs = network_match.match(some, others, haul)
    given_away = total(pairs, "giver", "product", "part")
    there = total(some, "giver", "product", "part")
    taken = total(pairs, "taker", "product", "reason")
    wanted = total(others, "taker", "product", "reason")
    assert all(given_away[key] <= there[key] for key in given_away)
    assert all(taken[key] <= wanted[key] for key in taken)
    assert all(pair.giver != pair.taker and pair.quantity > 0 for pair in pairs)


@given(offers, wants, st.randoms())
def test_the_order_of_the_facts_changes_nothing(some, others, random):
    before = network_match.match(some, others, haul)
    random.shuffle(some)
    random.shuffle(others)
    assert network_match.match(some, others, haul) == before


@given(offers, wants)
def test_nothing_that_fits_is_left_lying(some, others):
    pairs = network_match.match(some, others, haul)
    left = total(some, "giver", "product")
    left.subtract(total(pairs, "giver", "product"))
    lacking = total(others, "taker", "product")
    lacking.subtract(total(pairs, "taker", "product"))
    for (giver, product), quantity in left.items():
        for (taker, wanted), missing in lacking.items():
            if product == wanted and giver != taker:
                assert not quantity or not missing


@given(offers, wants)
def test_the_best_pair_goes_first_and_none_costs_more_than_it_brings(some, others):
    pairs = network_match.match(some, others, haul, least=0.0)
    assert all(pair.benefit > 0 for pair in pairs)
    for product in {pair.product for pair in pairs}:
        benefits = [pair.benefit for pair in pairs if pair.product == product]
        assert benefits[0] == max(benefits)


@given(wants, st.randoms())
def test_a_lack_that_several_sources_tell_of_is_counted_once(others, random):
    once = network_match.strongest(others)
    assert len(total(once, "taker", "product")) == len(once)
    assert all(want in others for want in once)
    random.shuffle(others)
    assert set(network_match.strongest(others)) == set(once)


def test_a_thousand_outlets():
    some = [Offer(f"G{n}", f"P{n % 40}", 1 + n % 7, 50.0 + n % 9) for n in range(1000)]
    others = [Want(f"T{n}", f"P{n % 40}", 1 + n % 5, "minimum") for n in range(1000)]
    pairs = network_match.match(some, others, haul)
    there, wanted = total(some, "product"), total(others, "product")
    moved = total(pairs, "product")
    assert all(moved[key] == min(there[key], wanted[key]) for key in there)


@given(terms, days, days)
def test_thresholds_count_the_periods_of_the_price(term, received, day):
    end = network_price.price_day(day)
    due = sum(received <= last for last in network_price.thresholds(term, day))
    assert due == depreciation.periods(term, received, end)


@given(terms, days, days, st.decimals(0, 100000, places=2))
def test_the_price_never_rises_with_time_and_never_falls_below_nought(
    term, received, day, cost
):
    now = network_price.net_value(cost, term, received, day)
    later = network_price.net_value(cost, term, received, day + timedelta(40))
    assert 0 <= later <= now <= cost


@given(
    st.lists(st.builds(network_price.Slice, st.none(), quantities, quantities)),
    st.integers(0, 60),
)
def test_slices_are_taken_up_to_what_is_wanted(slices, wanted):
    taken, lacks = network_price.take(slices, wanted)
    assert sum(one.quantity for one in taken) + lacks == wanted
    assert lacks == max(0, wanted - sum(one.quantity for one in slices))


points = st.builds(geo.Point, st.floats(-60, 60), st.floats(-170, 170))
places = st.builds(
    network_place.Place,
    st.one_of(st.none(), points),
    st.sampled_from(["", "Jinan", "Qingdao"]),
    st.sampled_from([None, 1, 2]),
)


@given(places, places)
def test_the_way_there_is_as_long_as_the_way_back(one, other):
    assumed = network_place.Assumed(20, 300, 1000)
    there = network_place.between(one, other, assumed)
    back = network_place.between(other, one, assumed)
    assert there.km >= 0 and abs(there.km - back.km) < 1e-6
    assert there.is_measured == bool(one.point and other.point)


def test_every_state_is_reached_and_may_be_left_only_by_its_steps():
    network, suggestion = flows
    reached = {step.target for step in network.FLOW.steps.values()}
    assert set(network.OVER) <= reached
    assert not any(
        network.FLOW.can(step, state)
        for step in network.FLOW.steps
        for state in network.OVER
    )
    assert set(network.SIDES) <= set(network.ROLES) == set(network.FLOW.steps)
    assert set(suggestion.ROLES) == set(suggestion.FLOW.steps)
