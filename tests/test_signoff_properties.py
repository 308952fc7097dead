"""A signature holds for exactly what was signed, by one person for one role."""

import json

import pytest
from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

signoff = load_pure("aftersales_service/tools/signoff.py")
Role, Signature = signoff.Role, signoff.Signature

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.dates(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
contents = st.dictionaries(st.text(max_size=4), values, max_size=4)
names = st.sampled_from(["clerk", "head", "finance"])
people = st.sampled_from(["Li", "Wu", "Sun"])
roles = st.lists(st.builds(Role, names, st.booleans()), unique_by=lambda r: r.role)
signatures = st.lists(
    st.builds(Signature, names, people, st.sampled_from(["old", "new"])), max_size=6
)


@given(contents)
def test_the_order_of_keys_does_not_matter(content):
    turned = dict(reversed(content.items()))
    assert signoff.canonical(content) == signoff.canonical(turned)


@given(contents)
def test_the_canonical_form_is_json_and_canonical(content):
    form = signoff.canonical(content)
    assert signoff.canonical(json.loads(form)) == form


@given(contents, st.text(max_size=4), values)
def test_another_value_is_another_digest(content, key, value):
    changed = {**content, key: value}
    same = signoff.canonical(changed) == signoff.canonical(content)
    assert (signoff.digest(changed) == signoff.digest(content)) == same


@given(roles, signatures)
def test_a_role_is_missing_or_validly_signed(asked, signed):
    missing = signoff.missing(asked, signed, "new")
    valid = {sign.role for sign in signed if sign.digest == "new"}
    assert set(missing) == {role.role for role in asked} - valid
    assert set(signoff.void(signed, "new")) | {
        sign for sign in signed if sign.digest == "new"
    } == set(signed)


@given(roles, st.lists(st.tuples(names, people), max_size=8))
def test_whoever_signs_in_turn_signs_for_one_role_each(asked, attempts):
    signed = []
    for role, person in attempts:
        if signoff.refusal(role, person, asked, signed, "new") is None:
            signed.append(Signature(role, person, "new"))
    assert len({sign.person for sign in signed}) == len(signed)
    assert len({sign.role for sign in signed}) == len(signed)
    places = [role.role for role in asked]
    for index, sign in enumerate(signed):
        place = places.index(sign.role)
        if asked[place].is_ordered:
            before = {earlier.role for earlier in signed[:index]}
            assert set(places[:place]) <= before


def test_what_has_no_one_form_is_refused():
    with pytest.raises(TypeError):
        signoff.canonical({"a": {1, 2}})
    with pytest.raises(ValueError):
        signoff.canonical([float("nan")])
