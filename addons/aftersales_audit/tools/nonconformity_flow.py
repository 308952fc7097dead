"""How a nonconformity goes, from the finding to the verified end (R326, R329, R345).

The unit plans, the managing department reviews the plan, the certified manager verifies
it, then it is carried out; somebody else looks at what was done, and after some days at
what came of it.

>>> FLOW.missing("verify", "issued")
('submit', 'review', 'release', 'execute')
>>> FLOW.can("reopen", "closed")
True
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from ...aftersales_service.tools import kpi
from ...aftersales_service.tools.flow import Flow, Step

STATES = (
    *("recorded", "issued", "planned", "reviewed", "in_progress", "executed"),
    *("verified", "closed", "cancelled"),
)
OPEN_STATES = frozenset(STATES) - {"closed", "cancelled"}
FLOW = Flow(
    {
        "issue": Step({"recorded"}, "issued"),
        "submit": Step({"issued"}, "planned"),
        "review": Step({"planned"}, "reviewed"),
        "release": Step({"reviewed"}, "in_progress"),
        "send_back": Step({"planned", "reviewed"}, "issued"),
        "execute": Step({"in_progress"}, "executed"),
        "verify": Step({"executed"}, "verified"),
        "reject": Step({"executed"}, "in_progress"),
        "close": Step({"verified"}, "closed"),
        "reopen": Step({"verified", "closed"}, "issued"),
        "cancel": Step({"recorded", "issued", "planned"}, "cancelled"),
    },
    by_the_way={"send_back", "reject", "reopen", "cancel"},
)
MOMENTS = {
    "issued": "issued_at",
    "planned": "submitted_at",
    "reviewed": "reviewed_at",
    "in_progress": "released_at",
    "executed": "executed_at",
    "verified": "verified_at",
    "closed": "closed_at",
}
#: Who took a step is kept beside its moment.
PEOPLE = {
    "issue": "issued_by_id",
    "submit": "submitted_by_id",
    "review": "reviewed_by_id",
    "release": "released_by_id",
    "execute": "executed_by_id",
    "verify": "verified_by_id",
    "close": "closed_by_id",
}
DESK = ("inspector", "service_manager", "management")
ROLES = {
    **dict.fromkeys(FLOW.steps, DESK),
    # Those whom the record rules let write it: the unit's own people.
    "submit": ("reader",),
    "execute": ("reader",),
    # The managing department (R329, R330).
    "review": ("service_manager", "management"),
    # The certified manager (R345).
    "release": ("inspector", "service_manager"),
}
#: What counts anew from a step on, most of them when it leads back.
BACK = {
    "submit": ("return_reason",),
    "execute": ("return_reason",),
    "verify": ("effect_note", "has_kpi_after", "effect_told_on"),
    "send_back": ("submitted_at", "reviewed_at"),
    "reject": ("executed_at",),
    "reopen": (
        *("submitted_at", "reviewed_at", "released_at", "executed_at"),
        *("verified_at", "closed_at", "verification", "effect_date"),
        "has_kpi_after",
    ),
}

CORRECTION, CORRECTIVE, PREVENTIVE = "correction", "corrective", "preventive"


def missing_kinds(
    needs_corrective: bool, needs_preventive: bool, kinds: Collection[str]
) -> list[str]:
    """Kinds of action that are asked for and not there.

    >>> missing_kinds(True, True, {"correction", "corrective"})
    ['preventive']
    >>> missing_kinds(False, False, ())
    []
    """
    wanted = ((needs_corrective, CORRECTIVE), (needs_preventive, PREVENTIVE))
    return [kind for is_wanted, kind in wanted if is_wanted and kind not in kinds]


def change(direction: str, before: float | None, after: float | None) -> str | None:
    """Did a key figure get better? None where one of both is not known.

    >>> change("high", 90.0, 95.0), change("low", 3.0, 3.5), change("zero", 2.0, 0.0)
    ('better', 'worse', 'better')
    >>> change("high", None, 95.0) is None, change("none", 1.0, 2.0) is None
    (True, True)
    """
    if before is None or after is None or direction == kpi.NONE:
        return None
    gain = after - before if direction == kpi.HIGH else before - after
    if abs(gain) <= kpi.STEADY_SHARE * max(abs(before), abs(after)):
        return kpi.STEADY
    return kpi.BETTER if gain > 0 else kpi.WORSE


class Earlier(NamedTuple):
    """A nonconformity that was settled: its key, what it was about."""

    key: int
    clause: str  # number of the clause, empty where none is named
    unit: str  # as ``tools.impartiality`` names units


def recurrence(clause: str, unit: str, earlier: Iterable[Earlier]) -> int | None:
    """The last settled one of the same clause and unit: it came again (R323).

    :param earlier: newest first

    >>> settled = [Earlier(7, "1.2", "outlet:3"), Earlier(5, "1.2", "company")]
    >>> recurrence("1.2", "company", settled)
    5
    >>> recurrence("", "company", settled) is None  # of no clause nothing comes again
    True
    """
    if not clause:
        return None
    return next(
        (one.key for one in earlier if (one.clause, one.unit) == (clause, unit)), None
    )


def severity_fact(key: int) -> str:
    """A degree as policies of promises name it: what a priority is to orders.

    >>> severity_fact(7)
    'severity:7'
    """
    return f"severity:{key}"
