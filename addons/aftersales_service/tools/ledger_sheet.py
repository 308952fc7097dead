"""A ledger as a spreadsheet file, written row by row in constant memory.

Cells are typed, texts are never taken for formulas, totals are formulas that also
carry their value, so that a viewer that does not calculate shows them too.

>>> from io import BytesIO
>>> file = BytesIO()
>>> columns = [Column("Order", "text"), Column("Paid", "money")]
>>> sheet = LedgerSheet(file, "Ledger", columns)
>>> sheet.write_head(["Service Ledger", "January"])
>>> sheet.write_row(["=1+1", 10.5]), sheet.write_row(["SV/2", 2.0])
(None, None)
>>> sheet.close("Total")
>>> sheet.row_count, sheet.sums[1]
(2, 12.5)
"""

from collections.abc import Iterable, Sequence
from typing import IO, NamedTuple

import xlsxwriter
from xlsxwriter.utility import xl_range

FORMATS = {
    "text": {},
    "long": {"text_wrap": True},
    "datetime": {"num_format": "yyyy-mm-dd hh:mm", "align": "left"},
    "count": {"num_format": "0"},
    "hours": {"num_format": "#,##0.0"},
    "percent": {"num_format": "0.0"},
    "money": {"num_format": "#,##0.00"},
    "amount": {"num_format": "#,##0.00"},
    "quantity": {"num_format": "#,##0.###"},
}
WIDTHS = {
    "text": 18,
    "long": 40,
    "datetime": 17,
    "count": 8,
    "hours": 10,
    "percent": 10,
    "money": 14,
    "amount": 14,
    "quantity": 12,
}
# Kinds that are added up in the last row; hours are averaged instead, percentages of
# different wholes are neither, nor are balances and quantities of different units.
SUMMED = ("count", "money")
AVERAGED = ("hours",)
BOLD = {"bold": True}
#: Kinds that are written as text, whatever they look like.
TEXTS = ("text", "long")


class Column(NamedTuple):
    """``kind``: a key of `FORMATS`; ``width``: in characters, 0 for the kind's own."""

    title: str
    kind: str
    width: int = 0


class Formula(NamedTuple):
    """A cell that is calculated: ``text`` names its row as ``{row}``."""

    text: str
    value: float


def open_book(file: IO[bytes]) -> xlsxwriter.Workbook:
    """A workbook for several sheets, each written to its end before the next."""
    return xlsxwriter.Workbook(file, {"constant_memory": True})


class LedgerSheet:
    """One sheet; given a workbook instead of a file, one of several of that book,
    which whoever opened it closes in the end."""

    def __init__(
        self,
        file: IO[bytes] | xlsxwriter.Workbook,
        name: str,
        columns: Sequence[Column],
    ):
        self.columns = list(columns)
        self.row_count = 0
        self.sums = [0.0] * len(self.columns)
        self._filled = [0] * len(self.columns)
        self._is_shared = isinstance(file, xlsxwriter.Workbook)
        self._book = file if self._is_shared else open_book(file)
        # A sheet's name has 31 characters at most.
        self._sheet = self._book.add_worksheet(name[:31])
        self._formats = {
            kind: self._book.add_format(style) for kind, style in FORMATS.items()
        }
        self._total_formats = {
            kind: self._book.add_format({**style, **BOLD, "top": 1})
            for kind, style in FORMATS.items()
        }
        self._next = 0
        self._first = 0

    def write_head(self, lines: Iterable[str], warning: str = "") -> None:
        """Title lines, then the frozen row of column titles.

        :param warning: what each printed page says at its top
        """
        for index, column in enumerate(self.columns):
            self._sheet.set_column(index, index, column.width or WIDTHS[column.kind])
        title = self._book.add_format({**BOLD, "font_size": 14})
        for line in lines:
            self._sheet.write_string(
                self._next, 0, line, title if not self._next else None
            )
            self._next += 1
        self._next += 1
        head = self._book.add_format(
            {**BOLD, "bottom": 1, "bg_color": "#E6E6E6", "text_wrap": True}
        )
        for index, column in enumerate(self.columns):
            self._sheet.write_string(self._next, index, column.title, head)
        self._next += 1
        self._first = self._next
        self._sheet.freeze_panes(self._first, 1)
        self._sheet.repeat_rows(self._first - 1)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        if warning:
            # In headers & begins a code: two are one.
            self._sheet.set_header("&C" + warning.replace("&", "&&"))
        self._sheet.set_footer("&L&A&R&P / &N")

    def write_row(self, values: Sequence) -> None:
        """One row; None leaves a cell empty."""
        for index, (column, value) in enumerate(zip(self.columns, values, strict=True)):
            if value is None or value == "":
                continue
            style = self._formats[column.kind]
            if column.kind in TEXTS:
                self._sheet.write_string(self._next, index, str(value), style)
            elif isinstance(value, Formula):
                text = value.text.format(row=self._next + 1)
                self._sheet.write_formula(self._next, index, text, style, value.value)
                self.sums[index] += value.value
                self._filled[index] += 1
            elif column.kind == "datetime":
                self._sheet.write_datetime(self._next, index, value, style)
            else:
                self._sheet.write_number(self._next, index, value, style)
                self.sums[index] += value
                self._filled[index] += 1
        self._next += 1
        self.row_count += 1

    def close(self, label: str) -> None:
        """Write the totals and finish the sheet, and the file if it is its own."""
        last = self._next - 1
        self._sheet.write_string(self._next, 0, label, self._total_formats["text"])
        for index, column in enumerate(self.columns[1:], 1):
            style = self._total_formats[column.kind]
            if column.kind in SUMMED:
                self._write_formula("SUM", index, last, style, self.sums[index])
            elif column.kind in AVERAGED and self._filled[index]:
                average = self.sums[index] / self._filled[index]
                self._write_formula("AVERAGE", index, last, style, average)
            else:
                self._sheet.write_blank(self._next, index, None, style)
        if self.row_count:
            self._sheet.autofilter(self._first - 1, 0, last, len(self.columns) - 1)
        if not self._is_shared:
            self._book.close()

    def _write_formula(self, function, index, last, style, value) -> None:
        if not self.row_count:
            self._sheet.write_number(self._next, index, 0, style)
            return
        cells = xl_range(self._first, index, last, index)
        # Sums of binary fractions are not exact: 0.1 + 0.2.
        self._sheet.write_formula(
            self._next, index, f"={function}({cells})", style, round(value, 6)
        )
