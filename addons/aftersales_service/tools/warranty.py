"""What a customer may demand for a fault, and why: facts, policies → decision.

Each policy is a layer and is looked at by itself; what any layer gives, the customer
may demand, the highest refund holds, and every layer is shown (standard.md C.1, C.10).
"""

from datetime import date
from typing import NamedTuple

from .warranty_facts import (
    ALWAYS,
    COUNTED,
    EVERYWHERE,
    ON_BURDEN,
    Counts,
    Facts,
    Layer,
    Progress,
    Reason,
    Result,
    count,
)
from .warranty_policy import (
    EXCHANGE,
    EXCHANGE_OTHER,
    LABOUR,
    PAID_REPAIR,
    PART,
    REFUND,
    REPAIR,
    TRAVEL,
    Policy,
    add_months,
)
from .warranty_term import (
    depreciation_fee,
    find_warranty,
    is_for,
    is_lost,
    term_span,
)

# Which of several refusals is told first.
REFUSALS = ("excluded", "no_proof", "expired", "not_set", "no_start", "no_term")


class _Given(NamedTuple):
    """What terms and rights give, before exclusions and money."""

    options: set[str]
    reasons: list[Reason]
    progress: list[Progress]
    full_refund: list[bool]


def decide(policies: tuple[Policy, ...], facts: Facts) -> Result:
    """Coverage, remedies, refund and reasons.

    >>> from decimal import Decimal
    >>> from .warranty_policy import Clock, Entitlement, Term
    >>> from .warranty_facts import Repair
    >>> tv = Policy("tv", "law", (Term(1, "unit", (Clock("invoice_date", 12),)),),
    ...     (Entitlement(2, "failed_repairs", 2),), fee_status="rate",
    ...     fee_rate=Decimal("0.001"))
    >>> failed = tuple(
    ...     Repair(date(2026, m, 1), date(2026, m, 3), False) for m in (2, 3))
    >>> facts = Facts(date(2026, 4, 1), {"invoice_date": date(2026, 1, 1)},
    ...     price=Decimal(1000), repairs=failed)
    >>> result = decide((tv,), facts)
    >>> result.options, result.fee, result.refund, result.term_end
    (('exchange', 'refund'), Decimal('86.00'), Decimal('914.00'), \
datetime.date(2027, 1, 5))
    >>> decide((), facts).reason
    'no_policy'
    """
    counts = count(facts)
    layers = tuple(_assess(policy, facts, counts) for policy in policies)
    giving = [layer for layer in layers if layer.options]
    if not giving and not facts.is_recalled:
        refusal = min(
            layers,
            key=lambda layer: (
                REFUSALS.index(layer.status),
                -(layer.term_end or date.min).toordinal(),
            ),
            default=None,
        )
        return Result(
            covered=False,
            options=(PAID_REPAIR,),
            reason=_get_refusal(refusal),
            term_end=refusal and refusal.term_end,
            refund=None,
            fee=None,
            covers=frozenset(),
            layers=layers,
            burden_on_operator=any(layer.burden_on_operator for layer in layers),
        )
    options = frozenset().union(*(layer.options for layer in giving))
    if facts.is_recalled:
        options |= {REPAIR}
    paid_back = [layer for layer in giving if layer.refund is not None]
    best = max(paid_back, key=lambda layer: layer.refund, default=None)
    return Result(
        covered=True,
        options=tuple(sorted(options)),
        reason="",
        term_end=max(
            (layer.term_end for layer in giving if layer.term_end), default=None
        ),
        refund=best and best.refund,
        fee=best and best.fee,
        covers=frozenset().union(*(layer.covers for layer in giving))
        | ({"goods", LABOUR, TRAVEL} if facts.is_recalled else set()),
        layers=layers,
        burden_on_operator=any(layer.burden_on_operator for layer in layers),
    )


def _get_refusal(layer: Layer | None) -> str:
    if layer is None:
        return "no_policy"
    if layer.status == "excluded":
        return layer.reasons[0].values["exclusion"]
    return layer.status


