"""What a customer may demand for a fault, and why: facts, policies → decision.

Each policy is a layer and is looked at by itself; what any layer gives, the customer
may demand, the highest refund holds, and every layer is shown (standard.md C.1, C.10).
"""

from datetime import date
from typing import NamedTuple

from .warranty_facts import (
    COUNTED,
    Counts,
    Facts,
    Layer,
    Progress,
    Reason,
    Result,
    count,
    find_exclusion,
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
    Entitlement,
    Policy,
    Term,
    add_months,
)
from .warranty_term import (
    Span,
    burden_end,
    depreciation_fee,
    find_covers,
    find_warranty,
    is_for,
    is_lost,
    is_repaired_part,
    term_span,
)

# Which of several refusals is told first.
REFUSALS = ("excluded", "no_proof", "expired", "not_set", "no_start", "no_term")


# What a refund pays back: all, all less the fee for use, or the part's own price.
FULL, LESS_FEE, OF_PART = "full", "less_fee", "of_part"


class _Warranty(NamedTuple):
    """The term of a policy that counts, and until when the burden of proof is the
    operator's."""

    term: Term | None
    span: Span
    burden: date | None


class _Given(NamedTuple):
    """What terms and rights give, before exclusions and money."""

    options: set[str]
    reasons: list[Reason]
    progress: list[Progress]
    refunds: set[str]


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
    warranties = [_find(policy, facts) for policy in policies]
    # Who must prove is a question about the fault, not about one layer.
    burden = any(warranty.burden for warranty in warranties)
    layers = tuple(
        _assess(policy, warranty, facts, counts, burden)
        for policy, warranty in zip(policies, warranties, strict=True)
    )
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


def _find(policy: Policy, facts: Facts) -> _Warranty:
    term, span = find_warranty(policy, facts)
    return _Warranty(term, span, burden_end(policy, facts, span[1]))


def _assess(
    policy: Policy, warranty: _Warranty, facts: Facts, counts: Counts, burden: bool
) -> Layer:
    """What one policy says of the facts."""
    term, (start, end), burden_until = warranty
    term_key = term and term.key
    excluded, warnings = find_exclusion(policy, facts, burden)
    if excluded:
        reason = Reason("excluded", {"exclusion": excluded})
        return Layer(policy, "excluded", term_key, end, reasons=(reason,))
    if burden_until:
        warnings += (Reason("burden", {"end": burden_until}),)
    lost = is_lost(policy, facts)
    if lost and start is None:
        return Layer(policy, "no_proof", term_key, reasons=(Reason("no_proof"),))
    given = _Given(set(), [], [], set())
    if end is not None and facts.today <= end:
        _give_warranty(policy, term, end, facts, counts, lost, given)
    if not lost:
        _give_rights(policy, facts, given)
    if not given.options and is_repaired_part(policy, facts):
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
        return Layer(
            policy,
            status,
            term_key,
            end,
            reasons=(Reason(status, {"end": end} if end else {}),)
            if policy.terms
            else (),
            warnings=warnings,
            burden_on_operator=bool(burden_until),
        )
    refund, fee, unknown = _find_refund(policy, facts, given)
    return Layer(
        policy,
        "covered",
        term_key,
        end,
        frozenset(given.options),
        refund,
        fee,
        find_covers(policy, facts),
        tuple(given.reasons),
        unknown + warnings,
        tuple(given.progress),
        bool(burden_until),
    )


def _give_warranty(policy, term, end, facts, counts, lost, given: _Given) -> None:
    """The warranty's own remedies, or those that a count gone too far gives instead."""
    given.reasons.append(
        Reason("lifetime" if end == date.max else "in_term", {"end": end})
    )
    if policy.pays_direct_loss:
        given.reasons.append(Reason("direct_loss"))
    remedies = {REPAIR} if lost else set(term.remedies)
    if REFUND in remedies:
        given.refunds.add(FULL)
    for right in _find_entitlements(policy, facts):
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
            if REFUND in right.remedies:
                given.refunds.add(
                    OF_PART
                    if right.part is not None
                    else FULL
                    if right.is_full_refund or not facts.same_model
                    else LESS_FEE
                )
            given.reasons.append(
                Reason(right.metric, {"value": value, "threshold": threshold})
            )
    given.options.update(remedies)


def _find_entitlements(policy: Policy, facts: Facts) -> list[Entitlement]:
    """Those of the part, which stand in for the unit's: a battery that was exchanged
    twice is no case for another phone."""
    own = [right for right in policy.entitlements if right.part is not None]
    own = [right for right in own if right.part == facts.part]
    return own or [right for right in policy.entitlements if right.part is None]


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
        if REFUND in right.remedies:
            given.refunds.add(FULL)
        given.reasons.append(Reason("right", {"term": right.key, "end": last}))


def _find_refund(policy: Policy, facts: Facts, given: _Given):
    """Refund, fee, and why the sum cannot be told."""
    if facts.price is None or not given.refunds:
        return None, None, ()
    if FULL in given.refunds:
        return facts.price, None, ()
    if LESS_FEE not in given.refunds:
        return None, None, (Reason("part_price"),)
    fee = depreciation_fee(policy, facts)
    if fee is None:
        return None, None, (Reason("fee_not_set"),)
    return facts.price - fee, fee, ()
