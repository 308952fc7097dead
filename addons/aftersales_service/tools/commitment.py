"""Is a published promise backed by the policies bound to it, and are they as strong?

A promise is kept if every bound target that may apply is at least as strict (R012:
a commitment fits what the company is able to guarantee). Working time stands still at
night and on days off, so a target in working time keeps a promise in clock hours only
where service never stops.

>>> promise = Promise("door", TIME, milestone="arrive", amount=24)
>>> conflicts([promise], [Target("t48", "arrive", amount=48)], [])
[Conflict(promise='door', code='weaker', backing='t48')]
>>> conflicts([promise], [Target("t4", "arrive", amount=4)], [])
[]
>>> conflicts([promise], [], [])
[Conflict(promise='door', code='no_backing', backing=None)]
"""

from collections.abc import Collection, Hashable, Iterable
from typing import NamedTuple

from .sla_clock import HOUR, WORK_DAY
from .warranty_policy import REPAIR

# What is promised: something done in time, hours of service a week, a warranty.
TIME, COVERAGE, WARRANTY = "time", "coverage", "warranty"
WEEK_HOURS, DAY_HOURS = 168.0, 24.0

# Why a promise is in conflict.
NO_BACKING = "no_backing"  # no bound policy speaks of it
NO_FIGURE = "no_figure"  # the promise itself names none
NOT_IN_FORCE = "not_in_force"  # the policy is a draft or archived
NOT_SET = "not_set"  # the policy leaves its figure open
LATER_START = "later_start"  # the policy counts from another moment
WORKING_TIME = "working_time"  # promised by the clock, kept by working time
WEAKER = "weaker"


class Promise(NamedTuple):
    """One figure of a commitment. ``amount``: of ``unit``, or hours a week for
    ``COVERAGE``; ``parts``: only for that state of the parts."""

    key: Hashable
    kind: str
    milestone: str = ""
    start: str = "receive"
    amount: float | None = None
    unit: str = HOUR
    parts: str | None = None
    months: int | None = None
    is_lifetime: bool = False
    remedy: str = REPAIR


class Target(NamedTuple):
    """A target of an SLA policy and the service hours it is counted in."""

    key: Hashable
    milestone: str
    start: str = "receive"
    amount: float | None = None
    unit: str = HOUR
    parts: str | None = None
    in_force: bool = True
    week_hours: float = WEEK_HOURS
    day_hours: float = DAY_HOURS


class Term(NamedTuple):
    """``months`` None: not set by its source."""

    months: int | None
    is_lifetime: bool = False
    remedies: Collection[str] = frozenset({REPAIR})


class Guarantee(NamedTuple):
    """A warranty policy: its terms for the whole unit."""

    key: Hashable
    terms: tuple[Term, ...] = ()
    in_force: bool = True


class Conflict(NamedTuple):
    """``backing``: the target or policy that does not keep the promise, if any."""

    promise: Hashable
    code: str
    backing: Hashable = None


def conflicts(
    promises: Iterable[Promise],
    targets: Iterable[Target],
    guarantees: Iterable[Guarantee],
) -> list[Conflict]:
    """All reasons why promises are not kept by what is bound to them."""
    targets, guarantees = list(targets), list(guarantees)
    found = []
    for promise in promises:
        if not _has_figure(promise):
            found.append(Conflict(promise.key, NO_FIGURE))
        elif promise.kind == WARRANTY:
            found += _check(promise, guarantees, _guarantee_problem)
        else:
            speaking = [target for target in targets if _speaks_of(target, promise)]
            found += _check(promise, speaking, _target_problem)
    return found


def _check(promise: Promise, backings: list, problem) -> list[Conflict]:
    if not backings:
        return [Conflict(promise.key, NO_BACKING)]
    codes = [(backing.key, problem(promise, backing)) for backing in backings]
    return [Conflict(promise.key, code, key) for key, code in codes if code]


def _has_figure(promise: Promise) -> bool:
    if promise.kind == WARRANTY:
        return bool(promise.months or promise.is_lifetime)
    return bool(promise.amount)


def _speaks_of(target: Target, promise: Promise) -> bool:
    """Coverage is a matter of every policy; else the milestone and parts decide."""
    if promise.kind == COVERAGE:
        return True
    same_parts = not promise.parts or not target.parts or promise.parts == target.parts
    return target.milestone == promise.milestone and same_parts


def _target_problem(promise: Promise, target: Target) -> str | None:
    if not target.in_force:
        return NOT_IN_FORCE
    if promise.kind == COVERAGE:
        return WEAKER if target.week_hours < promise.amount else None
    if not target.amount:
        return NOT_SET
    if target.start != promise.start:
        return LATER_START
    if promise.unit == HOUR and target.unit != HOUR and not _never_stops(target):
        return WORKING_TIME
    return None if _longest(promise, target) <= _allowed(promise, target) else WEAKER


def _never_stops(target: Target) -> bool:
    return target.week_hours >= WEEK_HOURS


def _allowed(promise: Promise, target: Target) -> float:
    """Working hours of the target's calendar that the promise leaves."""
    whole_days = promise.unit == WORK_DAY and target.unit != WORK_DAY
    return promise.amount * (target.day_hours if whole_days else 1.0)


def _longest(promise: Promise, target: Target) -> float:
    """What the target takes at most, on the clock of the promise.

    So many clock hours hold at most as many working hours; so many working days end
    within one more day of hours, as the rest of the first day is not counted.

    >>> shop = Target("days", "repair", amount=2, unit=WORK_DAY, day_hours=8)
    >>> _longest(Promise("p", TIME, amount=20, unit="work_hour"), shop)
    24
    """
    if target.unit == WORK_DAY and promise.unit != WORK_DAY:
        return (target.amount + 1) * target.day_hours
    return target.amount


def _guarantee_problem(promise: Promise, guarantee: Guarantee) -> str | None:
    """A policy keeps a promise by its longest term that gives the remedy.

    >>> five = Promise("five", WARRANTY, months=60)
    >>> _guarantee_problem(five, Guarantee("g", (Term(36), Term(60))))
    >>> _guarantee_problem(five, Guarantee("g", (Term(36),)))
    'weaker'
    >>> _guarantee_problem(five, Guarantee("g", (Term(None),)))
    'not_set'
    """
    if not guarantee.in_force:
        return NOT_IN_FORCE
    terms = [term for term in guarantee.terms if promise.remedy in term.remedies]
    if any(term.is_lifetime for term in terms):
        return None
    known = [term.months for term in terms if term.months]
    if not known:
        return NOT_SET
    kept = not promise.is_lifetime and max(known) >= (promise.months or 0)
    return None if kept else WEAKER
