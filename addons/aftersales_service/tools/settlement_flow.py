"""How an outlet's month moves from the figures to the bill, and a rate card's life.

>>> FLOW.missing("bill", "computed")
('send', 'confirm')
>>> FLOW.can("compute", "billed")  # what is billed does not change any more
False
>>> CARD_FLOW.can("retire", "draft")
False
"""

from .flow import Flow, Step

STATES = (
    "draft",
    "computed",
    "sent",
    "disputed",
    "confirmed",
    "billed",
    "cancelled",
)
# Figures may still change in these.
OPEN_STATES = ("draft", "computed")
# The outlet reads it from the moment it was sent.
SHOWN_STATES = ("sent", "disputed", "confirmed", "billed")

FLOW = Flow(
    {
        "compute": Step({"draft", "computed"}, "computed"),
        "send": Step({"computed"}, "sent"),
        "dispute": Step({"sent", "disputed"}, "disputed"),
        # Every disputed line has its answer: the outlet looks at it again.
        "answer": Step({"disputed"}, "sent"),
        "confirm": Step({"sent"}, "confirmed"),
        "bill": Step({"confirmed"}, "billed"),
        "unbill": Step({"billed"}, "confirmed"),
        "cancel": Step(
            {"draft", "computed", "sent", "disputed", "confirmed"}, "cancelled"
        ),
    },
    by_the_way={"dispute", "unbill", "cancel"},
)

MOMENTS = {"billed": "billed_at"}

MANAGING_ROLES = ("service_manager", "finance")
OUTLET_ROLES = ("portal_outlet", "outlet_manager", *MANAGING_ROLES)
ROLES = {
    "compute": MANAGING_ROLES,
    "send": MANAGING_ROLES,
    "dispute": OUTLET_ROLES,
    "answer": MANAGING_ROLES,
    "confirm": OUTLET_ROLES,
    "bill": ("finance",),
    "unbill": ("finance",),
    "cancel": MANAGING_ROLES,
    # No steps of the table, but reserved in the same way.
    "correct": MANAGING_ROLES,
    "month": MANAGING_ROLES,
}

CARD_FLOW = Flow(
    {
        "put_in_force": Step({"draft"}, "in_force"),
        "retire": Step({"in_force"}, "retired"),
    }
)
CARD_ROLES = dict.fromkeys(("put_in_force", "retire", "new_version"), MANAGING_ROLES)
