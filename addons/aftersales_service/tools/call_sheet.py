"""A sheet of service calls: which rows are good, which are not and why.

The reader knows nothing of Odoo: known codes come in, rows and reasons go out. Every
bad row is reported, no good one is lost.

>>> text = "external_id,received_at,customer\\nA1,2026-01-02 08:43,Li\\n,x,\\n"
>>> sheet = read_sheet(text, Known(channels={"phone"}))
>>> [call.values["customer"] for call in sheet.calls]
['Li']
>>> [(issue.line, issue.field, issue.reason) for issue in sheet.issues]
[(3, 'received_at', 'bad date')]
"""

import csv
import io
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

# Columns of a sheet, in the order a template shows them.
COLUMNS = (
    "external_id",
    "received_at",
    "channel",
    "customer",
    "contact",
    "phone",
    "city",
    "product",
    "serial",
    "symptom",
    "priority",
    "description",
)
REQUIRED_COLUMNS = ("received_at", "customer")
DATE_FORMATS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d",
    "%Y/%m/%d",
)

BAD_DATE = "bad date"
UNKNOWN_CHANNEL = "unknown channel"
UNKNOWN_PRODUCT = "unknown product"
NO_CUSTOMER = "no customer"
DUPLICATE = "duplicate external_id"
BAD_PRIORITY = "unknown priority"


class Known(NamedTuple):
    """Codes that exist. ``products`` None: the sheet may name any."""

    channels: Container[str] = ()
    products: Container[str] | None = None
    priorities: Container[str] = ("0", "1", "2", "3")


class Issue(NamedTuple):
    """Why a record of the file is refused. ``line`` counts records, header = 1."""

    line: int
    external_id: str
    field: str
    reason: str


@dataclass
class Call:
    """One good record: its values as typed (stripped) and its moment of receipt."""

    line: int
    external_id: str
    received_at: datetime
    values: dict[str, str]


@dataclass
class Sheet:
    """A file that was read: good calls, issues, and the bad records as they came."""

    header: list[str]
    calls: list[Call] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    bad_records: dict[int, list[str]] = field(default_factory=dict)


def parse_moment(text: str) -> datetime | None:
    """A moment as people write it, without time zone; None if it is none.

    >>> parse_moment("2026/1/2 8:43"), parse_moment("2026-13-45 25:61")
    (datetime.datetime(2026, 1, 2, 8, 43), None)
    """
    for pattern in DATE_FORMATS:
        try:
            return datetime.strptime(text.strip(), pattern)
        except ValueError:
            continue
    return None


def decode(content: bytes) -> str:
    """Text of a file as spreadsheets of either kind save it: UTF-8 or GB 18030.

    >>> decode("客户".encode("utf-8-sig")), decode("客户".encode("gb18030"))
    ('客户', '客户')
    """
    content = content.replace(b"\0", b"")  # no database takes it, nobody types it
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def guess_mapping(header: list[str]) -> dict[str, str]:
    """Column of the file for each of ours, where the names are the same.

    >>> guess_mapping(["External_ID", "电话"])
    {'external_id': 'External_ID'}
    """
    by_name = {title.strip().casefold(): title for title in header}
    return {column: by_name[column] for column in COLUMNS if column in by_name}


def read_header(text: str) -> list[str]:
    return next(csv.reader(io.StringIO(text, newline="")), [])


def read_sheet(
    text: str, known: Known, mapping: Mapping[str, str] | None = None
) -> Sheet:
    """Read a CSV text, record by record.

    :param mapping: our column → title in the file; guessed from the titles if None
    :raises ValueError: a required column is missing (its name is the argument)
    """
    reader = csv.reader(io.StringIO(text, newline=""))
    sheet = Sheet(header=next(reader, []))
    mapping = mapping or guess_mapping(sheet.header)
    for column in REQUIRED_COLUMNS:
        if mapping.get(column) not in sheet.header:
            raise ValueError(column)
    index = {
        column: sheet.header.index(title)
        for column, title in mapping.items()
        if title in sheet.header
    }
    seen: set[str] = set()
    for line, record in enumerate(reader, start=2):
        if not any(cell.strip() for cell in record):
            continue
        values = {
            column: record[at].strip() if at < len(record) else ""
            for column, at in index.items()
        }
        external_id = values.get("external_id", "")
        moment = parse_moment(values["received_at"])
        problem = _find_problem(values, moment, known, external_id in seen)
        if external_id:
            seen.add(external_id)
        if problem:
            sheet.issues.append(Issue(line, external_id, *problem))
            sheet.bad_records[line] = record
        else:
            assert moment is not None  # _find_problem refuses a bad one
            sheet.calls.append(Call(line, external_id, moment, values))
    return sheet


def _find_problem(
    values: Mapping[str, str], moment: datetime | None, known: Known, is_repeated: bool
) -> tuple[str, str] | None:
    """First thing wrong with a record: (column, reason)."""
    if is_repeated:
        return "external_id", DUPLICATE
    if moment is None:
        return "received_at", BAD_DATE
    channel = values.get("channel", "")
    if channel and channel not in known.channels:
        return "channel", UNKNOWN_CHANNEL
    if not values.get("customer"):
        return "customer", NO_CUSTOMER
    product = values.get("product", "")
    if product and known.products is not None and product not in known.products:
        return "product", UNKNOWN_PRODUCT
    priority = values.get("priority", "")
    if priority and priority not in known.priorities:
        return "priority", BAD_PRIORITY
    return None


def write_bad_records(sheet: Sheet) -> str:
    """The refused records as a CSV text: line, field and reason, then the record.

    It can be corrected and read again: the extra columns are not ours.

    >>> sheet = read_sheet("received_at,customer\\nx,Li\\n", Known())
    >>> write_bad_records(sheet)
    'line,field,reason,received_at,customer\\r\\n2,received_at,bad date,x,Li\\r\\n'
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["line", "field", "reason", *sheet.header])
    for issue in sheet.issues:
        record = sheet.bad_records[issue.line]
        writer.writerow([issue.line, issue.field, issue.reason, *record])
    return out.getvalue()
