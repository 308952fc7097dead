"""How a batch of papers moves: collected, handed in, received, sealed, destroyed.

>>> FLOW.missing("seal", "collecting")
('hand_in', 'receive')
>>> FLOW.can("collect", "received"), FLOW.can("send_back", "received")
(False, True)
"""

from .flow import Flow, Step

# The giver and the receiver have both signed in these, and nothing changes any more.
SEALED_STATES = ("sealing", "sealed")
# Somebody still has to do something before the papers are in the archive.
OPEN_STATES = ("collecting", "handed_in", "received")

FLOW = Flow(
    {
        "collect": Step({"collecting"}, "collecting"),
        "hand_in": Step({"collecting"}, "handed_in"),
        "receive": Step({"handed_in"}, "received"),
        "send_back": Step({"handed_in", "received"}, "collecting"),
        "seal": Step({"received"}, "sealing"),
        # The file is made in batches; the last of them ends it.
        "finish": Step({"sealing"}, "sealed"),
        "destroy": Step({"sealed"}, "destroyed"),
        "unseal": Step({"sealed"}, "collecting"),
    },
    by_the_way={"collect", "send_back", "unseal"},
)

MOMENTS = {
    "handed_in": "handed_in_at",
    "received": "received_at",
    "sealed": "sealed_at",
    "destroyed": "destroyed_at",
}

GIVERS = ("dispatcher", "outlet_manager")
RECEIVERS = ("service_manager", "inspector")
ROLES = {
    "collect": GIVERS,
    "hand_in": GIVERS,
    "receive": RECEIVERS,
    "send_back": RECEIVERS,
    "seal": RECEIVERS,
    "destroy": ("service_manager",),
    "unseal": ("admin",),
}
