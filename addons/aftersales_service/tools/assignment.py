"""Who goes: technicians ranked for a job, each with a score and the reasons.

Facts of jobs, people and the rule in, candidates out. What excludes a person says so
in ``blocks``; everything else gives points: a share from 0 to 1 times the weight that
the rule gives it. Times are naive UTC; days are those of the technician.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from .geo import NO_ROAD, Point, Road, distance_km
from .schedule import Person, Slot, first_slot, travel_before
from .skills import Need, Reason, skill_problem

# What is neither known to be good nor bad gives this share of its points.
NEUTRAL = 0.5

#: Share of the points for the grade of the outlet somebody works for.
GRADE_SHARES = {"A": 1.0, "B": 2 / 3, "C": 1 / 3, "D": 0.0}


class Job(NamedTuple):
    """Work to be done at ``site`` within ``start`` … ``until``, taking ``duration``."""

    key: Hashable
    start: datetime
    until: datetime
    duration: timedelta
    site: Point | None = None
    needs: tuple[Need, ...] = ()
    outlet: Hashable = None
    customer: Hashable = None
    unit: Hashable = None
    preferred: Hashable = None
    refused: frozenset = frozenset()


class Rule(NamedTuple):
    """Weights of the criteria by name, and limits (0 or False: none).

    ``far_km``: a way as long as this earns no points for distance.
    """

    weights: Mapping[str, float]
    far_km: float
    max_km: float = 0.0
    max_visits: int = 0
    own_outlet_only: bool = False
    grid: timedelta = timedelta(minutes=1)


class Bar(NamedTuple):
    """Days on which somebody is sent nowhere (None: open), and why, in words.

    ``jobs``: keys of the jobs he is not sent to (None: any work).
    """

    words: str
    since: date | None = None
    until: date | None = None
    jobs: frozenset | None = None


class Candidate(NamedTuple):
    """A person for a job: free in ``slot`` (None: never), excluded if ``blocks``."""

    person: Hashable
    score: float
    slot: Slot | None
    km: float | None
    reasons: tuple[Reason, ...]
    blocks: tuple[Reason, ...]

    @property
    def can_go(self) -> bool:
        return not self.blocks


def find_bars(bars: Iterable[Bar], day: date, job: Hashable = None) -> list[Bar]:
    """Those of the bars that hold on a day, for a job or (None) for any work.

    >>> from datetime import date as on
    >>> spring = Bar("learning", on(2026, 3, 1), on(2026, 5, 31))
    >>> [len(find_bars([spring], on(2026, month, 1))) for month in (2, 3, 6)]
    [0, 1, 0]
    >>> len(find_bars([Bar("learning")], on(2026, 3, 1)))
    1
    >>> no_meter = Bar("no meter", jobs=frozenset({"repair"}))
    >>> [len(find_bars([no_meter], on(2026, 3, 1), job)) for job in ("repair", None)]
    [1, 0]
    """
    return [
        bar
        for bar in bars
        if not (bar.since and day < bar.since)
        and not (bar.until and bar.until < day)
        and (bar.jobs is None or job in bar.jobs)
    ]


def evaluate(job: Job, person: Person, rule: Rule, road: Road) -> Candidate:
    """All that speaks for and against one person for one job."""
    slot = first_slot(job, person, road, rule.grid, rule.max_visits)
    day = slot.day if slot else person.day_of(job.start)
    here = travel_before(person, slot) if slot else person.origin
    km = distance_km(here, job.site)
    blocks = [
        problem
        for need in job.needs
        if (problem := skill_problem(need, person.skills, day))
    ]
    blocks += [
        Reason("barred", value=bar.words)
        for bar in find_bars(person.bars, day, job.key)
    ]
    if person.key in job.refused:
        blocks.append(Reason("refused"))
    is_own = job.outlet in person.outlets
    if rule.own_outlet_only and job.outlet and not is_own:
        blocks.append(Reason("other_outlet"))
    if rule.max_km and km is not None and km > rule.max_km:
        blocks.append(Reason("too_far", value=(km, rule.max_km)))
    if not slot:
        blocks.append(Reason("no_time"))
    reasons = tuple(
        Reason(code, rule.weights.get(criterion, 0.0) * share, value)
        for criterion, code, share, value in (
            _skills(job, person),
            _outlet(job, is_own),
            _time(job, slot, person),
            _load(person, day),
            _distance(km, rule),
            _unit(job, person),
            _customer(job, person),
            _preferred(job, person),
            _grade(person),
        )
        if code
    )
    score = sum(reason.points for reason in reasons)
    return Candidate(person.key, score, slot, km, reasons, tuple(blocks))


# -- criteria: (weight it is given by, code of the words or "", share, value) ---------


def _skills(job, person):
    if not job.needs:
        return "skill", "", 0.0, None
    levels = {item.skill: item.level for item in person.skills}
    share = sum(levels.get(need.skill, 0) for need in job.needs) / (
        100 * len(job.needs)
    )
    return "skill", "skilled", share, tuple(need.skill for need in job.needs)


def _outlet(job, is_own):
    if not job.outlet:
        return "outlet", "no_outlet", NEUTRAL, None
    return "outlet", "own_outlet" if is_own else "foreign_outlet", float(is_own), None


def _time(job, slot, person):
    if not slot:
        return "time", "", 0.0, None
    if slot.start == job.start:
        return "time", "free", 1.0, None
    window = (job.until - job.start) or timedelta.max
    share = 1 - (slot.start - job.start) / window
    return "time", person.busy_word(job), max(share, 0.0), slot.start


def _load(person, day):
    planned, worked = person.load(day), person.hours(day)
    count = len(person.visits.get(day, ()))
    share = 1 - planned / worked if worked else 0.0
    return "load", "load", max(share, 0.0), (planned / timedelta(hours=1), count)


def _distance(km, rule):
    if km is None:
        return "distance", "km_unknown", NEUTRAL, None
    share = 1 - km / rule.far_km if rule.far_km else NEUTRAL
    return "distance", "km", max(share, 0.0), km


def _unit(job, person):
    known = job.unit is not None and job.unit in person.units
    return "unit", "knows_unit" if known else "", float(known), None


def _customer(job, person):
    known = job.customer in person.customers
    return "customer", "knows_customer" if known else "", float(known), None


def _preferred(job, person):
    wanted = job.preferred is not None and job.preferred == person.key
    return "preferred", "preferred" if wanted else "", float(wanted), None


def _grade(person):
    """The best of his outlets counts.

    >>> _grade(Person("Wang", grades=frozenset("BD")))[1:3]
    ('grade', 0.6666666666666666)
    >>> _grade(Person("Li"))[1:3]
    ('not_graded', 0.5)
    """
    if not person.grades:
        return "grade", "not_graded", NEUTRAL, None
    best = min(person.grades)
    return "grade", "grade", GRADE_SHARES[best], best


# -- many --------------------------------------------------------------------------


def rank(
    job: Job, people: Iterable[Person], rule: Rule, road: Road = NO_ROAD
) -> list[Candidate]:
    """Candidates for a job, the best first; who is excluded stands at the end.

    People who are equal keep the order they are given in.
    """
    found = [evaluate(job, person, rule, road) for person in people]
    return sorted(
        found,
        key=lambda one: (
            not one.can_go,
            not (one.slot and one.slot.start == job.start),
            -one.score,
        ),
    )


def plan(
    jobs: Sequence[tuple[Job, Rule]], people: Sequence[Person], road: Road = NO_ROAD
) -> dict[Hashable, list[Candidate]]:
    """Give each job, in the order given, to the best person on the earliest day.

    What is placed takes its time from then on: no two jobs get the same slot. Returns
    the candidates by job, the chosen one first; if that one cannot go, nobody can.
    """
    by_key = {person.key: person for person in people}
    placed = {}
    for job, rule in jobs:
        found = sorted(
            (evaluate(job, person, rule, road) for person in people),
            key=lambda one: (
                not one.can_go,
                one.slot.day if one.slot else date.max,
                -one.score,
            ),
        )
        placed[job.key] = found
        if found and found[0].can_go:
            chosen = found[0]
            by_key[chosen.person].take(chosen.slot, job.site, job.key)
    return placed
