"""When a loan is owed and when it is asked for, for any days."""

from datetime import date, timedelta

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

loans = load_pure("aftersales_service/tools/loans.py")
loan_flow = load_pure("aftersales_service/tools/loan_flow.py")

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
promises = st.one_of(st.none(), st.integers(0, 60))
intervals = st.integers(0, 30)


@given(days, promises, promises)
def test_a_shorter_promise_never_puts_a_loan_off(day, one, other):
    owed = loans.owed_on(day, one)
    if one and other and other <= one:
        assert day < loans.owed_on(day, other) <= owed
    assert (owed is None) == (not one)


@given(days, st.one_of(st.none(), days), intervals)
def test_nobody_is_asked_while_he_is_in_time(due, chased, interval):
    asked = loans.next_chase(due, chased, interval)
    assert asked is None or asked > due


@given(days, days, intervals)
def test_nobody_is_asked_twice_on_one_day(due, chased, interval):
    asked = loans.next_chase(due, chased, interval)
    assert asked is None or asked > chased


@given(days, st.integers(1, 30), st.integers(1, 90))
def test_a_run_each_day_asks_as_often_as_the_interval_says(due, interval, length):
    asked, chased = 0, None
    for number in range(1, length + 1):
        today = due + timedelta(number)
        if loans.next_chase(due, chased, interval) <= today:
            asked, chased = asked + 1, today
    assert asked == -(-length // interval)


def test_every_way_of_a_loan():
    ways = {
        state: {
            step for step in loan_flow.FLOW.steps if loan_flow.FLOW.can(step, state)
        }
        for state in loan_flow.STATES
    }
    assert ways == {
        "draft": {"lend", "cancel"},
        "lent": {"return", "lose"},
        "lost": {"return"},
        "returned": set(),
        "cancelled": set(),
    }
    assert set(loan_flow.ROLES) == set(loan_flow.FLOW.steps)
