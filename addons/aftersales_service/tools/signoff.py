"""Signatures on a document: what exactly was signed, who is missing, what became void.

A signature holds for the content it was given on. The content is brought into one
canonical form and hashed; as soon as the document says something else, the signature
is void, whoever changed it.

>>> order = {"name": "DS/1", "on": date(2026, 3, 2), "parts": [("rail", 2.0)]}
>>> canonical(order)
b'{"name":"DS/1","on":"2026-03-02","parts":[["rail",2.0]]}'
>>> digest(order) == digest(dict(reversed(order.items())))
True
>>> clerk, head = Role("clerk"), Role("head", is_ordered=True)
>>> now = digest(order)
>>> signed = [Signature("clerk", "Li", now)]
>>> missing([clerk, head], signed, now)
('head',)
>>> missing([clerk, head], signed, digest({**order, "on": None}))
('clerk', 'head')
"""

import hashlib
import json
from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple


class Role(NamedTuple):
    """``is_ordered``: signs only after all that stand before it in the list."""

    role: Hashable
    is_ordered: bool = False


class Signature(NamedTuple):
    """``digest``: of the content at the moment of signing."""

    role: Hashable
    person: Hashable
    digest: str


def canonical(content: Any) -> bytes:
    """The one way to write a content down: UTF-8, keys in order, no spaces.

    Days and moments are written as ISO 8601. What has no one form (a set,
    not-a-number) is refused.

    >>> canonical({"b": "\\u793a", "a": None}).decode()
    '{"a":null,"b":"示"}'
    >>> canonical({1: "one"})
    Traceback (most recent call last):
    ...
    TypeError: a key must be a text: 1
    """
    _refuse_odd_keys(content)
    text = json.dumps(
        content,
        default=_to_text,
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
        allow_nan=False,
    )
    return text.encode()


def digest(content: Any) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(content)).hexdigest()


def missing(
    roles: Iterable[Role], signatures: Iterable[Signature], current: str
) -> tuple[Hashable, ...]:
    """Roles without a signature on the content as it is now, in their order."""
    signed = {sign.role for sign in signatures if sign.digest == current}
    return tuple(role.role for role in roles if role.role not in signed)


def void(signatures: Iterable[Signature], current: str) -> tuple[Signature, ...]:
    """Signatures given on something else than what the document says now.

    >>> void([Signature("clerk", "Li", "old"), Signature("head", "Wu", "new")], "new")
    (Signature(role='clerk', person='Li', digest='old'),)
    """
    return tuple(sign for sign in signatures if sign.digest != current)


def refusal(
    role: Hashable,
    person: Hashable,
    roles: Sequence[Role],
    signatures: Iterable[Signature],
    current: str,
) -> str | None:
    """Why a person cannot sign for a role now: a key, or None if he can.

    ``unknown``: the document does not ask for this role; ``signed``: it has signed;
    ``person``: this person has signed for another role; ``order``: others come first.

    >>> roles = [Role("clerk"), Role("head", is_ordered=True)]
    >>> refusal("head", "Wu", roles, [], "x")
    'order'
    >>> signed = [Signature("clerk", "Li", "x")]
    >>> refusal("head", "Li", roles, signed, "x")
    'person'
    >>> refusal("clerk", "Wu", roles, signed, "x")
    'signed'
    >>> refusal("cook", "Wu", roles, [], "x")
    'unknown'
    >>> refusal("head", "Wu", roles, signed, "x") is None
    True
    """
    names = [item.role for item in roles]
    if role not in names:
        return "unknown"
    valid = [sign for sign in signatures if sign.digest == current]
    if any(sign.role == role for sign in valid):
        return "signed"
    if any(sign.person == person for sign in valid):
        return "person"
    place = names.index(role)
    before = set(names[:place]) - {sign.role for sign in valid}
    return "order" if roles[place].is_ordered and before else None


def _refuse_odd_keys(content: Any) -> None:
    """JSON would turn 1 and "1" into the same key."""
    if isinstance(content, dict):
        for key, value in content.items():
            if not isinstance(key, str):
                raise TypeError(f"a key must be a text: {key!r}")
            _refuse_odd_keys(value)
    elif isinstance(content, list | tuple):
        for value in content:
            _refuse_odd_keys(value)


def _to_text(value: Any) -> str:
    if isinstance(value, date):  # a moment is a date, too
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical form")
