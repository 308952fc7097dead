"""The reader of call sheets, on the real file and on random ones."""

import csv
import io
from pathlib import Path

import pytest
from conftest import ADDONS, load_pure
from hypothesis import given
from hypothesis import strategies as st

call_sheet = load_pure("aftersales_service/tools/call_sheet.py")
DATA = ADDONS / "aftersales_service" / "tests" / "data"
CHANNELS = {
    *("phone", "web", "portal", "qr", "email", "wechat", "counter", "letter"),
    "outlet",
}
KNOWN = call_sheet.Known(channels=CHANNELS, products={"P001", "P002"})


def read_rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def sheet():
    products = {row["code"] for row in read_rows(DATA / "products.csv")}
    text = call_sheet.decode((DATA / "service_calls.csv").read_bytes())
    return call_sheet.read_sheet(text, call_sheet.Known(CHANNELS, products))


def test_issues_are_the_rows_expected(sheet):
    expected = [
        (int(row["line"]), row["external_id"], row["reason"])
        for row in read_rows(DATA / "service_calls_bad_rows.csv")
    ]
    found = [(issue.line, issue.external_id, issue.reason) for issue in sheet.issues]
    assert found == sorted(expected)


def test_every_row_is_a_call_or_an_issue(sheet):
    rows = read_rows(DATA / "service_calls.csv")
    lines = [call.line for call in sheet.calls] + [issue.line for issue in sheet.issues]
    assert sorted(lines) == list(range(2, len(rows) + 2))


def test_calls_hold_what_the_file_says(sheet):
    rows = read_rows(DATA / "service_calls.csv")
    for call in sheet.calls:
        row = rows[call.line - 2]
        assert call.values == {title: cell.strip() for title, cell in row.items()}


# -- random sheets ----------------------------------------------------------------

# Letters, quotes, separators, line breaks, tags, formulas: all of it is just text.
words = st.text("aé客户 ,;\"'\n\r\t<>&=+@-\\", max_size=12)
good_cells = {
    "received_at": st.sampled_from(["2026-01-02 08:43:00", "2026/1/2 8:43"]),
    "channel": st.sampled_from(["", "phone", "wechat"]),
    "customer": words.map("客户{}x".format),
    "product": st.sampled_from(["", "P001", "P002"]),
    "symptom": words,
    "priority": st.sampled_from(["", "0", "3"]),
    "description": words,
}
bad_cells = {
    "received_at": (call_sheet.BAD_DATE, ["", "2026-13-45 25:61", "昨天"]),
    "channel": (call_sheet.UNKNOWN_CHANNEL, ["fax", "电话"]),
    "customer": (call_sheet.NO_CUSTOMER, ["", "  "]),
    "product": (call_sheet.UNKNOWN_PRODUCT, ["P999"]),
    "priority": (call_sheet.BAD_PRIORITY, ["9", "high"]),
}


@st.composite
def sheets(draw):
    """A CSV text, its rows, and the expected issues as (line, id, field, reason)."""
    rows, issues, ids = [], [], []
    for line in range(2, 2 + draw(st.integers(0, 8))):
        row = {"external_id": f"C{line}", **draw(st.fixed_dictionaries(good_cells))}
        fault = draw(st.sampled_from([None, None, "external_id", *bad_cells]))
        if fault == "external_id" and ids:
            row["external_id"] = draw(st.sampled_from(ids))
            issues.append((line, row["external_id"], fault, call_sheet.DUPLICATE))
        elif fault in bad_cells:
            reason, cells = bad_cells[fault]
            row[fault] = draw(st.sampled_from(cells))
            issues.append((line, row["external_id"], fault, reason))
        ids.append(row["external_id"])
        rows.append(row)
    return to_text(rows), rows, issues


def to_text(rows, header=("external_id", *good_cells)):
    out = io.StringIO()
    writer = csv.DictWriter(out, header)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@given(sheets())
def test_good_and_bad_rows_are_told_apart(case):
    text, rows, issues = case
    sheet = call_sheet.read_sheet(text, KNOWN)
    assert [tuple(issue) for issue in sheet.issues] == issues
    bad_lines = {line for line, *_rest in issues}
    assert [call.line for call in sheet.calls] == [
        line for line in range(2, len(rows) + 2) if line not in bad_lines
    ]


@given(sheets())
def test_text_arrives_as_typed(case):
    text, rows, _issues = case
    for call in call_sheet.read_sheet(text, KNOWN).calls:
        typed = rows[call.line - 2]
        assert call.values == {title: cell.strip() for title, cell in typed.items()}


@given(sheets())
def test_the_file_of_bad_rows_can_be_corrected_and_read_again(case):
    text, rows, issues = case
    bad_text = call_sheet.write_bad_records(call_sheet.read_sheet(text, KNOWN))
    again = list(csv.DictReader(io.StringIO(bad_text, newline="")))
    assert [
        (int(r["line"]), r["external_id"], r["field"], r["reason"]) for r in again
    ] == issues
    for row in again:
        assert {title: row[title] for title in rows[0]} == rows[int(row["line"]) - 2]
        row.update(received_at="2026-01-02", channel="", customer="x", product="")
        row.update(priority="", external_id=f"again{row['line']}")
    header = tuple(again[0]) if again else ("received_at", "customer")
    corrected = call_sheet.read_sheet(to_text(again, header), KNOWN)
    assert not corrected.issues and len(corrected.calls) == len(issues)


@given(sheets(), st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]))
def test_a_file_reads_the_same_in_each_encoding(case, encoding):
    text = case[0]
    assert call_sheet.decode(text.encode(encoding)) == text


def test_blank_lines_count_but_are_no_calls():
    sheet = call_sheet.read_sheet("received_at,customer\n\n,\n2026-01-02,Li\n", KNOWN)
    assert [call.line for call in sheet.calls] == [4] and not sheet.issues


def test_a_short_row_lacks_its_last_cells():
    sheet = call_sheet.read_sheet("customer,received_at,channel\nLi\n", KNOWN)
    assert [(i.line, i.reason) for i in sheet.issues] == [(2, "bad date")]


def test_a_file_with_carriage_returns_only_is_read():
    sheet = call_sheet.read_sheet("received_at,customer\r2026-01-02,Li\r", KNOWN)
    assert [call.values["customer"] for call in sheet.calls] == ["Li"]


@pytest.mark.parametrize("column", ["received_at", "customer"])
def test_a_missing_column_is_named(column):
    header = [name for name in call_sheet.COLUMNS if name != column]
    with pytest.raises(ValueError, match=f"^{column}$"):
        call_sheet.read_sheet(",".join(header), KNOWN)


def test_columns_may_have_titles_of_the_company():
    sheet = call_sheet.read_sheet(
        "客户,时间\nLi,2026-01-02\n", KNOWN, {"customer": "客户", "received_at": "时间"}
    )
    assert [call.values["customer"] for call in sheet.calls] == ["Li"]
