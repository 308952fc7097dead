"""The most specific rule of the tariff prices a piece of work (R136)."""

from datetime import date, timedelta
from math import inf

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

tariff = load_pure("aftersales_service/tools/tariff.py")
territory = load_pure("aftersales_service/tools/territory.py")
geo = load_pure("aftersales_service/tools/geo.py")
Band, Job, Moment, Rule = tariff.Band, tariff.Job, tariff.Moment, tariff.Rule

DAYS = (tariff.WORK_DAY, tariff.DAY_OFF, tariff.HOLIDAY)
HOURS = (tariff.ANY_HOUR, tariff.WORKING, tariff.OUT_OF_HOURS, tariff.BETWEEN)
products = st.sampled_from(["labour", "travel"])
outlets = st.one_of(st.none(), st.sampled_from(["jinan", "qingdao"]))
days = st.dates(date(2026, 1, 1), date(2026, 1, 31))
hours = st.floats(0, 23.99)
zones = st.builds(
    territory.Territory,
    outlet=st.just("zone"),
    zips=st.lists(st.text("12", min_size=1, max_size=3), max_size=2).map(tuple),
    cities=st.lists(st.sampled_from(["济南", "青岛"]), max_size=1).map(tuple),
    states=st.frozensets(st.sampled_from(["SD"]), max_size=1),
)
bands = st.builds(
    Band,
    days=st.frozensets(st.sampled_from(DAYS)),
    hours=st.sampled_from(HOURS),
    start=hours,
    end=hours,
)
rules = st.lists(
    st.builds(
        Rule,
        key=st.integers(),
        product=products,
        sequence=st.integers(0, 3),
        outlet=outlets,
        types=st.frozensets(st.sampled_from(["repair", "remote"]), max_size=1),
        zone=st.one_of(st.none(), zones),
        band=st.one_of(st.none(), bands),
        km_from=st.sampled_from([0.0, 10.0]),
        km_to=st.sampled_from([10.5, 30.0, inf]),
        first=st.one_of(st.none(), days),
        last=st.one_of(st.none(), days),
    ),
    max_size=8,
    unique_by=lambda rule: rule.key,
)
moments = st.builds(Moment, st.sampled_from(DAYS), hours, st.booleans())
jobs = st.builds(
    Job,
    product=products,
    day=days,
    outlet=outlets,
    order_type=st.sampled_from(["repair", "remote"]),
    address=st.builds(
        territory.Address,
        zip=st.text("12", max_size=4),
        city=st.sampled_from(["", "济南市", "青岛"]),
        state=st.one_of(st.none(), st.just("SD")),
    ),
    moment=st.one_of(st.none(), moments),
    km=st.one_of(st.none(), st.floats(0, 100)),
)


@given(rules, jobs)
def test_no_rule_that_holds_is_closer_than_the_chosen_one(listed, job):
    scores = {rule.key: tariff.specificity(rule, job) for rule in listed}
    held = [score for score in scores.values() if score is not None]
    best = tariff.best_rule(listed, job)
    if best is None:
        assert not held
    else:
        assert scores[best] == max(held)


@given(rules, jobs, st.randoms())
def test_the_order_of_rules_matters_only_in_a_draw_of_sequences(listed, job, random):
    by_key = {rule.key: rule for rule in listed}
    one = tariff.best_rule(listed, job)
    other = tariff.best_rule(random.sample(listed, len(listed)), job)
    if one != other:
        assert by_key[one].sequence == by_key[other].sequence
        assert tariff.specificity(by_key[one], job) == tariff.specificity(
            by_key[other], job
        )


@given(rules, jobs)
def test_the_chosen_rule_holds_in_all_it_names(listed, job):
    chosen = [rule for rule in listed if rule.key == tariff.best_rule(listed, job)]
    for rule in chosen:
        assert rule.product == job.product
        assert rule.outlet in (None, job.outlet)
        assert not rule.types or job.order_type in rule.types
        assert (rule.first or job.day) <= job.day <= (rule.last or job.day)
        assert not rule.names_distance or rule.km_from <= job.km < rule.km_to
        assert rule.band is None or tariff.holds(rule.band, job.moment)


@given(rules, jobs)
def test_what_nobody_knows_is_priced_by_no_rule_that_needs_it(listed, job):
    blind = job._replace(km=None, moment=None)
    chosen = [rule for rule in listed if rule.key == tariff.best_rule(listed, blind)]
    assert all(rule.band is None and not rule.names_distance for rule in chosen)


@given(hours, hours, moments)
def test_a_band_and_the_one_that_fills_the_day_share_no_moment(start, end, moment):
    one = Band(hours=tariff.BETWEEN, start=start, end=end)
    other = one._replace(start=end, end=start)
    if start != end:
        assert tariff.holds(one, moment) != tariff.holds(other, moment)


@given(moments)
def test_every_moment_is_either_in_or_out_of_hours(moment):
    working, out = Band(hours=tariff.WORKING), Band(hours=tariff.OUT_OF_HOURS)
    assert tariff.holds(working, moment) != tariff.holds(out, moment)


def test_a_rule_ends_with_its_last_day():
    rule = Rule("march", "labour", first=date(2026, 3, 1), last=date(2026, 3, 31))
    job = Job("labour", date(2026, 3, 31))
    assert tariff.best_rule([rule], job) == "march"
    after = job._replace(day=job.day + timedelta(days=1))
    assert tariff.best_rule([rule], after) is None


def test_the_more_precise_zone_wins_whatever_its_sequence():
    wide = Rule(
        "province",
        "travel",
        sequence=1,
        zone=territory.Territory("z", states=frozenset({"SD"})),
    )
    near = Rule(
        "city", "travel", sequence=99, zone=territory.Territory("z", cities=("济南",))
    )
    place = territory.Address(city="济南市", state="SD")
    assert tariff.best_rule([wide, near], Job("travel", date.min, address=place)) == (
        "city"
    )


@given(st.floats(0, 1e6), st.floats(0, 500))
def test_a_surcharge_never_lowers_the_price(base, more):
    assert tariff.price(tariff.PERCENT, base, 0, more) >= base
    assert tariff.price(tariff.EXTRA, base, more, 0) >= base
    assert tariff.price(tariff.FIXED, base, more, 0) == more


places = st.builds(geo.Point, st.floats(-90, 90), st.floats(-180, 180))


@given(places, places)
def test_distance_is_the_same_there_and_back_and_never_too_far(one, other):
    there, back = geo.distance_km(one, other), geo.distance_km(other, one)
    assert abs(there - back) < 1e-6
    assert 0 <= there <= 20016


@given(places)
def test_a_place_is_no_way_from_itself(place):
    assert geo.distance_km(place, place) < 1e-6
