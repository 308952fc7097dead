from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import LedgerCase


@tagged("post_install", "-at_install")
class TestStockClearing(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Clearing = cls.env["aftersales.stock.clearing"]
        cls._watch("2026-03-05 22:00:00")
        cls.days = cls._find_days()

    @classmethod
    def _find_days(cls):
        return cls.Clearing.search(
            [("warehouse_id", "=", cls.warehouse.id), ("kind", "=", "day")],
            order="date_from",
        )

    def _clear(self, clearings, user=None, at="2026-03-06 01:00:00"):
        with freeze_time(at):
            clearings.with_user(user or self.keeper).action_clear()
        # What is written later is written later.
        self.env.flush_all()

    @classmethod
    def _watch(cls, at="2026-03-07 22:00:00"):
        cron = patch.object(
            type(cls.env["ir.cron"]), "_commit_progress", return_value=1.0
        )
        with freeze_time(at), cron:
            cls.Clearing._cron_watch()

    @rule("R217")
    def test_days_on_which_goods_moved_are_there_to_be_cleared(self):
        self.assertEqual(
            [str(day.date_from) for day in self.days],
            ["2026-03-02", "2026-03-03", "2026-03-04"],
        )
        day = self.days[1]
        self.assertEqual(
            (day.own_opening, day.own_received, day.own_issued, day.own_closing),
            (10, 0, 3, 7),
        )
        self.assertEqual((day.consigned_opening, day.consigned_closing), (4, 4))
        self.assertEqual((day.move_count, day.closing_value), (1, 700))
        self.assertEqual(day.outlet_id, self.outlet)

    def test_days_before_clearing_began_are_not(self):
        self.assertFalse(self.days.filtered(lambda day: day.date_from.month == 2))
        self.company.aftersales_clearing_since = False
        self._receive(self.warehouse, self.goods, 1, day="2026-03-06")
        self._watch()
        self.assertEqual(self._find_days(), self.days)

    def test_the_keeper_clears_and_his_activity_ends(self):
        self.assertEqual(self.days.activity_ids.user_id, self.keeper)
        self._clear(self.days)
        self.assertEqual(set(self.days.mapped("state")), {"cleared"})
        self.assertEqual(self.days.cleared_by_id, self.keeper)
        self.assertFalse(self.days.activity_ids)
        self._watch()
        self.assertEqual(set(self.days.mapped("state")), {"cleared"})

    def test_a_day_is_made_once(self):
        self._watch()
        self._watch()
        self.assertEqual(self._find_days(), self.days)

    def test_a_day_that_goes_on_is_not_cleared(self):
        with self.assertRaisesRegex(UserError, "when it is over"):
            self._clear(self.days[2], at="2026-03-03 01:00:00")

    @rule("R217")
    def test_a_move_backdated_into_a_cleared_day_disturbs_it_and_those_after(self):
        self._clear(self.days)
        self.env.cr.execute("UPDATE stock_move_line SET write_date = '2026-03-05'")
        late = self._receive(self.warehouse, self.goods, 1, day="2026-03-07")
        with freeze_time("2026-03-07 05:00:00"):
            late.move_line_ids.date = "2026-03-03 04:00:00"
            self.env.flush_all()
        self._watch()
        self.assertEqual(
            self.days.mapped("state"), ["cleared", "disturbed", "disturbed"]
        )
        self.assertEqual(self.days[1].own_closing, 7, "as it was confirmed")
        entries = self.env["aftersales.goods.ledger"]
        found = entries.search(self.days[1].action_open_late()["domain"])
        self.assertEqual(found.move_line_id, late.move_line_ids)
        self.assertEqual(self.days[1].activity_ids.user_id, self.keeper)
        self._clear(self.days[1:], at="2026-03-08 01:00:00")
        self.assertEqual(self.days[1].own_closing, 8)
        self.assertEqual(self.days[2].own_opening, 8)

    def test_a_move_taken_out_of_a_cleared_day_disturbs_it(self):
        self._clear(self.days)
        line = self._entries(("day", "=", "2026-03-03")).move_line_id
        line.date = "2026-03-06 04:00:00"
        self._watch()
        self.assertEqual(self.days[1].state, "disturbed")

    def test_a_changed_lot_disturbs_only_its_day(self):
        self._clear(self.days)
        lot = self._create_lot("L9")
        line = self._entries(("day", "=", "2026-03-03")).move_line_id
        self.env.cr.execute(
            "UPDATE stock_move_line SET lot_id = %s WHERE id = %s", [lot.id, line.id]
        )
        self._watch()
        self.assertEqual(self.days.mapped("state"), ["cleared", "disturbed", "cleared"])

    def test_a_move_backdated_into_a_quiet_day_opens_it(self):
        late = self._receive(self.warehouse, self.goods, 1, day="2026-03-07")
        late.move_line_ids.date = "2026-03-01 04:00:00"
        self._watch()
        self.assertEqual(str(self._find_days()[0].date_from), "2026-03-01")

    @rule("R217")
    def test_finance_balances_a_month_when_its_days_are_cleared(self):
        self._watch("2026-04-01 22:00:00")
        month = self.Clearing.search(
            [("warehouse_id", "=", self.warehouse.id), ("kind", "=", "month")]
        )
        self.assertEqual((month.own_opening, month.own_closing), (10, 5))
        self.assertEqual(month.move_count, 3)
        with self.assertRaises(AccessError):
            self._clear(month, at="2026-04-02 01:00:00")
        with self.assertRaisesRegex(UserError, "3 of its days"):
            self._clear(month, self.finance, at="2026-04-02 01:00:00")
        self._clear(self.days, at="2026-04-02 01:00:00")
        self._clear(month, self.finance, at="2026-04-02 01:00:00")
        self.assertEqual(month.state, "cleared")

    def test_a_month_that_disagrees_is_explained(self):
        self._watch("2026-04-01 22:00:00")
        self._clear(self.days, at="2026-04-02 01:00:00")
        self.env.cr.execute(
            "UPDATE stock_quant SET quantity = 1 WHERE product_id = %s "
            "AND location_id = %s AND owner_id IS NULL",
            [self.goods.id, self.warehouse.lot_stock_id.id],
        )
        month = self.Clearing.search(
            [("warehouse_id", "=", self.warehouse.id), ("kind", "=", "month")]
        )
        self.assertEqual(month.difference_count, 1)
        with self.assertRaisesRegex(UserError, "disagree for 1"):
            self._clear(month, self.finance, at="2026-04-02 01:00:00")
        month.with_user(self.finance).note = "Counted again on Monday."
        self._clear(month, self.finance, at="2026-04-02 01:00:00")
        self.assertEqual(month.state, "cleared")

    def test_figures_are_nobody_s_to_write(self):
        with self.assertRaisesRegex(UserError, "come from the moves"):
            self.days[0].with_user(self.finance).own_closing = 99
        with self.assertRaises(UserError):
            self.days[0].with_user(self.keeper).write({"state": "cleared"})
        self.days[0].with_user(self.keeper).note = "A word"

    def test_clearing_many_costs_the_same(self):
        def measure(days):
            return self._count_queries(lambda: days._reckon())

        measure(self.days)
        self.assertEqual(measure(self.days[:1]), measure(self.days))

    def test_its_buttons_lead_to_what_it_is_made_of(self):
        day = self.days[1]
        self.assertEqual(
            day.action_open_balance()["context"]["goods_from"], day.date_from
        )
        self.assertEqual(
            self.env["aftersales.goods.ledger"].search_count(
                day.action_open_entries()["domain"]
            ),
            1,
        )
        action = day.action_open_reconciliation()
        self.assertEqual(action["context"]["goods_day"], day.date_to)
