from datetime import timedelta

from freezegun import freeze_time
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from odoo import fields
from odoo.tests import tagged

from .test_layer_moves import LayerCase

START = "2026-01-05"
# 12 periods of 8 %: never more of a unit.
MOST = 0.96

quantities = st.integers(1, 12).map(float)
sides = st.integers(0, 1)


class LayerMachine(RuleBasedStateMachine):
    """It plays on the records of a test case; an example leaves no trace."""

    def __init__(self, case):
        super().__init__()
        self.case = case
        self.savepoint = self.case.env.cr.savepoint(flush=True)
        self.day = fields.Date.to_date(START)
        self.issues = []
        self.posted = []

    def teardown(self):
        self.savepoint.close(rollback=True)
        self.case.env.invalidate_all()

    # -- movements -----------------------------------------------------------------
    @rule(side=sides, quantity=quantities, cost=st.integers(1, 9))
    def receive(self, side, quantity, cost):
        self.case._receive(
            self.case.houses[side], self.case.goods, quantity, cost * 11.11, self.day
        )

    @rule(side=sides, quantity=quantities)
    def receive_consigned(self, side, quantity):
        self.case._receive(
            self.case.houses[side],
            self.case.goods,
            quantity,
            day=self.day,
            owner=self.case.owner,
        )

    @rule(side=sides, quantity=quantities)
    def issue(self, side, quantity):
        if quantity := self._at_most(side, quantity):
            move = self.case._issue(
                self.case.houses[side], self.case.goods, quantity, self.day
            )
            self.issues.append((move, quantity))

    @rule(side=sides, quantity=quantities)
    def transfer(self, side, quantity):
        if quantity := self._at_most(side, quantity):
            here, there = self.case.houses[side], self.case.houses[1 - side]
            self.case._move(here, there, self.case.goods, quantity, self.day)

    @rule(side=sides, quantity=quantities)
    def sort_out(self, side, quantity):
        if quantity := self._at_most(side, quantity):
            self.case._move(
                self.case.houses[side],
                self.case.sick[side],
                self.case.goods,
                quantity,
                self.day,
            )

    @rule(side=sides, quantity=quantities)
    def scrap(self, side, quantity):
        if quantity := self._at_most(side, quantity):
            self.case._do_move(
                self.case.houses[side].lot_stock_id,
                self.case.scrapped,
                self.case.goods,
                quantity,
                self.day,
            )

    @precondition(lambda self: self.issues)
    @rule(part=st.integers(1, 3))
    def bring_back(self, part):
        move, quantity = self.issues.pop()
        self.case._return(move, min(part, quantity), self.day)

    @rule(days=st.integers(10, 70))
    def wait(self, days):
        self.day += timedelta(days=days)

    def _at_most(self, side, quantity):
        place = self.case.houses[side].lot_stock_id
        quants = self.case.env["stock.quant"].search(
            [
                ("product_id", "=", self.case.goods.id),
                ("location_id", "=", place.id),
                ("owner_id", "=", False),
            ]
        )
        return min(quantity, sum(quants.mapped("quantity")))

    # -- books ---------------------------------------------------------------------
    @rule()
    def run_months(self):
        """Post the months that are over, one after the other."""
        if self.posted:
            month = self._end_of(self.posted[-1].month_end, months=1)
        else:
            month = self._end_of(self.day, months=-1)
        with freeze_time(self.day):
            while month < self.day:
                run = self.case.env["aftersales.depreciation.run"].create(
                    {"month_end": month}
                )
                run.action_compute()
                run.action_post()
                self.posted.append(run)
                month = self._end_of(month, months=1)

    def _end_of(self, day, months):
        first = fields.Date.start_of(day, "month")
        return fields.Date.end_of(fields.Date.add(first, months=months), "month")

    @precondition(lambda self: self.posted)
    @rule()
    def reverse(self):
        with freeze_time(self.day):
            self.posted.pop().action_reverse()

    # -- what always holds ---------------------------------------------------------
    @invariant()
    def layers_are_the_stock(self):
        self.case.assertStock()

    @invariant()
    def nothing_is_negative(self):
        for layer in self._layers():
            self.case.assertGreaterEqual(layer.remaining_quantity, 0)
            self.case.assertGreaterEqual(layer.allowance, 0)
            self.case.assertLessEqual(
                layer.allowance,
                layer.remaining_quantity * layer.unit_cost * MOST + 0.02,
            )

    @invariant()
    def allowance_is_in_the_books(self):
        layers = self._layers()
        gone = self.case.env["aftersales.stock.layer.use"].search(
            [
                ("product_id", "=", self.case.goods.id),
                ("target_layer_id", "=", False),
                ("release_run_id", "=", False),
            ]
        )
        held = sum(layers.mapped("allowance")) + sum(gone.mapped("allowance"))
        self.case.assertAlmostEqual(-self._balance(), held, 2)

    def _layers(self):
        self.case.env.flush_all()
        return self.case.env["aftersales.stock.layer"].search(
            [("product_id", "=", self.case.goods.id)]
        )

    def _balance(self):
        lines = self.case.env["account.move.line"].search(
            [
                ("account_id", "=", self.case.policy.allowance_account_id.id),
                ("parent_state", "=", "posted"),
            ]
        )
        entries = lines.move_id.line_ids
        self.case.assertAlmostEqual(sum(entries.mapped("balance")), 0.0, 2)
        return sum(lines.mapped("balance"))


@tagged("post_install", "-at_install")
class TestLayerMachine(LayerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.houses = cls.warehouse | cls.warehouse_b
        cls.sick = [cls._create_nonconforming_place(house) for house in cls.houses]
        cls.scrapped = cls.env["stock.location"].search(
            [("usage", "=", "inventory"), ("company_id", "=", cls.company.id)], limit=1
        )
        names = ("Aged Stock", "Allowance for Aged Stock", "Cost of Goods")
        kinds = ("expense", "asset_current", "expense_direct_cost")
        expense, allowance, goods = cls.env["account.account"].create(
            [
                {"name": name, "code": f"88880{number}", "account_type": kind}
                for number, (name, kind) in enumerate(zip(names, kinds, strict=True))
            ]
        )
        journal = cls.env["account.journal"].create(
            {"name": "Depreciation", "code": "DPR", "type": "general"}
        )
        cls.policy.write(
            {
                "expense_account_id": expense.id,
                "allowance_account_id": allowance.id,
                "release_account_id": goods.id,
                "journal_id": journal.id,
            }
        )

    def test_whatever_happens_layers_are_the_stock_and_the_books(self):
        run_state_machine_as_test(
            lambda: LayerMachine(self),
            settings=settings(
                max_examples=4,
                stateful_step_count=14,
                derandomize=True,
                deadline=None,
                database=None,
                # What fails is printed as it was found: finding less takes minutes.
                phases=(Phase.explicit, Phase.generate),
                suppress_health_check=list(HealthCheck),
            ),
        )
