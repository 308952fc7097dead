"""What an outlet may do with a job on the portal, from where the job stands.

>>> sorted(steps("active", "accepted", False, None))
['accept', 'reject']
>>> sorted(steps("active", "on_site", True, "arrived"))
['finish', 'record', 'unit', 'wait']
>>> sorted(steps("active", "waiting", False, None))
['resume']
>>> steps("suspended", "accepted", True, "sent")
frozenset()
"""

from datetime import datetime, timedelta

from .dispatch_flow import FLOW as VISIT_FLOW
from .dispatch_flow import MOVABLE_STATES
from .order_flow import DONE_STATES, STATES

# Work is over in these, though the file is still open.
WORKED_STATES = frozenset(STATES[STATES.index("repaired") : STATES.index("waiting")])
# An outlet that was given a job says in these whether it takes it.
UNANSWERED_STATES = ("draft", "accepted", "dispatched")
# An outlet's own entries on a visit are possible in these.
RECORD_STATES = frozenset({"sent", "accepted", "departed", "arrived"})
# Jobs whose customer the outlet still has to reach.
OPEN_OUTLET = "active"


def steps(
    outlet_state: str, order_state: str, is_accepted: bool, visit_state: str | None
) -> frozenset[str]:
    """Steps that are open to the outlet.

    :param visit_state: state of the visit that is going on, None if there is none
    """
    is_over = order_state in DONE_STATES or order_state in WORKED_STATES
    if outlet_state != OPEN_OUTLET or is_over:
        return frozenset()
    is_movable = visit_state is None or visit_state in MOVABLE_STATES
    if not is_accepted and order_state in UNANSWERED_STATES:
        return frozenset({"accept", "reject"} if is_movable else {"accept"})
    if order_state == "waiting":
        return frozenset({"resume"})
    found = {"wait", "unit"}
    if is_movable:
        found |= {"appoint", "reject"}
    if visit_state in RECORD_STATES:
        found.add("record")
        found |= {
            step
            for step in ("depart", "arrive", "finish")
            if VISIT_FLOW.can(step, visit_state)
        }
    return frozenset(found)


def answer_due(assigned: datetime, hours: float) -> datetime:
    """Until when an outlet says whether it takes a job.

    >>> answer_due(datetime(2026, 3, 2, 9), 1.5)
    datetime.datetime(2026, 3, 2, 10, 30)
    """
    return assigned + timedelta(hours=hours)


def wanting_words(typed: dict[str, str], needed: tuple[str, ...]) -> tuple[str, ...]:
    """Names of what a form needs and that was left empty.

    >>> wanting_words({"name": " ", "phone": "1"}, ("name", "phone", "street"))
    ('name', 'street')
    """
    return tuple(name for name in needed if not (typed.get(name) or "").strip())
