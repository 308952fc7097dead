"""How a service contract moves: drafted, sent, in force, ended or given notice.

A contract in force whose last day has passed is ended by the daily run.

>>> FLOW.missing("terminate", "draft")
('enforce',)
>>> FLOW.can("enforce", "sent"), FLOW.can("withdraw", "in_force")
(True, False)
"""

from .flow import Flow, Step

FLOW = Flow(
    {
        "send": Step({"draft"}, "sent"),
        "enforce": Step({"draft", "sent"}, "in_force"),
        "withdraw": Step({"sent"}, "draft"),
        "end": Step({"in_force"}, "ended"),
        "terminate": Step({"in_force"}, "terminated"),
        "cancel": Step({"draft", "sent"}, "cancelled"),
    },
    by_the_way={"withdraw", "cancel"},
)
MOMENTS = {"sent": "sent_at", "in_force": "enforced_at"}
ROLES = {
    **dict.fromkeys(FLOW.steps, ("service_manager",)),
    "send": ("dispatcher", "outlet_manager", "service_manager"),
    "withdraw": ("dispatcher", "outlet_manager", "service_manager"),
    "invoice": ("finance",),
}
#: Contracts in these states hold (or held) on the days they name.
BINDING_STATES = ("in_force", "ended", "terminated")
