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
        parent=st.none(),
        is_active=st.just(True),
        is_listed=st.just(True),
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
    best = territory.find_outlet([p for p in places if not p.types], address).outlet
    if best is None:
        assert all(score < 0 for score in scores.values())
    else:
        assert scores[best] == max(scores.values()) >= 0


@given(territories, addresses, st.randoms())
def test_order_of_outlets_matters_only_in_a_draw(places, address, random):
    shuffled = random.sample(places, len(places))
    one = territory.find_outlet(places, address, "repair").outlet
    other = territory.find_outlet(shuffled, address, "repair").outlet
    by_outlet = {place.outlet: place for place in places}
    if one != other:
        assert naive_score(by_outlet[one], address) == naive_score(
            by_outlet[other], address
        )


@given(territories, addresses, st.sampled_from(["repair", "remote"]))
def test_an_outlet_takes_only_the_order_types_it_serves(places, address, order_type):
    best = territory.find_outlet(places, address, order_type).outlet
    chosen = [place for place in places if place.outlet == best]
    assert all(not p.types or order_type in p.types for p in chosen)


def test_the_longest_zip_prefix_wins_whatever_the_order():
    near, wide = Territory("near", zips=("2501",)), Territory("wide", zips=("25",))
    address = Address(zip="250100")
    assert territory.find_outlet([wide, near], address).outlet == "near"
    assert territory.find_outlet([near, wide], address).outlet == "near"


def test_the_longest_of_an_outlets_own_prefixes_counts():
    both = Territory("both", zips=("25", "2501"))
    between = Territory("between", zips=("250",))
    assert (
        territory.find_outlet([between, both], Address(zip="250100")).outlet == "both"
    )
    assert (
        territory.find_outlet([both, between], Address(zip="250200")).outlet
        == "between"
    )


def test_the_first_listed_wins_a_draw():
    one, other = Territory("one", cities=("青岛",)), Territory("two", cities=("青岛",))
    assert territory.find_outlet([one, other], Address(city="青岛")).outlet == "one"
    assert territory.find_outlet([other, one], Address(city="青岛")).outlet == "two"


@given(cities)
def test_a_city_is_the_same_with_and_without_its_suffix(city):
    for listed in (city, f"{city}市"):
        for written in (city, f"{city}市"):
            place = Territory("outlet", cities=(listed,))
            assert (
                territory.find_outlet([place], Address(city=written)).outlet == "outlet"
            )


def test_an_outlet_without_territory_serves_only_what_nobody_else_does():
    anywhere = Territory("anywhere")
    qingdao = Territory("qingdao", cities=("青岛",))
    assert (
        territory.find_outlet([anywhere, qingdao], Address(city="青岛")).outlet
        == "qingdao"
    )
    assert territory.find_outlet([anywhere, qingdao], Address()).outlet == "anywhere"
    assert territory.find_outlet([qingdao], Address(city="北京")).outlet is None


@given(
    st.lists(cities, max_size=4), st.sampled_from([",", "，", "、", ";", "；", "\n"])
)
def test_names_are_split_at_every_comma_people_type(names, mark):
    assert territory.split_list(f" {mark} ".join(names)) == tuple(names)


# -- who stands in for an outlet that does not serve ----

chains = st.lists(
    st.builds(
        Territory,
        outlet=st.integers(0, 5),
        cities=st.lists(cities, max_size=2).map(tuple),
        types=st.frozensets(st.sampled_from(["repair", "remote"]), max_size=1),
        parent=st.one_of(st.none(), st.integers(0, 5)),
        is_active=st.booleans(),
        is_listed=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda item: item.outlet,
)


@given(chains, addresses, st.sampled_from(["repair", "remote"]), st.integers(0, 5))
def test_whoever_is_chosen_serves_and_who_was_passed_does_not(
    places, address, order_type, default
):
    match = territory.find_outlet(places, address, order_type, default)
    by_outlet = {place.outlet: place for place in places}

    def serves(place):
        return place.is_active and (not place.types or order_type in place.types)

    assert match.outlet is None or serves(by_outlet[match.outlet])
    assert not any(serves(by_outlet[outlet]) for outlet, _reason in match.passed)
    # Nobody is only said where really nobody is left to ask.
    if match.outlet is None:
        assert default not in by_outlet or not serves(by_outlet[default])


def test_the_parent_stands_in_before_a_less_precise_outlet():
    head = Territory("head", zips=("9",))
    near = Territory("near", cities=("青岛",), parent="head", is_active=False)
    wide = Territory("wide", states=frozenset({"SD"}))
    match = territory.find_outlet([wide, near, head], Address(city="青岛", state="SD"))
    assert match == territory.Match("head", "city", "青岛", (("near", "suspended"),))


def test_a_chain_that_does_not_serve_leads_to_the_next_match_then_to_the_default():
    top = Territory("top", zips=("9",), types=frozenset({"remote"}))
    near = Territory("near", cities=("青岛",), parent="top", is_active=False)
    wide = Territory("wide", states=frozenset({"SD"}))
    spare = Territory("spare", zips=("8",))
    places = [top, near, wide, spare]
    address = Address(city="青岛", state="SD")
    assert territory.find_outlet(places, address, "repair", "spare").outlet == "wide"
    match = territory.find_outlet([top, near, spare], address, "repair", "spare")
    assert match.outlet == "spare"
    assert match.by is None
    assert match.passed == (("near", "suspended"), ("top", "other_type"))


def test_outlets_above_each_other_do_not_end_in_a_circle():
    one = Territory("one", cities=("青岛",), parent="two", is_active=False)
    two = Territory("two", cities=("烟台",), parent="one", is_active=False)
    assert territory.find_outlet([one, two], Address(city="青岛")).outlet is None
