"""How a service order moves: states, steps, who may take them, moments they stamp.

The table is the only place that knows (design 3; R063-R068, R134). ``waiting`` is
entered from any open state and left to the state it came from.

>>> can("dispatch", "accepted"), can("settle", "dispatched")
(True, False)
>>> missing("settle", "on_site")
('assess', 'repair', 'sign')
>>> missing("repair", "accepted", needs_visit=False)  # remote help: no visit
('assess',)
>>> missing("accept", "archived") is None
True
"""

from .flow import Flow, Step

STATES = (
    "draft",
    "accepted",
    "dispatched",
    "on_site",
    "assessed",
    "in_progress",
    "repaired",
    "signed",
    "settled",
    "closed",
    "archived",
    "waiting",
    "cancelled",
)
# Work is still owed to the customer in these.
OPEN_STATES = STATES[: STATES.index("closed")]
# Nothing is owed any more: these are left out of "open orders".
DONE_STATES = ("closed", "archived", "cancelled")
# Steps only a visit takes; remote help and counter service do without.
VISIT_STEPS = frozenset({"dispatch", "arrive"})

FLOW = Flow(
    {
        "accept": Step({"draft"}, "accepted"),
        "dispatch": Step({"accepted"}, "dispatched"),
        "arrive": Step({"dispatched"}, "on_site"),
        "assess": Step({"on_site"}, "assessed"),
        # A fault may be cleared at the appraisal itself (R044): start can be left out.
        "start": Step({"assessed"}, "in_progress"),
        "repair": Step({"assessed", "in_progress"}, "repaired"),
        "sign": Step({"repaired"}, "signed"),
        "settle": Step({"signed"}, "settled"),
        "close": Step({"settled"}, "closed"),
        "archive": Step({"closed"}, "archived"),
        "wait": Step(frozenset(OPEN_STATES), "waiting"),
        "resume": Step({"waiting"}, None),
        # Once the customer has signed, the order is settled or reopened, not dropped.
        "cancel": Step(
            frozenset({*OPEN_STATES[: OPEN_STATES.index("repaired")], "waiting"}),
            "cancelled",
        ),
        "reopen": Step(
            frozenset({"repaired", "signed", "settled", "closed", "cancelled"}),
            "accepted",
        ),
    },
    by_the_way={"wait", "resume", "cancel", "reopen"},
)
# Without a visit the assessment follows the acceptance directly.
REMOTE_FLOW = Flow(
    {
        **{k: v for k, v in FLOW.steps.items() if k not in VISIT_STEPS},
        # An order may turn out remote after it was sent out.
        "assess": Step({"accepted", "dispatched", "on_site"}, "assessed"),
    },
    by_the_way={"wait", "resume", "cancel", "reopen"},
)

# The moment that entering a state stamps, once.
MOMENTS = {
    "accepted": "accepted_at",
    "dispatched": "dispatched_at",
    "on_site": "arrived_at",
    "assessed": "assessed_at",
    "repaired": "repaired_at",
    "signed": "signed_at",
    "settled": "settled_at",
    "closed": "closed_at",
}

FIELD_ROLES = ("technician", "outlet_manager", "dispatcher")
OFFICE_ROLES = ("outlet_manager", "dispatcher")
ROLES = {
    "accept": OFFICE_ROLES,
    "dispatch": OFFICE_ROLES,
    "arrive": FIELD_ROLES,
    "assess": FIELD_ROLES,
    "start": FIELD_ROLES,
    "repair": FIELD_ROLES,
    "sign": FIELD_ROLES,
    "wait": FIELD_ROLES,
    "resume": FIELD_ROLES,
    "settle": (*OFFICE_ROLES, "finance"),
    "close": OFFICE_ROLES,
    "archive": OFFICE_ROLES,
    "cancel": OFFICE_ROLES,
    "reopen": OFFICE_ROLES,
    # No steps of the table, but reserved in the same way.
    "quote": OFFICE_ROLES,
    "ask_help": FIELD_ROLES,
    "answer_help": OFFICE_ROLES,
    "confirm_price": FIELD_ROLES,
    "pay": (*FIELD_ROLES, "finance"),
}


def flow(needs_visit: bool = True) -> Flow:
    """The table that holds for an order with or without a visit."""
    return FLOW if needs_visit else REMOTE_FLOW


def can(step: str, state: str, needs_visit: bool = True) -> bool:
    table = flow(needs_visit)
    return step in table.steps and table.can(step, state)


def missing(step: str, state: str, needs_visit: bool = True) -> tuple[str, ...] | None:
    """Steps that come before ``step``; None if it cannot be reached from ``state``."""
    table = flow(needs_visit)
    # Starting is optional, so it is never named as missing.
    return table.missing(step, state, skip={"start"}) if step in table.steps else None
