"""Which of several waiting customers is looked at first."""

from datetime import datetime


def urgency(
    deadline: datetime | None, priority: str, received_at: datetime
) -> tuple[bool, datetime, int, datetime]:
    """Sort key, most urgent first: promise, then priority, then who waits longest.

    Who was promised nothing comes after all who were.

    >>> from datetime import datetime as at
    >>> monday, friday = at(2026, 3, 2), at(2026, 3, 6)
    >>> calls = {
    ...     "promised": (friday, "0", friday),
    ...     "urgent": (None, "2", friday),
    ...     "old": (None, "0", monday),
    ... }
    >>> sorted(calls, key=lambda name: urgency(*calls[name]))
    ['promised', 'urgent', 'old']
    """
    return (not deadline, deadline or datetime.min, -int(priority), received_at)
