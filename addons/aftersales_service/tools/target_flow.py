"""How a target comes to hold: departments draft, the dispatch room collects, the
general manager approves (R022); a later version takes its place (R027).

>>> FLOW.missing("approve", "draft")
('submit', 'collect')
>>> FLOW.can("supersede", "approved"), FLOW.can("return", "approved")
(True, False)
"""

from .flow import Flow, Step

STATES = ("draft", "submitted", "collected", "approved", "superseded")

FLOW = Flow(
    {
        "submit": Step({"draft"}, "submitted"),
        "collect": Step({"submitted"}, "collected"),
        "approve": Step({"collected"}, "approved"),
        "return": Step({"submitted", "collected"}, "draft"),
        "supersede": Step({"approved"}, "superseded"),
    },
    by_the_way={"return", "supersede"},
)

MOMENTS = {"approved": "approved_at"}

ROLES = {
    "submit": ("outlet_manager", "dispatcher"),
    "collect": ("dispatcher",),
    "approve": ("service_manager",),
    "return": ("dispatcher",),
    # Only ever by the version that is approved.
    "supersede": (),
}
