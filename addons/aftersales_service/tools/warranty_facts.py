"""What a warranty decision looks at, and what comes out of it."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from .warranty_policy import Policy, RestDays

# Papers: shown; lost, but the date can be proved (C.3 art. 8); lost.
SHOWN, PROVABLE, LOST = "shown", "provable", "lost"
NO_PROOF = "no_proof"
# Of an exclusion: counts whatever the policy lists (fault code, R137); of a policy:
# it excludes whatever is found.
EVERYWHERE = "*"


class Repair(NamedTuple):
    """An earlier repair; still open where ``day_out`` is empty.

    ``began``, ``ended``: the moments behind the days, for promises in hours (R450).
    """

    day_in: date
    day_out: date | None = None
    is_fixed: bool = True
    is_waiting_parts: bool = False
    is_same_part: bool = False
    began: datetime | None = None
    ended: datetime | None = None


# When an exclusion must be proven before it counts.
NEVER, ON_BURDEN, ALWAYS = "never", "burden", "always"


class Exclusion(NamedTuple):
    """Why it may not be covered. ``evidence``: must it be proven never, where the
    burden of proof is on the operator, or always?"""

    code: str
    has_evidence: bool = True
    evidence: str = NEVER


class Facts(NamedTuple):
    """All that a decision looks at. ``moments``: ``invoice_date`` … → day.

    ``today``: the day the fault was reported, which decides about terms; ``as_of``: the
    day up to which open repairs and use are counted (empty: the same), ``now``: the
    moment, for hours.
    ``ground``: fault, unused, no_reason, carriage, wrong_goods or recognised
    (R100-R104).
    ``price``: what the customer paid; ``digits``: decimals of its currency.
    ``days_before_exchange``: in repair, of the units that this one was given for.
    """

    today: date
    moments: dict[str, date]
    part: object = None
    is_performance: bool = True
    is_serious: bool = False
    ground: str = "fault"
    exclusions: tuple[Exclusion, ...] = ()
    repairs: tuple[Repair, ...] = ()
    exchanges: int = 0
    price: Decimal | None = None
    digits: int = 2
    same_model: bool = True
    proof: str = SHOWN
    is_recalled: bool = False
    is_irreparable: bool = False
    rest: RestDays = RestDays()
    as_of: date | None = None
    now: datetime | None = None
    days_before_exchange: int = 0

    @property
    def counted_to(self) -> date:
        return self.as_of or self.today


class Reason(NamedTuple):
    """``key``: a sentence that the model puts into words with ``values``."""

    key: str
    values: dict = {}


class Progress(NamedTuple):
    """How near a count has come: the manager is told from ``alert_at`` on."""

    key: object
    metric: str
    value: int
    threshold: int
    is_reached: bool
    is_near: bool


class Layer(NamedTuple):
    """What one policy says. ``status``: covered, expired, excluded, no_proof,
    no_start, not_set or no_term. ``covers``: goods, labour, travel."""

    policy: Policy
    status: str
    term: object = None
    term_end: date | None = None
    options: frozenset[str] = frozenset()
    refund: Decimal | None = None
    fee: Decimal | None = None
    covers: frozenset[str] = frozenset()
    reasons: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()
    progress: tuple[Progress, ...] = ()
    burden_on_operator: bool = False


class Result(NamedTuple):
    """The decision: the union of what the layers give, best figures first.

    ``reason``: why nothing is free (a status of ``Layer``, the code of an exclusion,
    or ``no_policy``); empty where something is. ``refund`` is ``None`` where nothing is
    refunded, or the sum cannot be told (no price, no fee rate)."""

    covered: bool
    options: tuple[str, ...]
    reason: str
    term_end: date | None
    refund: Decimal | None
    fee: Decimal | None
    covers: frozenset[str]
    layers: tuple[Layer, ...]
    burden_on_operator: bool


class Counts(NamedTuple):
    """What the repairs of a unit add up to; days and hours are the longest of one
    repair."""

    failed_repairs: int
    wait_parts_days: int
    own_repair_days: int
    unrepaired_days: int
    unrepaired_hours: int
    total_repair_days: int
    exchanges: int
    irreparable: int


METRICS = Counts._fields
# Metrics that are reached; the others are times, and exceeded ("over 30 days").
COUNTED = frozenset({"failed_repairs", "exchanges", "irreparable"})


def count(facts: Facts) -> Counts:
    """
    >>> d = date
    >>> count(Facts(d(2026, 3, 1), {}, repairs=(
    ...     Repair(d(2026, 1, 1), d(2026, 1, 9), is_fixed=False),
    ...     Repair(d(2026, 2, 1), is_waiting_parts=True))))
    Counts(failed_repairs=1, wait_parts_days=28, own_repair_days=8, \
unrepaired_days=28, unrepaired_hours=0, total_repair_days=36, exchanges=0, \
irreparable=0)
    """
    failed = wait = own = hours = 0
    for repair in facts.repairs:
        day_in, day_out = _repair_span(repair, facts)
        days = (day_out - day_in).days
        failed += not repair.is_fixed and repair.day_out is not None
        if repair.is_waiting_parts:
            wait = max(wait, days)
        else:
            own = max(own, days)
        hours = max(hours, _repair_hours(repair, facts))
    total = sum((last - first).days for first, last in repair_spans(facts))
    return Counts(
        failed,
        wait,
        own,
        max(wait, own),
        hours,
        total,
        facts.exchanges,
        int(facts.is_irreparable),
    )


def repair_spans(facts: Facts, since: date = date.min) -> list[tuple[date, date]]:
    """First and last day of each stretch in repair, oldest first.

    Two repairs at the same time take the unit away once.

    >>> d = date
    >>> len(repair_spans(Facts(d(2026, 3, 1), {}, repairs=(
    ...     Repair(d(2026, 1, 1), d(2026, 1, 9)), Repair(d(2026, 1, 5)),
    ...     Repair(d(2026, 1, 1))))))
    1
    """
    merged: list[tuple[date, date]] = []
    spans = sorted(_repair_span(repair, facts) for repair in facts.repairs)
    for first, last in spans:
        if first < since:
            continue
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def days_until(facts: Facts, end: date) -> int:
    """Days in repair of a unit that was given back on ``end``, whatever was still open
    then, with those of the units before it.

    >>> d = date
    >>> repairs = (Repair(d(2026, 1, 1), d(2026, 1, 3)), Repair(d(2026, 4, 1)))
    >>> days_until(Facts(d(2026, 9, 1), {}, repairs=repairs), d(2026, 4, 10))
    11
    """
    spans = repair_spans(facts._replace(today=end, as_of=end))
    days = sum((min(last, end) - first).days for first, last in spans if first < end)
    return days + facts.days_before_exchange


def _repair_span(repair: Repair, facts: Facts) -> tuple[date, date]:
    return repair.day_in, max(repair.day_out or facts.counted_to, repair.day_in)


def _repair_hours(repair: Repair, facts: Facts) -> int:
    """Hours begun."""
    ended = repair.ended or (None if repair.day_out else facts.now)
    if repair.began is None or ended is None:
        return 0
    return max(-((repair.began - ended) // timedelta(hours=1)), 0)


def find_exclusion(
    policy: Policy, facts: Facts, burden: bool
) -> tuple[str | None, tuple[Reason, ...]]:
    """The exclusion that counts, and those that are said but not proven.

    Missing papers are no cause of the fault: ``is_lost`` looks after them.
    """
    unproven = []
    for exclusion in facts.exclusions:
        if exclusion.code != NO_PROOF and (
            EVERYWHERE in (exclusion.code, *policy.exclusions)
            or exclusion.code in policy.exclusions
        ):
            must_prove = exclusion.evidence == ALWAYS or (
                exclusion.evidence == ON_BURDEN and burden
            )
            if exclusion.has_evidence or not must_prove:
                return exclusion.code, ()
            unproven.append(Reason("unproven", {"exclusion": exclusion.code}))
    return None, tuple(unproven)
