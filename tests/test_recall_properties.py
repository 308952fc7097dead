"""Recalls: the lock, the states and the parts, as functions of their facts."""

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

flow = load_pure("aftersales_service/tools/recall_flow.py")
lock = load_pure("aftersales_service/tools/recall_lock.py")
parts = load_pure("aftersales_service/tools/recall_parts.py")

usages = st.sampled_from(
    ["internal", "transit", "customer", "supplier", "inventory", "production", "used"]
)
places = st.builds(
    lock.Place, usages, st.one_of(st.none(), st.integers(1, 3)), st.booleans()
)
quantities = st.dictionaries(st.sampled_from("abc"), st.floats(0.5, 9), max_size=3)
stocks = st.dictionaries(st.sampled_from("abc"), st.floats(-5, 500), max_size=3)


@given(places, places)
def test_nothing_of_ours_reaches_a_customer_and_all_may_go_to_quarantine(source, to):
    refused = lock.is_refused(source, to)
    if to.is_quarantine:
        assert not refused
    elif to.usage == "customer":
        assert refused == (source.usage != "customer")


@given(places, places)
def test_what_a_customer_sends_back_is_never_refused(source, to):
    assert not lock.is_refused(source._replace(usage="customer"), to)


@given(st.integers(0, 200), quantities, stocks, stocks)
def test_more_parts_never_make_fewer_units_ready(units, needs, free, more):
    richer = {part: free.get(part, 0) + max(more.get(part, 0), 0) for part in "abc"}
    ready = parts.ready_units(units, needs, free)
    assert 0 <= ready <= parts.ready_units(units, needs, richer) <= units


@given(
    st.dictionaries(
        st.integers(0, 9),
        st.builds(parts.Outlet, st.integers(0, 50), st.sampled_from(["x", None])),
    ),
    quantities,
    st.fixed_dictionaries({"x": stocks, None: stocks}),
)
def test_a_share_is_a_share_and_one_store_gives_one_answer(outlets, needs, free):
    rates = parts.ready_rates(outlets, needs, free)
    assert rates.keys() == outlets.keys()
    assert all(0 <= rate <= 1 for rate in rates.values())
    for store in ("x", None):
        assert len({rates[o] for o, at in outlets.items() if at.store == store}) <= 1


def test_every_step_has_its_roles_and_every_role_its_step():
    assert set(flow.FLOW.steps) <= set(flow.ROLES)
    assert set(flow.LINE_FLOW.steps) == set(flow.LINE_ROLES)


def test_a_unit_that_is_open_can_always_be_finished():
    for state in flow.LINE_OPEN_STATES:
        assert flow.LINE_FLOW.can("finish", state)
