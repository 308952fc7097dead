"""An outlet is paid each visit once, by the rates that describe it most closely."""

from datetime import date, timedelta
from math import inf

import pytest
from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

settlement = load_pure("aftersales_service/tools/settlement.py")
rate = load_pure("aftersales_service/tools/rate.py")
rate_card = load_pure("aftersales_service/tools/rate_card.py")
Facts, Rule = rate.Facts, rate.Rule

CENTS = 100
amounts = st.integers(0, 50_000).map(lambda cents: cents / CENTS)
percents = st.integers(0, 100).map(float)
kilometres = st.floats(0, 500).map(lambda km: round(km, 1))
opinions = st.sampled_from(["very_satisfied", "satisfied", "dissatisfied"])
maybe = st.one_of(st.none(), st.integers(1, 3))


@st.composite
def rules(draw):
    kind = draw(st.sampled_from(rate.RULE_KINDS))
    basis = draw(st.sampled_from(rate.BASES[kind]))
    needs_opinion = kind in (rate.BONUS_OPINION, rate.PENALTY_OPINION)
    start = draw(st.sampled_from([0.0, 10.0, 30.0]))
    return Rule(
        key=draw(st.integers(1, 10_000)),
        kind=kind,
        basis=basis,
        amount=draw(percents if basis == rate.PERCENT else amounts),
        fault=draw(maybe),
        category=draw(maybe),
        order_type=draw(maybe),
        grade=draw(st.sampled_from([None, "A", "B"])),
        km_from=start,
        km_to=draw(st.sampled_from([start + 20.0, inf])),
        opinion=draw(opinions) if needs_opinion else None,
    )


visits = st.builds(
    Facts,
    key=st.integers(1, 8),
    grade=st.sampled_from([None, "A", "B"]),
    order_type=maybe,
    faults=st.dictionaries(st.integers(1, 3), st.integers(1, 4), max_size=3),
    categories=st.dictionaries(st.integers(1, 3), st.integers(1, 4), max_size=3),
    hours=st.integers(0, 40).map(lambda quarters: quarters / 4),
    km=st.one_of(st.none(), kilometres),
    parts=st.integers(0, 5).map(float),
    value=amounts,
    opinion=st.one_of(st.none(), opinions),
    in_time=st.sampled_from([None, True, False]),
)
cards = st.lists(rules(), max_size=12, unique_by=lambda rule: rule.key)


def cents(amount):
    return round(amount * CENTS)


@given(st.lists(visits, max_size=8), cards)
def test_the_lines_add_up_to_the_total(listed, card):
    for lines in settlement.settle(listed, card).values():
        whole = sum(cents(line.amount) for line in lines)
        assert cents(settlement.total(lines)) == whole


@given(st.lists(visits, max_size=8), cards)
def test_every_amount_is_whole_cents(listed, card):
    for lines in settlement.settle(listed, card).values():
        for line in lines:
            assert line.amount == pytest.approx(cents(line.amount) / CENTS, abs=1e-9)


@given(st.lists(visits, max_size=8, unique_by=lambda v: v.key), cards, st.randoms())
def test_the_order_of_visits_and_rates_does_not_matter(listed, card, random):
    turned, shuffled = list(listed), list(card)
    random.shuffle(turned)
    random.shuffle(shuffled)
    assert settlement.settle(listed, card) == settlement.settle(turned, shuffled)


@given(st.lists(visits, max_size=8), cards)
def test_no_visit_is_paid_twice(listed, card):
    paid = settlement.settle([*listed, *listed], card)
    assert set(paid) == {visit.key for visit in listed}
    for key, lines in paid.items():
        assert {line.key for line in lines} <= {key}
        kinds = [line.kind for line in lines]
        assert len(kinds) == len(set(kinds))


@given(visits, kilometres, kilometres, cards)
def test_a_longer_way_never_pays_less(visit, one, other, card):
    travel = [rule for rule in card if rule.kind == rate.TRAVEL]

    def paid(km):
        return settlement.total(settlement.price(visit._replace(km=km), travel))

    short, far = sorted((one, other))
    assert paid(short) <= paid(far)


@given(visits, cards)
def test_only_penalties_take_anything_off(visit, card):
    for line in settlement.price(visit, card):
        assert (line.amount <= 0) == (line.kind in rate.TAKEN_OFF or line.amount == 0)


