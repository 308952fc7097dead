from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import DepreciationCase


@tagged("post_install", "-at_install")
@freeze_time("2026-09-10 04:00:00")
class TestDepreciationMoves(DepreciationCase):
    """Goods move: shares go along, are released, and come back."""

    def test_what_left_is_released_against_cost_of_goods(self):
        layer = self._layer("2026-01-20")
        self._run("2026-05-31")  # 160
        self._use(layer, "2026-06-10", 4)  # takes 64
        june = self._run("2026-06-30")
        # 6 × 100 × 8 % × 3 = 144; 96 stood there.
        self.assertEqual((june.charge_amount, june.release_amount), (48.0, 64.0))
        self.assertEqual(self._balance(self.cost_of_goods), -64.0)
        self.assertEqual(-self._balance(self.allowance), 144.0)
        release = self._lines(june, "release").with_context(lang="en_US")
        self.assertIn("left with their allowance", release.reason)
        self._assert_agrees()

    def test_moves_after_the_month_end_take_their_share_of_its_charge(self):
        layer = self._layer("2026-01-20")
        use = self._use(layer, "2026-06-03", 4)
        run = self._run("2026-05-31")
        self.assertEqual(run.charge_amount, 160.0, "As it stood at the month's end.")
        self.assertEqual((layer.allowance, use.allowance), (96.0, 64.0))
        self.assertFalse(use.release_run_id)
        self._assert_agrees()
        june = self._run("2026-06-30")
        self.assertEqual((june.charge_amount, june.release_amount), (48.0, 64.0))
        self.assertEqual(use.release_run_id, june)
        self._assert_agrees()

    def test_charge_follows_goods_from_outlet_to_outlet(self):
        layer = self._layer("2026-01-20")
        target = self._layer(
            "2026-06-02",
            quantity=4,
            warehouse=self.warehouse_b,
            first_received_on="2026-01-20",
            source_layer_id=layer.id,
        )
        self._use(layer, "2026-06-02", 4, "transfer", target)
        sold = self._use(target, "2026-06-05", 1)
        run = self._run("2026-05-31")
        self.assertEqual(self._lines(run).outlet_id, self.outlet)
        self.assertEqual(
            (layer.allowance, target.allowance, sold.allowance), (96.0, 48.0, 16.0)
        )
        self._assert_agrees()
        june = self._run("2026-06-30")
        charged = {line.outlet_id: line.amount for line in self._lines(june)}
        self.assertEqual(charged, {self.outlet: 48.0, self.outlet_b: 24.0})
        self._assert_agrees()

    def test_a_transfer_moves_the_allowance_without_an_entry(self):
        layer = self._layer("2026-01-20")
        self._run("2026-05-31")
        target = self._layer(
            "2026-06-02",
            quantity=10,
            warehouse=self.warehouse_b,
            first_received_on="2026-01-20",
            source_layer_id=layer.id,
        )
        self._use(layer, "2026-06-02", 10, "transfer", target)
        self._assert_agrees()
        june = self._run("2026-06-30")
        self.assertEqual(june.release_amount, 0.0)
        self.assertEqual(self._lines(june).outlet_id, self.outlet_b)
        self.assertEqual(target.allowance, 240.0)
        self._assert_agrees()

    def test_what_came_back_is_revived(self):
        layer = self._layer("2026-01-20")
        self._run("2026-05-31")
        self._use(layer, "2026-06-10", 4)
        self._run("2026-06-30")
        layer.remaining_quantity += 4
        layer.allowance += 64.0
        self.env["aftersales.stock.layer.use"].create(
            {
                "layer_id": layer.id,
                "outlet_id": self.outlet.id,
                "date": "2026-07-05",
                "kind": "return",
                "quantity": -4,
                "allowance": -64.0,
            }
        )
        july = self._run("2026-07-31")
        self.assertEqual(july.release_amount, -64.0)
        self.assertTrue(self._lines(july, "revive"))
        self.assertEqual(layer.allowance, 320.0)
        self.assertEqual(self._balance(self.cost_of_goods), 0.0)
        self._assert_agrees()

    def test_backdated_goods_are_caught_up_by_the_next_run(self):
        self._layer("2026-01-20")
        self._run("2026-05-31")
        late = self._layer("2026-02-10")
        june = self._run("2026-06-30")
        line = self._lines(june).filtered(lambda one: one.layer_id == late)
        self.assertEqual((line.periods, line.amount), (2, 160.0))
        self._assert_agrees()

    def test_a_backdated_issue_is_released_by_the_next_run(self):
        layer = self._layer("2026-01-20")
        self._run("2026-05-31")
        use = self._use(layer, "2026-05-20", 5)
        june = self._run("2026-06-30")
        self.assertEqual((june.release_amount, june.charge_amount), (80.0, 40.0))
        self.assertEqual(use.release_run_id, june)
        self._assert_agrees()

    def test_backdated_moves_make_a_preview_stale(self):
        layer = self._layer("2026-01-20")
        run = self._compute("2026-05-31")
        self._use(layer, "2026-05-30", 4)
        with self.assertRaisesRegex(UserError, "1 lines have changed"):
            run.action_post()
        run.action_compute()
        run.action_post()
        self.assertEqual(run.charge_amount, 96.0)
        self._assert_agrees()

    def test_moves_of_the_next_month_leave_a_preview_as_it_is(self):
        layer = self._layer("2026-01-20")
        run = self._compute("2026-05-31")
        self._use(layer, "2026-06-01", 4)
        run.action_post()
        self.assertEqual(run.charge_amount, 160.0)
        self._assert_agrees()

    # -- reversal ----------------------------------------------------------------------

    def _snapshot(self):
        self.env.flush_all()
        self.env.invalidate_all()
        return [
            (row._name, row.id, row.allowance)
            for model in ("aftersales.stock.layer", "aftersales.stock.layer.use")
            for row in self.env[model].search([], order="id")
        ]

    def test_reversal_puts_layers_and_uses_back(self):
        layer = self._layer("2026-01-20", unit_cost=33.33)
        target = self._layer(
            "2026-07-02",
            quantity=3,
            unit_cost=33.33,
            warehouse=self.warehouse_b,
            first_received_on="2026-01-20",
            source_layer_id=layer.id,
        )
        self._run("2026-05-31")
        self._use(layer, "2026-06-10", 2)
        self._use(layer, "2026-07-02", 3, "transfer", target)
        self._use(target, "2026-07-05", 1)
        before = self._snapshot()
        june = self._run("2026-06-30")
        self.assertNotEqual(self._snapshot(), before)
        june.action_reverse()
        self.assertEqual(self._snapshot(), before)
        self.assertEqual(june.state, "reversed")
        self.assertEqual(sum(june.move_ids.line_ids.mapped("balance")), 0.0)
        self.assertEqual(len(june.move_ids), 2)
        self._assert_agrees()
        again = self._run("2026-06-30")
        self.assertEqual(again.charge_amount, june.charge_amount)
        self._assert_agrees()

    def test_reversal_after_more_goods_have_left(self):
        layer = self._layer("2026-01-20", unit_cost=33.33)
        self._run("2026-05-31")
        june = self._run("2026-06-30")
        late = self._use(layer, "2026-06-15", 3)  # booked after the run
        self._use(layer, "2026-07-15", 3)
        june.action_reverse()
        self._assert_agrees()
        self.assertGreaterEqual(late.allowance, 0.0)
        self._run("2026-06-30")
        self._assert_agrees()

    def test_only_the_last_run_is_reversed(self):
        self._layer("2026-01-20")
        may = self._run("2026-05-31")
        june = self._run("2026-06-30")
        with self.assertRaisesRegex(UserError, "later months build on it"):
            may.action_reverse()
        (may | june).action_reverse()
        self.assertEqual(self._balance(self.allowance), 0.0)

    def test_the_entry_changes_with_its_run_only(self):
        self._layer("2026-01-20")
        run = self._run("2026-05-31")
        entry = run.sudo().move_id
        for refused in (
            entry.button_draft,
            entry.button_cancel,
            entry._reverse_moves,
        ):
            with self.assertRaisesRegex(UserError, "Reverse the run"):
                refused()
        with self.assertRaises(UserError):
            run.unlink()

    # -- the books ---------------------------------------------------------------------

    def test_check_names_what_others_booked(self):
        self._layer("2026-01-20")
        self._run("2026-05-31")
        self.env["account.move"].create(
            {
                "journal_id": self.journal.id,
                "date": "2026-06-01",
                "line_ids": [
                    (0, 0, {"account_id": self.allowance.id, "balance": 10.0}),
                    (0, 0, {"account_id": self.expense.id, "balance": -10.0}),
                ],
            }
        ).action_post()
        action = (
            self.env["aftersales.depreciation.check"]
            .with_user(self.finance)
            .action_open()
        )
        check = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(
            (check.run_balance, check.other_balance, check.difference),
            (160.0, -10.0, -10.0),
        )
        found = self.env["account.move.line"].search(
            check.action_view_others()["domain"]
        )
        self.assertEqual(found.balance, 10.0)
        june = self._run("2026-06-30")
        self.assertEqual(june.difference, -10.0)

    def test_a_layer_tampered_with_stops_the_run(self):
        layer = self._layer("2026-01-20")
        self._run("2026-05-31")
        other = self._layer("2026-08-20")
        other.allowance = 5.0
        with self.assertRaises(UserError) as caught:
            self._run("2026-06-30")
        self.assertIn("Check Allowance", str(caught.exception))
        self.assertEqual(layer.allowance, 160.0)
