"""Who is mainly responsible for an indicator: a matrix of clauses and departments.

A mark on a clause holds for the indicators below it without a main mark of their own.

>>> parents = {"5.2": None, "5.2.1": "5.2", "5.2.1.1": "5.2.1", "5.2.2": "5.2"}
>>> marks = {"5.2.1": {"office"}, "5.2.1.1": {"plant"}}
>>> main_of("5.2.1.1", parents, marks), main_of("5.2.2", parents, marks)
({'plant'}, set())
>>> gaps(["5.2.1.1", "5.2.2"], parents, marks)
[Gap(code='5.2.2', columns=())]
>>> gaps(["5.2.1.1"], parents, {"5.2.1.1": {"plant", "office"}})
[Gap(code='5.2.1.1', columns=('office', 'plant'))]
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import NamedTuple


class Gap(NamedTuple):
    """An indicator for which not exactly one column is mainly responsible."""

    code: str
    columns: tuple[Hashable, ...]


def main_of(
    code: str,
    parents: Mapping[str, str | None],
    marks: Mapping[str, Collection[Hashable]],
) -> set:
    """Columns with a main mark on the clause, or on the nearest one above.

    :param parents: code of the clause above, by code
    :param marks: columns with a main mark, by the code of the clause they stand on
    """
    here: str | None = code
    while here is not None:
        if marks.get(here):
            return set(marks[here])
        here = parents.get(here)
    return set()


def gaps(
    codes: Iterable[str],
    parents: Mapping[str, str | None],
    marks: Mapping[str, Collection[Hashable]],
) -> list[Gap]:
    """Indicators with no main department, or several."""
    found = ((code, main_of(code, parents, marks)) for code in codes)
    return [
        Gap(code, tuple(sorted(columns)))
        for code, columns in found
        if len(columns) != 1
    ]
