"""How a service outlet moves from candidate to closed.

>>> FLOW.missing("activate", "candidate")
('approve',)
"""

from .flow import Flow, Step

FLOW = Flow(
    {
        "approve": Step({"candidate"}, "approved"),
        "activate": Step({"approved", "suspended"}, "active"),
        "suspend": Step({"active"}, "suspended"),
        "close": Step({"candidate", "approved", "active", "suspended"}, "closed"),
        "reapply": Step({"closed"}, "candidate"),
    },
    by_the_way={"suspend", "close", "reapply"},
)

ROLES = {
    **dict.fromkeys(FLOW.steps, ("service_manager",)),
    # Who approves is the company's choice, see the setting.
    "submit": ("outlet_manager",),
}
