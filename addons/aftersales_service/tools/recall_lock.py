"""Where goods under a recall may not go: stop sale, whoever moves them and however.

>>> shop, other = Place("internal", 1), Place("internal", 2)
>>> is_refused(shop, Place("customer")), is_refused(Place("customer"), shop)
(True, False)
>>> is_refused(shop, other), is_refused(shop, Place("internal", 2, True))
(True, False)
>>> is_refused(shop, Place("internal", 1))  # from shelf to shelf
False
>>> is_refused(Place("supplier"), Place("customer"))  # sent on without our stock
True
"""

from typing import NamedTuple

# Out of our hands, or into something that leaves them: sold, on the way to another
# outlet, built into a product, fitted at a customer's.
LEAVING = ("customer", "transit", "production", "used")


class Place(NamedTuple):
    """``usage``: kind of location as the host names it, "used" where service parts go;
    ``warehouse``: id, None outside of warehouses."""

    usage: str
    warehouse: int | None = None
    is_quarantine: bool = False


def is_refused(source: Place, target: Place) -> bool:
    """May goods under a recall not go from one place to the other?"""
    if target.is_quarantine or source.usage == "customer":
        return False
    if target.usage in LEAVING:
        return True
    return (
        source.usage == target.usage == "internal"
        and source.warehouse != target.warehouse
    )
