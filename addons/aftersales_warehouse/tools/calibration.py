"""Is a tool fit for use on a day? Only if its calibration holds, and nobody blocked it.

>>> from datetime import date, timedelta
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
from datetime import date, timedelta


def next_due(calibrated: date | None, months: int) -> date | None:
    """Last day on which a calibration holds; a day the month lacks is its last one."""
    if calibrated is None:
        return None
    year, month = divmod(calibrated.year * 12 + calibrated.month - 1 + months, 12)
    day = min(calibrated.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day)


def is_fit(day: date, until: date | None) -> bool:
    """May it be used on ``day``? What was never calibrated, or is blocked, may not."""
    return until is not None and day <= until


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


def lacking_since(fit_until: Iterable[date | None]) -> date | None:
    """First day on which none of the tools may be used; None: there is no such day.

    ``fit_until``: the last fit day of each tool, None if it has none, ``date.max`` if
    it needs no calibration.

    >>> lacking_since([date(2026, 1, 31), date(2026, 3, 31), None])
    datetime.date(2026, 4, 1)
    >>> lacking_since([None]) == lacking_since([]) == date.min
    True
    >>> lacking_since([date.max, None]) is None
    True
    """
    last = max(filter(None, fit_until), default=None)
    if last is None:
        return date.min
    return None if last == date.max else last + timedelta(days=1)
