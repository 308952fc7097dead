"""What a supplier bears: shares of costs, within his term, by the closest agreement."""

from datetime import date, timedelta

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

recovery = load_pure("aftersales_service/tools/recovery.py")

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
money = st.floats(0, 10**6).map(lambda amount: round(amount, 2))
costs = st.tuples(money, money, money)
shares = st.tuples(*[st.floats(0, 1)] * 3)
optional_days = st.one_of(st.none(), days)
terms = st.builds(
    recovery.Terms,
    key=st.integers(1, 9),
    product=st.one_of(st.none(), st.integers(1, 3)),
    category=st.one_of(st.none(), st.integers(1, 4)),
    valid_from=optional_days,
    valid_to=optional_days,
)


@given(costs, shares, st.booleans())
def test_nobody_owes_more_than_it_cost(costs, shares, is_in_term):
    owed = recovery.expected(costs, shares, is_in_term)
    assert 0 <= owed <= round(sum(costs), 2) + 0.01
    assert is_in_term or not owed


@given(costs, shares, shares)
def test_a_greater_share_never_owes_less(costs, one, other):
    more = tuple(map(max, one, other))
    assert recovery.expected(costs, more, True) >= recovery.expected(costs, one, True)


@given(days, st.integers(1, 120))
def test_a_term_ends_on_the_day_of_the_month_or_its_last(received, months):
    end = recovery.term_end(received, months)
    assert (end.year - received.year) * 12 + end.month - received.month == months
    is_last = (end + timedelta(1)).month != end.month
    assert end.day == received.day or (is_last and end.day < received.day)


@given(days, st.integers(1, 60), st.integers(1, 60))
def test_more_months_never_end_earlier(received, months, further):
    assert recovery.term_end(received, months) < recovery.term_end(
        received, months + further
    )


@given(st.lists(terms, max_size=5), st.integers(1, 3), days)
def test_the_agreement_chosen_holds_for_the_part(agreements, product, on):
    categories = [2, 1]
    key = recovery.choose(agreements, product, categories, on)
    fitting = [
        agreement
        for agreement in agreements
        if agreement.product in (None, product)
        and agreement.category in (None, *categories)
        and (agreement.valid_from is None or agreement.valid_from <= on)
        and (agreement.valid_to is None or on <= agreement.valid_to)
    ]
    assert (key is None) == (not fitting)
    if any(agreement.product for agreement in fitting):
        assert key in {agreement.key for agreement in fitting if agreement.product}
