"""Which label stands where on sheets of labels, the first of which may be used up
in part."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def lay_out(
    labels: Sequence[T], rows: int, columns: int, first: int = 1
) -> list[list[list[T | None]]]:
    """Sheets of rows of labels, row by row; None where the sheet stays blank.

    :param first: position of the first label, 1 is the upper left one

    >>> lay_out("abcde", 2, 2, first=3)
    [[[None, None], ['a', 'b']], [['c', 'd'], ['e', None]]]
    >>> lay_out("", 2, 2)
    []
    """
    if not labels:
        return []
    size = rows * columns
    cells: list[T | None] = [None] * ((first - 1) % size) + list(labels)
    cells += [None] * (-len(cells) % size)
    return [
        [
            cells[start + row * columns : start + (row + 1) * columns]
            for row in range(rows)
        ]
        for start in range(0, len(cells), size)
    ]
