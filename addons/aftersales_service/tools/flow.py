"""A state machine as a table: which step leads from which states to which.

No ORM here. A document's own table stands beside this file (``order_flow``,
``dispatch_flow``, ``outlet_flow``); models, buttons, the API and imports all ask it.

>>> doc = Flow({
...     "send": Step({"draft"}, "sent"),
...     "sign": Step({"sent"}, "signed"),
...     "cancel": Step({"draft", "sent"}, "cancelled"),
... })
>>> doc.can("sign", "draft"), doc.can("sign", "sent")
(False, True)
>>> doc.target("sign")
'signed'
>>> doc.missing("sign", "draft")
('send',)
>>> doc.missing("send", "signed") is None  # there is no way back
True
"""

from collections import deque
from collections.abc import Collection, Mapping
from typing import NamedTuple


class Step(NamedTuple):
    """States a step may start from, and the state it leads to.

    ``target`` is None where the step returns to a state that the document remembers.
    """

    sources: Collection[str]
    target: str | None


class Flow:
    """Answers about a transition table; steps keep the order they are written in."""

    def __init__(self, steps: Mapping[str, Step], by_the_way: Collection[str] = ()):
        """``by_the_way``: steps that never count as missing (waiting, cancelling …)."""
        self.steps = dict(steps)
        self._by_the_way = frozenset(by_the_way)

    def can(self, step: str, state: str) -> bool:
        return state in self.steps[step].sources

    def target(self, step: str) -> str | None:
        return self.steps[step].target

    def missing(
        self, step: str, state: str, skip: Collection[str] = ()
    ) -> tuple[str, ...] | None:
        """Shortest run of steps that must come first, or None if none leads there.

        ``skip``: steps this very document does without (a remote order's visit).
        """
        queue: deque[tuple[str, tuple[str, ...]]] = deque([(state, ())])
        seen = {state}
        while queue:
            here, path = queue.popleft()
            if self.can(step, here):
                return path
            for name, (sources, target) in self.steps.items():
                passable = name not in self._by_the_way and name not in skip
                if passable and here in sources and target and target not in seen:
                    seen.add(target)
                    queue.append((target, (*path, name)))
        return None
