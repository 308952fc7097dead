"""Every way through an order and a dispatch, against tables written by hand."""

import pytest
from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

order_flow = load_pure("aftersales_service/tools/order_flow.py")
dispatch_flow = load_pure("aftersales_service/tools/dispatch_flow.py")
outlet_flow = load_pure("aftersales_service/tools/outlet_flow.py")
rule = load_pure("aftersales_service/tests/rules.py").rule

# What may happen in each state, by hand from design.md §3.
VISIT = {
    "draft": "accept wait cancel",
    "accepted": "dispatch wait cancel",
    "dispatched": "arrive wait cancel",
    "on_site": "assess wait cancel",
    "assessed": "start repair wait cancel",
    "in_progress": "repair wait cancel",
    "repaired": "sign wait reopen",
    "signed": "settle wait reopen",
    "settled": "close wait reopen",
    "closed": "archive reopen",
    "archived": "",
    "waiting": "resume cancel",
    "cancelled": "reopen",
}
# Remote help: no visit. Once sent or at the door, it may still be solved by phone.
REMOTE = {
    **VISIT,
    "accepted": "assess wait cancel",
    "dispatched": "assess wait cancel",
}
DISPATCH = {
    "planned": "send cancel",
    "sent": "accept depart arrive cancel",
    "accepted": "depart arrive cancel",
    "departed": "arrive cancel",
    "arrived": "finish",
    "finished": "hand_in",
    "returned": "",
    "cancelled": "",
}
OUTLET = {
    "candidate": "approve close",
    "approved": "activate close",
    "active": "suspend close",
    "suspended": "activate close",
    "closed": "reapply",
}
FLOWS = {
    "visit": (order_flow.flow(True), VISIT, "draft"),
    "remote": (order_flow.flow(False), REMOTE, "draft"),
    "dispatch": (dispatch_flow.FLOW, DISPATCH, "planned"),
    "outlet": (outlet_flow.FLOW, OUTLET, "candidate"),
}
any_flow = pytest.mark.parametrize("name", FLOWS)


def walk(flow, state, steps):
    """State after taking the steps, each of which must be possible."""
    for step in steps:
        assert flow.can(step, state), (step, state)
        state = flow.target(step)
    return state


def reachable(flow, state, without=()):
    """All states that steps lead to from ``state``, itself included."""
    seen, todo = {state}, [state]
    while todo:
        here = todo.pop()
        for name, (sources, target) in flow.steps.items():
            if here in sources and target and name not in without | {"resume"}:
                todo += {target} - seen
                seen.add(target)
    return seen


@any_flow
def test_each_step_is_possible_in_the_states_of_the_table_and_no_other(name):
    flow, table, _first = FLOWS[name]
    found = {
        state: {step for step in flow.steps if flow.can(step, state)} for state in table
    }
    assert found == {state: set(steps.split()) for state, steps in table.items()}


def test_tables_and_modules_name_the_same_states():
    assert list(VISIT) == list(order_flow.STATES)
    assert list(DISPATCH) == list(dispatch_flow.STATES)


@any_flow
def test_every_state_is_reached_from_the_first_one(name):
    flow, table, first = FLOWS[name]
    unreachable = set(table) - reachable(flow, first, without=set())
    # A remote order never leaves for a visit: only one that becomes remote is there.
    assert unreachable == ({"dispatched", "on_site"} if name == "remote" else set())


@pytest.mark.parametrize("needs_visit", [True, False])
@pytest.mark.parametrize("state", order_flow.OPEN_STATES)
def test_every_open_order_can_be_worked_to_its_end(state, needs_visit):
    flow = order_flow.flow(needs_visit)
    assert "closed" in reachable(flow, state, without={"cancel", "reopen", "wait"})


@pytest.mark.parametrize("needs_visit", [True, False])
def test_an_order_waits_from_every_open_state_and_nowhere_else(needs_visit):
    flow = order_flow.flow(needs_visit)
    assert {s for s in order_flow.STATES if flow.can("wait", s)} == set(
        order_flow.OPEN_STATES
    )
    assert flow.target("resume") is None  # back to where it came from
    assert not {"waiting", *order_flow.DONE_STATES} & set(order_flow.OPEN_STATES)


@any_flow
def test_missing_steps_when_taken_make_the_step_possible(name):
    flow, table, _first = FLOWS[name]
    for state in table:
        for step in flow.steps:
            path = flow.missing(step, state)
            if path is not None:
                assert flow.can(step, walk(flow, state, path)), (step, state)


