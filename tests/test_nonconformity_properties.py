"""Ways of nonconformities, reviews and certificates, and what is asked of a plan."""

from datetime import date, timedelta

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

flow = load_pure("aftersales_audit/tools/nonconformity_flow.py")
review = load_pure("aftersales_audit/tools/review_flow.py")
kpi = load_pure("aftersales_service/tools/kpi.py")

KINDS = (flow.CORRECTION, flow.CORRECTIVE, flow.PREVENTIVE)
FIGURES = st.floats(0, 1000, allow_nan=False)


def test_nothing_is_carried_out_without_a_plan_that_two_looked_at():
    for target in ("execute", "verify", "close"):
        missing = flow.FLOW.missing(target, "issued")
        assert missing[:3] == ("submit", "review", "release")


def test_every_state_is_reached_and_every_step_has_its_roles():
    for table, states, roles in (
        (flow.FLOW, flow.STATES, flow.ROLES),
        (review.CERTIFICATE, None, review.CERTIFICATE_ROLES),
        (review.REVIEW, None, review.REVIEW_ROLES),
        (review.INSPECTION, None, review.INSPECTION_ROLES),
    ):
        assert set(roles) == set(table.steps)
        targets = {step.target for step in table.steps.values()}
        sources = {one for step in table.steps.values() for one in step.sources}
        if states:
            assert targets | sources == set(states)
    assert set(flow.PEOPLE) <= set(flow.FLOW.steps)
    assert {flow.FLOW.target(step) for step in flow.PEOPLE} <= set(flow.MOMENTS)


@given(st.booleans(), st.booleans(), st.sets(st.sampled_from(KINDS)))
def test_a_plan_has_the_kinds_that_are_asked_for(corrective, preventive, kinds):
    missing = flow.missing_kinds(corrective, preventive, kinds)
    assert not set(missing) & kinds
    assert not flow.missing_kinds(corrective, preventive, kinds | set(missing))


@given(st.sampled_from([kpi.HIGH, kpi.LOW, kpi.ZERO]), FIGURES, FIGURES)
def test_what_got_better_got_worse_the_other_way_round(direction, before, after):
    there, back = (
        flow.change(direction, before, after),
        flow.change(direction, after, before),
    )
    turned = {
        kpi.BETTER: kpi.WORSE,
        kpi.WORSE: kpi.BETTER,
        kpi.STEADY: kpi.STEADY,
    }
    assert turned[there] == back


@given(st.lists(st.tuples(st.sampled_from("12"), st.sampled_from("ab")), max_size=9))
def test_the_last_of_the_same_clause_and_unit_is_named(settled):
    earlier = [flow.Earlier(key, *row) for key, row in enumerate(settled)]
    found = flow.recurrence("1", "a", earlier)
    assert found == next(
        (k for k, row in enumerate(settled) if row == ("1", "a")), None
    )


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 2000))
def test_surveillance_comes_once_a_year_within_the_validity(first, days):
    last = first + timedelta(days=days)
    found = review.yearly(first, last)
    assert len(found) == len({day.year for day in found})
    assert all(first < day <= last for day in found)
    assert len(found) >= days // 366
