"""How a maintenance plan and one of its visits move.

>>> PLAN.can("pause", "draft"), PLAN.target("resume")
(False, 'active')
>>> VISIT.can("skip", "done"), VISIT.can("postpone", "ordered")
(False, True)
"""

from .flow import Flow, Step

PLAN = Flow(
    {
        "activate": Step({"draft"}, "active"),
        "pause": Step({"active"}, "paused"),
        "resume": Step({"paused"}, "active"),
        "end": Step({"draft", "active", "paused"}, "ended"),
    },
    by_the_way={"pause", "resume"},
)
PLANNERS = ("outlet_manager", "dispatcher", "service_manager")
PLAN_ROLES = dict.fromkeys(PLAN.steps, PLANNERS)

VISIT = Flow(
    {
        "order": Step({"planned"}, "ordered"),
        "finish": Step({"ordered"}, "done"),
        "reopen": Step({"done", "skipped"}, "ordered"),
        # To the state it was in: only its day changes.
        "postpone": Step({"planned", "ordered"}, None),
        "skip": Step({"planned", "ordered"}, "skipped"),
    },
    by_the_way={"postpone", "skip", "reopen"},
)
VISIT_ROLES = dict.fromkeys(VISIT.steps, PLANNERS)
