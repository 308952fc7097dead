"""What a clerk should look at before he believes a product registration.

Nothing here refuses anything: a finding is a question to the customer, and the clerk
writes down why he approves in spite of it.
"""

from datetime import date
from typing import NamedTuple


class Facts(NamedTuple):
    """What is known when a registration is looked at; empty where it is not."""

    today: date
    purchase_date: date | None = None
    factory_date: date | None = None
    # Day the maker handed the unit out; nobody can have bought it before.
    delivery_date: date | None = None
    has_unit: bool = True
    has_proof: bool = True
    # The unit belongs to somebody else already.
    is_owned_by_other: bool = False
    # Whose warranty ends with its first owner.
    is_transferable: bool = True
    # The product named is not that of the unit with this serial number.
    is_other_product: bool = False
    # Other units that were registered with the same invoice of the same seller.
    invoice_units: int = 0
    # Other registrations of the same unit or serial number that were not refused.
    duplicates: int = 0


# Findings in the order a clerk is told of them, each with its test.
TESTS = {
    "other_owner": lambda facts: facts.is_owned_by_other,
    "not_transferable": lambda facts: (
        facts.is_owned_by_other and not facts.is_transferable
    ),
    "duplicate": lambda facts: facts.duplicates > 0,
    "unknown_unit": lambda facts: not facts.has_unit,
    "other_product": lambda facts: facts.is_other_product,
    "in_future": lambda facts: _is_before(facts.today, facts.purchase_date),
    "before_factory": lambda facts: _is_before(facts.purchase_date, facts.factory_date),
    "before_delivery": lambda facts: _is_before(
        facts.purchase_date, facts.delivery_date
    ),
    "invoice_reused": lambda facts: facts.invoice_units > 0,
    "no_proof": lambda facts: not facts.has_proof,
}


def find(facts: Facts) -> tuple[str, ...]:
    """Codes of what looks wrong, empty where nothing does.

    >>> find(Facts(today=date(2026, 3, 2), purchase_date=date(2026, 3, 1)))
    ()
    >>> find(Facts(
    ...     today=date(2026, 3, 2),
    ...     purchase_date=date(2025, 1, 1),
    ...     factory_date=date(2025, 6, 1),
    ...     is_owned_by_other=True,
    ... ))
    ('other_owner', 'before_factory')
    """
    return tuple(code for code, test in TESTS.items() if test(facts))


def _is_before(day: date | None, other: date | None) -> bool:
    return bool(day and other and day < other)
