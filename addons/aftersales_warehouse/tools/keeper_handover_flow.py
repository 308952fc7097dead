"""How a storekeeper hands over: listed and counted, signed by four, done.

Who hands over may leave only when it is done.

>>> FLOW.missing("finish", "draft")
('prepare',)
>>> FLOW.can("cancel", "done")
False
"""

from ...aftersales_service.tools.flow import Flow, Step

FLOW = Flow(
    {
        "prepare": Step({"draft"}, "prepared"),
        "finish": Step({"prepared"}, "done"),
        "reopen": Step({"prepared"}, "draft"),
        "cancel": Step({"draft", "prepared"}, "cancelled"),
    },
    by_the_way={"reopen", "cancel"},
)
MOMENTS = {"prepared": "prepared_at", "done": "done_at"}
ROLES = dict.fromkeys(FLOW.steps, ("outlet_manager", "finance", "service_manager")) | {
    "prepare": ("storekeeper", "outlet_manager", "finance", "service_manager"),
}
