"""Who pays for a piece of work: the free-repair criteria as a table.

Sources: R132 (decided from the work asked for and the free-repair criteria), R137
and R138 (misuse, term over, factory state changed: paid), R141-R143 (transport,
installation and design are in the price), R073 (served all the same when paid).
"""

from typing import NamedTuple

COVERED, CUSTOMER, GOODWILL = "covered", "customer", "goodwill"
# What an order type says about money before the unit is looked at.
FREE, CHARGED, BY_WARRANTY = "free", "charged", "warranty"


class Decision(NamedTuple):
    """``coverage``: who pays; ``reason``: a key that the model puts into words."""

    coverage: str
    reason: str


def default_coverage(
    charge_basis: str, cause_excluded: bool, refusal: str | None
) -> Decision:
    """Proposal for a line; a person may still decide otherwise.

    :param refusal: why the warranty decision gives nothing for this kind of cost, ""
        where it is free, ``None`` where nothing was decided (no unit)

    >>> default_coverage(FREE, True, None)
    Decision(coverage='covered', reason='type_free')
    >>> default_coverage(BY_WARRANTY, False, "")
    Decision(coverage='covered', reason='in_warranty')
    >>> default_coverage(BY_WARRANTY, True, None)
    Decision(coverage='customer', reason='cause_excluded')
    >>> default_coverage(BY_WARRANTY, False, "expired")
    Decision(coverage='customer', reason='warranty_over')
    >>> default_coverage(BY_WARRANTY, False, "force_majeure")
    Decision(coverage='customer', reason='excluded')
    """
    if charge_basis == FREE:
        return Decision(COVERED, "type_free")
    if charge_basis == CHARGED:
        return Decision(CUSTOMER, "type_charged")
    if refusal == "":
        return Decision(COVERED, "in_warranty")
    if cause_excluded:
        return Decision(CUSTOMER, "cause_excluded")
    return Decision(
        CUSTOMER, _REASONS.get(refusal, "excluded") if refusal else "warranty_unknown"
    )


_REASONS = {
    "expired": "warranty_over",
    "cost_not_covered": "cost_not_covered",
    "overridden": "overridden",
    **dict.fromkeys(
        ("no_policy", "no_term", "no_start", "not_set", "no_proof"), "warranty_unknown"
    ),
}
