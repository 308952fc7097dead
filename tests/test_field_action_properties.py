"""Entries of a phone never overwrite what somebody else wrote meanwhile."""

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

field_action = load_pure("aftersales_service/tools/field_action.py")

names = st.sampled_from(field_action.ENTRIES)
values = st.sampled_from([False, "", "solved", "follow_up", 3, 4])
entries = st.dictionaries(names, values)


@given(entries, entries, st.data())
def test_what_nobody_changed_does_not_collide(wanted, known, data):
    current = {name: known.get(name, data.draw(values)) for name in wanted}
    assert not field_action.collisions(wanted, known, current)


@given(entries, entries)
def test_what_stands_there_already_does_not_collide(wanted, known):
    assert not field_action.collisions(wanted, known, dict(wanted))


@given(entries, st.data())
def test_a_change_of_somebody_else_is_found(wanted, data):
    known = {name: data.draw(values) for name in wanted}
    current = {name: data.draw(values) for name in wanted}
    expected = [
        name
        for name in wanted
        if (current[name] or 0) != (known[name] or 0)
        and (current[name] or 0) != (wanted[name] or 0)
    ]
    assert field_action.collisions(wanted, known, current) == expected


@given(st.sampled_from(sorted(field_action.KINDS)))
def test_a_phone_never_sends_states_or_keys(kind):
    assert field_action.problems(kind, {"state": 1, "id": 2}) == ["id", "state"]
