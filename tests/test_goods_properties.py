"""Property tests of what outlets' warehouses check, sign and report."""

from datetime import date, timedelta

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

check = load_pure("aftersales_warehouse/tools/receipt_check.py")
days = load_pure("aftersales_warehouse/tools/report_days.py")
scan = load_pure("aftersales_warehouse/tools/note_scan.py")
issue = load_pure("aftersales_warehouse/tools/goods_issue.py")

quantities = st.integers(0, 40).map(lambda tenths: tenths / 10)
counts = st.lists(
    st.builds(check.Count, st.sampled_from("abc"), quantities, quantities, quantities),
    min_size=1,
    max_size=8,
)
dates = st.dates(date(2020, 1, 1), date(2032, 12, 31))
month_days = st.sets(st.integers(1, 31), min_size=1, max_size=4)


def near(one, other):
    return abs(one - other) < 1e-6


@given(counts)
def test_no_piece_is_lost_between_note_and_shelf(rows):
    for position, out in check.compare(rows).items():
        mine = [row for row in rows if row.position == position]
        note, good, bad = (
            sum(getattr(row, name) for row in mine) for name in ("note", "good", "bad")
        )
        assert near(out.accepted + out.apart + out.short, note)
        assert near(out.accepted + out.over, good)
        assert near(out.apart + out.over_bad, bad)
        assert min(out) >= 0
        # Nothing is short and too much at once.
        assert not (out.short and (out.over or out.over_bad))


@given(counts)
def test_lines_of_a_position_add_up_to_it(rows):
    total = check.compare(rows)
    shares = check.allocate(rows)
    for row, share in zip(rows, shares, strict=True):
        assert near(share.accepted + share.over, row.good)
        assert near(share.apart + share.over_bad, row.bad)
    for position, out in total.items():
        mine = [s for r, s in zip(rows, shares, strict=True) if r.position == position]
        for index, value in enumerate(out):
            assert near(sum(share[index] for share in mine), value)


@given(counts)
def test_the_order_of_counting_changes_no_outcome(rows):
    assert check.compare(rows) == check.compare(rows[::-1])


@given(dates, month_days)
def test_a_report_is_due_at_most_a_month_after_the_last(today, wanted):
    due = days.last_due_day(today, wanted)
    assert due <= today
    assert today - due <= timedelta(days=31)
    assert due in days.due_days(due.year, due.month, wanted)


@given(dates, month_days)
def test_each_month_has_its_due_days(today, wanted):
    due = days.due_days(today.year, today.month, wanted)
    assert 1 <= len(due) <= len(wanted)
    assert all(day.month == today.month for day in due)


@given(
    st.lists(
        st.builds(
            scan.Line,
            st.integers(1, 9),
            st.sampled_from("ab"),
            st.sampled_from([None, "L1", "L2"]),
            quantities,
            quantities,
        ),
        max_size=6,
        unique_by=lambda line: line.key,
    ),
    st.builds(scan.Scan, st.sampled_from("abc"), st.sampled_from([None, "L1", "L3"])),
)
def test_a_scan_is_counted_by_a_line_of_its_article_and_lot(lines, what):
    key = scan.choose_line(what, lines)
    if key is None:
        return
    line = next(line for line in lines if line.key == key)
    assert line.product == what.product
    if what.lot:
        assert line.lot in (what.lot, None)


pairs = st.lists(st.tuples(st.sampled_from("abc"), quantities), max_size=6)


@given(pairs, pairs)
def test_nothing_beyond_the_signed_note_goes_unseen(signed, leaving):
    over = issue.excess(signed, leaving)
    for product in {name for name, _quantity in leaving}:
        left = sum(q for name, q in leaving if name == product)
        allowed = sum(q for name, q in signed if name == product)
        assert near(over.get(product, 0), max(0, left - allowed))
