"""How the registers' records go, and how grave a risk is (T30, T31).

>>> level(2, 3, 6, 12), level(3, 4, 6, 12), level(1, 5, 6, 12)
('medium', 'high', 'low')
>>> RISK.missing("close", "open")
('treat',)
>>> SUGGESTION.target("decline")
'declined'
"""

from datetime import datetime, timedelta

from ...aftersales_service.tools.flow import Flow, Step

LOW, MEDIUM, HIGH = "low", "medium", "high"
#: Likelihood and impact are judged from 1 to this.
GRADES = 5

RISK = Flow(
    {
        "treat": Step({"open"}, "treated"),
        "close": Step({"treated"}, "closed"),
        "reopen": Step({"treated", "closed"}, "open"),
    },
    by_the_way={"reopen"},
)
CRISIS = Flow(
    {
        "handle": Step({"reported"}, "handling"),
        "close": Step({"handling"}, "closed"),
        "cancel": Step({"reported", "handling"}, "cancelled"),
    },
    by_the_way={"cancel"},
)
RECOVERY = Flow(
    {
        "collect": Step({"asked"}, "collected"),
        "dispose": Step({"collected"}, "disposed"),
        "cancel": Step({"asked"}, "cancelled"),
    },
    by_the_way={"cancel"},
)
RESEARCH = Flow(
    {
        "start": Step({"draft"}, "running"),
        "finish": Step({"running"}, "done"),
        "cancel": Step({"draft", "running"}, "cancelled"),
    },
    by_the_way={"cancel"},
)
SUGGESTION = Flow(
    {
        "accept": Step({"handed_in"}, "accepted"),
        "decline": Step({"handed_in"}, "declined"),
        "carry_out": Step({"accepted"}, "done"),
    },
    by_the_way={"decline"},
)

KEEPERS = ("inspector", "service_manager", "management")
WORKERS = ("outlet_manager", "dispatcher", "storekeeper", *KEEPERS)
RISK_ROLES = dict.fromkeys(RISK.steps, KEEPERS)
CRISIS_ROLES = {
    "handle": WORKERS,
    "close": ("service_manager", "management"),
    "cancel": ("service_manager", "management"),
}
RECOVERY_ROLES = dict.fromkeys(RECOVERY.steps, WORKERS)
RESEARCH_ROLES = dict.fromkeys(RESEARCH.steps, KEEPERS)
SUGGESTION_ROLES = dict.fromkeys(SUGGESTION.steps, KEEPERS)


def level(likelihood: int, impact: int, medium_from: int, high_from: int) -> str:
    """How grave it is by the product of both grades; the bounds are the company's.

    >>> level(2, 3, 7, 12)
    'low'
    """
    product = likelihood * impact
    return HIGH if product >= high_from else MEDIUM if product >= medium_from else LOW


def is_late(told_at: datetime | None, start: datetime, minutes: int, now) -> bool:
    """Was somebody told later than the chain of report asks, or is he yet?

    >>> start = datetime(2026, 3, 2, 8)
    >>> is_late(datetime(2026, 3, 2, 8, 30), start, 30, datetime(2026, 3, 3))
    False
    >>> is_late(None, start, 30, datetime(2026, 3, 2, 8, 31))
    True
    """
    return (told_at or now) > start + timedelta(minutes=minutes)
