"""Levels of complaints, repeats and the table of their steps, whatever the facts."""

from datetime import datetime, timedelta

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

level = load_pure("aftersales_service/tools/complaint_level.py")
repeat = load_pure("aftersales_service/tools/complaint_repeat.py")
flow = load_pure("aftersales_service/tools/complaint_flow.py")

levels = st.sampled_from(level.LEVELS)
criteria = st.lists(
    st.builds(
        level.Criterion,
        st.integers(0, 99),
        levels,
        st.sampled_from((None, *level.DIMENSIONS)),
        st.integers(1, 3),
    ),
    max_size=8,
    unique_by=lambda criterion: criterion.key,
)
figures = st.dictionaries(st.sampled_from(level.DIMENSIONS), st.integers(0, 4))
ticks = st.frozensets(st.integers(0, 99))


@given(criteria, figures, ticks, levels)
def test_the_level_is_that_of_a_criterion_met_or_the_floor(rows, facts, ticked, floor):
    proposal = level.propose(rows, facts, ticked, floor)
    assert level.rank(proposal.level) >= level.rank(floor)
    by_key = {row.key: row for row in rows}
    assert all(by_key[key].level == proposal.level for key in proposal.reasons)
    assert proposal.reasons or proposal.level == floor


@given(criteria, figures, ticks, st.randoms())
def test_the_order_of_criteria_changes_no_level(rows, facts, ticked, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    first = level.propose(rows, facts, ticked)
    second = level.propose(shuffled, facts, ticked)
    assert first.level == second.level
    assert set(first.reasons) == set(second.reasons)


@given(criteria, figures, ticks, st.integers(0, 99), st.data())
def test_what_becomes_known_never_lowers_it(rows, facts, ticked, more, data):
    before = level.propose(rows, facts, ticked).level
    worse = {name: facts.get(name, 0) + data.draw(st.integers(0, 2)) for name in facts}
    after = level.propose(rows, worse, ticked | {more}).level
    assert level.rank(after) >= level.rank(before)


@given(levels)
def test_escalation_ends_at_the_top(start):
    steps = 0
    while start is not None:
        start, steps = level.next_level(start), steps + 1
    assert steps <= len(level.LEVELS)


matters = st.lists(
    st.builds(
        lambda customer, category, thing, day: (customer, category, thing, day),
        st.integers(1, 3),
        st.integers(1, 2),
        st.sampled_from((None, 1, 2)),
        st.integers(0, 400),
    ),
    max_size=12,
)


@given(matters, st.integers(0, 365))
def test_repeats_point_back_and_never_in_a_circle(rows, days):
    start = datetime(2026, 1, 1)
    found = [
        repeat.Matter(
            key,
            frozenset({("partner", customer)}),
            category,
            frozenset({thing} - {None}),
            start + timedelta(days=day),
        )
        for key, (customer, category, thing, day) in enumerate(rows, 1)
    ]
    by_key = {matter.key: matter for matter in found}
    for matter in found:
        before = by_key.get(repeat.find_repeat(matter, found, days))
        if before:
            assert (before.at, before.key) < (matter.at, matter.key)
            assert matter.at - before.at <= timedelta(days=days)
            assert before.category == matter.category
            assert before.customers & matter.customers


@given(st.lists(st.sampled_from(sorted(flow.FLOW.steps)), max_size=25))
def test_nothing_is_closed_that_was_not_resolved(steps):
    state, seen = flow.STATES[0], set()
    for step in steps:
        if flow.FLOW.can(step, state):
            state = flow.FLOW.target(step)
            seen.add(state)
    assert state in flow.STATES
    if "closed" in seen:
        assert {"acknowledged", "assessed", "proposed", "resolved"} <= seen
