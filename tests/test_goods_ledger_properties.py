"""A running balance is the sum of all that came and went on the card until then."""

from itertools import groupby

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

goods_ledger = load_pure("aftersales_warehouse/tools/goods_ledger.py")

changes = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(-50, 50), st.integers(-1000, 1000)),
    max_size=60,
).map(lambda rows: sorted(rows, key=lambda row: row[0]))


@given(changes)
def test_the_balance_is_the_sum_of_the_card_so_far(rows):
    running = goods_ledger.Running()
    found = [running.add(*row) for row in rows]
    expected = []
    for _card, entries in groupby(rows, key=lambda row: row[0]):
        quantity = value = 0
        for _card, change, worth in entries:
            quantity, value = quantity + change, value + worth
            expected.append((quantity, value))
    assert found == expected
