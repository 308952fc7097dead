"""How a corrective task (纠正措施) goes: taken up, done, verified by somebody else.

>>> FLOW.missing("verify", "open")
('finish',)
>>> FLOW.target("reject")  # it did not help
'in_progress'
>>> next_reminder(date(2026, 3, 2), None, 3)
datetime.date(2026, 3, 3)
>>> next_reminder(date(2026, 3, 2), date(2026, 3, 3), 3)
datetime.date(2026, 3, 6)
>>> next_reminder(date(2026, 3, 2), date(2026, 3, 3), 0) is None  # told once
True
"""

from datetime import date, timedelta

from .flow import Flow, Step

STATES = ("open", "in_progress", "done", "verified", "cancelled")
# Somebody still has to do something about it.
OPEN_STATES = ("open", "in_progress")

FLOW = Flow(
    {
        "start": Step({"open"}, "in_progress"),
        "finish": Step({"open", "in_progress"}, "done"),
        "verify": Step({"done"}, "verified"),
        "reject": Step({"done"}, "in_progress"),
        "cancel": Step({"open", "in_progress"}, "cancelled"),
    },
    by_the_way={"reject", "cancel"},
)

MOMENTS = {
    "in_progress": "started_at",
    "done": "done_at",
    "verified": "verified_at",
}

WORKING_ROLES = ("technician", "outlet_manager", "dispatcher", "inspector")
VERIFYING_ROLES = ("outlet_manager", "inspector", "service_manager")
ROLES = {
    "start": WORKING_ROLES,
    "finish": WORKING_ROLES,
    "verify": VERIFYING_ROLES,
    "reject": VERIFYING_ROLES,
    "cancel": ("service_manager",),
}


def next_reminder(deadline: date | None, last: date | None, every: int) -> date | None:
    """The day to remind of a task that is not done; None: not (again).

    ``last``: day of the last reminder; ``every``: days between two of them, 0 for one
    only.
    """
    if deadline is None:
        return None
    if last is None:
        return deadline + timedelta(days=1)
    return last + timedelta(days=every) if every else None
