"""How a claim moves: demanded by a customer, approved or refused, carried out.

Every kind of claim goes the same way; what a step needs and does beyond it belongs to
the kind (exchange, return, money …).

>>> FLOW.missing("finish", "draft")
('submit', 'approve', 'start')
>>> FLOW.can("refuse", "in_progress")  # what was granted is not refused any more
False
"""

from .flow import Flow, Step

STATES = (
    "draft",
    "submitted",
    "approved",
    "in_progress",
    "done",
    "refused",
    "cancelled",
)
# The customer waits for something in these.
OPEN_STATES = STATES[: STATES.index("done")]

FLOW = Flow(
    {
        "submit": Step({"draft"}, "submitted"),
        "approve": Step({"submitted"}, "approved"),
        "start": Step({"approved"}, "in_progress"),
        "finish": Step({"in_progress"}, "done"),
        "refuse": Step({"submitted"}, "refused"),
        "cancel": Step(frozenset(OPEN_STATES), "cancelled"),
        # What is changed before it is carried out is approved anew.
        "reopen": Step({"submitted", "approved", "refused", "cancelled"}, "draft"),
    },
    by_the_way={"refuse", "cancel", "reopen"},
)

# The moment that entering a state stamps, once.
MOMENTS = {
    "submitted": "submitted_at",
    "approved": "approved_at",
    "in_progress": "started_at",
    "done": "done_at",
    "refused": "refused_at",
}

OFFICE_ROLES = ("outlet_manager", "dispatcher")
# Goods and money of a claim are handled by those who handle goods and money.
CARRY_ROLES = (*OFFICE_ROLES, "storekeeper", "finance")
# Whose signature a claim needs in the end is data: the approval tiers.
APPROVE_ROLES = (*CARRY_ROLES, "inspector")
ROLES = {
    "submit": OFFICE_ROLES,
    "approve": APPROVE_ROLES,
    "start": CARRY_ROLES,
    "finish": CARRY_ROLES,
    "refuse": ("service_manager",),
    "cancel": OFFICE_ROLES,
    "reopen": OFFICE_ROLES,
    # No steps of the table, but reserved in the same way.
    "inspect": (*OFFICE_ROLES, "storekeeper"),
    "settle": (*OFFICE_ROLES, "finance"),
}
