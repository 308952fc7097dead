"""How an edition of a scheme goes: drafted, in force, superseded.

>>> FLOW.can("reopen", "superseded")
False
"""

from ...aftersales_service.tools.flow import Flow, Step

FLOW = Flow(
    {
        "put_in_force": Step({"draft"}, "in_force"),
        "reopen": Step({"in_force"}, "draft"),
        "supersede": Step({"in_force"}, "superseded"),
    },
    by_the_way={"reopen"},
)
ROLES = dict.fromkeys(FLOW.steps, ("inspector", "service_manager"))
