"""Which rule of a list holds: what goods papers a transfer needs, who is liable.

>>> rules = [
...     Rule("parts", {"origin": "service"}),
...     Rule("sales", {"operation": "issue"}),
... ]
>>> first_match(rules, {"operation": "issue", "origin": "service"})
'parts'
>>> first_match(rules, {"operation": "issue", "origin": "sale"})
'sales'
>>> first_match(rules, {"operation": "receipt", "origin": "sale"}) is None
True
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, NamedTuple


class Rule(NamedTuple):
    """``criteria``: what the facts must say; what is empty asks for nothing."""

    key: Hashable
    criteria: Mapping[str, Any]


def first_match(rules: Iterable[Rule], facts: Mapping[str, Any]) -> Hashable | None:
    """Key of the first rule whose criteria the facts meet; a set holds any of it."""
    for rule in rules:
        if all(_meets(facts.get(name), want) for name, want in rule.criteria.items()):
            return rule.key
    return None


def _meets(value: Any, wanted: Any) -> bool:
    if not wanted:
        return True
    if isinstance(wanted, frozenset):
        return value in wanted
    return bool(value == wanted)
