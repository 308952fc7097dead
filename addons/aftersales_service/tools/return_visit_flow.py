"""How a return visit (回访) and a campaign of them go.

>>> VISIT.missing("finish", "planned")
('reach',)
>>> VISIT.can("reach", "not_reached")  # tried again
True
>>> CAMPAIGN.missing("finish", "draft")
('draw',)
>>> spread(5, clerks=2, per_day=2)
[(0, 0), (1, 0), (0, 0), (1, 0), (0, 1)]
>>> spread(3, clerks=0, per_day=2)  # whoever has time
[(None, 0), (None, 0), (None, 1)]
"""

from .flow import Flow, Step

VISIT = Flow(
    {
        "reach": Step({"planned", "not_reached"}, "reached"),
        "miss": Step({"planned", "not_reached"}, "not_reached"),
        "give_up": Step({"not_reached"}, "unreachable"),
        "refuse": Step({"planned", "not_reached", "reached"}, "refused"),
        "finish": Step({"reached"}, "done"),
        "cancel": Step({"planned", "not_reached"}, "cancelled"),
        "reopen": Step({"done"}, "reached"),
    },
    by_the_way={"miss", "give_up", "refuse", "cancel", "reopen"},
)
# Somebody still has to call or go.
OPEN_STATES = ("planned", "not_reached", "reached")
VISIT_MOMENTS = {"done": "visited_at"}

CALLING_ROLES = ("outlet_manager", "dispatcher")
VISIT_ROLES = {
    **dict.fromkeys(("reach", "miss", "give_up", "refuse", "finish"), CALLING_ROLES),
    "cancel": CALLING_ROLES,
    "reopen": ("service_manager",),
}

CAMPAIGN = Flow(
    {
        "draw": Step({"draft"}, "running"),
        "finish": Step({"running"}, "done"),
        "cancel": Step({"draft", "running"}, "cancelled"),
    },
    by_the_way={"cancel"},
)
CAMPAIGN_MOMENTS = {"running": "drawn_at", "done": "done_at"}
CAMPAIGN_ROLES = {
    "draw": ("dispatcher",),
    # Who led the round says what it showed (R273, R275).
    "finish": ("service_manager",),
    "cancel": ("service_manager",),
}


def spread(count: int, clerks: int, per_day: int) -> list[tuple[int | None, int]]:
    """Who makes each of ``count`` calls, and on which working day, counted from 0.

    :param per_day: calls of one clerk a day; 0: all on the first day
    """
    people = max(clerks, 1)
    daily = people * per_day
    return [
        (number % people if clerks else None, number // daily if daily else 0)
        for number in range(count)
    ]
