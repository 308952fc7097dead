"""How many of a part to keep: units in the field, how often it fails, lead time.

Failures of many units are rare and independent: what is used within the time it takes
to get more follows a Poisson distribution. The least stock is its quantile at the
service level; the most adds what is used until the next order.
"""

from math import ceil, exp, sqrt
from statistics import NormalDist
from typing import NamedTuple

DAYS_OF_YEAR = 365.0
# Above this mean the distribution is as good as normal (with Cornish-Fisher's term).
LARGE_MEAN = 500.0
# Rounding of floats must not order one more piece.
CRUMB = 1e-9


class Facts(NamedTuple):
    """What is known of a part and a store.

    ``units``: units in the field that may need it; ``used``: pieces used for them in
    ``days`` days; ``field_units``: units over which that use was counted (of all
    outlets, so that a small outlet learns from the others).
    """

    units: float
    used: float
    field_units: float
    days: float


class Policy(NamedTuple):
    """``lead_days``: until more arrives; ``review_days``: between two orders."""

    service_level: float
    lead_days: float
    review_days: float


class Proposal(NamedTuple):
    """Reordering bounds and the figures they come from."""

    minimum: int
    maximum: int
    rate: float  # pieces a unit and year
    lead_demand: float  # pieces expected until more arrives


def failure_rate(used: float, units: float, days: float) -> float:
    """Pieces used for one unit in a year; nothing known: nothing.

    >>> failure_rate(20, 1000, 365)
    0.02
    >>> failure_rate(20, 0, 365)
    0.0
    """
    if units <= 0 or days <= 0:
        return 0.0
    return used / units * DAYS_OF_YEAR / days


def poisson_quantile(mean: float, level: float) -> int:
    """Smallest number that the demand does not exceed with probability ``level``.

    >>> poisson_quantile(0.0, 0.99), poisson_quantile(1.0, 0.95)
    (0, 3)
    >>> poisson_quantile(1000.0, 0.5)
    1000
    """
    if mean <= 0:
        return 0
    if mean > LARGE_MEAN:
        z = NormalDist().inv_cdf(level)
        return ceil(mean + z * sqrt(mean) + (z * z - 1) / 6 - 0.5)
    count, term = 0, exp(-mean)
    total = term
    while total + CRUMB < level:
        count += 1
        term *= mean / count
        total += term
    return count


def propose(facts: Facts, policy: Policy) -> Proposal:
    """Bounds for one part in one store.

    >>> facts = Facts(units=300, used=40, field_units=2000, days=365)
    >>> propose(facts, Policy(service_level=0.95, lead_days=15, review_days=30))
    Proposal(minimum=1, maximum=2, rate=0.02, lead_demand=0.25)
    >>> propose(facts._replace(used=0), Policy(0.95, 15, 30))[:2]
    (0, 0)
    """
    rate = failure_rate(facts.used, facts.field_units, facts.days)
    daily = rate * facts.units / DAYS_OF_YEAR
    lead_demand = daily * policy.lead_days
    minimum = poisson_quantile(lead_demand, policy.service_level)
    review = ceil(daily * policy.review_days - CRUMB)
    maximum = minimum + max(review, 1) if minimum else 0
    return Proposal(minimum, maximum, round(rate, 6), round(lead_demand, 2))
