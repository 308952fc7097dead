"""How the year's evaluation programme goes.

>>> FLOW.missing("finish", "draft")
('approve',)
"""

from ...aftersales_service.tools.flow import Flow, Step

FLOW = Flow(
    {
        "approve": Step({"draft"}, "approved"),
        "finish": Step({"approved"}, "done"),
        "reopen": Step({"approved"}, "draft"),
    },
    by_the_way={"reopen"},
)
#: Who draws it up does not approve it.
ROLES = {
    "approve": ("service_manager",),
    "finish": ("inspector", "service_manager"),
    "reopen": ("inspector", "service_manager"),
}
