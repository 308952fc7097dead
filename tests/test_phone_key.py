"""A phone number is the same number however it is typed."""

from conftest import load_pure
from hypothesis import assume, given
from hypothesis import strategies as st

phone_key = load_pure("aftersales_service/tools/phone.py").phone_key

digits = st.text("0123456789", max_size=20)
marks = st.text(" -().+/ \u3000", max_size=3)


@given(st.one_of(st.none(), st.text(max_size=30)))
def test_key_holds_digits_only_and_is_its_own_key(number):
    key = phone_key(number)
    assert not key or key.isdigit()
    assume(not key.startswith(("86", "0086")))  # a second prefix is part of the number
    assert phone_key(key) == key


@given(digits, st.data())
def test_formatting_never_changes_the_key(number, data):
    typed = "".join(data.draw(marks) + digit for digit in number)
    assert phone_key(typed + data.draw(marks)) == phone_key(number)


@given(st.text("0123456789", min_size=10, max_size=10).map("1{}".format))
def test_a_chinese_mobile_is_the_same_with_and_without_country_code(mobile):
    spellings = (mobile, f"86{mobile}", f"+86{mobile}", f"0086 {mobile}")
    assert {phone_key(spelling) for spelling in spellings} == {mobile}


@given(st.text("123456789", min_size=9, max_size=11).map("0{}".format))
def test_a_landline_keeps_all_its_digits(number):
    assert phone_key(number) == number


@given(digits, digits)
def test_numbers_without_country_code_stay_different(one, other):
    assume(one != other)
    assume(not any(n.startswith(("86", "0086")) for n in (one, other)))
    assert phone_key(one) != phone_key(other)
