"""What a technician's phone may send, and when it met a change made elsewhere.

>>> problems("arrive", {"state": "finished"})
['state']
>>> problems("finish", {"outcome": "solved"})
[]
>>> collisions({"outcome": "solved"}, {"outcome": False}, {"outcome": "follow_up"})
['outcome']

What is on file as the phone knew it, or already as the phone wants it, collides with
nothing.

>>> collisions({"outcome": "solved"}, {"outcome": False}, {"outcome": "solved"})
[]
"""

from collections.abc import Mapping
from typing import Any

CODES = ("symptom_id", "cause_id", "remedy_id")
ENTRIES = (
    *CODES,
    *("outcome", "work_done", "briefing_given", "opinion", "opinion_note"),
)
STEPS = ("accept", "depart", "arrive")

#: kind → names of the values it carries. A file (photo, signature) travels beside them.
KINDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(STEPS, ()),
    "assess": CODES,
    "write": ENTRIES,
    "photo": ("moment", "name"),
    "part": ("product_id", "lot_id", "quantity"),
    "checklist": ("answers", "question"),
    "price": ("name",),
    "receipt": ("description", "quantity", "condition", "accessories", "due_date"),
    "payment": ("amount", "method", "memo"),
    "help": ("note",),
    "sign": ("signed_by",),
    "refuse": ("signature_refused_reason",),
    "finish": ENTRIES,
}


def problems(kind: str, values: Mapping[str, Any]) -> list[str]:
    """Names in ``values`` that an action of this kind does not carry."""
    return sorted(set(values) - set(KINDS.get(kind, ())))


def collisions(
    wanted: Mapping[str, Any], known: Mapping[str, Any], current: Mapping[str, Any]
) -> list[str]:
    """Entries that somebody else changed since the phone last saw them.

    :param wanted: what the phone writes
    :param known: what the phone saw there before it wrote; a name may be missing
    :param current: what is on file now
    """
    return [
        name
        for name, value in wanted.items()
        if name in known
        and (current[name] or False) not in (known[name] or False, value or False)
    ]
