"""How a suggestion of the network ends: taken up, dismissed, or overtaken by the next.

>>> FLOW.can("accept", "dismissed")
False
"""

from ...aftersales_service.tools.flow import Flow, Step

FLOW = Flow(
    {
        "accept": Step({"proposed"}, "accepted"),
        "dismiss": Step({"proposed"}, "dismissed"),
        "overtake": Step({"proposed"}, "overtaken"),
    }
)
ROLES = {
    **dict.fromkeys(("accept", "dismiss"), ("outlet_manager", "storekeeper")),
    "overtake": ("service_manager",),
}
