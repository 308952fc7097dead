"""Posts, trainings and certified managers, whatever the facts are."""

from datetime import date, timedelta

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

training = load_pure("aftersales_service/tools/training.py")
skills = load_pure("aftersales_service/tools/skills.py")
Duty, Held, Person, Post = (
    training.Duty,
    skills.Held,
    training.Person,
    training.Post,
)

DAY = date(2026, 3, 2)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
posts = st.builds(
    Post,
    trainings=st.frozensets(st.integers(1, 4)),
    skills=st.frozensets(st.integers(11, 14)),
    months=st.integers(0, 60),
)


def held(first, last):
    """A few of the things with these numbers, held for some time."""
    ends = st.none() | days
    return st.lists(
        st.builds(Held, st.integers(first, last), st.just(100), ends, ends), max_size=5
    ).map(tuple)


people = st.builds(
    Person,
    trainings=held(1, 4),
    skills=held(11, 14),
    since=st.none() | days,
)


@given(posts, posts, people, days)
def test_two_requirements_demand_what_each_of_them_demands(one, two, person, day):
    joined = training.find_gaps(training.join_posts([one, two]), person, day)
    apart = training.find_gaps(one, person, day) + training.find_gaps(two, person, day)
    codes = {(gap.code, gap.key) for gap in joined}
    assert codes <= {(gap.code, gap.key) for gap in apart}
    assert bool(joined) == bool(apart)


@given(posts, people, days)
def test_gaps_are_only_about_what_the_post_demands(post, person, day):
    gaps = training.find_gaps(post, person, day)
    assert len(gaps) == len(set(gaps))
    assert {gap.key for gap in gaps} <= post.trainings | post.skills | {post.months}
    assert not training.find_gaps(Post(), person, day)


@given(posts, people, days, st.integers(0, 400))
def test_experience_only_grows(post, person, day, later):
    post = post._replace(trainings=frozenset(), skills=frozenset())
    if not training.find_gaps(post, person, day):
        assert not training.find_gaps(post, person, day + timedelta(days=later))


@given(st.integers(0, 500), st.integers(0, 100), st.integers(0, 5))
def test_enough_managers_are_never_one_too_many(managers, percent, minimum):
    required = training.required_managers(managers, percent / 100, minimum)
    assert required >= minimum
    assert required * 100 >= managers * percent
    assert required <= minimum or (required - 1) * 100 < managers * percent
    assert training.missing_managers(required, required) == 0


spans = st.tuples(days, st.none() | st.integers(0, 300)).map(
    lambda span: Duty(
        span[0], None if span[1] is None else span[0] + timedelta(days=span[1])
    )
)


@given(st.lists(spans, max_size=6), days)
def test_everybody_is_on_duty_or_off_duty_on_each_day(duties, day):
    on = any(d.since <= day and (d.until is None or day <= d.until) for d in duties)
    off = [
        (first, last)
        for first, last in training.off_duty(duties)
        if (first is None or first <= day) and (last is None or day <= last)
    ]
    assert len(off) == (not on)


@given(
    st.sampled_from(["invited", "present", "late", "absent"]),
    st.floats(0, 24),
    st.floats(0, 24),
    st.floats(0, 1),
    st.none() | st.booleans(),
)
def test_only_who_was_there_passes(status, hours, course, minimum, exam):
    verdict = training.judge(status, hours, course, minimum, exam)
    assert verdict in ("open", "passed", "failed")
    if verdict == "passed":
        assert status in ("present", "late")
        assert hours >= course * minimum - 1e-6
        assert exam is not False
