"""How a quality feedback moves: reported, decided on, settled.

``STEPS``: step → (states it starts from, state it leads to), for the service addon's
``Flow``.

>>> STEPS["decide"]
(('reported',), 'decided')
"""

STEPS = {
    "report": (("draft",), "reported"),
    "decide": (("reported",), "decided"),
    "settle": (("decided",), "settled"),
    "cancel": (("draft", "reported"), "cancelled"),
}
BY_THE_WAY = ("cancel",)
MOMENTS = {
    "reported": "reported_at",
    "decided": "decided_at",
    "settled": "settled_at",
}
ROLES = {
    "report": ("storekeeper", "outlet_manager"),
    "decide": ("service_manager",),
    "settle": ("service_manager", "finance"),
    "cancel": ("service_manager",),
}
# Who bears it: goods in the care of head office are not the outlet's to depreciate.
HEAD_OFFICE = frozenset({"production", "driver"})


def keeper(liability: str | None) -> str:
    """In whose care nonconforming goods stand (R231, R232).

    What nobody decided on yet is head office's: it costs the outlet nothing.

    >>> keeper("driver"), keeper("outlet"), keeper(None)
    ('head_office', 'outlet', 'head_office')
    """
    return "outlet" if liability == "outlet" else "head_office"
