"""The clauses of a scheme as a tree: do the points add up, what is still unknown?

>>> tree = [
...     Clause("5.1", None, 40), Clause("5.1.1", "5.1", None),
...     Clause("5.1.1.1", "5.1.1", 5), Clause("5.1.1.2", "5.1.1", None),
...     Clause("5.2", None, 60),
... ]
>>> unknown_leaves(tree)
['5.1.1.2']
>>> {code: float(points) for code, points in equal_shares(tree).items()}
{'5.1.1.2': 35.0}
>>> problems(tree)
[]
>>> problems([*tree, Clause("5.1.1.3", "5.1.1", 50)])
[Problem(kind='children', code='5.1', expected=40, found=55)]
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_DOWN, Decimal
from typing import NamedTuple

#: The sections of a scheme add up to this.
TOTAL = 100
CENT = Decimal("0.01")


class Clause(NamedTuple):
    """``points``: None where they are not known; every clause has a code of its own."""

    code: str
    parent: str | None
    points: float | Decimal | None
    name: str = ""


class Problem(NamedTuple):
    """``kind``: ``children`` (they do not add up to their parent) or ``total`` (the
    sections do not add up to 100)."""

    kind: str
    code: str | None
    expected: float
    found: float


class Change(NamedTuple):
    """``kind``: ``added``, ``removed``, ``points``, ``name`` or ``moved``."""

    kind: str
    code: str
    old: object
    new: object


def children(clauses: Iterable[Clause]) -> dict[str | None, list[Clause]]:
    """Clauses by the code of their parent, in the order they came in."""
    result: dict[str | None, list[Clause]] = {}
    for clause in clauses:
        result.setdefault(clause.parent, []).append(clause)
    return result


def leaves(clauses: Sequence[Clause]) -> list[Clause]:
    below = children(clauses)
    return [clause for clause in clauses if clause.code not in below]


def unknown_leaves(clauses: Sequence[Clause]) -> list[str]:
    """Indicators without points: while there are any, nothing can be scored."""
    return [clause.code for clause in leaves(clauses) if clause.points is None]


def problems(clauses: Sequence[Clause], total: float = TOTAL) -> list[Problem]:
    """Sums that cannot be right. A sum that is still incomplete is only wrong where it
    is too large already."""
    below = children(clauses)
    result = []
    for clause in clauses:
        if clause.points is not None and clause.code in below:
            found, is_known = _sum(clause.code, below)
            expected = Decimal(str(clause.points))
            if found > expected or (is_known and found != expected):
                result.append(
                    Problem("children", clause.code, clause.points, _plain(found))
                )
    found, is_known = _sum(None, below)
    if found > total or (is_known and found != total):
        result.append(Problem("total", None, total, _plain(found)))
    return result


def sums(clauses: Sequence[Clause]) -> dict[str, Decimal]:
    """Points known below each clause that has others below it.

    >>> sums([Clause("1", None, 9), Clause("1.1", "1", 4), Clause("1.2", "1", None)])
    {'1': Decimal('4')}
    """
    below = children(clauses)
    return {
        clause.code: _sum(clause.code, below)[0]
        for clause in clauses
        if clause.code in below
    }


def equal_shares(clauses: Sequence[Clause]) -> dict[str, Decimal]:
    """Points for the indicators that have none: what is left of the nearest clause
    above that has some, in equal parts. They add up to the cent.

    These are no points of any standard.
    """
    below = children(clauses)
    result: dict[str, Decimal] = {}
    for clause in clauses:
        if clause.points is None or clause.code not in below:
            continue
        known, unknown = _spread(clause.code, below)
        rest = Decimal(str(clause.points)) - known
        if unknown and rest > 0:
            part = (rest / len(unknown)).quantize(CENT, rounding=ROUND_DOWN)
            extra = int((rest - part * len(unknown)) / CENT)
            for place, code in enumerate(unknown):
                result[code] = part + (CENT if place < extra else 0)
    return result


def compare(old: Sequence[Clause], new: Sequence[Clause]) -> list[Change]:
    """What a new edition changes, in the order of its clauses; removed ones last.

    >>> compare([Clause("1", None, 5, "A"), Clause("2", None, 3, "B")],
    ...         [Clause("1", None, 6, "A"), Clause("3", None, 3, "C")])
    ... # doctest: +NORMALIZE_WHITESPACE
    [Change(kind='points', code='1', old=5, new=6),
     Change(kind='added', code='3', old=None, new='C'),
     Change(kind='removed', code='2', old='B', new=None)]
    """
    before: Mapping[str, Clause] = {clause.code: clause for clause in old}
    changes = []
    for clause in new:
        known = before.get(clause.code)
        if known is None:
            changes.append(Change("added", clause.code, None, clause.name))
            continue
        for kind, was, now in (
            ("moved", known.parent, clause.parent),
            ("name", known.name, clause.name),
            ("points", known.points, clause.points),
        ):
            if was != now:
                changes.append(Change(kind, clause.code, was, now))
    held = {clause.code for clause in new}
    return changes + [
        Change("removed", clause.code, clause.name, None)
        for clause in old
        if clause.code not in held
    ]


def parent_code(code: str, codes: Iterable[str]) -> str | None:
    """The clause a number stands below, among those there are.

    >>> parent_code("5.1.2.2", {"5.1", "5.1.2", "5"}), parent_code("A", {"5"})
    ('5.1.2', None)
    """
    known = set(codes)
    while "." in code:
        code = code.rpartition(".")[0]
        if code in known:
            return code
    return None


def natural_key(code: str) -> tuple:
    """Clauses in the order of a table of contents.

    >>> sorted(["5.10", "5.2", "A.1", "5.2.1"], key=natural_key)
    ['5.2', '5.2.1', '5.10', 'A.1']
    """
    return tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part)
        for part in code.split(".")
    )


def _sum(code, below) -> tuple[Decimal, bool]:
    """Points known below a clause, and whether that is all of them."""
    found, is_known = Decimal(0), True
    for clause in below.get(code, ()):
        if clause.points is not None:
            found += Decimal(str(clause.points))
        elif clause.code in below:
            part, complete = _sum(clause.code, below)
            found += part
            is_known = is_known and complete
        else:
            is_known = False
    return found, is_known and code in below


def _spread(code, below) -> tuple[Decimal, list[str]]:
    """Points known below a clause; indicators without any that share the rest."""
    known, unknown = Decimal(0), []
    for clause in below.get(code, ()):
        if clause.points is not None:
            known += Decimal(str(clause.points))
        elif clause.code in below:
            part, codes = _spread(clause.code, below)
            known += part
            unknown += codes
        else:
            unknown.append(clause.code)
    return known, unknown


def _plain(number: Decimal) -> float | int:
    return int(number) if number == int(number) else float(number)
