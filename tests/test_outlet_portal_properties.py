"""What an outlet may do on its portal, whatever state everything is in."""

from datetime import datetime, timedelta

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

portal = load_pure("aftersales_service/tools/outlet_portal.py")
order_flow = load_pure("aftersales_service/tools/order_flow.py")
dispatch_flow = load_pure("aftersales_service/tools/dispatch_flow.py")

outlets = st.sampled_from(["candidate", "approved", "active", "suspended", "closed"])
orders = st.sampled_from(order_flow.STATES)
visits = st.sampled_from([None, *dispatch_flow.BUSY_STATES])
KNOWN = {
    *("accept", "reject", "appoint", "unit", "wait", "resume"),
    *("depart", "arrive", "record", "finish"),
}


@given(outlets, orders, st.booleans(), visits)
def test_steps_are_known_and_for_active_outlets_with_open_jobs(
    outlet, order, accepted, visit
):
    steps = portal.steps(outlet, order, accepted, visit)
    assert steps <= KNOWN
    if outlet != "active" or order in order_flow.DONE_STATES:
        assert not steps


@given(orders, visits)
def test_nothing_is_done_with_a_job_before_it_is_taken(order, visit):
    if order in portal.UNANSWERED_STATES:
        assert portal.steps("active", order, False, visit) <= {"accept", "reject"}
    assert "accept" not in portal.steps("active", order, True, visit)


@given(orders, st.booleans(), visits)
def test_who_is_on_the_road_gives_nothing_back(order, accepted, visit):
    steps = portal.steps("active", order, accepted, visit)
    if visit in ("departed", "arrived"):
        assert not steps & {"reject", "appoint"}


@given(orders, visits)
def test_steps_of_a_visit_are_those_of_its_own_table(order, visit):
    for step in portal.steps("active", order, True, visit) & {
        *("depart", "arrive", "finish")
    }:
        assert dispatch_flow.FLOW.can(step, visit)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), st.floats(0, 1000))
def test_the_answer_is_due_after_the_hours(assigned, hours):
    assert portal.answer_due(assigned, hours) - assigned == timedelta(hours=hours)
