"""How a loaned unit (代用品) moves: prepared, lent, back again or lost.

>>> FLOW.missing("return", "draft")
('lend',)
>>> FLOW.can("return", "lost")  # it turned up after all
True
"""

from .flow import Flow, Step

STATES = ("draft", "lent", "returned", "lost", "cancelled")

FLOW = Flow(
    {
        "lend": Step({"draft"}, "lent"),
        "return": Step({"lent", "lost"}, "returned"),
        "lose": Step({"lent"}, "lost"),
        "cancel": Step({"draft"}, "cancelled"),
    },
    by_the_way={"lose", "cancel"},
)

MOMENTS = {"lent": "lent_at", "returned": "returned_at", "lost": "lost_at"}

HANDING_ROLES = ("technician", "outlet_manager", "dispatcher", "storekeeper")
OFFICE_ROLES = ("outlet_manager", "dispatcher", "storekeeper")
ROLES = {
    "lend": HANDING_ROLES,
    "return": HANDING_ROLES,
    # It leaves the books: not for the one who brought it to the customer.
    "lose": OFFICE_ROLES,
    "cancel": OFFICE_ROLES,
}