def _assess(policy: Policy, facts: Facts, counts: Counts) -> Layer:
    """What one policy says of the facts."""
    term, (start, end) = find_warranty(policy, facts)
    term_key = term and term.key
    burden = _has_burden(policy, facts, end)
    excluded, warnings = _find_exclusion(policy, facts, burden)
    if excluded:
        reason = Reason("excluded", {"exclusion": excluded})
        return Layer(policy, "excluded", term_key, end, reasons=(reason,))
    lost = is_lost(policy, facts)
    if lost and start is None:
        return Layer(policy, "no_proof", term_key, reasons=(Reason("no_proof"),))
    given = _Given(set(), [], [], [])
    if end is not None and facts.today <= end:
        _give_warranty(policy, term, end, facts, counts, lost, given)
    if not lost:
        _give_rights(policy, facts, given)
    if not given.options and _is_repaired_part(policy, facts):
        given.options.add(REPAIR)
        given.reasons.append(
            Reason("repaired_part", {"days": policy.repaired_part_days})
        )
    if not given.options:
        if term is None:
            status = "no_term"
        elif end is not None:
            status = "expired"
        else:
            status = "not_set" if start is not None else "no_start"
        reason = Reason(status, {"end": end} if end else {})
        return Layer(
            policy, status, term_key, end, reasons=(reason,), warnings=warnings
        )
    refund = fee = None
    if REFUND in given.options and facts.price is not None:
        if any(given.full_refund) or not facts.same_model:
            refund = facts.price
        else:
            fee = depreciation_fee(policy, facts)
            if fee is None:
                warnings += (Reason("fee_not_set"),)
            else:
                refund = facts.price - fee
    return Layer(
        policy,
        "covered",
        term_key,
        end,
        frozenset(given.options),
        refund,
        fee,
        _get_covers(policy, facts),
        tuple(given.reasons),
        warnings,
        tuple(given.progress),
        burden,
    )


def _give_warranty(policy, term, end, facts, counts, lost, given: _Given) -> None:
    """The warranty's own remedies, or those that a count gone too far gives instead."""
    given.reasons.append(
        Reason("lifetime" if end == date.max else "in_term", {"end": end})
    )
    remedies = {REPAIR} if lost else set(term.remedies)
    if REFUND in remedies:
        given.full_refund.append(True)
    for right in policy.entitlements:
        if right.part is not None and right.part != facts.part:
            continue
        value, threshold = getattr(counts, right.metric), right.threshold
        reached = (
            value >= threshold if right.metric in COUNTED else value > threshold
        ) and not lost
        near = right.alert_at is not None and value >= right.alert_at
        given.progress.append(
            Progress(right.key, right.metric, value, threshold, reached, near)
        )
        if reached:
            remedies.discard(REPAIR)
            remedies |= right.remedies
            if EXCHANGE in remedies and not facts.same_model:
                remedies = (remedies - {EXCHANGE}) | {EXCHANGE_OTHER}
            given.full_refund.append(right.is_full_refund)
            given.reasons.append(
                Reason(right.metric, {"value": value, "threshold": threshold})
            )
    given.options.update(remedies)


def _give_rights(policy: Policy, facts: Facts, given: _Given) -> None:
    """Rights of their own: return within 7 days, exchange in month two (R126)."""
    for right in policy.terms:
        if not right.is_right or not is_for(right, facts):
            continue
        if right.scope == PART and right.part != facts.part:
            continue
        begin, last = term_span(policy, right, facts)
        if last is None or facts.today > last:
            continue
        opens = right.opens_after_months
        if opens and facts.today <= add_months(begin, opens):
            continue
        given.options.update(right.remedies)
        given.full_refund.append(REFUND in right.remedies)
        given.reasons.append(Reason("right", {"term": right.key, "end": last}))


def _find_exclusion(policy: Policy, facts: Facts, burden: bool):
    """The exclusion that counts, and those that are said but not proven."""
    unproven = []
    for exclusion in facts.exclusions:
        if (
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


def _has_burden(policy: Policy, facts: Facts, end: date | None) -> bool:
    """Is it the operator who must prove that the fault is not his (C.2, C.8)?"""
    if policy.burden_whole_term and end is not None and facts.today <= end:
        return True
    received = facts.moments.get("delivery_date") or facts.moments.get("invoice_date")
    return bool(
        policy.burden_months
        and received
        and facts.today <= add_months(received, policy.burden_months)
    )


def _is_repaired_part(policy: Policy, facts: Facts) -> bool:
    """Has the same part been repaired within the days it is warranted for (C.3)?"""
    days = policy.repaired_part_days
    return bool(days) and any(
        repair.is_same_part
        and repair.day_out
        and 0 <= (facts.today - repair.day_out).days <= days
        for repair in facts.repairs
    )


def _get_covers(policy: Policy, facts: Facts) -> frozenset[str]:
    """Kinds of cost that are free: labour and travel too, unless terms of their own say
    until when."""
    covers = {"goods"}
    for scope in (LABOUR, TRAVEL):
        terms = [term for term in policy.terms if term.scope == scope]
        ends = [term_span(policy, term, facts)[1] for term in terms]
        if not terms or any(end is not None and facts.today <= end for end in ends):
            covers.add(scope)
    return frozenset(covers)
