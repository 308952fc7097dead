"""Rates of a card: what they pay for, for which visits, and which of several wins.

A rule names what it pays for (``kind``), how it counts (``basis``) and for which
visits. What it leaves open does not matter; of those that hold for a visit the most
precise wins: the deepest fault code, then the deepest product category, the order
type, the grade; in a draw the lower sequence. Kilometres are paid in bands that add
up, so that a longer way never pays less.

Amounts of rules are positive; penalties and deductions are taken off by their kind.
"""

from collections.abc import Hashable, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from math import inf
from typing import NamedTuple

# What is paid for a visit.
LABOUR, VISIT, TRAVEL, PARTS = "labour", "visit", "travel", "parts"
MINIMUM = "minimum"
BONUS_OPINION, BONUS_IN_TIME = "bonus_opinion", "bonus_in_time"
PENALTY_OPINION = "penalty_opinion"
# What is guaranteed for a month.
GUARANTEE = "guarantee"
# What is taken off for something that happened.
LATE, PART_MISSING, COMPLAINT = "late", "part_missing", "complaint"

WORK = (LABOUR, VISIT, TRAVEL, PARTS)
EXTRAS = (BONUS_OPINION, BONUS_IN_TIME, PENALTY_OPINION)
EVENTS = (LATE, PART_MISSING, COMPLAINT)
VISIT_KINDS = (*WORK, MINIMUM, *EXTRAS)
RULE_KINDS = (*VISIT_KINDS, GUARANTEE, *EVENTS)
TAKEN_OFF = (PENALTY_OPINION, *EVENTS)

# What else stands on a settlement: by hand, from the month before, given back.
CORRECTION, CARRIED, PART_BACK = "correction", "carried", "part_back"
LINE_KINDS = (*RULE_KINDS, PART_BACK, CORRECTION, CARRIED)
# On time is what the outlet makes: taking the call and sending is the desk's.
OUTLET_MILESTONES = ("arrive", "assess", "repair")

# How a rule counts: once, by hours, kilometres or parts, as a share in percent.
EACH, HOUR, KM, PART, PERCENT = "each", "hour", "km", "part", "percent"
BASES = {
    LABOUR: (EACH, HOUR),
    VISIT: (EACH,),
    TRAVEL: (EACH, KM),
    PARTS: (PART, PERCENT),
    MINIMUM: (EACH,),
    BONUS_OPINION: (EACH, PERCENT),
    BONUS_IN_TIME: (EACH, PERCENT),
    PENALTY_OPINION: (EACH, PERCENT),
    GUARANTEE: (EACH,),
    LATE: (EACH,),
    PART_MISSING: (PART, PERCENT),
    COMPLAINT: (EACH,),
}

CENT = 0.01


class Rule(NamedTuple):
    """One rate of a card; what is None holds for all.

    ``amount``: money for one of its basis, or percent. ``km_from`` is not included in
    a band, ``km_to`` is.
    """

    key: Hashable
    kind: str
    basis: str
    amount: float
    sequence: int = 10
    fault: Hashable | None = None
    category: Hashable | None = None
    order_type: Hashable | None = None
    grade: str | None = None
    km_from: float = 0.0
    km_to: float = inf
    opinion: str | None = None
    milestone: str | None = None


class Facts(NamedTuple):
    """A visit, or something that happened and is taken off.

    ``faults`` and ``categories``: codes with those above them, and their depth, 1 for
    the topmost. ``km`` and ``in_time`` are None where nobody knows. ``parts`` is how
    many, ``value`` what they are worth.
    """

    key: Hashable
    grade: str | None = None
    order_type: Hashable | None = None
    faults: Mapping[Hashable, int] = {}
    categories: Mapping[Hashable, int] = {}
    hours: float = 0.0
    km: float | None = None
    parts: float = 0.0
    value: float = 0.0
    opinion: str | None = None
    in_time: bool | None = None
    milestone: str | None = None


class Line(NamedTuple):
    """``quantity`` × ``rate`` = ``amount`` but for bands and percentages, whose way
    stands in ``facts``."""

    key: Hashable
    kind: str
    rule: Hashable
    quantity: float
    rate: float
    amount: float
    facts: dict


