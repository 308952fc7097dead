"""Whatever goods do, a unit is at one place and its owners follow without a gap."""

from datetime import date, timedelta

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

base = load_pure("aftersales_service/tools/installed_base.py")
swap = load_pure("aftersales_service/tools/part_swap.py")
Crossing, Life = base.Crossing, base.Life

steps = st.lists(
    st.tuples(
        st.booleans(),
        st.integers(0, 40),
        st.sampled_from([None, "li", "wang"]),
        st.sampled_from([None, 1, 2]),
    ),
    max_size=8,
)


def crossings(steps):
    day = date(2026, 1, 1)
    for outward, wait, customer, sale_line in steps:
        day += timedelta(days=wait)
        yield Crossing(outward, day, customer, sale_line=sale_line)


@given(steps)
def test_a_unit_is_at_its_customer_or_with_us(steps):
    life, _changes = base.follow(Life(), crossings(steps))
    assert life.state in (base.NEW, base.IN_USE, base.RETURNED)
    if life.state == base.IN_USE:
        assert life.delivered and not life.returned
    if life.state == base.RETURNED:
        assert life.customer is None and life.returned >= life.delivered
    if life.state == base.NEW:
        assert life == Life()


@given(steps)
def test_changes_of_hands_follow_each_other_in_time(steps):
    life, changes = base.follow(Life(), crossings(steps))
    days = [change.day for change in changes]
    assert days == sorted(days)
    for before, after in zip(changes, changes[1:], strict=False):
        assert not before.how == after.how == base.CAME_BACK
    if changes:
        assert changes[-1].customer == life.customer


@given(steps, st.integers(0, 8))
def test_what_is_followed_in_two_parts_ends_the_same(steps, cut):
    every = list(crossings(steps))
    whole = base.follow(Life(), every)
    first, changes = base.follow(Life(), every[:cut])
    second, more = base.follow(first, every[cut:])
    assert (second, changes + more) == whole


@given(st.integers(0, 30), st.integers(1, 5), st.lists(st.integers(0, 5), max_size=5))
def test_no_kit_holds_more_than_it_takes(count, each, held):
    indexes = base.deal(count, each, held)
    assert len(indexes) == count and indexes == sorted(indexes)
    opened = max([*indexes, len(held) - 1]) + 1
    for index in range(opened):
        had = held[index] if index < len(held) else 0
        assert indexes.count(index) + had <= max(each, had)
        if index < opened - 1 and index >= len(held):
            assert indexes.count(index) == each


days = st.dates(date(2026, 1, 1), date(2026, 1, 9))


@given(
    st.lists(st.tuples(days, st.integers(0, 3)), max_size=4),
    st.lists(st.none() | days, max_size=8),
)
def test_known_invoice_days_stay_and_none_is_given_twice(invoiced, known):
    found = base.spread(invoiced, known)
    assert len(found) == len(known)
    pieces = {}
    for day, count in invoiced:
        pieces[day] = pieces.get(day, 0) + count
    for before, after in zip(known, found, strict=True):
        assert before is None or before == after
    for day in set(found) - {None}:
        assert found.count(day) <= max(pieces.get(day, 0), known.count(day))


parts = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy")), max_size=6)


@given(parts, parts)
def test_an_old_part_has_one_successor_of_its_product_or_kind(removed, added):
    old = [swap.Part(-n, *part) for n, part in enumerate(removed, start=1)]
    new = [swap.Part(n, *part) for n, part in enumerate(added, start=1)]
    pairs = swap.pair(old, new)
    assert len(set(pairs.values())) == len(pairs)
    by_key = {part.key: part for part in old + new}
    for new_key, old_key in pairs.items():
        first, second = by_key[new_key], by_key[old_key]
        assert first.product == second.product or first.kind == second.kind
