"""How a request between colleagues moves: asked, replied to, or taken back.

>>> FLOW.can("reply", "replied")  # said once; who wants more asks again
False
>>> FLOW.missing("reply", "replied")
('ask_again',)
"""

from .flow import Flow, Step

FLOW = Flow(
    {
        "reply": Step({"asked"}, "replied"),
        "ask_again": Step({"replied"}, "asked"),
        "withdraw": Step({"asked"}, "withdrawn"),
    },
    by_the_way={"withdraw"},
)
MOMENTS = {"replied": "replied_at"}
# Who of all colleagues may, the record says: the one asked, the one who asks.
ROLES = {
    step: ("technician", "storekeeper", "finance", "inspector", "admin")
    for step in FLOW.steps
}
