"""How a plan, a session and a duty come about and end.

>>> PLAN.can("approve", "draft"), PLAN.can("start", "draft")
(True, False)
>>> PLAN.missing("close", "draft")
('approve', 'start')
>>> SESSION.missing("close", "planned"), DUTY.can("end", "draft")
(('hold',), False)
"""

from .flow import Flow, Step

PLAN = Flow(
    {
        "approve": Step({"draft"}, "approved"),
        "start": Step({"approved"}, "running"),
        "close": Step({"running"}, "closed"),
        "reopen": Step({"approved"}, "draft"),
    },
    by_the_way={"reopen"},
)
PLAN_ROLES = dict.fromkeys(PLAN.steps, ("service_manager",))

SESSION = Flow(
    {
        "hold": Step({"planned"}, "held"),
        "close": Step({"held"}, "closed"),
        "cancel": Step({"planned"}, "cancelled"),
        "replan": Step({"cancelled"}, "planned"),
    },
    by_the_way={"cancel", "replan"},
)
SESSION_ROLES = {
    "hold": ("service_manager", "outlet_manager"),
    "close": ("service_manager",),
    "cancel": ("service_manager", "outlet_manager"),
    "replan": ("service_manager", "outlet_manager"),
    "exam": ("service_manager", "outlet_manager"),
    "bill": ("finance",),
}

DUTY = Flow(
    {
        "put": Step({"draft"}, "on_duty"),
        "override": Step({"draft"}, "on_duty"),
        "end": Step({"on_duty"}, "ended"),
        "cancel": Step({"draft"}, "cancelled"),
    },
    by_the_way={"override", "cancel"},
)
DUTY_ROLES = {
    "put": ("service_manager", "outlet_manager"),
    "override": ("service_manager",),
    "end": ("service_manager", "outlet_manager"),
    "cancel": ("service_manager", "outlet_manager"),
}
