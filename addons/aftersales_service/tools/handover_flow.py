"""How a handover moves: made out, given by one outlet, taken by the other.

What it moves is carried out after the second signature, in the background.

>>> FLOW.missing("receive", "draft")
('hand',)
>>> FLOW.can("cancel", "received")  # it is done; hand it back by another one
False
"""

from .flow import Flow, Step

FLOW = Flow(
    {
        "hand": Step({"draft"}, "handed"),
        "receive": Step({"handed"}, "received"),
        "cancel": Step({"draft", "handed"}, "cancelled"),
    },
    by_the_way={"cancel"},
)
MOMENTS = {"handed": "handed_at", "received": "received_at"}
ROLES = dict.fromkeys(FLOW.steps, ("outlet_manager",))
