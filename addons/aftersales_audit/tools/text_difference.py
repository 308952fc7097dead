"""What one revision of a text says otherwise than the one before it.

>>> for passage in difference(["Scope", "Visit yearly."], ["Scope", "Visit monthly."]):
...     passage.kind, passage.before, passage.after
('same', ('Scope',), ('Scope',))
('changed', ('Visit yearly.',), ('Visit monthly.',))
>>> difference([], ["A"])[0].kind, difference(["A"], [])[0].kind
('added', 'removed')
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, ADDED, REMOVED, CHANGED = "same", "added", "removed", "changed"
_KINDS = {"equal": SAME, "insert": ADDED, "delete": REMOVED, "replace": CHANGED}


class Passage(NamedTuple):
    """Paragraphs that belong together, as they were and as they are."""

    kind: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def difference(before: Sequence[str], after: Sequence[str]) -> list[Passage]:
    """The two texts side by side; all ``before`` and all ``after`` in their order."""
    # Without the shortcut for frequent lines, which empty table cells would be.
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    return [
        Passage(_KINDS[tag], tuple(before[i:j]), tuple(after[k:m]))
        for tag, i, j, k, m in matcher.get_opcodes()
    ]
