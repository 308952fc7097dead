"""How a recall moves, and each unit in it: states, steps, who may take them.

Stock of a recall is locked from its approval on; only the end of a unit's own line, or
the cancelling of the recall, frees it again (R449).

>>> FLOW.missing("start", "draft")
('assess', 'approve')
>>> LINE_FLOW.can("notify", "done"), LINE_FLOW.can("finish", "refused")
(False, True)
"""

from .flow import Flow, Step

FLOW = Flow(
    {
        "assess": Step({"draft"}, "assessed"),
        "approve": Step({"assessed"}, "approved"),
        "start": Step({"approved"}, "running"),
        "close": Step({"running"}, "closed"),
        "revise": Step({"assessed"}, "draft"),
        "cancel": Step({"draft", "assessed", "approved", "running"}, "cancelled"),
    },
    by_the_way={"revise", "cancel"},
)
MOMENTS = {
    "assessed": "assessed_at",
    "approved": "approved_at",
    "running": "started_at",
    "closed": "closed_at",
    "cancelled": "cancelled_at",
}
# Criteria may still be changed and taken away in these; later they only grow.
OPEN_TEXT_STATES = ("draft", "assessed")
# Which units are affected is fixed, and found units stay found, in these.
FIXED_STATES = ("approved", "running", "closed")
# Work goes on in these.
ACTIVE_STATES = ("approved", "running")
ROLES = {
    "assess": ("service_manager", "inspector"),
    "revise": ("service_manager", "inspector"),
    "approve": ("service_manager",),
    "start": ("service_manager",),
    "close": ("service_manager",),
    "cancel": ("service_manager",),
    # No steps of the table, but reserved in the same way.
    "refresh": ("service_manager",),
    "publish": ("service_manager",),
    "launch": ("service_manager", "dispatcher"),
    "raise_orders": ("service_manager", "dispatcher"),
    "report": ("service_manager", "inspector"),
}

TOLD = ("found", "unreachable")
LINE_OPEN_STATES = (
    *("found", "notified", "answered", "scheduled"),
    *("unreachable", "refused"),
)
_UNSCHEDULED = frozenset(LINE_OPEN_STATES) - {"scheduled"}
LINE_FLOW = Flow(
    {
        "notify": Step(frozenset(TOLD), "notified"),
        "answer": Step(_UNSCHEDULED, "answered"),
        "schedule": Step(_UNSCHEDULED, "scheduled"),
        "miss": Step({"found", "notified", "answered"}, "unreachable"),
        "refuse": Step(frozenset(LINE_OPEN_STATES), "refused"),
        "finish": Step(frozenset(LINE_OPEN_STATES), "done"),
        # The order was dropped: back to what was known before it.
        "release": Step({"scheduled"}, None),
        # The order was reopened: the work is not done after all.
        "redo": Step({"done"}, "scheduled"),
    },
    by_the_way={"release", "redo"},
)
LINE_MOMENTS = {"notified": "notified_at", "answered": "answered_at", "done": "done_at"}
_DESK = ("outlet_manager", "dispatcher")
LINE_ROLES = {
    "notify": _DESK,
    "answer": _DESK,
    "schedule": _DESK,
    "miss": _DESK,
    "refuse": _DESK,
    "finish": (*_DESK, "storekeeper"),
    "release": _DESK,
    "redo": _DESK,
}


def released_state(has_answer: bool, is_notified: bool) -> str:
    """State of a unit whose order was dropped.

    >>> released_state(True, True), released_state(False, True)
    ('answered', 'notified')
    >>> released_state(False, False)
    'found'
    """
    if has_answer:
        return "answered"
    return "notified" if is_notified else "found"
