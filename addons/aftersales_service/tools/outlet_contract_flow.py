"""How a contract with an outlet moves: drafted, signed, ended before its last day.

A signed contract whose last day has passed is over by itself; no step is needed.

>>> FLOW.missing("end", "draft")
('sign',)
"""

from datetime import date

from .flow import Flow, Step

FLOW = Flow(
    {
        "sign": Step({"draft"}, "signed"),
        "end": Step({"signed"}, "ended"),
        "cancel": Step({"draft"}, "cancelled"),
    },
    by_the_way={"cancel"},
)
MOMENTS = {"signed": "signed_at", "ended": "ended_at"}
#: Contracts in these states held on the days they name.
BINDING_STATES = ("signed", "ended")


def overlap(one: tuple[date, date | None], other: tuple[date, date | None]) -> bool:
    """Whether two terms (first day, last day or None) share a day.

    >>> from datetime import date as on
    >>> overlap((on(2026, 1, 1), on(2026, 12, 31)), (on(2026, 12, 31), None))
    True
    >>> overlap((on(2026, 1, 1), on(2026, 12, 30)), (on(2026, 12, 31), None))
    False
    """
    (start, end), (other_start, other_end) = one, other
    return (end is None or other_start <= end) and (
        other_end is None or start <= other_end
    )
