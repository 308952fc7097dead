"""How goods go from outlet to outlet: asked for, consented to, sent, taken, settled.

What nobody answers is released by the policy, or lapses.

>>> FLOW.missing("ship", "draft")
('request', 'consent')
>>> FLOW.can("cancel", "shipped")  # goods on the road arrive somewhere
False
"""

from ...aftersales_service.tools.flow import Flow, Step

FLOW = Flow(
    {
        "request": Step({"draft"}, "requested"),
        "consent": Step({"requested"}, "consented"),
        "release": Step({"requested"}, "consented"),
        "refuse": Step({"requested"}, "refused"),
        "lapse": Step({"requested"}, "expired"),
        "ship": Step({"consented"}, "shipped"),
        "receive": Step({"shipped"}, "received"),
        "settle": Step({"received"}, "settled"),
        "cancel": Step({"draft", "requested", "consented"}, "cancelled"),
    },
    by_the_way={"release", "refuse", "lapse", "cancel"},
)
#: States in which nothing is left to do.
OVER = ("settled", "refused", "expired", "cancelled")

MOMENTS = {
    "requested": "requested_at",
    "consented": "consented_at",
    "shipped": "shipped_at",
    "received": "received_at",
    "settled": "settled_at",
}
_KEEPERS = ("outlet_manager", "storekeeper")
ROLES = {
    **dict.fromkeys(("request", "ship", "receive", "cancel"), _KEEPERS),
    **dict.fromkeys(("consent", "refuse"), ("outlet_manager",)),
    **dict.fromkeys(("release", "lapse"), ("service_manager",)),
    "settle": ("finance",),
}
#: Whose people take a step; of the outlet's people, the roles above.
SIDES = {
    "request": "taker",
    "consent": "giver",
    "refuse": "giver",
    "ship": "giver",
    "receive": "taker",
    "cancel": "either",
}
