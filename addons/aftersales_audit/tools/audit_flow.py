"""How an evaluation goes, from the plan to the frozen result.

>>> FLOW.missing("close", "in_progress")
('score', 'present')
>>> FLOW.can("rework", "closed")  # what is closed stays
False
"""

from ...aftersales_service.tools.flow import Flow, Step

STATES = (
    *("draft", "planned", "opened", "in_progress", "scored", "presented", "closed"),
    "cancelled",
)
FLOW = Flow(
    {
        "plan": Step({"draft"}, "planned"),
        "open": Step({"planned"}, "opened"),
        "start": Step({"opened"}, "in_progress"),
        "score": Step({"in_progress"}, "scored"),
        "rework": Step({"scored", "presented"}, "in_progress"),
        "present": Step({"scored"}, "presented"),
        "close": Step({"presented"}, "closed"),
        "cancel": Step(
            {"draft", "planned", "opened", "in_progress", "scored", "presented"},
            "cancelled",
        ),
    },
    by_the_way={"rework", "cancel"},
)
MOMENTS = {
    "opened": "opened_at",
    "closed": "closed_at",
}
#: The inspector is the certified manager who evaluates (R341).
ROLES = dict.fromkeys(FLOW.steps, ("inspector",))
#: Nobody has looked at anything yet.
BEFORE = frozenset({"draft", "planned", "opened"})
