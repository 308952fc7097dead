"""How an installation moves, and in which order its steps are done.

>>> FLOW.missing("accept", "draft")
('start', 'present')
>>> FLOW.can("rework", "refused"), FLOW.can("accept", "refused")
(True, False)
"""

from collections.abc import Hashable, Sequence

from .flow import Flow, Step

STATES = ("draft", "in_progress", "presented", "accepted", "refused", "cancelled")
# The customer has had his say in these, in writing.
ANSWERED_STATES = ("accepted", "refused")

FLOW = Flow(
    {
        "start": Step({"draft"}, "in_progress"),
        "present": Step({"in_progress"}, "presented"),
        "accept": Step({"presented"}, "accepted"),
        "refuse": Step({"presented"}, "refused"),
        # What the customer refuses is put right on the spot (R171).
        "rework": Step({"refused", "presented"}, "in_progress"),
        "cancel": Step({"draft", "in_progress", "refused"}, "cancelled"),
    },
    by_the_way={"refuse", "rework", "cancel"},
)
MOMENTS = {
    "in_progress": "started_at",
    "presented": "presented_at",
    "accepted": "accepted_at",
}

OFFICE_ROLES = ("outlet_manager", "dispatcher")
FIELD_ROLES = ("technician", *OFFICE_ROLES)
ROLES = {
    "start": FIELD_ROLES,
    "present": FIELD_ROLES,
    "accept": FIELD_ROLES,
    "refuse": FIELD_ROLES,
    "rework": FIELD_ROLES,
    "cancel": OFFICE_ROLES,
}

STEP_FLOW = Flow(
    {
        "done": Step({"todo"}, "done"),
        "reopen": Step({"done"}, "todo"),
    },
    by_the_way={"reopen"},
)
STEP_ROLES = {"done": FIELD_ROLES, "reopen": FIELD_ROLES}

Steps = Sequence[tuple[Hashable, bool]]  # (key, is it done), in their order


def missing_before(steps: Steps, key: Hashable) -> list[Hashable]:
    """Steps that come before ``key`` and are not done.

    >>> missing_before([("unpack", True), ("mount", False), ("check", False)], "check")
    ['mount']
    """
    keys = [step for step, _done in steps]
    return [step for step, done in steps[: keys.index(key)] if not done]


def undone_with(steps: Steps, key: Hashable) -> list[Hashable]:
    """Steps that are to be done again when ``key`` is: itself and those after it.

    >>> undone_with([("unpack", True), ("mount", True), ("check", False)], "unpack")
    ['unpack', 'mount']
    """
    keys = [step for step, _done in steps]
    return [step for step, done in steps[keys.index(key) :] if done]
