"""How a revision of a document comes into force and leaves it, and its copies (T20).

>>> FLOW.missing("issue", "draft")
('submit', 'approve')
>>> FLOW.can("rework", "in_force")  # what is in force is changed by a new revision
False
>>> COPY_FLOW.missing("give_back", "prepared")
('hand_out',)
"""

from collections.abc import Mapping
from datetime import date

from ...aftersales_service.tools.flow import Flow, Step

FLOW = Flow(
    {
        "submit": Step({"draft"}, "in_review"),
        "approve": Step({"in_review"}, "approved"),
        "issue": Step({"approved"}, "in_force"),
        "supersede": Step({"in_force"}, "superseded"),
        "withdraw": Step({"in_force"}, "withdrawn"),
        "rework": Step({"in_review", "approved"}, "draft"),
        "cancel": Step({"draft"}, "cancelled"),
    },
    by_the_way={"supersede", "withdraw", "rework", "cancel"},
)
MOMENTS = {
    "in_review": "submitted_at",
    "approved": "approved_at",
    "in_force": "issued_at",
    "superseded": "ended_at",
    "withdrawn": "ended_at",
}
#: Not valid any more: every copy is marked and called back (R386).
OBSOLETE_STATES = ("superseded", "withdrawn")
#: Being worked on: one revision of a document at a time.
PENDING_STATES = ("draft", "in_review", "approved")

KEEPERS = ("document_controller", "inspector", "service_manager")
ROLES = {
    **dict.fromkeys(FLOW.steps, KEEPERS),
    # Whoever signs as the approver approves by it, or sends it back.
    "approve": (*KEEPERS, "management"),
    "rework": (*KEEPERS, "management"),
}

COPY_FLOW = Flow(
    {
        "hand_out": Step({"prepared"}, "handed_out"),
        "confirm": Step({"handed_out"}, "received"),
        "call_back": Step({"handed_out", "received"}, "called_back"),
        "give_back": Step({"handed_out", "received", "called_back"}, "returned"),
        "destroy": Step({"handed_out", "received", "called_back"}, "destroyed"),
        "lose": Step({"handed_out", "received", "called_back"}, "lost"),
        "cancel": Step({"prepared"}, "cancelled"),
    },
    by_the_way={"call_back", "destroy", "lose", "cancel"},
)
COPY_MOMENTS = {
    "handed_out": "handed_out_at",
    "received": "received_at",
    "called_back": "called_back_at",
    "returned": "ended_at",
    "destroyed": "ended_at",
    "lost": "ended_at",
}
#: Still with somebody.
OUT_STATES = ("handed_out", "received", "called_back")
COPY_ROLES = {
    **dict.fromkeys(COPY_FLOW.steps, KEEPERS),
    # The holder confirms himself; that it is his copy is looked at apart.
    "confirm": ("reader",),
}


def take_effect_on(approved: date, wanted: date | None, today: date) -> date | None:
    """The day a revision comes into force, or None while it has to wait.

    :param approved: day of the approval
    :param wanted: effective date the document names; None: on publication (R393)
    :raise ValueError: the effective date lies before the approval

    >>> take_effect_on(date(2026, 3, 2), None, date(2026, 3, 5))
    datetime.date(2026, 3, 5)
    >>> take_effect_on(date(2026, 3, 2), date(2026, 4, 1), date(2026, 3, 5)) is None
    True
    >>> take_effect_on(date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 5))
    datetime.date(2026, 3, 3)
    """
    if wanted is None:
        return today
    if wanted < approved:
        raise ValueError("effective before approved")
    return wanted if wanted <= today else None


def changed_keys(
    before: Mapping[str, str], now: Mapping[str, str]
) -> tuple[list[str], list[str], list[str]]:
    """Keys that were added, changed and removed between two sets of digests.

    >>> changed_keys({"1": "a", "2": "b"}, {"2": "c", "3": "d"})
    (['3'], ['2'], ['1'])
    """
    added = sorted(now.keys() - before.keys())
    removed = sorted(before.keys() - now.keys())
    both = sorted(key for key in before.keys() & now.keys() if before[key] != now[key])
    return added, both, removed


def next_copy_number(used: list[int]) -> int:
    """The lowest number that no copy of the document ever had.

    >>> next_copy_number([1, 3]), next_copy_number([])
    (4, 1)
    """
    return max(used, default=0) + 1
