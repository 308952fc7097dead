"""How a run of depreciation moves, and which months are waiting for one.

>>> FLOW.missing("post", "draft")
('compute',)
>>> FLOW.can("compute", "posted")  # first it is reversed, then the month has a new run
False
>>> [str(end) for end in open_months(date(2026, 1, 31), date(2026, 4, 15))]
['2026-02-28', '2026-03-31']
>>> open_months(date(2026, 3, 31), date(2026, 4, 15))
[]
"""

from datetime import date, timedelta

from ...aftersales_service.tools.flow import Flow, Step
from .depreciation import month_end, month_ends

FLOW = Flow(
    {
        "restart": Step({"draft", "computed"}, "draft"),
        "compute": Step({"draft"}, "computed"),
        "post": Step({"computed"}, "posted"),
        "reverse": Step({"posted"}, "reversed"),
    },
    by_the_way={"restart"},
)
#: What nobody has computed yet may be for another month.
FIRST = "draft"
MOMENTS = {"posted": "posted_at", "reversed": "reversed_at"}
ROLES = dict.fromkeys((*FLOW.steps, "catch_up"), ("finance",))


def open_months(last_posted: date | None, today: date) -> list[date]:
    """Ends of the months that are over and have no posted run, in their order.

    Before the first run that is last month alone: its charge holds all that the months
    before would have charged.

    >>> [str(end) for end in open_months(None, date(2026, 4, 30))]
    ['2026-03-31']
    """
    last_over = today.replace(day=1) - timedelta(1)
    if last_posted is None:
        return [last_over]
    return month_ends(month_end(last_posted) + timedelta(1), last_over)
