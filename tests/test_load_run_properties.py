"""A run at full load is complete exactly if some stretch of it held out."""

from datetime import datetime, timedelta

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

load_run = load_pure("aftersales_service/tools/load_run.py")
Reading, Value, assess = load_run.Reading, load_run.Value, load_run.assess

START = datetime(2026, 3, 2)
HOURS, INTERVAL = 12, 4


def reading(minutes, load, is_stop):
    at = START + timedelta(minutes=minutes)
    return Reading(at, (Value("load", load, minimum=100.0),), is_stop)


runs = st.lists(
    st.builds(
        reading,
        st.integers(0, 60).map(lambda slot: slot * 60),
        st.sampled_from([100.0, 100.0, 100.0, 120.0, 90.0]),
        st.sampled_from([False, False, False, True]),
    ),
    max_size=40,
    unique_by=lambda item: item.at,
)


def held_out(readings):
    """By the words of the rule: good readings, none late, the whole time long."""
    ordered = sorted(readings, key=lambda item: item.at)
    good = [not r.is_stop and r.values[0].value >= 100 for r in ordered]
    for first in range(len(ordered)):
        for last in range(first, len(ordered)):
            stretch = ordered[first : last + 1]
            steps = zip(stretch, stretch[1:], strict=False)
            if (
                all(good[first : last + 1])
                and all(b.at - a.at <= timedelta(hours=INTERVAL) for a, b in steps)
                and stretch[-1].at - stretch[0].at >= timedelta(hours=HOURS)
            ):
                return True
    return False


@given(runs)
def test_complete_means_that_a_stretch_held_out(readings):
    assert assess(readings, HOURS, INTERVAL).is_complete == held_out(readings)


@given(runs, st.randoms())
def test_the_order_of_writing_down_does_not_matter(readings, random):
    shuffled = random.sample(readings, len(readings))
    assert assess(readings, HOURS, INTERVAL) == assess(shuffled, HOURS, INTERVAL)


@given(runs)
def test_what_is_reached_is_never_more_than_asked_for(readings):
    run = assess(readings, HOURS, INTERVAL)
    assert 0 <= run.hours <= HOURS
    assert (run.hours == HOURS) >= run.is_complete
    assert run.is_complete == (run.completed_at is not None)
    if run.next_due:
        assert not run.is_complete


@given(runs)
def test_more_patience_breaks_off_no_more_runs(readings):
    strict = assess(readings, HOURS, INTERVAL)
    patient = assess(readings, HOURS, INTERVAL, tolerance=90)
    assert patient.is_complete >= strict.is_complete


@given(runs)
def test_readings_after_a_complete_run_change_nothing(readings):
    run = assess(readings, HOURS, INTERVAL)
    if run.is_complete:
        later = Reading(START + timedelta(days=30), is_stop=True)
        assert assess([*readings, later], HOURS, INTERVAL) == run
