import csv
from collections import defaultdict
from datetime import datetime, time

from freezegun import freeze_time

from odoo import Command, fields
from odoo.tests import tagged
from odoo.tools import file_open, groupby

from .common import DepreciationCase

DATA = "aftersales_warehouse/tests/data"
NOON_IN_CHINA = time(4)


def read(name):
    with file_open(f"{DATA}/{name}") as file:
        return list(csv.DictReader(file))


@tagged("post_install", "-at_install")
class TestStockEvents(DepreciationCase):
    """Nineteen months of twelve outlets: the host moves the goods, layers follow, a run
    is posted each month, and every outlet's allowance is right to the cent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.events = read("stock_events.csv")
        cls.expected = read("stock_expected.csv")
        cls._open_warehouses()
        cls._create_products()

    @classmethod
    def _open_warehouses(cls):
        codes = sorted({row["outlet"] for row in cls.expected})
        cls.houses = dict(
            zip(
                codes,
                cls.env["stock.warehouse"].create(
                    [
                        {"name": code, "code": code[-2:], "company_id": cls.company.id}
                        for code in codes
                    ]
                ),
                strict=True,
            )
        )
        outlets = cls.env["aftersales.outlet"].create(
            [
                {"name": code, "warehouse_id": house.id}
                for code, house in cls.houses.items()
            ]
        )
        cls.outlets = dict(zip(codes, outlets, strict=True))

    @classmethod
    def _create_products(cls):
        tracked = {row["product"]: bool(row["lot"]) for row in cls.events}
        cls.products = {
            code: cls._create_goods(code, tracking="lot" if has_lot else "none")
            for code, has_lot in tracked.items()
        }
        lots = sorted(
            {(row["lot"], row["product"]) for row in cls.events if row["lot"]}
        )
        cls.lots = {
            lot: cls._create_lot(lot, cls.products[product]) for lot, product in lots
        }

    def _play_month(self, rows, clock):
        """All that happened on a day is done in one go, in its order."""
        moves = self.env["stock.move"].create([self._prepare_move(row) for row in rows])
        done = zip(rows, moves, strict=True)
        for day, of_day in groupby(done, lambda pair: pair[0]["date"]):
            today = self.env["stock.move"]
            for row, move in of_day:
                cost = row["unit_cost"] and float(row["unit_cost"])
                if cost and cost != move.product_id.standard_price:
                    # Goods that lie there keep their cost, see TestLayerMoves.
                    goods = move.product_id.with_context(disable_auto_revaluation=True)
                    goods.standard_price = cost
                today |= move
            clock.move_to(self._noon(day))
            today._action_done()

    @staticmethod
    def _noon(day):
        return datetime.combine(fields.Date.to_date(day), NOON_IN_CHINA)

    def _prepare_move(self, row):
        place = self.houses[row["outlet"]].lot_stock_id
        source, dest = {
            "receipt": lambda: (self.suppliers, place),
            "issue": lambda: (place, self.customers),
            "transfer": lambda: (place, self.houses[row["to_outlet"]].lot_stock_id),
        }[row["kind"]]()
        product = self.products[row["product"]]
        common = {
            "product_id": product.id,
            "location_id": source.id,
            "location_dest_id": dest.id,
            "company_id": self.company.id,
            "picked": True,
        }
        owner = row["owner"] == "head_office" and self.owner.id
        return {
            **common,
            "product_uom_qty": float(row["quantity"]),
            "product_uom": product.uom_id.id,
            "move_line_ids": [
                Command.create(
                    {
                        **common,
                        "product_uom_id": product.uom_id.id,
                        "quantity": float(row["quantity"]),
                        "lot_id": row["lot"] and self.lots[row["lot"]].id,
                        "owner_id": owner,
                    }
                )
            ],
        }

    def _post_month(self, month_end):
        """Preview on the other basis first, then the run that counts."""
        told = {}
        run = self.Run.create({"month_end": month_end})
        for month_basis in ("anniversary", "calendar"):
            self.policy.month_basis = month_basis
            run.action_compute()
            sums = self.env["aftersales.depreciation.line"]._read_group(
                [("run_id", "=", run.id), ("kind", "=", "charge")],
                ["outlet_id"],
                ["cumulative:sum"],
            )
            told[month_basis] = defaultdict(float, dict(sums))
        run.action_post()
        return told

    def test_every_month_end_to_the_cent(self):
        events = groupby(self.events, lambda row: row["date"][:7])
        expected = groupby(self.expected, lambda row: row["month_end"])
        months = zip(events, expected, strict=True)
        # Stopping the clock takes longer than moving it.
        with freeze_time(self._noon(self.events[0]["date"])) as clock:
            for (month, rows), (month_end, outlets) in months:
                self.assertTrue(month_end.startswith(month))
                self._play_month(list(rows), clock)
                clock.move_to(self._noon(month_end))
                told = self._post_month(month_end)
                self._compare(told, outlets)
                self._assert_agrees()

    def _compare(self, told, rows):
        """Previews on both bases, and what the layers carry after the run."""
        held = self.env["aftersales.depreciation.check"]._get_held(self.company)
        left = defaultdict(float)
        for outlet, amount in self.env["aftersales.stock.layer.use"]._read_group(
            [("release_run_id", "=", False), ("target_layer_id", "=", False)],
            ["outlet_id"],
            ["allowance:sum"],
        ):
            left[outlet] += amount
        for row in rows:
            outlet = self.outlets[row["outlet"]]
            with self.subTest(month=row["month_end"], outlet=row["outlet"]):
                calendar = float(row["allowance_calendar"])
                anniversary = float(row["allowance_anniversary"])
                self.assertAlmostEqual(told["calendar"][outlet], calendar, 2)
                self.assertAlmostEqual(told["anniversary"][outlet], anniversary, 2)
                self.assertAlmostEqual(left[outlet], 0.0, 2)
                self.assertAlmostEqual(held[outlet], calendar, 2)
