"""Who pays for a piece of work: the free-repair criteria as a table.

Sources: R132 (decided from the work asked for and the free-repair criteria), R137
and R138 (misuse, term over, factory state changed: paid), R141-R143 (transport,
installation and design are in the price), R073 (served all the same when paid).
"""

from datetime import date
from typing import NamedTuple

COVERED, CUSTOMER, GOODWILL = "covered", "customer", "goodwill"
# What an order type says about money before the unit is looked at.
FREE, CHARGED, BY_WARRANTY = "free", "charged", "warranty"


class Decision(NamedTuple):
    """``coverage``: who pays; ``reason``: a key that the model puts into words."""

    coverage: str
    reason: str


def default_coverage(
    charge_basis: str,
    cause_excluded: bool,
    warranty_end: date | None,
    on: date,
) -> Decision:
    """Proposal for a line; a person may still decide otherwise.

    >>> default_coverage(FREE, True, None, date(2026, 5, 1))
    Decision(coverage='covered', reason='type_free')
    >>> default_coverage(BY_WARRANTY, False, date(2026, 5, 1), date(2026, 5, 1))
    Decision(coverage='covered', reason='in_warranty')
    >>> default_coverage(BY_WARRANTY, True, date(2026, 5, 1), date(2026, 5, 1))
    Decision(coverage='customer', reason='cause_excluded')
    >>> default_coverage(BY_WARRANTY, False, None, date(2026, 5, 1))
    Decision(coverage='customer', reason='warranty_unknown')
    """
    if charge_basis == FREE:
        return Decision(COVERED, "type_free")
    if charge_basis == CHARGED:
        return Decision(CUSTOMER, "type_charged")
    if cause_excluded:
        return Decision(CUSTOMER, "cause_excluded")
    if warranty_end is None:
        return Decision(CUSTOMER, "warranty_unknown")
    if on > warranty_end:
        return Decision(CUSTOMER, "warranty_over")
    return Decision(COVERED, "in_warranty")
