"""Who may take up a post, what a training came to, how many managers are certified.

Facts in, decisions out; numbers of handbooks are arguments, days are plain dates.
"""

from collections.abc import Collection, Hashable, Iterable
from datetime import date
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from .skills import Held, Need, skill_problem

# What a training came to for one person.
OPEN, PASSED, FAILED = "open", "passed", "failed"
# Who was there.
INVITED, PRESENT, LATE, ABSENT = "invited", "present", "late", "absent"

MONTHS_A_YEAR = 12


class Post(NamedTuple):
    """What a post demands: trainings, skills and months in the company's posts."""

    trainings: frozenset = frozenset()
    skills: frozenset = frozenset()
    months: int = 0


class Person(NamedTuple):
    """What somebody brings along.

    ``trainings``: those that were passed, from which day on and until when they hold.
    ``since``: first day in related posts of the company, None: not known.
    """

    trainings: tuple[Held, ...] = ()
    skills: tuple[Held, ...] = ()
    since: date | None = None


class Gap(NamedTuple):
    """One thing that is missing; ``code`` names its words."""

    code: str
    key: Hashable = None
    value: object = None


def months_of(years: float) -> int:
    """
    >>> months_of(3), months_of(0.5)
    (36, 6)
    """
    return round(years * MONTHS_A_YEAR)


def join_posts(posts: Iterable[Post]) -> Post:
    """What several requirements demand together.

    >>> post = join_posts([Post(frozenset("a"), months=36), Post(frozenset("b"))])
    >>> sorted(post.trainings), post.months
    (['a', 'b'], 36)
    """
    joined = Post()
    for post in posts:
        joined = Post(
            joined.trainings | post.trainings,
            joined.skills | post.skills,
            max(joined.months, post.months),
        )
    return joined


def valid_until(passed_on: date, months: int) -> date | None:
    """Last day on which a training or certificate holds; 0 months: for good.

    Counted as the host counts its certifications: until the same day of the month.

    >>> valid_until(date(2026, 3, 1), 12), valid_until(date(2026, 3, 1), 0)
    (datetime.date(2027, 3, 1), None)
    >>> valid_until(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    return passed_on + relativedelta(months=months) if months else None


#: What is wrong with a training or a skill → code of the gap.
GAPS = {
    "training": {
        "missing": "untrained",
        "not_yet": "training_later",
        "expired": "training_over",
    },
    "skill": {
        "missing": "no_skill",
        "not_yet": "skill_later",
        "expired": "skill_over",
    },
}


def find_gaps(post: Post, person: Person, day: date) -> list[Gap]:
    """All that stands between somebody and a post on a day, in a fixed order.

    >>> on = date(2026, 3, 2)
    >>> post = Post(frozenset({1}), frozenset({7}), months=36)
    >>> [gap.code for gap in find_gaps(post, Person(), on)]
    ['untrained', 'no_skill', 'no_experience']
    >>> course = Held(1, 100, date(2026, 2, 1))
    >>> able = Person((course,), (Held(7, 100, on),), date(2023, 3, 2))
    >>> find_gaps(post, able, on)
    []
    >>> find_gaps(post, able, date(2026, 1, 1))[0].code  # trained only afterwards
    'training_later'
    >>> find_gaps(post, able._replace(since=date(2023, 3, 3)), on)
    [Gap(code='inexperienced', key=36, value=datetime.date(2026, 3, 3))]
    >>> over = Person((course._replace(until=date(2026, 3, 1)),))
    >>> find_gaps(Post(frozenset({1})), over, on)
    [Gap(code='training_over', key=1, value=datetime.date(2026, 3, 1))]
    """
    gaps = []
    for kind, demanded, held in (
        ("training", post.trainings, person.trainings),
        ("skill", post.skills, person.skills),
    ):
        for key in sorted(demanded):
            problem = skill_problem(Need(key, is_certificate=True), held, day)
            if problem:
                gaps.append(Gap(GAPS[kind][problem.code], *problem.value))
    if post.months:
        if not person.since:
            gaps.append(Gap("no_experience", post.months))
        elif (full := person.since + relativedelta(months=post.months)) > day:
            gaps.append(Gap("inexperienced", post.months, full))
    return gaps


def judge(
    status: str,
    hours: float,
    course_hours: float,
    minimum: float,
    exam_passed: bool | None,
    is_final: bool = False,
) -> str:
    """What a training came to for one person.

    :param minimum: share of the course's hours that must be attended, 0..1
    :param exam_passed: None: the course has no exam
    :param is_final: no further attempt at the exam is left

    >>> judge("present", 8, 8, 1.0, None), judge("late", 7, 8, 1.0, None)
    ('passed', 'failed')
    >>> judge("late", 7, 8, 0.8, None), judge("invited", 0, 8, 0.8, None)
    ('passed', 'open')
    >>> judge("present", 8, 8, 1.0, False), judge("present", 8, 8, 1.0, False, True)
    ('open', 'failed')
    >>> judge("absent", 0, 8, 1.0, True)  # an exam does not stand for the course
    'failed'
    """
    if status == INVITED:
        return OPEN
    if status == ABSENT or hours + 1e-6 < course_hours * minimum:
        return FAILED
    if exam_passed is None or exam_passed:
        return PASSED
    return FAILED if is_final else OPEN


def share(number: int, whole: int) -> float | None:
    """A part of a whole, 0..1; of nothing there is none.

    >>> share(9, 10), share(0, 0) is None
    (0.9, True)
    """
    return number / whole if whole else None


def required_managers(managers: int, rate: float, minimum: int) -> int:
    """How many of the service managers must hold the certificate (standard A.6).

    Rounded up; whoever has no service manager at all still needs the minimum.

    >>> [required_managers(n, 0.1, 1) for n in (0, 1, 10, 11, 30, 31)]
    [1, 1, 1, 2, 3, 4]
    >>> required_managers(5, 0.1, 2)
    2
    """
    # As written: 0.1 of 30 is 3, not 3.0000000000000004.
    return max(minimum, ceil(Fraction(str(rate)) * managers))


def missing_managers(certified: int, required: int) -> int:
    """
    >>> missing_managers(1, 3), missing_managers(4, 3)
    (2, 0)
    """
    return max(required - certified, 0)


class Duty(NamedTuple):
    """From when to when somebody was put on a post; None: open."""

    since: date
    until: date | None = None


def off_duty(duties: Collection[Duty]) -> list[tuple[date | None, date | None]]:
    """Days on which somebody is on no post, as (first, last); None: open.

    >>> off_duty([])
    [(None, None)]
    >>> off_duty([Duty(date(2026, 3, 2), date(2026, 3, 31))])
    [(None, datetime.date(2026, 3, 1)), (datetime.date(2026, 4, 1), None)]
    >>> off_duty([Duty(date(2026, 3, 2)), Duty(date(2026, 3, 9), date(2026, 3, 20))])
    [(None, datetime.date(2026, 3, 1))]
    """
    day = relativedelta(days=1)
    gaps, first = [], None
    for duty in sorted(duties, key=lambda duty: duty.since):
        before = duty.since - day
        if first is None or first <= before:
            gaps.append((first, before))
        if duty.until is None:
            return gaps
        after = duty.until + day
        first = after if first is None else max(first, after)
    return [*gaps, (first, None)]
