"""What an outlet is paid for a visit, and why: facts, a rate card → lines.

Which rate holds for a visit is said in ``rate``. Every line carries the facts it is
made of.

>>> rules = [
...     Rule(1, LABOUR, EACH, 80.0),
...     Rule(2, LABOUR, EACH, 120.0, category=7),
...     Rule(3, "travel", "km", 1.5, km_from=20.0),
...     Rule(4, "bonus_opinion", PERCENT, 10.0, opinion="very_satisfied"),
... ]
>>> visit = Facts("D1", categories={7: 1}, km=50.0, opinion="very_satisfied")
>>> [(line.kind, line.rule, line.amount) for line in price(visit, rules)]
[('labour', 2, 120.0), ('travel', 3, 45.0), ('bonus_opinion', 4, 16.5)]
"""

from collections.abc import Hashable, Iterable
from math import inf

from .rate import (
    BONUS_IN_TIME,
    CENT,
    EACH,
    EXTRAS,
    GUARANTEE,
    HOUR,
    LABOUR,
    MINIMUM,
    PART,
    PARTS,
    PERCENT,
    TAKEN_OFF,
    TRAVEL,
    VISIT,
    Facts,
    Line,
    Rule,
    band_amount,
    rounded,
    winners,
)


def missing(has_opinion: bool, is_signed: bool, refusal_counts: bool) -> str | None:
    """What the customer's word lacks, without which nothing is paid (R135).

    :param refusal_counts: a reason why he would not sign is written down, and the
        company takes it for his word
    >>> missing(True, True, False), missing(False, False, True)
    (None, None)
    >>> missing(False, True, False), missing(True, False, False)
    ('opinion', 'signature')
    """
    if refusal_counts or (has_opinion and is_signed):
        return None
    return "signature" if has_opinion else "opinion"


def _travel(facts: Facts, rules: list[Rule], step: float) -> Line | None:
    if not rules or not facts.km:
        return None
    bands = [(rule, *band_amount(rule, facts.km)) for rule in rules]
    paid = [band for band in bands if band[2]]
    if not paid:
        return None
    amount = rounded(sum(amount for _rule, _inside, amount in paid), step)
    described = [
        {
            "from": rule.km_from,
            "to": None if rule.km_to == inf else rule.km_to,
            "km": inside,
            "basis": rule.basis,
            "rate": rule.amount,
        }
        for rule, inside, _amount in paid
    ]
    return Line(
        facts.key,
        TRAVEL,
        paid[0][0].key,
        facts.km,
        rounded(amount / facts.km, step),
        amount,
        {"km": facts.km, "bands": described},
    )


def _line(facts: Facts, rule: Rule, base: float, step: float, **known) -> Line:
    """``base``: what a percentage is taken of."""
    quantity = {HOUR: facts.hours, PART: facts.parts}.get(rule.basis, 1.0)
    share = base * rule.amount / 100 if rule.basis == PERCENT else None
    sign = -1 if rule.kind in TAKEN_OFF else 1
    amount = sign * rounded(quantity * rule.amount if share is None else share, step)
    described = {"basis": rule.basis, **known}
    if share is not None:
        described |= {"percent": rule.amount, "base": base}
    rate = rule.amount if share is None else rounded(share, step)
    return Line(facts.key, rule.kind, rule.key, quantity, rate, amount, described)


def price(facts: Facts, rules: Iterable[Rule], step: float = CENT) -> list[Line]:
    """Lines of one visit; none at all where no rule of the card is about it.

    A rate of nothing for labour or the visit is said with a line of nothing, so that
    the visit counts as settled.

    >>> poor = [Rule(1, VISIT, EACH, 30.0), Rule(2, MINIMUM, EACH, 50.0)]
    >>> [(line.kind, line.amount) for line in price(Facts("D1"), poor)]
    [('visit', 30.0), ('minimum', 20.0)]
    """
    rules = list(rules)
    lines = []
    for kind in (LABOUR, VISIT):
        for rule in winners(facts, rules, kind)[:1]:
            lines.append(_line(facts, rule, 0.0, step))
    travel = _travel(facts, winners(facts, rules, TRAVEL), step)
    lines += [travel] if travel else []
    if facts.parts:
        for rule in winners(facts, rules, PARTS)[:1]:
            lines.append(
                _line(
                    facts,
                    rule,
                    facts.value,
                    step,
                    parts=facts.parts,
                    value=facts.value,
                )
            )
    earned = sum(line.amount for line in lines)
    for rule in winners(facts, rules, MINIMUM)[:1]:
        short = rounded(rule.amount - earned, step)
        if short > 0:
            known = {"basis": EACH, "minimum": rule.amount, "earned": earned}
            lines.append(Line(facts.key, MINIMUM, rule.key, 1.0, short, short, known))
            earned += short
    for kind in EXTRAS:
        if kind == BONUS_IN_TIME and not facts.in_time:
            continue
        for rule in winners(facts, rules, kind)[:1]:
            lines.append(_line(facts, rule, earned, step, opinion=facts.opinion))
    return [line for line in lines if line.amount or line.kind in (LABOUR, VISIT)]


def deduct(
    kind: str, facts: Facts, rules: Iterable[Rule], step: float = CENT
) -> Line | None:
    """What an event takes off, None where the card says nothing of it.

    >>> late = [Rule(1, "late", "each", 20.0, milestone="arrive")]
    >>> deduct("late", Facts("P1", milestone="arrive"), late).amount
    -20.0
    >>> deduct("late", Facts("P2", milestone="close"), late) is None
    True
    """
    for rule in winners(facts, rules, kind)[:1]:
        line = _line(
            facts,
            rule,
            facts.value,
            step,
            parts=facts.parts,
            value=facts.value,
            milestone=facts.milestone,
        )
        return line if line.amount else None
    return None


def guarantee(
    earned: float, facts: Facts, rules: Iterable[Rule], step: float = CENT
) -> Line | None:
    """What is added to a month that earned less than is guaranteed.

    >>> card = [Rule(1, GUARANTEE, EACH, 1000.0, grade="A")]
    >>> guarantee(820.0, Facts("M", grade="A"), card).amount
    180.0
    >>> guarantee(1200.0, Facts("M", grade="A"), card) is None
    True
    """
    for rule in winners(facts, rules, GUARANTEE)[:1]:
        short = rounded(rule.amount - earned, step)
        if short > 0:
            known = {"basis": EACH, "minimum": rule.amount, "earned": earned}
            return Line(facts.key, GUARANTEE, rule.key, 1.0, short, short, known)
    return None


def settle(
    visits: Iterable[Facts], rules: Iterable[Rule], step: float = CENT
) -> dict[Hashable, list[Line]]:
    """Lines by visit; a visit that is named twice is paid once.

    >>> card = [Rule(1, VISIT, EACH, 30.0)]
    >>> paid = settle([Facts("D1"), Facts("D2"), Facts("D1")], card)
    >>> {key: total(lines) for key, lines in paid.items()}
    {'D1': 30.0, 'D2': 30.0}
    """
    rules = list(rules)
    return {
        key: price(visit, rules, step)
        for key, visit in {visit.key: visit for visit in visits}.items()
    }


def total(lines: Iterable[Line], step: float = CENT) -> float:
    return rounded(sum(line.amount for line in lines), step)
