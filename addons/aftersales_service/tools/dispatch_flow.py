"""How a dispatch (派工单) moves: planned at the desk, lived on the road, handed in.

>>> FLOW.missing("finish", "sent")
('arrive',)
>>> FLOW.can("hand_in", "arrived")
False
"""

from .flow import Flow, Step

STATES = (
    "planned",
    "sent",
    "accepted",
    "departed",
    "arrived",
    "finished",
    "returned",
    "cancelled",
)
# The technician still holds the slip in these (R068: every slip comes back).
OUT_STATES = STATES[: STATES.index("returned")]
# The technician's time is taken in these: they count for double booking.
BUSY_STATES = STATES[: STATES.index("finished")]
# The technician has not left yet in these: time and people may still change.
MOVABLE_STATES = STATES[: STATES.index("departed")]

FLOW = Flow(
    {
        "send": Step({"planned"}, "sent"),
        "accept": Step({"sent"}, "accepted"),
        "depart": Step({"sent", "accepted"}, "departed"),
        # Some technicians report only from the customer's door.
        "arrive": Step({"sent", "accepted", "departed"}, "arrived"),
        "finish": Step({"arrived"}, "finished"),
        "hand_in": Step({"finished"}, "returned"),
        "cancel": Step({"planned", "sent", "accepted", "departed"}, "cancelled"),
    },
    by_the_way={"cancel"},
)

MOMENTS = {
    "sent": "sent_at",
    "accepted": "accepted_at",
    "departed": "departed_at",
    "arrived": "arrived_at",
    "finished": "finished_at",
    "returned": "returned_at",
}

OFFICE_ROLES = ("outlet_manager", "dispatcher")
FIELD_ROLES = ("technician", *OFFICE_ROLES)
ROLES = {
    "send": OFFICE_ROLES,
    "accept": FIELD_ROLES,
    "depart": FIELD_ROLES,
    "arrive": FIELD_ROLES,
    "finish": FIELD_ROLES,
    # The dispatcher registers what came back (R067), not the one who brings it.
    "hand_in": OFFICE_ROLES,
    "cancel": OFFICE_ROLES,
    # No steps of the table, but reserved in the same way.
    "pin": OFFICE_ROLES,
    "assign": OFFICE_ROLES,
    "route": FIELD_ROLES,
    "retime": OFFICE_ROLES,
}
