"""Layers follow movements: nothing is lost, nothing made up, the oldest goes first."""

from datetime import date, timedelta

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

layers = load_pure("aftersales_warehouse/tools/layers.py")
book_module = load_pure("aftersales_warehouse/tools/layer_book.py")
Flow, Key, Layer, Place = layers.Flow, layers.Key, layers.Layer, layers.Place
Book = book_module.Book

START = date(2026, 1, 1)
PLACES = [None, Place(1), Place(2), Place(1, "nonconforming", "outlet"), Place(None)]
ON_THE_WAY = PLACES[-1]


def cents(amount):
    return round(amount, 2)


quantities = st.integers(1, 400).map(lambda hundredths: hundredths / 4)
days = st.integers(0, 400).map(lambda days: START + timedelta(days=days))
open_layers = st.lists(
    st.builds(
        lambda day, quantity, allowance: Layer(
            Key(1, None, None, PLACES[1]), day, day, quantity, 1.0, quantity, allowance
        ),
        days,
        quantities,
        st.integers(0, 10**6).map(lambda amount: amount / 100),
    ),
    max_size=8,
)
# (source, dest, lot, owner, quantity, days since the movement before)
moves = st.lists(
    st.tuples(
        st.sampled_from(PLACES),
        st.sampled_from(PLACES),
        st.sampled_from([None, 5]),
        st.sampled_from([None, 9]),
        quantities,
        st.integers(0, 3),
        st.booleans(),
    ),
    max_size=25,
)


def play(rows, book=None):
    book = book or Book(cents)
    day, flows = START, []
    for number, (source, dest, lot, owner, quantity, pause, undo) in enumerate(rows, 1):
        day += timedelta(days=pause)
        flow = Flow(number, day, "issue", 1, quantity, source, dest, lot, owner, 2.5)
        if undo and flows:
            undone = flows[len(flows) // 2]
            flow = flow._replace(
                source=undone.dest,
                dest=undone.source,
                lot=undone.lot,
                owner=undone.owner,
                returned=undone.move,
            )
        flows.append(flow)
        book.apply(flow)
    return book, flows


def stock(flows):
    """What stands where, as the host counts it: by place, lot and owner."""
    held = {}
    for flow in flows:
        for place, sign in ((flow.source, -1), (flow.dest, 1)):
            key = place, flow.owner
            held[key] = held.get(key, 0) + sign * flow.quantity
    return held


@given(open_layers, quantities, st.randoms(use_true_random=False))
def test_taking_loses_nothing(given_layers, quantity, random):
    before = sum(layer.remaining for layer in given_layers)
    takes, short = layers.take(given_layers, quantity, cents)
    assert abs(sum(t.quantity for t in takes) + short - quantity) < 1e-6
    assert short == max(0, quantity - before)
    for layer, part, amount in takes:
        assert 0 < part <= layer.remaining
        assert 0 <= amount <= layer.allowance
        if part == layer.remaining:
            assert amount == layer.allowance
    # Only the last one may keep something.
    assert all(t.quantity == t.layer.remaining for t in takes[:-1])


@given(st.integers(0, 10**7), st.lists(quantities, min_size=1, max_size=9))
def test_shares_add_up_to_the_cent(hundredths, parts):
    left, whole, shares = hundredths / 100, sum(parts), []
    for part in parts:
        shares.append(layers.share(left, part, whole, cents))
        left, whole = cents(left - shares[-1]), layers.clean(whole - part)
    assert cents(sum(shares)) == hundredths / 100
    assert left == 0


@given(moves)
def test_layers_less_shortages_are_the_stock(rows):
    book, flows = play(rows)
    held = stock(flows)
    for place in PLACES[1:-1]:
        for owner in (None, 9):
            remaining = sum(
                layer.remaining
                for layer in book.layers
                if (layer.key.place, layer.key.owner) == (place, owner)
            )
            short = sum(
                item.open
                for item in book.shortages
                if (item.key.place, item.key.owner) == (place, owner)
            )
            assert abs(remaining - short - held.get((place, owner), 0)) < 1e-6


@given(moves)
def test_nothing_is_negative_and_uses_explain_what_is_gone(rows):
    book, _flows = play(rows)
    for layer in book.layers:
        gone = sum(use.quantity for use in book.uses if use.layer is layer)
        assert 0 <= layer.remaining <= layer.quantity
        assert abs(layer.quantity - gone - layer.remaining) < 1e-6
    assert all(item.open >= 0 for item in book.shortages)


@given(moves)
def test_age_and_cost_go_along(rows):
    book, _flows = play(rows)
    for use in book.uses:
        if use.target:
            assert use.target.first_received_on == use.layer.first_received_on
            assert use.target.unit_cost == use.layer.unit_cost
            assert use.target.source is use.layer
    for layer in book.layers:
        assert layer.first_received_on <= layer.received_on


@given(moves, st.integers(0, 10**6))
def test_allowance_is_never_lost(rows, hundredths):
    """What stands in the books is in the layers, or left with goods that are gone."""
    book = Book(cents)
    charged = 0
    first = Layer(Key(1, None, None, PLACES[1]), START, START, 50, 2.0, 50)
    first.id, first.allowance = 1, hundredths / 100
    charged += first.allowance
    book.know_layer(first)
    book, _flows = play(rows, book)
    in_layers = sum(layer.allowance for layer in [first, *book.layers])
    gone = sum(use.allowance for use in book.uses if not use.target)
    assert cents(in_layers + gone) == cents(charged)
    assert all(layer.allowance >= 0 for layer in [first, *book.layers])


@given(
    st.lists(st.tuples(quantities, st.integers(1, 3)), min_size=1, max_size=6),
    st.lists(quantities, max_size=6),
    st.permutations(range(12)),
)
def test_order_of_same_day_moves_changes_no_total(receipts, issues, order):
    """Whatever is written down first on a day: the same stock of the same age."""
    flows = [
        Flow(
            number,
            START,
            "gain",
            1,
            quantity,
            dest=PLACES[1],
            since=START - timedelta(days=age),
            unit_cost=2.0,
        )
        for number, (quantity, age) in enumerate(receipts)
    ] + [
        Flow(100 + number, START, "issue", 1, quantity, source=PLACES[1])
        for number, quantity in enumerate(issues)
    ]
    shuffled = sorted(
        flows, key=lambda flow: order[flows.index(flow)] if len(flows) <= 12 else 0
    )

    def total(sequence):
        book = Book(cents)
        for flow in sequence:
            book.apply(flow)
        return (
            layers.clean(sum(layer.remaining for layer in book.layers)),
            layers.clean(sum(item.open for item in book.shortages)),
        )

    assert total(flows) == total(shuffled)


@given(moves)
def test_what_comes_back_is_as_old_as_it_was(rows):
    book, flows = play(rows)
    for use in book.uses:
        if use.brings_back:
            assert use.kind == "return"
            assert use.layer is use.brings_back.layer
            assert use.brings_back.revived <= use.brings_back.quantity
