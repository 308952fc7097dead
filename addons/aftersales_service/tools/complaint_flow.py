"""How a complaint moves: received, looked into, answered, and told the end of.

What the complainant rejects stays open: it is raised, mediated or taken to an outside
body, and may be answered anew at any time (ISO 10002, 7.9).

>>> FLOW.missing("resolve", "received")
('acknowledge', 'assess', 'propose', 'accept')
>>> FLOW.can("close", "accepted")  # the result is carried out and told first
False
>>> FLOW.can("resolve", "rejected")  # a rejected answer ends nothing
False
>>> FLOW.can("propose", "mediation")
True
"""

from .flow import Flow, Step

STATES = (
    "received",
    "acknowledged",
    "assessed",
    "investigating",
    "proposed",
    "accepted",
    "executing",
    "rejected",
    "escalated",
    "mediation",
    "external",
    "resolved",
    "closed",
    "withdrawn",
    "cancelled",
)
# The complainant waits for something in these.
OPEN_STATES = STATES[: STATES.index("closed")]
# Not assessed yet: the level follows what is known.
NEW_STATES = ("received", "acknowledged")
# An answer was rejected and none has been found since.
DISPUTED_STATES = ("rejected", "escalated", "mediation", "external")
# The board does without the ways out until somebody takes them.
MAIN_STATES = (*STATES[:6], "resolved", "closed")

FLOW = Flow(
    {
        "acknowledge": Step({"received"}, "acknowledged"),
        "assess": Step({"acknowledged"}, "assessed"),
        "investigate": Step({"assessed"}, "investigating"),
        "propose": Step({"assessed", "investigating", *DISPUTED_STATES}, "proposed"),
        "accept": Step({"proposed"}, "accepted"),
        "reject": Step({"proposed"}, "rejected"),
        "execute": Step({"accepted"}, "executing"),
        "escalate": Step({"rejected"}, "escalated"),
        "mediate": Step({"rejected", "escalated"}, "mediation"),
        "refer": Step({"rejected", "escalated", "mediation"}, "external"),
        # An outside body may have the last word where nobody agreed.
        "resolve": Step({"accepted", "executing", "mediation", "external"}, "resolved"),
        "close": Step({"resolved"}, "closed"),
        "withdraw": Step(frozenset(OPEN_STATES), "withdrawn"),
        "reopen": Step({"closed", "withdrawn"}, "investigating"),
        # No complaint at all: registered by mistake, or a call for service.
        "cancel": Step(frozenset(NEW_STATES), "cancelled"),
    },
    by_the_way={
        *("reject", "escalate", "mediate", "refer"),
        *("withdraw", "reopen", "cancel"),
    },
)

# The moment that entering a state stamps, once.
MOMENTS = {
    "acknowledged": "acknowledged_at",
    "assessed": "assessed_at",
    "proposed": "answered_at",
    "accepted": "accepted_at",
    "external": "referred_at",
    "resolved": "resolved_at",
    "closed": "closed_at",
    "withdrawn": "withdrawn_at",
}
# What a complaint that is taken up again has before it once more.
REOPENED_MOMENTS = ("accepted_at", "resolved_at", "closed_at", "withdrawn_at")

OFFICE_ROLES = ("outlet_manager", "dispatcher")
# The certified manager investigates and mediates (R248, R269).
CASE_ROLES = (*OFFICE_ROLES, "inspector")
ROLES = {
    "acknowledge": OFFICE_ROLES,
    "assess": CASE_ROLES,
    "investigate": CASE_ROLES,
    "propose": OFFICE_ROLES,
    "accept": OFFICE_ROLES,
    "reject": OFFICE_ROLES,
    "execute": OFFICE_ROLES,
    "escalate": CASE_ROLES,
    "mediate": CASE_ROLES,
    "refer": CASE_ROLES,
    "resolve": CASE_ROLES,
    "close": OFFICE_ROLES,
    "withdraw": OFFICE_ROLES,
    "reopen": OFFICE_ROLES,
    "cancel": ("service_manager",),
    # No steps of the table, but reserved in the same way.
    "take": CASE_ROLES,
    "feed_back": OFFICE_ROLES,
    "reassign": CASE_ROLES,
    "change_level": CASE_ROLES,
    "conclude_mediation": CASE_ROLES,
}
# Reserved to the one responsible and to those above him (R255-R257).
HANDLER_STEPS = frozenset(
    {
        *("propose", "accept", "reject", "execute", "mediate", "refer", "resolve"),
        *("close", "withdraw", "reopen", "reassign"),
    }
)
