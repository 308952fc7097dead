"""Clauses and their points from a table that a company filled in.

Every row that cannot be used is told of; the file is taken whole or not at all, since
points that add up to 100 only add up together.

>>> rows = [["Clause", "Name", "Points"], ["5.1", "System", "40"], ["5.1", "", "x"]]
>>> sheet = read(rows)
>>> sheet.rows[0]
Row(line=2, code='5.1', name='System', points=40.0, text='')
>>> [(issue.line, issue.kind) for issue in sheet.issues]
[(3, 'repeated'), (3, 'points')]
>>> read([["Name"], ["System"]]).issues
[Issue(line=1, kind='no_code', value='')]
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import openpyxl

#: Titles a column may have, in any case; the first is what the template shows.
TITLES = {
    "code": ("clause", "code", "clause number", "条款", "条款号"),
    "name": ("name", "title", "indicator", "名称", "指标", "标题"),
    "points": ("points", "score", "分值", "分数"),
    "text": ("text", "text of the standard", "原文", "标准原文"),
}
ENCODINGS = ("utf-8-sig", "gb18030")
MAX_POINTS = 100
#: An office file is a ZIP.
ZIP_MAGIC = b"PK\x03\x04"


class Row(NamedTuple):
    """``points`` is None where the cell is empty: not known, or as before."""

    line: int
    code: str
    name: str
    points: float | None
    text: str


class Issue(NamedTuple):
    """``kind``: ``no_code``, ``repeated``, ``points``, ``name`` or ``unreadable``."""

    line: int
    kind: str
    value: str


class Sheet(NamedTuple):
    rows: list[Row]
    issues: list[Issue]


def read_file(content: bytes) -> list[list[str]]:
    """Cells of the first sheet of a workbook, or of a CSV file (UTF-8 or GB 18030).

    >>> read_file("条款,分值\\n5.1,40\\n".encode("gb18030"))
    [['条款', '分值'], ['5.1', '40']]
    """
    if content.startswith(ZIP_MAGIC):
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True
        )
        return [
            ["" if cell is None else _cell_text(cell) for cell in row]
            for row in book.worksheets[0].iter_rows(values_only=True)
        ]
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return list(csv.reader(io.StringIO(text, newline="")))
    raise ValueError("neither a workbook nor text")


def read(
    table: Iterable[Sequence[str]], titles: Mapping[str, str] | None = None
) -> Sheet:
    """Rows below the line that names the columns.

    >>> read([["Klausel"], ["5.1"]], {"code": "Klausel"}).rows[0].code
    '5.1'

    :param titles: what the columns of the template are called, beside `TITLES`
    """
    lines = enumerate(table, 1)
    for first, header in lines:
        places = _find_columns(header, titles or {})
        if "code" in places:
            break
        if any(header):
            return Sheet([], [Issue(first, "no_code", "")])
    else:
        return Sheet([], [Issue(1, "no_code", "")])
    rows: list[Row] = []
    issues: list[Issue] = []
    seen: set[str] = set()
    for line, cells in lines:
        values = {
            name: str(cells[place]).strip() if place < len(cells) else ""
            for name, place in places.items()
        }
        if not any(values.values()):
            continue
        found = _find_issues(line, values, seen)
        issues += found
        seen.add(values["code"])
        if not found:
            rows.append(
                Row(
                    line,
                    values["code"],
                    values.get("name", ""),
                    _number(values.get("points", "")),
                    values.get("text", ""),
                )
            )
    return Sheet(rows, issues)


def write_csv(rows: Iterable[Sequence]) -> bytes:
    """A file that office programs open with its Chinese intact."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows(rows)
    return out.getvalue().encode(ENCODINGS[0])


def _find_columns(header: Sequence[str], more: Mapping[str, str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, title in enumerate(header):
        for name, titles in TITLES.items():
            found = str(title).strip().lower()
            if found in titles or found == more.get(name, "").lower() != "":
                places.setdefault(name, place)
    return places


def _find_issues(line: int, values: dict[str, str], seen: set[str]) -> list[Issue]:
    issues = []
    code, points = values["code"], values.get("points", "")
    if not code:
        issues.append(Issue(line, "no_code", values.get("name", "")))
    elif code in seen:
        issues.append(Issue(line, "repeated", code))
    if points:
        try:
            number = _number(points)
        except ValueError:
            number = None
        if number is None or not 0 < number <= MAX_POINTS:
            issues.append(Issue(line, "points", points))
    return issues


def _number(text: str) -> float | None:
    return float(text) if text else None


def _cell_text(cell) -> str:
    """Text of a cell; a clause number typed as 5.1 is a number to a spreadsheet."""
    return f"{cell:g}" if isinstance(cell, float) else str(cell)
