"""The legal register: does a law hold on a day, and what is wrong with the list (T22).

>>> from datetime import date
>>> old = Law("Contract Law", date(1999, 10, 1), date(2020, 12, 31))
>>> status(old, date(2020, 12, 31)), status(old, date(2021, 1, 1))
('in_force', 'ended')
>>> status(Law("New", date(2027, 1, 1), None), date(2026, 1, 1))
'coming'
>>> status(Law("Of a day nobody looked up", None, None), date(2026, 1, 1))
'unknown'
"""

from datetime import date
from typing import NamedTuple

from ...aftersales_service.tools.flow import Flow, Step

COMING, IN_FORCE, ENDED, UNKNOWN = "coming", "in_force", "ended", "unknown"


class Law(NamedTuple):
    """What the register knows of a law or standard: first and last day it holds."""

    name: str
    first_day: date | None
    last_day: date | None


def status(law: Law, day: date) -> str:
    """Where a law stands on a day; unknown while no day is known at all."""
    if law.last_day and law.last_day < day:
        return ENDED
    if law.first_day and law.first_day > day:
        return COMING
    if law.first_day or law.last_day:
        return IN_FORCE
    return UNKNOWN


FLOW = Flow(
    {
        "start": Step({"draft"}, "in_progress"),
        "finish": Step({"in_progress"}, "done"),
        "cancel": Step({"draft", "in_progress"}, "cancelled"),
    },
    by_the_way={"cancel"},
)
MOMENTS = {"in_progress": "started_at", "done": "done_at"}
ROLES = dict.fromkeys(
    FLOW.steps, ("document_controller", "inspector", "service_manager", "management")
)


def compliance_rate(outcomes: list[str]) -> float | None:
    """Share of what applies that is complied with; None where nothing was judged.

    >>> compliance_rate(["complied", "partly", "not_applicable", "complied"])
    0.6666666666666666
    >>> compliance_rate(["not_applicable"]) is None
    True
    """
    judged = [outcome for outcome in outcomes if outcome not in ("not_applicable", "")]
    if not judged:
        return None
    return sum(outcome == "complied" for outcome in judged) / len(judged)
