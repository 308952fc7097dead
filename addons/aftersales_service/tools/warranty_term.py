"""When a term begins and ends, which one counts, and what use has cost.

Boundaries are those of standard.md C.3 and G.3: the first day is not counted, the last
day belongs to the term.
"""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from .warranty_facts import LOST, NO_PROOF, Facts, count, repair_spans
from .warranty_policy import (
    ANY,
    EARLIEST,
    FEE_FORBIDDEN,
    FEE_RATE,
    GOODS,
    LABOUR,
    LATEST,
    PART,
    PERFORMANCE,
    TRAVEL,
    Clock,
    Policy,
    Term,
    add_months,
)

Span = tuple[date | None, date | None]


def _exchanged_on(policy: Policy, facts: Facts) -> date | None:
    return facts.moments.get("exchange_date") if policy.restarts_at_exchange else None


def is_lost(policy: Policy, facts: Facts) -> bool:
    """Are papers missing that this policy asks for? An exchange proves itself."""
    missing = facts.proof == LOST or any(
        exclusion.code == NO_PROOF for exclusion in facts.exclusions
    )
    return (
        missing and NO_PROOF in policy.exclusions and not _exchanged_on(policy, facts)
    )


def term_span(policy: Policy, term: Term, facts: Facts) -> Span:
    """Day from which the term counts, and its last day.

    ``(None, None)``: no moment is known; ``(start, None)``: the source sets no
    duration. Repair and waiting time that began within the term lengthen it.

    >>> from .warranty_policy import Clock
    >>> pump = Term(1, "unit", (Clock("first_use_date", 12),
    ...     Clock("factory_date", 24)), rule=EARLIEST)
    >>> term_span(Policy("pump", "promise"), pump, Facts(date(2026, 1, 1), {
    ...     "first_use_date": date(2025, 6, 1), "factory_date": date(2024, 1, 5)}))
    (datetime.date(2024, 1, 5), datetime.date(2026, 1, 5))
    """
    if term.ends_on:
        return term.ends_on, term.ends_on
    exchanged = _exchanged_on(policy, facts)
    lost = is_lost(policy, facts)
    start = end = runs = None
    for clock in term.clocks:
        begin = exchanged or facts.moments.get(clock.event)
        if clock.without_proof != lost or begin is None:
            continue
        if clock.offset_days and not exchanged:
            begin += timedelta(days=clock.offset_days)
        if term.is_lifetime:
            return begin, date.max
        last = _last_day(begin, clock)
        if last is None:
            start = start or begin
        elif end is None or _replaces(last, end, term.rule):
            start, end, runs = begin, last, clock
    if end is None:
        return start, None
    if term.is_extended_by_repair and facts.repairs:
        end = _extend(end, exchanged, facts)
        if policy.restarts_repaired_part:
            end = _restart(end, runs, facts)
    if policy.ends_on_workday:
        end = facts.rest.next_workday(end)
    return start, end


def _last_day(begin: date, clock: Clock) -> date | None:
    if clock.months is None and not clock.days:
        return None
    last = add_months(begin, clock.months or 0)
    return last + timedelta(days=clock.days) if clock.days else last


def _replaces(last: date, end: date, rule: str) -> bool:
    return (rule == EARLIEST and last < end) or (rule == LATEST and last > end)


def _extend(end: date, exchanged: date | None, facts: Facts) -> date:
    """Add the days of repairs that began within the term, one after the other."""
    for first, last in repair_spans(facts, exchanged or date.min):
        if first <= end:
            end += last - first
    return end


def _restart(end: date, clock: Clock, facts: Facts) -> date:
    """The term of a part runs anew from the day it came back repaired within it."""
    done = (r for r in facts.repairs if r.is_same_part and r.day_out)
    for repair in sorted(done, key=lambda repair: repair.day_in):
        if repair.day_in <= end:
            end = max(end, _last_day(repair.day_out, clock))
    return end


def is_for(term: Term, facts: Facts) -> bool:
    """Is the term about this kind of fault?"""
    if term.ground != facts.ground:
        return False
    if term.severity == ANY:
        return True
    if term.severity == PERFORMANCE:
        return facts.is_performance or facts.is_serious
    return facts.is_serious