def rounded(amount: float, step: float = CENT) -> float:
    """To the smallest coin, half of one up.

    >>> rounded(2.675), rounded(-2.675), rounded(1.03, 0.05)
    (2.68, -2.68, 1.05)
    """
    coin = Decimal(repr(step))
    # Products of binary fractions miss their half by a hair: 1.005 × 100.
    coins = (Decimal(repr(round(amount, 9))) / coin).quantize(Decimal(1), ROUND_HALF_UP)
    return float(coins * coin)


def specificity(rule: Rule, facts: Facts) -> tuple | None:
    """How closely a rule describes the facts (higher is closer), None if it does not
    hold. Distance is not asked here.

    >>> deep = Facts(1, faults={5: 1, 6: 2}, grade="A")
    >>> specificity(Rule(1, LABOUR, EACH, 1.0, fault=6), deep)
    (2, 0, False, False)
    >>> specificity(Rule(1, LABOUR, EACH, 1.0, grade="B"), deep) is None
    True
    """
    for named, fact in (
        (rule.order_type, facts.order_type),
        (rule.grade, facts.grade),
        (rule.opinion, facts.opinion),
        (rule.milestone, facts.milestone),
    ):
        if named is not None and named != fact:
            return None
    depths = []
    for named, known in ((rule.fault, facts.faults), (rule.category, facts.categories)):
        if named is not None and named not in known:
            return None
        depths.append(0 if named is None else known[named])
    return (*depths, rule.order_type is not None, rule.grade is not None)


def winners(facts: Facts, rules: Iterable[Rule], kind: str) -> list[Rule]:
    """The rules of a kind that describe the facts most closely, best first.

    >>> found = winners(Facts(1, order_type=3), [
    ...     Rule("all", LABOUR, EACH, 1.0),
    ...     Rule("type", LABOUR, EACH, 2.0, order_type=3),
    ... ], LABOUR)
    >>> [rule.key for rule in found]
    ['type']
    """
    scored = [
        (score, rule)
        for rule in rules
        if rule.kind == kind and (score := specificity(rule, facts)) is not None
    ]
    best = max((score for score, _rule in scored), default=None)
    return sorted(
        (rule for score, rule in scored if score == best),
        key=lambda rule: (rule.sequence, rule.km_from, rule.km_to, str(rule.key)),
    )


def band_amount(rule: Rule, km: float) -> tuple[float, float]:
    """Kilometres of a way that lie in a band, and what they pay.

    >>> band_amount(Rule(1, TRAVEL, KM, 2.0, km_from=20.0, km_to=50.0), 35.0)
    (15.0, 30.0)
    >>> band_amount(Rule(1, TRAVEL, EACH, 25.0, km_from=20.0), 35.0)
    (15.0, 25.0)
    """
    inside = max(0.0, min(km, rule.km_to) - rule.km_from)
    if rule.basis == KM:
        return inside, inside * rule.amount
    return inside, rule.amount if inside else 0.0


def overlapping(rules: Iterable[Rule]) -> list[tuple[Rule, Rule]]:
    """Pairs of rules of which nobody could say which one wins: the same kind for the
    same visits; of kilometres, bands that share some of the way.

    >>> near = Rule(1, TRAVEL, KM, 1.0, km_to=30.0)
    >>> [far] = [near._replace(key=2, km_from=30.0, km_to=inf)]
    >>> overlapping([near, far])
    []
    >>> [(a.key, b.key) for a, b in overlapping([near, far._replace(km_from=20.0)])]
    [(1, 2)]
    """
    listed = list(rules)
    return [
        (one, other)
        for index, one in enumerate(listed)
        for other in listed[index + 1 :]
        if _criteria(one) == _criteria(other)
        and one.km_from < other.km_to
        and other.km_from < one.km_to
    ]


def _criteria(rule: Rule) -> tuple:
    return (
        rule.kind,
        rule.fault,
        rule.category,
        rule.order_type,
        rule.grade,
        rule.opinion,
        rule.milestone,
    )
