"""Depreciation of aged stock: age, periods and amounts hold their promises."""

from datetime import date, timedelta
from decimal import Decimal

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

dep = load_pure("aftersales_warehouse/tools/depreciation.py")

ONE_DAY = timedelta(1)
days = st.dates(date(2019, 1, 1), date(2030, 12, 31))
spans = st.integers(0, 1500).map(timedelta)
bases = st.sampled_from([dep.CALENDAR, dep.ANNIVERSARY])
rates = st.integers(0, 1000).map(lambda number: Decimal(number) / 10000)
all_terms = st.builds(
    dep.Terms,
    storage_months=st.integers(0, 24),
    rate=rates,
    period_count=st.integers(1, 24),
    month_basis=bases,
)
cents = st.integers(0, 10_000_000).map(lambda number: Decimal(number) / 100)
units = st.sampled_from([Decimal("0.01"), Decimal("1"), Decimal("0.05")])
quantities = st.integers(1, 500).map(lambda number: Decimal(number) / 4)


@given(all_terms, days, spans)
def test_periods_never_shrink_and_stay_within_their_bounds(terms, received, span):
    day = received + span
    before, due = (dep.periods(terms, received, one) for one in (day, day + ONE_DAY))
    assert 0 <= before <= due <= terms.period_count
    assert due - before <= 1


@given(all_terms, days)
def test_goods_turn_aged_on_the_first_day_with_a_period(terms, received):
    day = dep.aged_on(terms, received)
    assert dep.periods(terms, received, day) == 1
    assert dep.periods(terms, received, day - ONE_DAY) == 0


@given(all_terms, days, spans)
def test_the_next_change_is_the_first_one(terms, received, span):
    day = received + span
    due = dep.periods(terms, received, day)
    change = dep.next_change(terms, received, day)
    if change is None:
        assert due == terms.period_count
    else:
        assert change > day
        assert dep.periods(terms, received, change - ONE_DAY) == due
        assert dep.periods(terms, received, change) == due + 1


@given(all_terms, days)
def test_the_bound_of_a_search_divides_aged_from_fresh(terms, day):
    latest = dep.latest_aged(terms, day)
    assert dep.periods(terms, latest, day) >= 1
    assert dep.periods(terms, latest + ONE_DAY, day) == 0


@given(all_terms, days, st.integers(0, 60))
def test_at_the_end_of_a_month_both_bases_agree(terms, received, months):
    """A month's last day is the anniversary of every day of an earlier month."""
    end = dep.month_end(received)
    for _one in range(months):
        end = dep.month_end(end + ONE_DAY)
    calendar = terms._replace(month_basis=dep.CALENDAR)
    anniversary = terms._replace(month_basis=dep.ANNIVERSARY)
    assert dep.periods(calendar, received, end) == dep.periods(
        anniversary, received, end
    )


@given(all_terms, days, cents, units)
def test_charges_of_all_months_are_the_capped_whole(terms, received, cost, unit):
    booked = Decimal(0)
    months = terms.storage_months + terms.period_count + 2
    end = dep.month_end(received)
    for _month in range(months):
        due = dep.periods(terms, received, end)
        amount = dep.charge(cost, terms, due, booked, unit)
        assert amount >= 0
        booked += amount
        assert booked == dep.cumulative(cost, terms, due, unit)
        assert abs(booked - cost * terms.rate * due) <= unit / 2
        coming = dep.next_charge(cost, terms, received, end, unit)
        end = dep.month_end(end + ONE_DAY)
        assert coming == dep.charge(
            cost, terms, dep.periods(terms, received, end), booked, unit
        )
    assert booked == dep.rounded(cost * terms.rate * terms.period_count, unit)


@given(cents)
def test_the_house_rule_never_takes_more_than_96_percent(cost):
    """R225: a residual of 4 % stays, but for half a cent of rounding."""
    terms = dep.Terms()
    whole = dep.cumulative(cost, terms, dep.periods(terms, date.min, date.max))
    assert whole <= cost * Decimal("0.96") + Decimal("0.005")
