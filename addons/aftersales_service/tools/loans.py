"""When a loaned unit is owed to a customer, and when one is asked for again.

No ORM here: plain days in, plain days out.
"""

from datetime import date, timedelta


def owed_on(received_on: date, after_days: int | None) -> date | None:
    """First day on which a loan is owed.

    :param received_on: day the fault was reported
    :param after_days: what the warranty promises; 0 or None: no loan

    >>> owed_on(date(2026, 3, 2), 5)
    datetime.date(2026, 3, 7)
    >>> owed_on(date(2026, 3, 2), 0) is None
    True
    """
    return received_on + timedelta(after_days) if after_days else None


def next_chase(due: date | None, chased: date | None, interval: int) -> date | None:
    """Day on which the customer is asked (again) for what he was lent.

    The day after the loan is due at the earliest; after that every ``interval`` days.

    :param chased: day he was asked last
    :param interval: days between two reminders; 0: he is asked once

    >>> next_chase(date(2026, 3, 10), None, 3)
    datetime.date(2026, 3, 11)
    >>> next_chase(date(2026, 3, 10), date(2026, 3, 12), 3)
    datetime.date(2026, 3, 15)
    >>> next_chase(date(2026, 3, 31), date(2026, 3, 12), 3)  # prolonged since
    datetime.date(2026, 4, 1)
    >>> next_chase(date(2026, 3, 10), date(2026, 3, 12), 0) is None
    True
    """
    if not due:
        return None
    first = due + timedelta(1)
    if not chased:
        return first
    if not interval:
        # Prolonged after the reminder: the new day may be asked for once more.
        return first if first > chased else None
    return max(first, chased + timedelta(interval))
