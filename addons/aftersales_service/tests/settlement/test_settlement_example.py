import re
from pathlib import Path

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from ..claim.common_parts import PartCase
from ..rules import rule
from .common import SettlementCase

DOC = Path(__file__).parents[4] / "docs" / "settlement.md"
CRITERIA = {
    "category": r"category (.+)",
    "km_from": r"beyond ([\d.]+) km",
    "km_to": r"up to ([\d.]+) km",
    "opinion": r"opinion (\w+)",
    "milestone": r"promise (\w+)",
}


def read_tables():
    """Tables of the page by heading: lists of rows, without their heads."""
    tables: dict = {}
    heading, rows = "", []
    for line in [*DOC.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#"):
            heading = line.lstrip("# ")
        if line.startswith("|"):
            cells = [cell.strip().strip("`*") for cell in line.strip("|").split("|")]
            rows.append(cells)
        elif rows:
            tables[heading], rows = rows[2:], []
    return tables


@tagged("post_install", "-at_install")
class TestSettlementExample(SettlementCase, PartCase):
    """The worked example of docs/settlement.md, to the cent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tables = read_tables()
        cls.card.action_retire()
        cls.card.valid_to = "2026-01-31"
        cls.company.aftersales_settlement_return_days = 30
        cls.goods = {}
        for name in {row[2] for row in cls.tables["The visits"]}:
            category = cls.env["product.category"].create({"name": name})
            product = cls.product.create({"name": name, "categ_id": category.id})
            cls.goods[name] = cls._create_unit(
                product_id=product.id, serial=f"SN-{name}"
            )
        cls.example = cls._create_card(
            [cls._read_rate(row) for row in cls.tables["The rate card"]],
            name="Worked example",
            valid_from="2026-02-01",
        )
        cls.example.action_put_in_force()
        cls.part = cls._create_part("Board", 41.30)
        cls._receive(cls.part, cls.supplier, None, 10)
        cls.visits = {row[0]: cls._read_visit(row) for row in cls.tables["The visits"]}
        cls._lose_part()

    @classmethod
    def _read_rate(cls, row):
        kind, basis, amount, only = row
        vals = {"kind": kind, "basis": basis, "amount": float(amount)}
        for name, pattern in CRITERIA.items():
            if found := re.search(pattern, only):
                vals[name] = found[1]
        for name in ("km_from", "km_to"):
            if name in vals:
                vals[name] = float(vals[name])
        if "category" in vals:
            unit = cls.goods[vals.pop("category")]
            vals["categ_id"] = unit.product_id.categ_id.id
        return vals

    @classmethod
    def _read_visit(cls, row):
        _name, day, goods, km, opinion, parts, arrival = row
        order = cls._create_order(
            outlet_id=cls.partner_outlet.id, equipment_id=cls.goods[goods].id
        )
        order.sla_ids.unlink()
        if parts:
            with freeze_time(f"{day} 03:00:00"):
                cls._use_part(
                    order, cls.part, round(float(parts) / cls.part.standard_price)
                )
        if arrival:
            cls._promise_arrival(order, day, arrival == "missed")
        return cls._create_visit(
            day, order=order, km=float(km), opinion=opinion or False
        )

    @classmethod
    def _promise_arrival(cls, order, day, is_missed):
        cls.env["aftersales.order.sla"].create(
            {
                "order_id": order.id,
                "milestone": "arrive",
                "start_milestone": "receive",
                "amount": 4.0,
                "unit": "hour",
                "is_missed": is_missed,
                "breached_at": is_missed and f"{day} 03:00:00",
                "state": "met",
            }
        )

    @classmethod
    def _lose_part(cls):
        order = cls._create_order(outlet_id=cls.partner_outlet.id)
        with freeze_time("2026-02-10 03:00:00"):
            move = cls._use_part(order, cls.part)
        cls.lost = cls.env["aftersales.claim.part"]._collect(move)
        cls.lost.needs_return = True

    # -- what comes out -------------------------------------------------------------
    def _read_lines(self, heading):
        *rows, (*_empty, total) = self.tables[heading]
        return [(visit, kind, float(amount)) for visit, kind, _how, amount in rows], (
            float(total)
        )

    def _get_lines(self, settlement):
        names = {visit.order_id: name for name, visit in self.visits.items()}
        return [
            (names.get(line.order_id, "–"), line.kind, line.amount)
            for line in settlement.line_ids
        ]

    def _assert_month(self, settlement, heading):
        expected, total = self._read_lines(heading)
        self.assertEqual(sorted(self._get_lines(settlement)), sorted(expected))
        self.assertAlmostEqual(settlement.amount_total, total, places=6)

    @rule("R135", "R150", "R151", "R457", "R458")
    def test_the_page_says_what_is_paid(self):
        march = self._settle()
        march.with_user(self.finance)._add_correction(-12.5, "A key was lost")
        self._assert_month(march, "March")
        self.assertEqual(march.gap_ids.dispatch_id, self.visits["V5"])
        self._dispute_travel(march)
        with freeze_time("2026-04-20 03:00:00"):
            march.with_user(self.finance).action_bill()
        *kinds, (_label, total) = self.tables["A dispute"]
        self.assertEqual(
            sorted(march.bill_id.invoice_line_ids.mapped("price_unit")),
            sorted(float(amount) for _kind, amount in kinds),
        )
        self.assertAlmostEqual(march.bill_id.amount_untaxed, float(total), places=6)
        self.visits["V5"].opinion = "satisfied"
        self.lost.is_part_here = True
        self._assert_month(self._settle("2026-04-15"), "April")

    def _dispute_travel(self, march):
        self._send(march)
        travel = march.line_ids.filtered(
            lambda line: (
                line.kind == "travel" and line.dispatch_id == self.visits["V3"]
            )
        )
        travel.with_user(self.outlet_user)._dispute("It was 90 km", 93.0)
        answer = self.env["aftersales.settlement.answer"].with_user(self.finance)
        answer.create({"line_id": travel.id}).action_accept()
        march.with_user(self.finance).action_answer()
        march.with_user(self.outlet_user).action_confirm()

    def test_parts_of_an_order_are_handled_once(self):
        visit = self.visits["V3"]
        march = self._settle()
        moves = visit.order_id.part_move_ids
        self.assertEqual(moves.aftersales_settlement_id, march)
        self._create_visit("2026-04-10", order=visit.order_id)
        april = self._settle("2026-04-15")
        self.assertNotIn("parts", april.line_ids.mapped("kind"))
        self.assertIn("labour", april.line_ids.mapped("kind"))

    def test_what_is_taken_off_is_taken_off_once(self):
        self._settle()
        self._create_visit("2026-04-10")
        april = self._settle("2026-04-15")
        self.assertFalse({"late", "part_missing"} & set(april.line_ids.mapped("kind")))

