"""A clerk is told of everything odd about a registration, and of nothing else."""

from datetime import date, timedelta

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

registration = load_pure("aftersales_service/tools/registration.py")
label_sheet = load_pure("aftersales_service/tools/label_sheet.py")
mask = load_pure("aftersales_service/tools/mask.py")
Facts = registration.Facts

days = st.dates(date(2024, 1, 1), date(2026, 12, 31))
facts = st.builds(
    Facts,
    today=days,
    purchase_date=st.none() | days,
    factory_date=st.none() | days,
    delivery_date=st.none() | days,
    has_unit=st.booleans(),
    has_proof=st.booleans(),
    is_owned_by_other=st.booleans(),
    is_transferable=st.booleans(),
    is_other_product=st.booleans(),
    invoice_units=st.integers(0, 3),
    duplicates=st.integers(0, 3),
)


@given(facts)
def test_findings_come_in_one_order_and_once(known):
    found = registration.find(known)
    assert list(found) == [code for code in registration.TESTS if code in found]


@given(facts, st.integers(1, 400))
def test_a_later_purchase_is_never_too_early_for_the_first_time(known, later):
    if known.purchase_date is None:
        return
    after = known._replace(purchase_date=known.purchase_date + timedelta(days=later))
    early = {"before_factory", "before_delivery"}
    assert early & set(registration.find(after)) <= set(registration.find(known))


@given(facts)
def test_one_s_own_unit_raises_no_question_of_ownership(known):
    found = registration.find(known._replace(is_owned_by_other=False))
    assert not {"other_owner", "not_transferable"} & set(found)


@given(facts)
def test_unknown_dates_are_nobody_s_fault(known):
    found = registration.find(known._replace(purchase_date=None))
    assert not {"in_future", "before_factory", "before_delivery"} & set(found)


@given(
    st.lists(st.integers(), max_size=60),
    st.integers(1, 8),
    st.integers(1, 5),
    st.integers(1, 40),
)
def test_every_label_is_printed_once_and_in_order(labels, rows, columns, first):
    sheets = label_sheet.lay_out(labels, rows, columns, first)
    cells = [cell for sheet in sheets for row in sheet for cell in row]
    assert [cell for cell in cells if cell is not None] == labels
    assert all(len(sheet) == rows for sheet in sheets)
    assert all(len(row) == columns for sheet in sheets for row in sheet)
    if labels:
        blank = (first - 1) % (rows * columns)
        assert cells[:blank] == [None] * blank
        assert cells[blank] == labels[0]
        assert any(cell is not None for row in sheets[-1] for cell in row)


@given(st.text(max_size=40))
def test_at_most_half_of_a_serial_is_shown(serial):
    shown = mask.mask_serial(serial).replace(mask.HIDDEN, "", 1)
    assert len(shown) <= min(4, len(serial) / 2)
