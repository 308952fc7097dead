"""How a budget comes to hold: drafted, approved, taken back to be changed.

>>> FLOW.can("approve", "draft"), FLOW.can("reopen", "approved")
(True, True)
"""

from .flow import Flow, Step

FLOW = Flow(
    {
        "approve": Step({"draft"}, "approved"),
        "reopen": Step({"approved"}, "draft"),
    },
    by_the_way={"reopen"},
)

ROLES = {"approve": ("service_manager",), "reopen": ("service_manager",)}


def falls_below(amount: float, base: float, minimum: float) -> bool:
    """Is an amount less than the smallest share of a base? Without a minimum, or with
    nothing to take a share of, it is not.

    >>> falls_below(9_000, 1_000_000, 0.01), falls_below(10_000, 1_000_000, 0.01)
    (True, False)
    >>> falls_below(0, 1_000_000, 0.0), falls_below(0, 0, 0.01)
    (False, False)
    """
    return bool(minimum) and base > 0 and amount < base * minimum - 1e-6
