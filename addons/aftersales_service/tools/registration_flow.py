"""How a product registration moves: sent in by the customer, checked by a clerk.

>>> FLOW.can("approve", "refused"), FLOW.missing("approve", "refused")
(False, ('reopen',))
"""

from .flow import Flow, Step

FLOW = Flow(
    {
        "approve": Step({"new"}, "approved"),
        "refuse": Step({"new"}, "refused"),
        "reopen": Step({"refused"}, "new"),
    },
    by_the_way={"refuse"},
)
MOMENTS = {"approved": "decided_at", "refused": "decided_at"}
CLERKS = ("dispatcher", "outlet_manager")
