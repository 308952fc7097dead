"""Colliding visits, against a comparison of every pair."""

from datetime import datetime, timedelta

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

booking = load_pure("aftersales_service/tools/booking.py")
Slot = booking.Slot
MONDAY = datetime(2026, 3, 2, 8)

hours = st.integers(0, 12)
slots = st.lists(
    st.builds(
        lambda person, start, length, key: Slot(
            person,
            MONDAY + timedelta(hours=start),
            MONDAY + timedelta(hours=start + length),
            key,
        ),
        st.sampled_from(["li", "wang"]),
        hours,
        st.integers(1, 4),
        st.integers(0, 5),
    ),
    max_size=8,
)


def at(hour):
    return MONDAY + timedelta(hours=hour)


def overlap(one, other):
    """Is there an hour that both take? (All slots here begin and end on the hour.)"""

    def taken(slot):
        length = int((slot.end - slot.start).total_seconds() // 3600)
        return {slot.start + timedelta(hours=h) for h in range(length)}

    return bool(taken(one) & taken(other))


@given(slots, slots)
def test_collisions_are_the_pairs_that_share_an_hour_of_one_person(wanted, taken):
    expected = [
        (one, other)
        for one in wanted
        for other in taken
        if one.person == other.person and one.key != other.key and overlap(one, other)
    ]
    assert booking.collisions(wanted, taken) == expected


@given(slots, slots)
def test_two_visits_collide_whichever_is_asked_first(one, other):
    there = booking.collisions(one, other)
    back = booking.collisions(other, one)
    assert sorted(there) == sorted((a, b) for b, a in back)


@given(slots)
def test_a_visit_never_collides_with_itself(wanted):
    assert all(a.key != b.key for a, b in booking.collisions(wanted, wanted))


@given(hours, st.integers(1, 4), st.integers(1, 4))
def test_visits_that_touch_do_not_collide(start, first, second):
    one = Slot("li", at(start), at(start + first), 1)
    other = Slot("li", at(start + first), at(start + first + second), 2)
    assert booking.collisions([one], [other]) == []
    later = other._replace(start=other.start - timedelta(minutes=1))
    assert booking.collisions([one], [later]) == [(one, later)]


@given(hours, st.integers(1, 4))
def test_two_people_may_be_busy_at_the_same_time(start, length):
    one = Slot("li", at(start), at(start + length), 1)
    assert booking.collisions([one], [one._replace(person="wang", key=2)]) == []