@given(visits, cards, amounts)
def test_a_visit_earns_its_minimum(visit, card, least):
    floor = Rule("least", rate.MINIMUM, rate.EACH, least)
    card = [rule for rule in card if rule.kind != rate.MINIMUM]
    lines = settlement.price(visit, [*card, floor])
    earned = sum(
        line.amount for line in lines if line.kind in (*rate.WORK, rate.MINIMUM)
    )
    assert cents(earned) >= cents(least)


@given(amounts, amounts)
def test_a_guarantee_fills_up_and_never_more(earned, promised):
    rule = Rule("g", rate.GUARANTEE, rate.EACH, promised)
    line = settlement.guarantee(earned, Facts("M"), [rule])
    assert cents(earned + (line.amount if line else 0.0)) == max(
        cents(earned), cents(promised)
    )


CASES = [
    # facts, rules, what comes out of it
    ({}, [("labour", "each", 80)], {"labour": 80.0}),
    ({"hours": 1.5}, [("labour", "hour", 60)], {"labour": 90.0}),
    ({"km": 19.9}, [("travel", "km", 1.5, {"km_from": 20.0})], {}),
    ({"km": 50.0}, [("travel", "km", 1.5, {"km_from": 20.0})], {"travel": 45.0}),
    (
        {"km": 120.0},
        [
            ("travel", "each", 30, {"km_from": 20.0, "km_to": 50.0}),
            ("travel", "km", 1.2, {"km_from": 50.0, "km_to": 100.0}),
            ("travel", "km", 0.8, {"km_from": 100.0}),
        ],
        {"travel": 106.0},
    ),
    ({"km": None}, [("travel", "km", 1.5)], {}),
    ({"parts": 3.0}, [("parts", "part", 5)], {"parts": 15.0}),
    (
        {"parts": 1.0, "value": 333.33},
        [("parts", "percent", 5)],
        {"parts": 16.67},
    ),
    ({"in_time": True}, [("bonus_in_time", "each", 5)], {"bonus_in_time": 5.0}),
    ({"in_time": None}, [("bonus_in_time", "each", 5)], {}),
    (
        {"opinion": "dissatisfied"},
        [
            ("labour", "each", 80),
            ("penalty_opinion", "percent", 25, {"opinion": "dissatisfied"}),
        ],
        {"labour": 80.0, "penalty_opinion": -20.0},
    ),
    (
        {"order_type": 2, "grade": "A"},
        [
            ("labour", "each", 80, {"grade": "A"}),
            ("labour", "each", 0, {"order_type": 2}),
        ],
        {"labour": 0.0},
    ),
]


@pytest.mark.parametrize(("facts", "listed", "expected"), CASES)
def test_cases(facts, listed, expected):
    card = [
        Rule(number, kind, basis, amount, **(criteria[0] if criteria else {}))
        for number, (kind, basis, amount, *criteria) in enumerate(listed)
    ]
    lines = settlement.price(Facts("D", **facts), card)
    assert {line.kind: line.amount for line in lines} == expected


days = st.integers(0, 60).map(lambda number: date(2026, 1, 1) + timedelta(number))
outlets = st.builds(
    rate_card.Outlet,
    key=st.integers(1, 3),
    kind=st.sampled_from(["outsourced", "authorised"]),
    grade=st.sampled_from([None, "A"]),
)
plain_cards = st.lists(
    st.builds(
        rate_card.Card,
        key=st.integers(),
        first=st.one_of(st.none(), days),
        last=st.one_of(st.none(), days),
        outlets=st.frozensets(st.integers(1, 3), max_size=2),
        kind=st.sampled_from([None, "outsourced"]),
        grade=st.sampled_from([None, "A"]),
    ),
    max_size=5,
    unique_by=lambda card: card.key,
)


@given(plain_cards, outlets, days)
def test_cards_that_do_not_clash_never_leave_a_choice(listed, outlet, day):
    if rate_card.clashes(listed):
        return
    fitting = [card for card in listed if rate_card.holds(card, outlet, day)]
    precise = [rate_card.precision(card) for card in fitting]
    assert len(precise) == len(set(precise))
    chosen = rate_card.choose(listed, outlet, day)
    assert (chosen is None) == (not fitting)
