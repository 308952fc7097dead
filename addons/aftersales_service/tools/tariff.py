"""Which rule of the published tariff prices a piece of work, and at what price (R136).

A rule holds where all it names holds: outlet, zone, time band, distance, order types,
validity. Of those that hold the most specific wins: the one for the outlet before the
company's, then the more precise zone, then a time band, a distance, order types; in a
draw the lower sequence, then the one listed first. Where none holds, the pricelist
alone gives the price.
"""

from collections.abc import Hashable, Iterable
from datetime import date
from math import inf
from typing import NamedTuple

from .territory import Address, Territory, hit

# What kind of day it is for the calendar that holds.
WORK_DAY, DAY_OFF, HOLIDAY = "work", "off", "holiday"
# Which hours of these days a band takes.
ANY_HOUR, WORKING, OUT_OF_HOURS, BETWEEN = "any", "working", "out_of_hours", "between"
# What a rule does to the pricelist's price.
FIXED, PERCENT, EXTRA = "fixed", "percent", "extra"

# Less precise than any zone that an address lies in.
NO_ZONE = (-1, 0)


class Moment(NamedTuple):
    """When work is done: kind of day, hour 0..24 on the local clock, and whether the
    working hours of the calendar hold then."""

    day: str
    hour: float
    is_working: bool


class Band(NamedTuple):
    """``days`` empty: all. ``start`` and ``end`` count for ``BETWEEN`` only."""

    days: frozenset = frozenset()
    hours: str = ANY_HOUR
    start: float = 0.0
    end: float = 24.0


class Rule(NamedTuple):
    """What is not named (None, empty) does not matter; ``last`` is included,
    ``km_to`` is not."""

    key: Hashable
    product: Hashable
    sequence: int = 10
    outlet: Hashable | None = None
    types: frozenset = frozenset()
    zone: Territory | None = None
    band: Band | None = None
    km_from: float = 0.0
    km_to: float = inf
    first: date | None = None
    last: date | None = None

    @property
    def names_distance(self) -> bool:
        return self.km_from > 0 or self.km_to < inf


class Job(NamedTuple):
    """Work to price; ``moment`` and ``km`` are None where nobody knows them."""

    product: Hashable
    day: date
    outlet: Hashable | None = None
    order_type: Hashable | None = None
    address: Address = Address()
    moment: Moment | None = None
    km: float | None = None


def holds(band: Band, moment: Moment | None) -> bool:
    """Does this moment lie in the band? A band may run over midnight.

    >>> night = Band(hours=BETWEEN, start=22, end=6)
    >>> [holds(night, Moment(WORK_DAY, hour, False)) for hour in (21.5, 22, 5.9, 6)]
    [False, True, True, False]
    >>> holds(Band(frozenset({HOLIDAY})), Moment(DAY_OFF, 10, False))
    False
    """
    if moment is None or (band.days and moment.day not in band.days):
        return False
    if band.hours == WORKING:
        return moment.is_working
    if band.hours == OUT_OF_HOURS:
        return not moment.is_working
    if band.hours == BETWEEN and band.start < band.end:
        return band.start <= moment.hour < band.end
    if band.hours == BETWEEN:
        return moment.hour >= band.start or moment.hour < band.end
    return True


def specificity(rule: Rule, job: Job) -> tuple | None:
    """How closely a rule describes a job (higher is closer), None if it does not hold.

    >>> far = Rule("far", "travel", km_from=30)
    >>> day = date(2026, 3, 2)
    >>> specificity(far, Job("travel", day, km=12)) is None
    True
    >>> specificity(far, Job("travel", day, km=30))
    (False, (-1, 0), False, True, False)
    """
    if rule.product != job.product:
        return None
    if rule.outlet is not None and rule.outlet != job.outlet:
        return None
    if rule.types and job.order_type not in rule.types:
        return None
    if (rule.first and job.day < rule.first) or (rule.last and job.day > rule.last):
        return None
    if rule.band is not None and not holds(rule.band, job.moment):
        return None
    if rule.names_distance and (
        job.km is None or not rule.km_from <= job.km < rule.km_to
    ):
        return None
    place = NO_ZONE
    if rule.zone is not None:
        found = hit(rule.zone, job.address)
        if found is None:
            return None
        place = found[:2]
    return (
        rule.outlet is not None,
        place,
        rule.band is not None,
        rule.names_distance,
        bool(rule.types),
    )


def best_rule(rules: Iterable[Rule], job: Job) -> Hashable | None:
    """Key of the rule that prices the job, None where the pricelist does alone.

    >>> city, day = Territory("city", cities=("济南",)), date(2026, 3, 2)
    >>> rules = [Rule("all", "travel"), Rule("city", "travel", zone=city)]
    >>> best_rule(rules, Job("travel", day, address=Address(city="济南市")))
    'city'
    >>> best_rule(rules, Job("labour", day)) is None
    True
    """
    best, found = None, None
    for rule in sorted(rules, key=lambda rule: rule.sequence):
        score = specificity(rule, job)
        if score is not None and (best is None or score > best):
            best, found = score, rule.key
    return found


def price(method: str, base: float, amount: float, percent: float) -> float:
    """Price of one unit: the rule's own, or the pricelist's (``base``) and more.

    >>> price(FIXED, 100, 80, 0), price(PERCENT, 100, 0, 50), price(EXTRA, 100, 30, 0)
    (80, 150.0, 130)
    """
    if method == FIXED:
        return amount
    return base + amount if method == EXTRA else base * (1 + percent / 100)
