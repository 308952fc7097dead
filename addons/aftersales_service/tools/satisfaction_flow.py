"""How a satisfaction survey moves: prepared, running, closed, reported.

>>> FLOW.missing("report", "running")
('close',)
>>> FLOW.can("start", "closed")  # what was counted is not asked again
False
"""

from .flow import Flow, Step

FLOW = Flow(
    {
        "start": Step({"draft"}, "running"),
        "close": Step({"running"}, "closed"),
        "report": Step({"closed"}, "reported"),
        "cancel": Step({"draft", "running"}, "cancelled"),
    },
    by_the_way={"cancel"},
)
#: From here on figures are frozen, and nobody answers any more.
COUNTED = ("closed", "reported")

MOMENTS = {
    "running": "started_at",
    "closed": "closed_at",
    "reported": "reported_at",
    "cancelled": "cancelled_at",
}
ROLES = {
    **dict.fromkeys(FLOW.steps, ("dispatcher",)),
    "report": ("service_manager",),
    "cancel": ("service_manager",),
}
