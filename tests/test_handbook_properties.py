"""A handbook never takes away what a person decided, and applying it twice is once."""

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

handbook = load_pure("aftersales_service/tools/handbook.py")
Standing = handbook.Standing

keys = st.sampled_from("abcdef")
values = st.sampled_from(["1 hour", "4 hour", "24 hour", "48 hour"])
maybe = st.none() | values
handbooks = st.dictionaries(keys, maybe)
companies = st.dictionaries(keys, st.builds(Standing, maybe, maybe))


@given(handbooks, companies)
def test_applying_twice_changes_nothing_more(book, company):
    once = handbook.applied(company, handbook.diff(book, company))
    again = handbook.diff(book, once)
    assert not [change for change in again if change.is_agreed]
    assert handbook.applied(once, again) == once


@given(handbooks, companies)
def test_what_a_person_set_stays_unless_he_agrees(book, company):
    after = handbook.applied(company, handbook.diff(book, company))
    for key, (value, before) in company.items():
        if value != before:
            assert after[key].value == value


@given(handbooks, companies, st.sets(keys))
def test_only_what_was_agreed_to_changes(book, company, agreed):
    changes = handbook.diff(book, company)
    after = handbook.applied(company, changes, agreed)
    for key in {*book, *company}:
        if key not in agreed:
            assert after.get(key) == company.get(key)
        elif book.get(key) is not None:
            assert after[key].value == book[key]


@given(handbooks, companies)
def test_what_the_handbook_leaves_open_is_never_invented(book, company):
    after = handbook.applied(company, handbook.diff(book, company), set(book))
    for key, value in book.items():
        if value is None:
            assert after.get(key) == company.get(key)


@given(handbooks, handbooks, companies)
def test_another_handbook_replaces_what_the_first_one_set(first, second, company):
    clean = {key: Standing(standing.value) for key, standing in company.items()}
    once = handbook.applied(clean, handbook.diff(first, clean), set(first))
    changes = {change.key: change for change in handbook.diff(second, once)}
    for key, value in first.items():
        if value is not None and second.get(key) not in (None, value):
            replaces = key in clean and clean[key].value == value
            assert changes[key].is_agreed != replaces


@given(handbooks, handbooks)
def test_side_by_side_every_parameter_has_one_row(left, right):
    rows = handbook.compare(left, right)
    assert sorted(row.key for row in rows) == sorted({*left, *right})
    mirrored = {row.key: row.is_different for row in handbook.compare(right, left)}
    assert mirrored == {row.key: row.is_different for row in rows}