def find_warranty(policy: Policy, facts: Facts) -> tuple[Term | None, Span]:
    """The warranty that counts for the part: its own terms, else the unit's; of several
    the one that ends last.

    Where the source leaves a part's term open, the part is covered with the unit it
    is a part of, and beyond that nothing is promised.
    """
    terms = [
        term
        for term in policy.terms
        if not term.is_right and term.scope in GOODS and is_for(term, facts)
    ]
    own = [
        term
        for term in terms
        if term.scope == PART and facts.part is not None and term.part == facts.part
    ]
    whole = [term for term in terms if term.scope != PART]
    found, span = _find_longest(policy, own or whole, facts)
    if own and span[1] is None:
        whole_found, whole_span = _find_longest(policy, whole, facts)
        if whole_span[1] is not None and facts.today <= whole_span[1]:
            return whole_found, whole_span
    return found, span


def _find_longest(
    policy: Policy, terms: list[Term], facts: Facts
) -> tuple[Term | None, Span]:
    found, span = None, (None, None)
    for term in terms:
        new = term_span(policy, term, facts)
        if found is None or (new[1] or date.min) > (span[1] or date.min):
            found, span = term, new
    return found, span


def burden_end(policy: Policy, facts: Facts, end: date | None) -> date | None:
    """Last day on which the operator must prove that the fault is not his (C.2, C.8);
    none where he need not, or need not any more. ``end``: of the warranty."""
    ends = [end] if policy.burden_whole_term and end is not None else []
    received = facts.moments.get("delivery_date") or facts.moments.get("invoice_date")
    if policy.burden_months and received:
        ends.append(add_months(received, policy.burden_months))
    last = max(ends, default=None)
    return last if last is not None and facts.today <= last else None


def is_repaired_part(policy: Policy, facts: Facts) -> bool:
    """Has the same part been repaired within the days it is warranted for (C.3)?"""
    days = policy.repaired_part_days
    return bool(days) and any(
        repair.is_same_part
        and repair.day_out
        and 0 <= (facts.today - repair.day_out).days <= days
        for repair in facts.repairs
    )


def find_covers(policy: Policy, facts: Facts) -> frozenset[str]:
    """Kinds of cost that are free: labour and travel too, unless terms of their own say
    until when."""
    covers = {"goods"}
    for scope in (LABOUR, TRAVEL):
        terms = [term for term in policy.terms if term.scope == scope]
        ends = [term_span(policy, term, facts)[1] for term in terms]
        if not terms or any(end is not None and facts.today <= end for end in ends):
            covers.add(scope)
    return frozenset(covers)


def depreciation_fee(policy: Policy, facts: Facts) -> Decimal | None:
    """price × daily rate × (days since the invoice − days in repair), never more than
    the price (C.4); 0 where a fee is forbidden, ``None`` where no rate is set.

    >>> from .warranty_facts import Repair
    >>> tv = Policy("tv", "law", fee_status="rate", fee_rate=Decimal("0.001"))
    >>> depreciation_fee(tv, Facts(date(2024, 7, 8), {
    ...     "invoice_date": date(2024, 1, 10)}, price=Decimal(3000),
    ...     repairs=(Repair(date(2024, 3, 1), date(2024, 3, 13)),)))
    Decimal('504.00')
    """
    if facts.price is None:
        return None
    if policy.fee_status == FEE_FORBIDDEN:
        return Decimal(0)
    since = (
        policy.fee_restarts_at_exchange and facts.moments.get("exchange_date")
    ) or facts.moments.get("invoice_date")
    if policy.fee_status != FEE_RATE or policy.fee_rate is None or since is None:
        return None
    fee = facts.price * policy.fee_rate * fee_days(since, facts)
    return min(
        fee.quantize(Decimal(1).scaleb(-facts.digits), ROUND_HALF_UP), facts.price
    )


def fee_days(since: date, facts: Facts) -> int:
    """Days of use: since the invoice, less those in repair."""
    return max((facts.counted_to - since).days - days_in_repair(since, facts), 0)


def days_in_repair(since: date, facts: Facts) -> int:
    """Days that are no days of use. Where use counts from before an exchange, those of
    the unit that was exchanged are among them.

    >>> facts = Facts(date(2026, 9, 1), {"exchange_date": date(2026, 4, 10)},
    ...     days_before_exchange=14)
    >>> [days_in_repair(date(2026, month, 10), facts) for month in (1, 4)]
    [14, 0]
    """
    exchanged = facts.moments.get("exchange_date")
    before = facts.days_before_exchange if exchanged and since < exchanged else 0
    return count(facts).total_repair_days + before
