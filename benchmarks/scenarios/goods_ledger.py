"""The goods ledger of a million moves: as a spreadsheet, as a page, as a comparison.

Ours reads, sorts, names and adds up while it writes; the yardstick is the library
alone, writing the same cells from a row that is there already. Peak memory is what the
process grew by meanwhile, looked at twenty times a second.
"""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

import xlsxwriter
from bulk import fill, read_specification
from harness import Goal, Scenario, Side, at_most, at_most_seconds

from odoo.fields import Command

if TYPE_CHECKING:
    from world import World

    from . import Size

PRODUCTS = 200
DAYS = 365
PAGE = 80
COUNT_LIMIT = 10_001
BARE = "xlsxwriter alone"
OURS = "ours ledger as xlsx"
# Megabytes: the rows of one fetch, the names of one page, and what Python keeps.
MEMORY = 100


def build(world: "World", size: "Size") -> Iterator[Scenario]:
    """Fill the tables, then yield the export and the pages."""
    warehouse, last = _fill(world, size.rows)
    env = world.env
    first = last - timedelta(days=DAYS + 1)
    period = {
        "date_from": first,
        "date_to": last + timedelta(days=1),
        "warehouse_ids": warehouse.ids,
    }
    sheets = env["aftersales.goods.sheet"]
    peaks: dict[str, float] = {}
    yield Scenario(
        "goods_ledger",
        f"{size.rows} moves of {PRODUCTS} articles as a spreadsheet of 16 columns, "
        "with openings and running balances",
        [
            Side(
                OURS,
                size.rows,
                setup=lambda: sheets.create(period).id,
                action=_watched(peaks, OURS, lambda key: _export(sheets.browse(key))),
            ),
            Side(
                BARE,
                size.rows,
                action=_watched(peaks, BARE, lambda _subject: _write(size.rows)),
            ),
        ],
        [
            at_most(3, BARE),
            Goal(f"at most {MEMORY} MB of memory", MEMORY, lambda _r: peaks[OURS]),
        ],
        warm_up=False,
    )
    ledger = env["aftersales.goods.ledger"]
    balance = env["aftersales.goods.balance"].with_context(
        goods_from=first, goods_to=last
    )
    compared = env["aftersales.goods.reconciliation"].with_context(
        goods_day=last - timedelta(days=30)
    )
    month = [("day", ">=", last - timedelta(days=30)), ("day", "<=", last)]
    here = [("warehouse_id", "=", warehouse.id)]
    yield Scenario(
        "goods_pages",
        f"first {PAGE} rows of the ledger of a month, the balances of a year and the "
        f"comparison of a past day, over {size.rows} moves",
        [
            _page("ours ledger, a month", ledger, [*here, *month]),
            _page("ours balances, a year", balance, here),
            _page("ours reconciliation, a past day", compared, here),
        ],
        [
            at_most_seconds(2),
            Goal("ledger = card = goods in at most 15 s", 15, _slowest),
        ],
    )


def _slowest(result) -> float:
    return max(measured.seconds for measured in result.measured)


def _export(sheet) -> None:
    with TemporaryFile() as file:
        sheet._write_workbook(file)


def _write(rows: int) -> None:
    """As many cells of the same kinds, by the library alone."""
    moment = datetime(2026, 3, 2, 12, 30)
    with TemporaryFile() as file:
        book = xlsxwriter.Workbook(file, {"constant_memory": True})
        style = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        money = book.add_format({"num_format": "#,##0.00"})
        sheet = book.add_worksheet()
        for row in range(min(rows, 1_000_000)):
            sheet.write_string(row, 0, "Warehouse")
            sheet.write_string(row, 1, f"A-{row % PRODUCTS}")
            sheet.write_string(row, 2, "Steel desk with drawers")
            sheet.write_string(row, 3, "Units")
            sheet.write_datetime(row, 4, moment, style)
            sheet.write_string(row, 5, f"WH/IN/{row}")
            sheet.write_string(row, 6, "Vendor Location")
            for column in range(7, 11):
                sheet.write_number(row, column, row / 7, money)
        book.close()


