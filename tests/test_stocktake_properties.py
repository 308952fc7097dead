"""A count finds what is there, whatever is moved while it goes on."""

from datetime import date

import pytest
from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

stocktake = load_pure("aftersales_warehouse/tools/stocktake.py")
stocktake_flow = load_pure("aftersales_warehouse/tools/stocktake_flow.py")
handover_flow = load_pure("aftersales_warehouse/tools/keeper_handover_flow.py")

quantities = st.integers(0, 500).map(float)
moves = st.lists(st.integers(-50, 50).map(float), max_size=8)
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
tolerances = st.builds(
    stocktake.Tolerance,
    percent=st.sampled_from([0.0, 1.0, 5.0]),
    amount=st.sampled_from([0.0, 10.0, 1000.0]),
)


@given(quantities, quantities, moves, moves)
def test_after_the_adjustment_the_books_say_what_is_there(book, there, before, after):
    """What is moved before and after the count moves goods and books alike."""
    counted = there + sum(before)
    found = stocktake.difference(counted, stocktake.expected(book, before))
    assert book + sum(before) + sum(after) + found == there + sum(before) + sum(after)


@given(quantities, quantities, moves, st.randoms())
def test_the_moment_of_the_count_does_not_change_what_is_found(
    book, there, moved, random
):
    """The same second or hours later: it is the same difference."""
    split = random.randint(0, len(moved))
    early = stocktake.difference(there, stocktake.expected(book, []))
    before = moved[:split]
    late = stocktake.difference(there + sum(before), stocktake.expected(book, before))
    assert early == late


@given(quantities, quantities, quantities, tolerances)
def test_only_differences_are_counted_again(counted, expected, cost, tolerance):
    found = stocktake.difference(counted, expected)
    again = stocktake.needs_recount(found, expected, cost, tolerance)
    assert not again or found
    if tolerance == stocktake.Tolerance():
        assert again == bool(found)


@given(quantities, quantities, quantities, tolerances, tolerances)
def test_a_wider_tolerance_lets_more_pass(counted, expected, cost, one, other):
    found = stocktake.difference(counted, expected)
    wide = stocktake.Tolerance(*(map(max, one, other)))
    same_kinds = all(bool(a) == bool(b) for a, b in zip(one, other, strict=True))
    if same_kinds and stocktake.needs_recount(found, expected, cost, wide):
        assert stocktake.needs_recount(found, expected, cost, one)


@given(days, st.integers(1, 31))
def test_the_sheet_is_due_in_the_month_after(day, number):
    due = stocktake.due_day(day, number)
    assert (due.year * 12 + due.month) - (day.year * 12 + day.month) == 1
    assert due.day <= number


@given(days, st.integers(0, 31))
def test_every_month_end_is_proposed_in_time_and_none_too_early(today, lead):
    months = stocktake.proposed_months(today, lead)
    assert all(stocktake.month_end(day) == day for day in months)
    assert stocktake.month_end(today) in months or (
        (stocktake.month_end(today) - today).days > lead
    )
    assert max(months) <= stocktake.month_end(today)


@pytest.mark.parametrize("flow", [stocktake_flow, handover_flow])
def test_every_state_can_be_reached_and_has_its_roles(flow):
    targets = {step.target for step in flow.FLOW.steps.values()}
    assert set(flow.MOMENTS) <= targets
    assert set(flow.ROLES) == set(flow.FLOW.steps)
    for name in flow.FLOW.steps:
        assert flow.FLOW.missing(name, "draft") is not None


def test_nothing_is_adjusted_before_head_office_has_approved():
    flow = stocktake_flow.FLOW
    for state in ("draft", *stocktake_flow.COUNTING, "explaining", "verified"):
        assert not flow.can("adjust", state)
        assert "approve" in (flow.missing("adjust", state) or ())
