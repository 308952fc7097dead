"""How a reward or penalty comes to hold: proposed, then decided by a manager.

Once the payroll has it, the decision is not taken back here.

>>> FLOW.can("approve", "proposed"), FLOW.can("reopen", "proposed")
(True, False)
"""

from .flow import Flow, Step

STATES = ("proposed", "approved", "rejected")

FLOW = Flow(
    {
        "approve": Step({"proposed"}, "approved"),
        "reject": Step({"proposed"}, "rejected"),
        "reopen": Step({"approved", "rejected"}, "proposed"),
    },
    by_the_way={"reject", "reopen"},
)

MOMENTS = {"approved": "decided_at", "rejected": "decided_at"}

ROLES = dict.fromkeys(FLOW.steps, ("outlet_manager",))