def _watched(
    peaks: dict[str, float], label: str, action: Callable[[Any], None]
) -> Callable[[Any], None]:
    """Note by how many megabytes the process grew at most while ``action`` ran."""

    def run(subject: Any) -> None:
        before, done = _resident(), threading.Event()
        peaks.setdefault(label, 0.0)

        def look() -> None:
            while not done.wait(0.05):
                peaks[label] = max(peaks[label], _resident() - before)

        watcher = threading.Thread(target=look)
        started = time.monotonic()
        watcher.start()
        try:
            action(subject)
        finally:
            done.set()
            watcher.join()
        taken = time.monotonic() - started
        print(f"{label}: {taken:.1f} s, peak {peaks[label]:.0f} MB")

    return run


def _resident() -> float:
    """Megabytes of memory that this process holds now."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * 4096 / 1e6


def _page(label: str, model, domain: list) -> Side:
    specification = read_specification(model, "list")

    def read(_subject: Any) -> None:
        found = model.web_search_read(
            domain, specification, limit=PAGE, count_limit=COUNT_LIMIT
        )
        if not found["records"]:
            raise SystemExit(f"{label}: nothing on the page")

    return Side(label, 1, read)


def _fill(world: "World", rows: int):
    """A warehouse with a year of receipts; quants that agree with them."""
    env = world.env
    # The host copies nothing of the sort; its own ways would take days for a million.
    warehouse = env["stock.warehouse"].create(
        {"name": "Ledger", "code": f"L{world.tag[-3:]}"}
    )
    products = env["product.product"].create(
        [
            {
                "name": f"Article {number}",
                "default_code": f"A-{number}",
                "is_storable": True,
                "standard_price": 10 + number,
            }
            for number in range(PRODUCTS)
        ]
    )
    suppliers = env.ref("stock.stock_location_suppliers")
    place = warehouse.lot_stock_id
    moves = env["stock.move"].create(
        [
            {
                "product_id": product.id,
                "product_uom_qty": 3,
                "location_id": suppliers.id,
                "location_dest_id": place.id,
                "origin": "LEDGER",
                "picked": True,
                "move_line_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "location_id": suppliers.id,
                            "location_dest_id": place.id,
                            "quantity": 3,
                            "picked": True,
                        }
                    )
                ],
            }
            for product in products
        ]
    )
    moves._action_done()
    last = moves[0].date.date()
    earlier = f"t.date - mod(n.number, {DAYS}) * interval '1 day'"
    fill(moves, rows - PRODUCTS, origin="t.id || '-' || n.number", date=earlier)
    env.cr.execute("CREATE INDEX bench_origin ON stock_move (origin)")
    fill(
        moves.move_line_ids,
        rows - PRODUCTS,
        move_id="(SELECT m.id FROM stock_move m "
        "WHERE m.origin = t.move_id || '-' || n.number)",
        date=earlier,
    )
    env.cr.execute("DROP INDEX bench_origin")
    for table, column in (
        ("stock_quant", "quantity"),
        ("aftersales_stock_layer", "quantity"),
    ):
        condition = "location_id" if table == "stock_quant" else "warehouse_id"
        env.cr.execute(
            f"UPDATE {table} q SET {column} = l.quantity "
            "FROM (SELECT product_id, SUM(quantity_product_uom) AS quantity "
            "FROM stock_move_line WHERE location_dest_id = %s AND state = 'done' "
            f"GROUP BY product_id) l WHERE l.product_id = q.product_id "
            f"AND q.{condition} = %s",
            [place.id, place.id if table == "stock_quant" else warehouse.id],
        )
    env.invalidate_all()
    env.cr.commit()
    return warehouse, last
