"""Deadlines of promises: every milestone, unit and pause, and what always holds."""

from datetime import UTC, datetime, time, timedelta
from itertools import product

import pytest
from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

sla_clock = load_pure("aftersales_service/tools/sla_clock.py")
sla_policy = load_pure("aftersales_service/tools/sla_policy.py")
escalation = load_pure("aftersales_service/tools/escalation.py")
Pause = sla_clock.Pause

MONDAY = datetime(2026, 3, 2)


def weeks(count: int = 80):
    """Monday to Friday, 8 to 12 and 13 to 17 o'clock."""
    spans = []
    for day in range(-7, count * 7):
        date = MONDAY.date() + timedelta(days=day)
        if date.weekday() < 5:
            spans += [
                (datetime.combine(date, time(a)), datetime.combine(date, time(b)))
                for a, b in ((8, 12), (13, 17))
            ]
    return sla_clock.WorkTime(spans, UTC)


WORK = weeks()
ENDS = {end for _start, end in WORK._spans}


def at(text: str) -> datetime:
    day, clock = text.split()
    names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Mon2", "Tue2", "Wed2"]
    date = MONDAY + timedelta(days=names.index(day))
    return datetime.combine(date.date(), time.fromisoformat(clock))


# Every start (the demand, or a milestone reached at another moment) with every unit and
# every kind of pause: start, unit, amount, pause → deadline (None: the clock stands).
PAUSES = {
    "none": [],
    "at work": [("Mon 10:00", "Mon 11:00")],
    "at night": [("Mon 20:00", "Mon 22:00")],
    "over lunch": [("Mon 11:30", "Mon 13:30")],
    "after the deadline": [("Wed2 09:00", "Wed2 10:00")],
    "before the start": [("Mon 06:00", "Mon 07:00")],
    "lasting": [("Mon 10:00", None)],
}
TABLE = [
    # start, unit, amount: none, at work, at night, over lunch
    ("Mon 09:00", "hour", 4, "Mon 13:00", "Mon 14:00", "Mon 13:00", "Mon 15:00"),
    ("Mon 09:00", "hour", 24, "Tue 09:00", "Tue 10:00", "Tue 11:00", "Tue 11:00"),
    ("Mon 09:00", "work_hour", 4, "Mon 14:00", "Mon 15:00", "Mon 14:00", "Mon 15:00"),
    ("Mon 09:00", "work_hour", 8, "Tue 09:00", "Tue 10:00", "Tue 09:00", "Tue 10:00"),
    ("Mon 09:00", "work_day", 1, "Tue 17:00", "Wed 09:00", "Tue 17:00", "Wed 09:00"),
    ("Mon 09:00", "work_day", 2, "Wed 17:00", "Thu 09:00", "Wed 17:00", "Thu 09:00"),
    ("Mon 09:30", "hour", 1, "Mon 10:30", "Mon 11:30", "Mon 10:30", "Mon 10:30"),
    (
        "Fri 16:00",
        "work_hour",
        2,
        "Mon2 09:00",
        "Mon2 09:00",
        "Mon2 09:00",
        "Mon2 09:00",
    ),
    (
        "Fri 16:00",
        "work_day",
        1,
        "Mon2 17:00",
        "Mon2 17:00",
        "Mon2 17:00",
        "Mon2 17:00",
    ),
    (
        "Sat 10:00",
        "work_day",
        1,
        "Mon2 17:00",
        "Mon2 17:00",
        "Mon2 17:00",
        "Mon2 17:00",
    ),
]
KINDS = ("none", "at work", "at night", "over lunch")


@pytest.mark.parametrize("row", TABLE, ids=lambda row: " ".join(map(str, row[:3])))
@pytest.mark.parametrize("kind", PAUSES)
def test_deadlines(row, kind) -> None:
    start, unit, amount, *deadlines = row
    begin = at(start)
    pauses = [Pause(at(a), b and at(b)) for a, b in PAUSES[kind]]
    clock = sla_clock.clock(begin, amount, unit, WORK, pauses)
    expected = dict(zip(KINDS, deadlines, strict=True))
    if kind == "lasting":
        assert clock.is_stopped
    else:
        assert clock == (at(expected.get(kind, expected["none"])), False)


MILESTONES = ("accept", "dispatch", "arrive", "assess", "repair", "sign", "close")


