"""Nineteen months of a company's stock, month end by month end, to the cent."""

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest
from conftest import ADDONS, load_pure

dep = load_pure("aftersales_warehouse/tools/depreciation.py")
layers = load_pure("aftersales_warehouse/tools/layers.py")
layer_book = load_pure("aftersales_warehouse/tools/layer_book.py")

DATA = ADDONS / "aftersales_warehouse/tests/data"
COLUMNS = ("own_quantity", "own_cost", "aged_quantity_calendar", "consigned_quantity")


def read(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


EXPECTED = {
    (row["month_end"], row["outlet"]): row for row in read("stock_expected.csv")
}


def to_flow(number, row):
    """A movement between the warehouses of the file; what it calls by name is a key."""
    source = layers.Place(row["outlet"])
    dest = layers.Place(row["to_outlet"]) if row["to_outlet"] else None
    if row["kind"] == "receipt":
        source, dest = None, source
    return layers.Flow(
        number,
        date.fromisoformat(row["date"]),
        "gain" if row["kind"] == "receipt" else row["kind"],
        row["product"],
        float(row["quantity"]),
        source,
        dest,
        row["lot"] or None,
        None if row["owner"] == "own" else row["owner"],
        float(row["unit_cost"] or 0),
    )


@pytest.fixture(scope="module")
def stock():
    """By month end and outlet: the layers that lay there."""
    book = layer_book.Book(lambda amount: round(amount, 2))
    flows = [to_flow(*pair) for pair in enumerate(read("stock_events.csv"), 1)]
    found = {}
    for month_end in sorted({key[0] for key in EXPECTED}):
        while flows and flows[0].day <= date.fromisoformat(month_end):
            book.apply(flows.pop(0))
        by_outlet = defaultdict(list)
        for layer in book.get_open():
            by_outlet[layer.key.place.warehouse].append(
                (
                    layer.key.owner,
                    layer.first_received_on,
                    layer.remaining,
                    layer.unit_cost,
                )
            )
        for outlet in {key[1] for key in EXPECTED}:
            found[month_end, outlet] = by_outlet[outlet]
    assert not flows
    assert not book.shortages
    return found


@pytest.mark.parametrize("month_basis", [dep.CALENDAR, dep.ANNIVERSARY])
def test_allowances_of_all_month_ends(stock, month_basis):
    terms = dep.Terms(month_basis=month_basis)
    for (month_end, outlet), row in EXPECTED.items():
        day = date.fromisoformat(month_end)
        allowance = sum(
            dep.cumulative(
                dep.exact(quantity) * dep.exact(cost),
                terms,
                dep.periods(terms, received, day),
            )
            for owner, received, quantity, cost in stock[month_end, outlet]
            if not owner
        )
        assert allowance == Decimal(row[f"allowance_{month_basis}"]), (
            month_end,
            outlet,
        )


def test_quantities_and_cost_of_all_month_ends(stock):
    terms = dep.Terms()
    for (month_end, outlet), row in EXPECTED.items():
        day = date.fromisoformat(month_end)
        told = dict.fromkeys(COLUMNS, Decimal(0))
        for owner, received, quantity, cost in stock[month_end, outlet]:
            quantity = dep.exact(quantity)
            if owner:
                told["consigned_quantity"] += quantity
                continue
            told["own_quantity"] += quantity
            told["own_cost"] += quantity * dep.exact(cost)
            if dep.periods(terms, received, day):
                told["aged_quantity_calendar"] += quantity
        for name, number in told.items():
            assert dep.rounded(number) == dep.rounded(Decimal(row[name])), (
                month_end,
                outlet,
                name,
            )
