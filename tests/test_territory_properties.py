"""The outlet whose territory describes an address most precisely serves it."""

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

territory = load_pure("aftersales_service/tools/territory.py")
Address, Territory = territory.Address, territory.Territory

zips = st.text("12", min_size=1, max_size=4)
cities = st.sampled_from(["济南", "青岛", "烟台"])
states = st.sampled_from(["SD", "BJ"])
addresses = st.builds(
    Address,
    zip=st.text("12", max_size=6),
    city=st.one_of(st.just(""), cities, cities.map("{}市".format)),
    state=st.one_of(st.none(), states),
)
territories = st.lists(
    st.builds(
        Territory,
        outlet=st.integers(),
        zips=st.lists(zips, max_size=3).map(tuple),
        cities=st.lists(cities, max_size=2).map(tuple),
        states=st.frozensets(states),
        types=st.frozensets(st.sampled_from(["repair", "remote"]), max_size=1),
    ),
    max_size=6,
    unique_by=lambda item: item.outlet,
)


def naive_score(place, address):
    """Precision by the words of the rule, one question after the other."""
    hits = [z for z in place.zips if address.zip.startswith(z)]
    if hits:
        return 300 + max(map(len, hits))
    if address.city.rstrip("市") in place.cities:
        return 200
    if address.state in place.states:
        return 100
    return -1 if place.zips or place.cities or place.states else 0


@given(territories, addresses)
def test_no_outlet_describes_the_address_better_than_the_chosen_one(places, address):
    scores = {p.outlet: naive_score(p, address) for p in places if not p.types}
    best = territory.best_outlet([p for p in places if not p.types], address)
    if best is None:
        assert all(score < 0 for score in scores.values())
    else:
        assert scores[best] == max(scores.values()) >= 0


@given(territories, addresses, st.randoms())
def test_order_of_outlets_matters_only_in_a_draw(places, address, random):
    shuffled = random.sample(places, len(places))
    one = territory.best_outlet(places, address, "repair")
    other = territory.best_outlet(shuffled, address, "repair")
    by_outlet = {place.outlet: place for place in places}
    if one != other:
        assert naive_score(by_outlet[one], address) == naive_score(
            by_outlet[other], address
        )


@given(territories, addresses, st.sampled_from(["repair", "remote"]))
def test_an_outlet_takes_only_the_order_types_it_serves(places, address, order_type):
    best = territory.best_outlet(places, address, order_type)
    chosen = [place for place in places if place.outlet == best]
    assert all(not p.types or order_type in p.types for p in chosen)


def test_the_longest_zip_prefix_wins_whatever_the_order():
    near, wide = Territory("near", zips=("2501",)), Territory("wide", zips=("25",))
    address = Address(zip="250100")
    assert territory.best_outlet([wide, near], address) == "near"
    assert territory.best_outlet([near, wide], address) == "near"


def test_the_longest_of_an_outlets_own_prefixes_counts():
    both = Territory("both", zips=("25", "2501"))
    between = Territory("between", zips=("250",))
    assert territory.best_outlet([between, both], Address(zip="250100")) == "both"
    assert territory.best_outlet([both, between], Address(zip="250200")) == "between"


def test_the_first_listed_wins_a_draw():
    one, other = Territory("one", cities=("青岛",)), Territory("two", cities=("青岛",))
    assert territory.best_outlet([one, other], Address(city="青岛")) == "one"
    assert territory.best_outlet([other, one], Address(city="青岛")) == "two"


@given(cities)
def test_a_city_is_the_same_with_and_without_its_suffix(city):
    for listed in (city, f"{city}市"):
        for written in (city, f"{city}市"):
            place = Territory("outlet", cities=(listed,))
            assert territory.best_outlet([place], Address(city=written)) == "outlet"


def test_an_outlet_without_territory_serves_only_what_nobody_else_does():
    anywhere = Territory("anywhere")
    qingdao = Territory("qingdao", cities=("青岛",))
    assert territory.best_outlet([anywhere, qingdao], Address(city="青岛")) == "qingdao"
    assert territory.best_outlet([anywhere, qingdao], Address()) == "anywhere"
    assert territory.best_outlet([qingdao], Address(city="北京")) is None


@given(
    st.lists(cities, max_size=4), st.sampled_from([",", "，", "、", ";", "；", "\n"])
)
def test_names_are_split_at_every_comma_people_type(names, mark):
    assert territory.split_list(f" {mark} ".join(names)) == tuple(names)
