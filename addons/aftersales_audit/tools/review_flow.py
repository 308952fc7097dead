"""How monthly supervision, management reviews and certificates go (T17, T19, A.5).

>>> CERTIFICATE.missing("certify", "draft")
('apply', 'accept', 'contract', 'review_documents', 'evaluate')
>>> REVIEW.missing("close", "prepared")
('hold',)
>>> yearly(date(2026, 3, 1), date(2029, 2, 28))
[datetime.date(2027, 3, 1), datetime.date(2028, 3, 1)]
>>> due_day(date(2026, 2, 1), 31)
datetime.date(2026, 2, 28)
"""

import calendar
from datetime import date, timedelta

from ...aftersales_service.tools.flow import Flow, Step

DESK = ("inspector", "service_manager", "management")

INSPECTION = Flow(
    {
        "report": Step({"draft"}, "reported"),
        "reopen": Step({"reported"}, "draft"),
        "cancel": Step({"draft"}, "cancelled"),
    },
    by_the_way={"reopen", "cancel"},
)
INSPECTION_MOMENTS = {"reported": "reported_at"}
INSPECTION_ROLES = dict.fromkeys(INSPECTION.steps, ("inspector", "service_manager"))

REVIEW = Flow(
    {
        "prepare": Step({"draft"}, "prepared"),
        "redo": Step({"prepared"}, "draft"),
        "hold": Step({"prepared"}, "held"),
        "close": Step({"held"}, "closed"),
        "cancel": Step({"draft", "prepared"}, "cancelled"),
    },
    by_the_way={"redo", "cancel"},
)
REVIEW_MOMENTS = {
    "prepared": "prepared_at",
    "held": "recorded_at",
    "closed": "closed_at",
}
REVIEW_ROLES = dict.fromkeys(REVIEW.steps, DESK)

#: Where the certifier stands, in the order of the course (standard A.5).
UNDER_WAY = (
    *("draft", "applied", "accepted", "contracted", "documents", "onsite"),
    "correcting",
)
CERTIFICATE = Flow(
    {
        "apply": Step({"draft"}, "applied"),
        "accept": Step({"applied"}, "accepted"),
        "contract": Step({"accepted"}, "contracted"),
        "review_documents": Step({"contracted"}, "documents"),
        "evaluate": Step({"documents"}, "onsite"),
        "correct": Step({"onsite"}, "correcting"),
        "certify": Step({"onsite", "correcting"}, "certified"),
        "suspend": Step({"certified"}, "suspended"),
        "restore": Step({"suspended"}, "certified"),
        "withdraw": Step({"certified", "suspended"}, "withdrawn"),
        "refuse": Step(set(UNDER_WAY) - {"draft"}, "refused"),
        "cancel": Step({"draft", "applied"}, "cancelled"),
    },
    by_the_way={"suspend", "restore", "withdraw", "refuse", "cancel", "correct"},
)
CERTIFICATE_MOMENTS = {
    "applied": "applied_at",
    "accepted": "accepted_at",
    "contracted": "contracted_at",
    "documents": "documents_at",
    "onsite": "onsite_at",
    "correcting": "correcting_at",
    "certified": "certified_at",
    "suspended": "suspended_at",
    "withdrawn": "ended_at",
    "refused": "ended_at",
}
CERTIFICATE_ROLES = dict.fromkeys(CERTIFICATE.steps, DESK)


def due_day(month: date, day: int) -> date:
    """A day of a month, or its last one where it is shorter."""
    return month.replace(day=min(day, calendar.monthrange(month.year, month.month)[1]))


def yearly(first: date, last: date) -> list[date]:
    """The same day of each later year within a validity; 29 February becomes 28.

    >>> yearly(date(2024, 2, 29), date(2026, 2, 28))
    [datetime.date(2025, 2, 28), datetime.date(2026, 2, 28)]
    """
    days = [
        due_day(date(year, first.month, 1), first.day)
        for year in range(first.year + 1, last.year + 1)
    ]
    return [day for day in days if day <= last]


def told_of(told_on: date | None, day: date | None) -> date | None:
    """When somebody was told of a day; of one that was put off he is told anew.

    >>> told_of(date(2026, 3, 5), date(2026, 3, 2))
    datetime.date(2026, 3, 5)
    >>> told_of(date(2026, 3, 5), date(2027, 3, 2)) is None
    True
    """
    return told_on if told_on and day and day <= told_on else None


def months_of(first: date, last: date) -> list[date]:
    """First days of the months from one day to another; none where it is later.

    >>> months_of(date(2026, 11, 15), date(2027, 1, 2))
    [datetime.date(2026, 11, 1), datetime.date(2026, 12, 1), datetime.date(2027, 1, 1)]
    >>> months_of(date(2026, 2, 1), date(2026, 1, 31))
    []
    """
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(start, end + 1)]


def next_quarter(day: date) -> tuple[int, str]:
    """Year and quarter after that of a day, as targets name them.

    >>> next_quarter(date(2026, 12, 20)), next_quarter(date(2026, 1, 31))
    ((2027, '1'), (2026, '2'))
    """
    number = day.year * 4 + (day.month - 1) // 3 + 1
    return number // 4, str(number % 4 + 1)


def is_quarter_ending(day: date, days: int) -> bool:
    """Is it one of the last so many days of a quarter?

    >>> [is_quarter_ending(date(2026, 3, day), 15) for day in (16, 17, 31)]
    [False, True, True]
    >>> is_quarter_ending(date(2026, 2, 28), 15)
    False
    """
    later = day + timedelta(days=days)
    return (day.year, (day.month - 1) // 3) != (later.year, (later.month - 1) // 3)
