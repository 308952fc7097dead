"""A sample depends on its seed alone; quotas add up and are fair."""

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

sampling = load_pure("aftersales_service/tools/sampling.py")

seeds = st.integers(0, 10**6)
keys = st.integers(1, 10**6)
populations = st.dictionaries(keys, st.integers(0, 400), max_size=12)
sizes = st.integers(0, 500)


@given(st.data(), st.lists(keys, unique=True, max_size=60), sizes, seeds)
def test_the_order_of_the_input_does_not_matter(data, population, size, seed):
    shuffled = data.draw(st.permutations(population))
    sample = sampling.draw(population, size, seed)
    assert sample == sampling.draw(shuffled, size, seed)
    assert set(sample) <= set(population)
    assert len(sample) == min(size, len(population))


@given(st.sets(keys, max_size=60), sizes, sizes, seeds)
def test_a_larger_sample_holds_the_smaller_one(population, one, other, seed):
    small, large = sorted((one, other))
    assert set(sampling.draw(population, small, seed)) <= set(
        sampling.draw(population, large, seed)
    )


@given(st.sets(keys, min_size=1, max_size=60), keys, sizes, seeds)
def test_one_more_in_the_population_displaces_one_at_most(population, key, size, seed):
    before = set(sampling.draw(population, size, seed))
    after = set(sampling.draw(population | {key}, size, seed))
    assert len(before - after) <= 1
    assert after - before <= {key}


@given(populations, sizes, st.integers(0, 3))
def test_quotas_add_up_and_ask_for_no_more_than_there_are(parts, size, at_least):
    found = sampling.quotas(parts, size, at_least)
    floor = {key: min(at_least, number) for key, number in parts.items()}
    assert found.keys() == parts.keys()
    assert sum(found.values()) == max(
        min(size, sum(parts.values())), sum(floor.values())
    )
    for key, number in parts.items():
        assert floor[key] <= found[key] <= number


@given(populations, sizes)
def test_quotas_are_within_one_of_the_exact_share(parts, size):
    total = sum(parts.values())
    size = min(size, total)
    for key, quota in sampling.quotas(parts, size).items() if total else ():
        assert abs(quota * total - size * parts[key]) < total


@given(st.data(), populations, sizes)
def test_quotas_do_not_depend_on_the_order_of_parts(data, parts, size):
    shuffled = dict(data.draw(st.permutations(list(parts.items()))))
    assert sampling.quotas(parts, size) == sampling.quotas(shuffled, size)


@given(st.dictionaries(keys, st.sets(keys, max_size=30), max_size=6), sizes, seeds)
def test_each_part_gives_its_quota(parts, size, seed):
    counts = {key: len(members) for key, members in parts.items()}
    wanted = sampling.quotas(counts, size)
    drawn = sampling.draw_by_quota(parts, wanted, seed)
    assert {key: len(members) for key, members in drawn.items()} == wanted
    assert drawn == sampling.draw_by_quota(dict(reversed(parts.items())), wanted, seed)


@given(st.integers(0, 10**6), st.integers(0, 1000))
def test_a_share_is_the_least_count_that_reaches_it(number, tenths):
    count = sampling.share(number, tenths / 10)
    assert count * 1000 >= number * tenths
    assert count == 0 or (count - 1) * 1000 < number * tenths