@any_flow
def test_no_shorter_run_of_steps_would_do(name):
    flow, table, _first = FLOWS[name]
    aside = {"wait", "resume", "cancel", "reopen", "suspend", "close", "reapply"}
    if name in ("visit", "remote"):
        aside -= {"close"}
    for state in table:
        reached, count = {state}, 0
        counts = {}
        while reached:
            for step in flow.steps:
                if any(flow.can(step, here) for here in reached):
                    counts.setdefault(step, count)
            reached = {
                target
                for name_, (sources, target) in flow.steps.items()
                if name_ not in aside and sources & reached
            }
            count += 1
        for step in flow.steps:
            path = flow.missing(step, state)
            assert counts.get(step) == (None if path is None else len(path))


def test_the_short_way_is_named_wherever_it_stands_in_the_table():
    flow_module = load_pure("aftersales_service/tools/flow.py")
    Step = flow_module.Step
    steps = {
        "short 1": Step({"a"}, "b"),
        "long 1": Step({"a"}, "c"),
        "long 2": Step({"c"}, "d"),
        "long 3": Step({"d"}, "e"),
        "short 2": Step({"b"}, "e"),
        "end": Step({"e"}, "f"),
    }
    for names in (list(steps), list(reversed(steps))):
        flow = flow_module.Flow({name: steps[name] for name in names})
        assert flow.missing("end", "a") == ("short 1", "short 2")


@any_flow
def test_nothing_is_missing_exactly_where_a_step_is_possible(name):
    flow, table, _first = FLOWS[name]
    for state in table:
        for step in flow.steps:
            assert (flow.missing(step, state) == ()) == flow.can(step, state)


@given(
    st.sampled_from(order_flow.STATES),
    st.sampled_from(sorted(order_flow.FLOW.steps)),
    st.booleans(),
)
def test_steps_that_interrupt_or_may_be_left_out_are_never_missing(
    state, step, needs_visit
):
    path = order_flow.missing(step, state, needs_visit) or ()
    assert not {"start", "wait", "resume", "cancel", "reopen"} & set(path)
    if not needs_visit:
        assert not {"dispatch", "arrive"} & set(path)


@given(st.lists(st.sampled_from(sorted(order_flow.FLOW.steps)), max_size=40))
def test_an_order_that_walks_at_random_stays_within_the_table(steps):
    state, before = "draft", None
    for step in steps:
        if order_flow.can(step, state):
            if step == "wait":
                before = state
            state = order_flow.FLOW.target(step) or before
            assert state in order_flow.STATES
        else:
            path = order_flow.missing(step, state)
            assert path is None or path


@pytest.mark.parametrize(
    "step, state, needs_visit, expected",
    [
        ("arrive", "draft", True, ("accept", "dispatch")),
        ("close", "repaired", True, ("sign", "settle")),
        ("settle", "draft", False, ("accept", "assess", "repair", "sign")),
        ("dispatch", "accepted", False, None),
        ("accept", "archived", True, None),
        ("sign", "cancelled", True, None),
    ],
)
def test_missing_steps_come_in_the_order_they_are_taken(
    step, state, needs_visit, expected
):
    assert order_flow.missing(step, state, needs_visit) == expected


@rule("R068")
def test_a_slip_is_out_until_it_is_handed_in():
    assert (
        *("planned", "sent", "accepted", "departed", "arrived"),
        "finished",
    ) == dispatch_flow.OUT_STATES
    assert "finished" not in dispatch_flow.BUSY_STATES


@rule("R066", "R067", "R068")
def test_every_step_names_who_may_take_it():
    # Some acts are reserved like steps, but move nothing.
    acts = {"quote", "confirm_price", "pay", "ask_help", "answer_help"}
    assert set(order_flow.ROLES) == {*order_flow.FLOW.steps, *acts}
    planning = {"pin", "assign", "route", "retime"}
    assert set(dispatch_flow.ROLES) == {*dispatch_flow.FLOW.steps, *planning}
    assert "technician" not in dispatch_flow.ROLES["hand_in"]
    assert "technician" not in order_flow.ROLES["close"]


def test_a_moment_belongs_to_a_state_that_a_step_leads_to():
    for module in (order_flow, dispatch_flow):
        targets = {step.target for step in module.FLOW.steps.values()}
        assert set(module.MOMENTS) <= targets
