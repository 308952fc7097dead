"""What applying a handbook to a company would create or change, and what it leaves.

Values are compared as texts that are the same for the same thing; None says that the
handbook leaves it open, or that the company has nothing of the kind. What a person set
or removed himself is proposed, but not agreed to beforehand.

>>> handbook = {"arrive": "4 hour", "repair": None, "answer": "1 hour"}
>>> company = {"arrive": Standing("24 hour")}
>>> for change in diff(handbook, company):
...     print(change.key, change.action, change.is_agreed, change.reason)
arrive change False own
repair open False None
answer create True None
>>> applied(company, diff(handbook, company))["answer"]
Standing(value='1 hour', applied='1 hour')
"""

from collections.abc import Collection, Hashable, Mapping
from typing import NamedTuple

# What becomes of a parameter.
OPEN, SAME, CREATE, CHANGE = "open", "same", "create", "change"
ACTING = (CREATE, CHANGE)
# Why a change is not agreed to beforehand: a person set it, or removed it.
OWN, REMOVED = "own", "removed"


class Standing(NamedTuple):
    """``value``: what the company has. ``applied``: what a handbook set last."""

    value: str | None = None
    applied: str | None = None


class Change(NamedTuple):
    """``is_agreed``: the proposal before anybody looked at it."""

    key: Hashable
    action: str
    current: str | None
    value: str | None
    is_agreed: bool = False
    reason: str | None = None


def diff(
    handbook: Mapping[Hashable, str | None], company: Mapping[Hashable, Standing]
) -> list[Change]:
    """One change for each parameter of the handbook, in its order."""
    return [
        _compare(key, value, company.get(key, Standing()))
        for key, value in handbook.items()
    ]


def _compare(key: Hashable, value: str | None, standing: Standing) -> Change:
    current, before = standing
    if value is None:
        return Change(key, OPEN, current, value)
    if current == value:
        return Change(key, SAME, current, value)
    if current is None:
        reason = REMOVED if before is not None else None
        return Change(key, CREATE, current, value, reason is None, reason)
    reason = None if current == before else OWN
    return Change(key, CHANGE, current, value, reason is None, reason)


def applied(
    company: Mapping[Hashable, Standing],
    changes: Collection[Change],
    agreed: Collection[Hashable] | None = None,
) -> dict[Hashable, Standing]:
    """What the company has afterwards.

    :param agreed: keys a person agreed to; None: the proposals as they are
    """
    result = dict(company)
    for change in changes:
        is_agreed = change.is_agreed if agreed is None else change.key in agreed
        if change.action in ACTING and is_agreed:
            result[change.key] = Standing(change.value, change.value)
    return result


class Row(NamedTuple):
    """One parameter of two handbooks; None: the handbook does not speak of it."""

    key: Hashable
    left: str | None
    right: str | None
    is_different: bool


def compare(
    left: Mapping[Hashable, str | None], right: Mapping[Hashable, str | None]
) -> list[Row]:
    """Two handbooks side by side, in the order of the first, then the second.

    >>> compare({"arrive": "4 hour"}, {"arrive": "24 hour", "help": "2 hour"})[1]
    Row(key='help', left=None, right='2 hour', is_different=True)
    """
    return [
        Row(key, left.get(key), right.get(key), left.get(key) != right.get(key))
        for key in [*left, *(key for key in right if key not in left)]
    ]


class Value(NamedTuple):
    """A value to compare by ``key`` (None: open, or nothing there) and to read."""

    key: str | None
    label: str = ""
