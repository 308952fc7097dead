"""What a claim gives: never more than the price, never signed above a tier."""

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

money = load_pure("aftersales_service/tools/claim_money.py")
approval = load_pure("aftersales_service/tools/approval.py")

cents = st.integers(0, 10**8).map(lambda value: value / 100)
rates = st.integers(0, 1000).map(lambda value: value / 100000)
days = st.integers(0, 4000)
tiers = st.lists(st.one_of(st.none(), cents.filter(bool)), min_size=1, max_size=6).map(
    lambda limits: [approval.Tier(number, limit) for number, limit in enumerate(limits)]
)


@given(cents, rates, days, days, cents)
def test_a_refund_lies_between_nothing_and_the_price(price, rate, used, repair, cut):
    result = money.refund(price, rate, used, repair, cut)
    assert 0 <= result.refund <= price
    total = result.fee + result.deduction + result.refund
    assert round(total, 2) == round(price, 2)


@given(cents, rates, days, days, days)
def test_a_day_in_repair_never_costs_the_customer(price, rate, used, repair, more):
    before = money.refund(price, rate, used, repair)
    after = money.refund(price, rate, used, repair + more)
    assert after.refund >= before.refund


@given(cents, rates, days, days, days)
def test_a_later_day_never_gives_more(price, rate, used, repair, more):
    before = money.refund(price, rate, used, repair)
    assert money.refund(price, rate, used + more, repair).refund <= before.refund


@given(cents, cents)
def test_the_difference_goes_both_ways(old, new):
    paid = money.surcharge(money.DIFFERENCE, old, new)
    assert paid == -money.surcharge(money.DIFFERENCE, new, old)
    assert round(old + paid, 2) == round(new, 2)


@given(tiers, cents, cents)
def test_a_larger_sum_needs_all_signatures_of_a_smaller_one(ladder, amount, more):
    small = approval.needed(ladder, amount)
    large = approval.needed(ladder, amount + more)
    if large is not None:
        assert small is not None
        assert large[: len(small)] == small


@given(tiers, cents)
def test_the_last_signature_may_allow_the_sum(ladder, amount):
    signed = approval.needed(ladder, amount)
    limits = {tier.tier: tier.limit for tier in ladder}
    if signed is None:
        assert all(limit is not None and limit < amount for limit in limits.values())
    else:
        last = limits[signed[-1]]
        assert last is None or amount <= last
