"""How a part goes from colleague to colleague: asked for, promised, handed over.

>>> FLOW.missing("hand_over", "asked")
('accept',)
>>> FLOW.can("accept", "declined")
False
"""

from ...aftersales_service.tools.flow import Flow, Step

FLOW = Flow(
    {
        "ask": Step({"draft"}, "asked"),
        "accept": Step({"asked"}, "accepted"),
        "hand_over": Step({"accepted"}, "handed_over"),
        # When everybody who was asked has said no.
        "decline": Step({"asked"}, "declined"),
        "cancel": Step({"draft", "asked", "accepted"}, "cancelled"),
    },
    by_the_way={"decline", "cancel"},
)
MOMENTS = {
    "asked": "asked_at",
    "accepted": "accepted_at",
    "handed_over": "handed_over_at",
}

PEOPLE = ("technician", "outlet_manager", "dispatcher", "storekeeper")
ROLES = dict.fromkeys(FLOW.steps, PEOPLE)
