"""Is a tool fit for use on a day? Only if its calibration holds, and nobody blocked it.

>>> from datetime import date
>>> due = next_due(date(2026, 1, 31), 1)
>>> due
datetime.date(2026, 2, 28)
>>> is_fit(date(2026, 2, 28), due), is_fit(date(2026, 3, 1), due)
(True, False)
>>> is_fit(date(2026, 1, 1), None)  # never calibrated
False
"""

from calendar import monthrange
from collections.abc import Collection, Hashable, Iterable, Mapping
from datetime import date


def next_due(calibrated: date | None, months: int) -> date | None:
    """Last day on which a calibration holds; a day the month lacks is its last one."""
    if calibrated is None:
        return None
    year, month = divmod(calibrated.year * 12 + calibrated.month - 1 + months, 12)
    day = min(calibrated.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day)


def is_fit(day: date, due: date | None, is_blocked: bool = False) -> bool:
    """May it be used on ``day``? What was never calibrated may not."""
    return not is_blocked and due is not None and day <= due


def missing_kinds(
    needed: Iterable[Hashable], held: Mapping[Hashable, Collection[bool]]
) -> dict[Hashable, bool]:
    """Kinds of tools that a team lacks: {kind: does it have one that is not fit}.

    ``held``: for each kind, is each tool that the team holds fit.

    >>> missing_kinds(["meter", "crane", "torque"], {"meter": [False, True],
    ...     "torque": [False]})
    {'crane': False, 'torque': True}
    """
    return {
        kind: bool(held.get(kind)) for kind in needed if not any(held.get(kind, ()))
    }
