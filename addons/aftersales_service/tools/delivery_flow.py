"""How a delivery moves: papers complete, customer called, on the way, received.

>>> FLOW.missing("receive", "draft")
('prepare', 'send', 'deliver')
>>> FLOW.can("cancel", "delivered")
False
"""

from datetime import date

from .flow import Flow, Step
from .warranty_policy import add_months

STATES = ("draft", "ready", "sent", "delivered", "received", "cancelled")
# The goods have not reached the customer in these.
OPEN_STATES = STATES[: STATES.index("delivered")]
# The goods are still with us in these.
HELD_STATES = STATES[: STATES.index("sent")]

FLOW = Flow(
    {
        "prepare": Step({"draft"}, "ready"),
        "send": Step({"ready"}, "sent"),
        "deliver": Step({"sent"}, "delivered"),
        "receive": Step({"delivered"}, "received"),
        "cancel": Step(frozenset(OPEN_STATES), "cancelled"),
    },
    by_the_way={"cancel"},
)
MOMENTS = {
    "ready": "prepared_at",
    "sent": "sent_at",
    "delivered": "delivered_at",
    "received": "received_at",
}

DESK_ROLES = ("storekeeper", "outlet_manager", "dispatcher")
FIELD_ROLES = ("technician", *DESK_ROLES)
ROLES = {
    "prepare": DESK_ROLES,
    "send": DESK_ROLES,
    "deliver": FIELD_ROLES,
    "receive": FIELD_ROLES,
    "cancel": DESK_ROLES,
    # No step of the table, but reserved in the same way.
    "call": FIELD_ROLES,
}


def delay(promised: date | None, actual: date | None) -> int:
    """Days after the promised day; early days count below zero.

    >>> delay(date(2026, 3, 2), date(2026, 3, 5)), delay(date(2026, 3, 2), None)
    (3, 0)
    """
    return (actual - promised).days if promised and actual else 0


def is_too_far(ordered: date | None, promised: date | None, months: int) -> bool:
    """Was more time agreed on than the company allows itself (R158)?

    :param months: 0: no limit

    >>> is_too_far(date(2026, 11, 30), date(2027, 2, 28), 3)
    False
    >>> is_too_far(date(2026, 11, 30), date(2027, 3, 1), 3)
    True
    """
    if not (ordered and promised and months):
        return False
    return promised > add_months(ordered, months)
