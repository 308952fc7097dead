"""What a claim costs and gives: refunds, price differences, costs.

Amounts are what the customer pays or gets, tax included, in the company's currency.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

COMPANY, CUSTOMER = "company", "customer"
# Another model instead: free with the user's consent (R108), or the difference of the
# prices is settled both ways (R115).
CONSENT_FREE, DIFFERENCE = "consent_free", "difference"


class Refund(NamedTuple):
    """``days``: those that count; price = fee + deduction + refund."""

    days: int
    fee: float
    deduction: float
    refund: float


def refund(
    price: float,
    rate: float,
    days_used: int,
    days_in_repair: int = 0,
    deduction: float = 0.0,
    digits: int = 2,
) -> Refund:
    """Price − price × daily rate × (days used − days in repair) − deduction (R117).

    Never less than nothing, never more than the price.

    >>> refund(3000.0, 0.001, 180, 12)  # the worked example of standard.md C.4
    Refund(days=168, fee=504.0, deduction=0.0, refund=2496.0)
    >>> refund(3000.0, 0.005, 400)
    Refund(days=400, fee=3000.0, deduction=0.0, refund=0.0)
    >>> refund(3000.0, 0.001, 180, 12, deduction=2600.0)
    Refund(days=168, fee=504.0, deduction=2496.0, refund=0.0)
    >>> refund(100.0, 0.001, 5, 9).days
    0
    """
    days = max(0, days_used - days_in_repair)
    whole = Decimal(str(max(0.0, price)))
    fee = min(whole, _rounded(whole * Decimal(str(rate)) * days, digits))
    cut = min(whole - fee, Decimal(str(max(0.0, deduction))))
    return Refund(days, float(fee), float(cut), float(whole - fee - cut))


def surcharge(rule: str | None, old_price: float, new_price: float) -> float:
    """What the customer pays for another model; less than 0: what he gets back.

    >>> surcharge(DIFFERENCE, 1000.0, 1200.0), surcharge(DIFFERENCE, 1000.0, 900.0)
    (200.0, -100.0)
    >>> surcharge(CONSENT_FREE, 1000.0, 1200.0)
    0.0
    """
    if rule != DIFFERENCE:
        return 0.0
    return float(Decimal(str(new_price)) - Decimal(str(old_price)))


class Cost(NamedTuple):
    """A cost that came with the claim: who bears it in the end, who has paid it."""

    amount: float
    borne_by: str
    paid_by: str


def owed_to_customer(costs: Iterable[Cost]) -> float:
    """Costs that he has paid and need not bear, less those that are his and we paid.

    >>> owed_to_customer([Cost(80.0, COMPANY, CUSTOMER), Cost(30.0, CUSTOMER, COMPANY)])
    50.0
    >>> owed_to_customer([Cost(80.0, COMPANY, COMPANY)])
    0.0
    """
    total = sum(
        (
            Decimal(str(cost.amount)) * (1 if cost.borne_by == COMPANY else -1)
            for cost in costs
            if cost.borne_by != cost.paid_by
        ),
        Decimal(),
    )
    return float(total)


def _rounded(amount: Decimal, digits: int) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
