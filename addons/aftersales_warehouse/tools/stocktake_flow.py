"""How a stocktake moves: counted, counted again, explained, verified, adjusted.

The books are adjusted only after the finance supervisor has verified the sheet and head
office has approved it.

>>> FLOW.missing("adjust", "explaining")
('verify', 'approve')
>>> FLOW.can("cancel", "approved")  # head office has decided
False
>>> FLOW.can("recount", "verified")  # somebody doubts it
True
"""

from ...aftersales_service.tools.flow import Flow, Step

FLOW = Flow(
    {
        "start": Step({"draft"}, "counting"),
        "explain": Step({"counting", "recount"}, "explaining"),
        "verify": Step({"explaining"}, "verified"),
        "approve": Step({"verified"}, "approved"),
        "adjust": Step({"approved"}, "adjusted"),
        "finish": Step({"adjusted"}, "done"),
        "recount": Step({"counting", "explaining", "verified"}, "recount"),
        "cancel": Step(
            {"draft", "counting", "recount", "explaining", "verified"}, "cancelled"
        ),
    },
    by_the_way={"recount", "cancel"},
)
#: Goods are being counted: whoever counts does not see the books.
COUNTING = ("counting", "recount")
#: The sheet stands and may be compared.
COUNTED = ("explaining", "verified", "approved", "adjusted", "done")
#: Nothing is left to do.
ENDED = ("done", "cancelled")

MOMENTS = {
    "counting": "started_at",
    "explaining": "counted_at",
    "verified": "verified_at",
    "approved": "approved_at",
    "adjusted": "adjusted_at",
    "done": "done_at",
}
COUNTERS = ("storekeeper", "outlet_manager", "finance")
ROLES = {
    "start": COUNTERS,
    "explain": COUNTERS,
    "verify": ("finance",),
    "approve": ("service_manager",),
    "adjust": ("finance", "service_manager"),
    "finish": ("finance", "service_manager"),
    "recount": ("finance", "service_manager"),
    "cancel": ("finance", "service_manager"),
}
