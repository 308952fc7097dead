"""A range of serials holds what lies between its ends, by number and not by letter."""

from conftest import load_pure
from hypothesis import assume, given
from hypothesis import strategies as st

serial_range = load_pure("aftersales_service/tools/serial_range.py")

texts = st.text("AB-_%\\.*[", max_size=4)
numbers = st.integers(0, 10**9)
widths = st.integers(1, 12)


@st.composite
def ranges(draw):
    """Words around the number, and two numbers in order, padded as they please."""
    before, after = draw(texts), draw(texts)
    first, last = sorted((draw(numbers), draw(numbers)))
    ends = [f"{before}{n:0{draw(widths)}}{after}" for n in (first, last)]
    return before, after, first, last, ends


@given(ranges(), numbers, widths)
def test_a_serial_is_inside_when_its_number_is(described, number, width):
    before, after, first, last, ends = described
    batch = serial_range.parse(*ends)
    serial = f"{before}{number:0{width}}{after}"
    assert serial_range.contains(batch, serial) == (first <= number <= last)


@given(ranges())
def test_both_ends_are_inside_in_small_letters_too(described):
    *_rest, ends = described
    batch = serial_range.parse(*ends)
    for end in ends:
        assert serial_range.contains(batch, f" {end.lower()} ")


@given(ranges(), texts, texts)
def test_other_words_around_the_number_are_another_series(described, front, back):
    before, after, first, _last, ends = described
    assume((front, back) != (before, after))
    batch = serial_range.parse(*ends)
    assert not serial_range.contains(batch, f"{front}{first}{back}")


@given(st.text("AB1290-", max_size=10), st.text("AB1290-", max_size=10))
def test_what_is_no_range_is_refused_with_a_reason(first, last):
    try:
        batch = serial_range.parse(first, last)
    except serial_range.SerialRangeError as error:
        assert str(error) in (
            serial_range.NO_NUMBER,
            serial_range.DIFFERENT,
            serial_range.BACKWARDS,
        )
    else:
        assert serial_range.contains(batch, first)
        assert serial_range.contains(batch, last)


@given(st.lists(st.text("AB12", min_size=1, max_size=3), max_size=6))
def test_a_pasted_list_keeps_each_serial_once(serials):
    pasted = "，\n".join(serials)
    assert serial_range.split_serials(pasted) == list(dict.fromkeys(serials))


@given(ranges(), numbers, widths)
def test_an_index_finds_all_that_is_inside(described, number, width):
    before, after, *_numbers, ends = described
    batch = serial_range.parse(*ends)
    serial = serial_range.normal(f"{before}{number:0{width}}{after}")
    if serial_range.contains(batch, serial):
        spans = serial_range.text_spans(batch)
        assert any(first <= serial <= last for first, last in spans)