@pytest.mark.parametrize(
    ("milestone", "status"),
    product(MILESTONES, ("none", "in_stock", "to_order", "received")),
)
def test_targets_of_every_milestone_and_state_of_parts(milestone, status) -> None:
    targets = [
        sla_policy.Target("always", milestone),
        sla_policy.Target("none", milestone, "none"),
        sla_policy.Target("to_order", milestone, "to_order"),
        sla_policy.Target("other", "settle", "in_stock"),
    ]
    found = sla_policy.targets_for(targets, status)
    like = {"in_stock": "none", "received": "to_order"}.get(status, status)
    assert found[:2] == ["always", like]
    assert ("other" in found) == (status == "in_stock")


moments = st.integers(0, 60 * 24 * 28).map(lambda m: MONDAY + timedelta(minutes=m))
lengths = st.integers(1, 60 * 24 * 3).map(lambda m: timedelta(minutes=m))
amounts = st.integers(1, 40)
units = st.sampled_from(sla_clock.UNITS)
pauses_ = st.lists(
    st.builds(lambda start, length: Pause(start, start + length), moments, lengths),
    max_size=4,
)


def deadline(start, amount, unit, pauses) -> datetime:
    return sla_clock.clock(start, amount, unit, WORK, pauses).deadline


@given(moments, amounts, units, pauses_)
def test_deadline_never_precedes_its_start(start, amount, unit, pauses) -> None:
    assert deadline(start, amount, unit, pauses) > start


@given(moments, amounts, st.sampled_from(["work_hour", "work_day"]), pauses_)
def test_deadline_lies_in_working_time(start, amount, unit, pauses) -> None:
    moment = deadline(start, amount, unit, pauses)
    second = timedelta(seconds=1)
    assert moment in ENDS or WORK.between(moment - second, moment) == 1


@given(moments, amounts, units, pauses_, st.builds(Pause, moments, moments))
def test_a_pause_never_shortens(start, amount, unit, pauses, more) -> None:
    before = deadline(start, amount, unit, pauses)
    assert deadline(start, amount, unit, [*pauses, more]) >= before


@given(moments, amounts, units, pauses_, st.data())
def test_splitting_a_pause_changes_nothing(start, amount, unit, pauses, data) -> None:
    split = []
    for pause in pauses:
        cut = data.draw(st.datetimes(pause.start, pause.end))
        split += [Pause(pause.start, cut), Pause(cut, pause.end)]
    whole = deadline(start, amount, unit, pauses)
    assert deadline(start, amount, unit, split) == whole


@given(pauses_, st.data(), st.integers(1, 100))
def test_splitting_a_capped_pause_changes_nothing(pauses, data, hours) -> None:
    split = []
    for pause in pauses:
        cut = data.draw(st.datetimes(pause.start, pause.end))
        split += [Pause(pause.start, cut), Pause(cut, pause.end)]
    cap = {None: hours}

    def total(items) -> timedelta:
        return sum((p.end - p.start for p in sla_clock.capped(items, cap)), timedelta())

    assert total(split) == total(pauses) <= timedelta(hours=hours)


@given(moments, amounts, units, pauses_, st.floats(0.01, 1), st.floats(0.01, 1))
def test_shares_come_in_their_order(start, amount, unit, pauses, one, other) -> None:
    due = deadline(start, amount, unit, pauses)
    shares = [
        sla_clock.share_of(rate, start, due, unit, WORK, pauses)
        for rate in sorted((one, other))
    ]
    assert start <= shares[0] <= shares[1] <= due + timedelta(milliseconds=1)


@given(moments, amounts, units, pauses_)
def test_used_and_paused_time_add_up(start, amount, unit, pauses) -> None:
    due = deadline(start, amount, unit, pauses)
    whole = sla_clock.elapsed_seconds(start, due, unit, WORK)
    paused = sla_clock.paused_seconds(start, due, pauses, unit, WORK)
    assert 0 <= paused <= whole


@given(
    st.lists(st.integers(0, 100), min_size=1, max_size=5),
    st.lists(st.integers(0, 130), min_size=1, max_size=10),
)
def test_every_step_is_told_exactly_once(hours, looks) -> None:
    """However seldom or often somebody looks."""
    due = [MONDAY + timedelta(hours=h) for h in sorted(hours)]
    steps = [escalation.Step() for _ in due]
    level, told = 0, []
    for look in sorted(looks):
        now = MONDAY + timedelta(hours=look)
        decision = escalation.decide(steps, due, level, now, MONDAY)
        told += decision.fire
        level = decision.level
    assert told == [i for i, at_ in enumerate(due) if at_ <= now]


def test_short_working_time_asks_for_more() -> None:
    with pytest.raises(sla_clock.OutOfWorkTime):
        sla_clock.clock(MONDAY, 500, "work_day", weeks(2))
    assert not sla_clock.WorkTime([], UTC)
