from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import StocktakeCase


@tagged("post_install", "-at_install")
class TestStocktakeSteps(StocktakeCase):
    """Explained, verified, approved, adjusted by the host's moves, reported."""

    @rule("R239")
    def test_books_change_only_after_verification_and_approval(self):
        stocktake = self._walk_to_explaining(
            self._start(), **{"Steel Desk": 8, "Chair": 7, "Safe": 0}
        )
        finance = stocktake.with_user(self.finance)
        with self.assertRaisesRegex(UserError, "Verify → Approve"):
            finance.action_adjust()
        finance.action_verify()
        with self.assertRaises(AccessError):
            finance.action_approve()
        with self.assertRaisesRegex(UserError, "before “Head Office"):
            stocktake.with_user(self.manager).action_approve()
        stocktake.with_user(self.storekeeper).action_sign("keeper")
        stocktake.with_user(self.outlet_manager).action_sign("department_head")
        stocktake.with_user(self.manager).action_approve()
        self.assertEqual(self._get_quantity(self.goods), 10.0)
        finance.action_adjust()
        self.assertEqual(self._get_quantity(self.goods), 8.0)
        self.assertEqual(self._get_quantity(self.chair, self.shelf), 7.0)
        self.assertEqual(self._get_quantity(self.safe, self.shelf, self.serial), 0.0)
        finance.action_finish()
        self.assertEqual(stocktake.state, "done")
        with self.assertRaises(UserError):
            finance.action_adjust()

    def test_the_host_s_moves_bear_stocktake_cause_and_day(self):
        stocktake = self._walk_to_approved(self._start(), **{"Steel Desk": 8})
        stocktake.with_user(self.finance).action_adjust()
        line = self._line(stocktake, self.goods)
        move = line.move_id
        self.assertEqual((move.state, move.quantity), ("done", 2.0))
        self.assertTrue(move.is_inventory)
        self.assertIn(stocktake.name, move.inventory_name)
        self.assertIn("Lost", move.inventory_name)
        self.assertEqual(move.date, stocktake.counted_at)
        self.assertEqual(move.location_dest_id.usage, "inventory")
        self.assertEqual(
            stocktake.line_ids.move_id, move, "lines that agree are not moved"
        )

    def test_loss_is_booked_with_the_outlet_s_analytic_account(self):
        company = self.company
        plan = self.env["account.analytic.plan"].create({"name": "Outlets"})
        self.outlet.analytic_account_id = self.env["account.analytic.account"].create(
            {"name": "Qingdao", "plan_id": plan.id}
        )
        accounts = self.env["account.account"].create(
            [
                {"name": name, "code": code, "account_type": kind}
                for name, code, kind in (
                    ("Inventory Loss", "X9001", "expense"),
                    ("Stock", "X9002", "asset_current"),
                )
            ]
        )
        journal = self.env["account.journal"].create(
            {"name": "Stock", "code": "XSTK", "type": "general"}
        )
        company.account_stock_journal_id = journal
        self.goods.categ_id = self.env["product.category"].create(
            {
                "name": "Perpetual",
                "property_valuation": "real_time",
                "property_cost_method": "average",
                "property_stock_valuation_account_id": accounts[1].id,
            }
        )
        self.goods.with_company(
            company
        ).property_stock_inventory.valuation_account_id = accounts[0]
        self.goods.standard_price = 100.0
        stocktake = self._walk_to_approved(self._start(), **{"Steel Desk": 8})
        stocktake.with_user(self.finance).action_adjust()
        entry = self._line(stocktake, self.goods).move_id.account_move_id
        loss = entry.line_ids.filtered(lambda line: line.account_id == accounts[0])
        self.assertEqual(loss.debit, 200.0)
        self.assertEqual(
            loss.analytic_distribution, {str(self.outlet.analytic_account_id.id): 100}
        )
        day = fields.Datetime.context_timestamp(stocktake, stocktake.counted_at).date()
        self.assertEqual(entry.date, day)

    def test_differences_are_explained(self):
        stocktake = self._start()
        self._count_all(stocktake, Chair=5)
        stocktake.with_user(self.storekeeper).action_close_count()
        line = self._line(stocktake, self.chair)
        line.with_user(self.counter).write({"counted_quantity": 5})
        stocktake.with_user(self.storekeeper).action_close_count()
        finance = stocktake.with_user(self.finance)
        with self.assertRaisesRegex(UserError, "a cause"):
            finance.action_verify()
        cause = self.env.ref("aftersales_warehouse.stocktake_cause_late_booking")
        line.with_user(self.storekeeper).cause_id = cause
        with self.assertRaisesRegex(UserError, "an explanation"):
            finance.action_verify()
        line.with_user(self.storekeeper).explanation = "Issue of the 30th."
        finance.action_verify()
        with self.assertRaisesRegex(UserError, "not open any more"):
            line.with_user(self.storekeeper).explanation = "Something else."

    @rule("R237")
    def test_only_the_named_supervisor_verifies(self):
        stocktake = self._walk_to_explaining(self._start())
        other = self._create_user("finance", "test_other_finance")
        with self.assertRaises(UserError):
            stocktake.with_user(other).action_verify()
        with self.assertRaises(AccessError):
            stocktake.with_user(self.storekeeper).action_verify()
        stocktake.with_user(self.finance).action_verify()
        self.assertEqual(
            stocktake.signoff_ids.mapped("user_id"),
            self.finance,
        )

    def test_the_supervisor_has_lines_counted_again(self):
        stocktake = self._walk_to_explaining(self._start(), Chair=5)
        stocktake.with_user(self.storekeeper).action_sign("keeper")
        stocktake.with_user(self.finance).action_verify()
        line = self._line(stocktake, self.goods)
        with self.assertRaises(AccessError):
            line.with_user(self.storekeeper).action_count_again()
        line.with_user(self.finance).action_count_again()
        self.assertEqual((stocktake.state, line.status), ("recount", "recount"))
        self.assertEqual(set(stocktake.signoff_ids.mapped("state")), {"void"})
        line.with_user(self.counter).write({"counted_quantity": 10})
        stocktake.with_user(self.storekeeper).action_close_count()
        stocktake.with_user(self.finance).action_verify()
        self.assertEqual(stocktake.state, "verified")

    def test_a_change_voids_the_signatures(self):
        stocktake = self._walk_to_explaining(self._start(), Chair=5)
        stocktake.with_user(self.storekeeper).action_sign("keeper")
        self._line(stocktake, self.chair).with_user(
            self.storekeeper
        ).explanation = "Lent to the neighbour."
        self.assertEqual(stocktake.signoff_ids.state, "void")

    @rule("R238")
    def test_the_sheet_goes_to_head_office_by_the_fifth(self):
        with freeze_time("2026-04-02 02:00:00"):
            stocktake = self._walk_to_explaining(self._start())
        self.assertEqual(str(stocktake.due_date), "2026-04-05")
        with freeze_time("2026-04-06 02:00:00"):
            self.assertTrue(stocktake.is_overdue)
            self.assertIn(
                stocktake,
                stocktake.search([("is_overdue", "=", True)]),
            )
            stocktake._remind_batch(100)
            self.assertEqual(
                stocktake.activity_ids.user_id, self.storekeeper | self.finance
            )
            self.assertFalse(
                stocktake.search(stocktake._get_remind_domain()) & stocktake
            )
            stocktake.with_user(self.finance).action_verify()
        self.assertEqual(stocktake.days_late, 1)
        self.assertFalse(stocktake.is_overdue)
        self.assertTrue(stocktake.is_sheet_due)
        stocktake._send_sheet()
        self.assertFalse(stocktake.is_sheet_due)
        message = stocktake.message_ids.filtered("attachment_ids")
        self.assertEqual(len(message), 1)
        self.assertIn(self.manager.partner_id, message.partner_ids)
        self.assertTrue(
            stocktake.activity_ids.filtered(
                lambda activity: activity.summary == "Approve the stocktake"
            )
        )

    @rule("R237")
    def test_three_copies(self):
        stocktake = self._walk_to_explaining(self._start(), Chair=5)
        Report = self.env["ir.actions.report"].with_context(lang="en_US")
        name = "aftersales_warehouse.report_stocktake"
        html = Report._render_qweb_html(name, stocktake.ids)[0].decode()
        for copy in ("Copy 1 of 3", "Copy 2 of 3", "Copy 3 of 3"):
            self.assertIn(copy, html)
        self.assertIn("Lost or Stolen", html)

    def test_the_sheet_to_count_with_is_blind(self):
        stocktake = self._start()
        report = self.env["ir.actions.report"].with_user(self.storekeeper)
        name = "aftersales_warehouse.report_stocktake"
        html = report.with_context(lang="en_US")._render_qweb_html(name, stocktake.ids)
        html = html[0].decode()
        self.assertIn("For counting", html)
        self.assertNotIn("Expected", html)

    def test_cancelled_and_kept(self):
        stocktake = self._start()
        with self.assertRaises(AccessError):
            stocktake.with_user(self.storekeeper).action_cancel()
        with self.assertRaises(UserError):
            stocktake.with_user(self.manager).unlink()
        stocktake.with_user(self.finance).action_cancel()
        stocktake.with_user(self.manager).unlink()

    def test_entries_of_a_locked_month_are_of_the_next_open_day(self):
        stocktake = self._walk_to_approved(self._start(), Chair=5)
        self.company.fiscalyear_lock_date = "2099-12-31"
        self.assertEqual(
            str(stocktake._get_accounting_date(fields.Date.to_date("2026-03-31"))),
            "2100-01-01",
        )

    # -- what it means to others -------------------------------------------------------

    @rule("R241")
    def test_the_storekeeper_bears_what_is_missing(self):
        employee = self.env["hr.employee"].create(
            {"name": "Keeper", "user_id": self.storekeeper.id}
        )
        leader = self.env["hr.employee"].create(
            {"name": "Supervisor", "user_id": self.finance.id}
        )
        stocktake = self._walk_to_approved(
            self._start(), **{"Steel Desk": 8, "Chair": 7}
        )
        Source = self.env["aftersales.performance.source"].sudo()
        ref = "aftersales_warehouse.performance_rule_stock_shortage"
        shortage = self.env.ref(ref)
        leaders = self.env.ref(f"{ref}_leader")
        (shortage | leaders).watch_from = "2026-01-01"
        found = [
            vals
            for vals in Source._find_stock_shortage(shortage, 10)
            if vals["stocktake_id"] == stocktake.id
        ]
        self.assertEqual(
            [(vals["employee_id"], vals["amount"]) for vals in found],
            [(employee.id, 200.0)],
        )
        entry = self.env["aftersales.performance.entry"].create(
            {**found[0], "rule_id": shortage.id, "is_automatic": True}
        )
        self.assertEqual((entry.amount, entry.origin), (200.0, stocktake))
        self.assertFalse(Source._find_stock_shortage(shortage, 10))
        found = Source._find_stock_shortage_leader(leaders, 10)
        self.assertEqual([vals["employee_id"] for vals in found], [leader.id])

    def test_causes_that_nobody_bears(self):
        self.env["hr.employee"].create(
            {"name": "Keeper", "user_id": self.storekeeper.id}
        )
        stocktake = self._walk_to_explaining(self._start(), Chair=5)
        stocktake.line_ids.filtered("has_difference").cause_id = self.env.ref(
            "aftersales_warehouse.stocktake_cause_late_booking"
        )
        stocktake.with_user(self.finance).action_verify()
        rule_ = self.env.ref("aftersales_warehouse.performance_rule_stock_shortage")
        rule_.watch_from = "2026-01-01"
        Source = self.env["aftersales.performance.source"].sudo()
        self.assertFalse(Source._find_stock_shortage(rule_, 10))

    def test_key_figures(self):
        with freeze_time("2026-04-02 02:00:00"):
            stocktake = self._walk_to_explaining(self._start(), Chair=5)
            stocktake.with_user(self.finance).action_verify()
        late = self._create_stocktake(warehouse_id=self.warehouse_b.id)
        Source = self.env["aftersales.kpi.source"].sudo()
        period = map(fields.Date.to_date, ("2026-04-01", "2026-04-30"))
        date_from, date_to = period
        by_outlet = Source._measure_stocktake_in_time(date_from, date_to, "outlet")
        self.assertEqual(by_outlet[self.outlet.id].value, 100.0)
        self.assertEqual(by_outlet[late.outlet_id.id].value, 0.0)
        accuracy = Source._measure_inventory_accuracy(date_from, date_to, "outlet")
        figure = accuracy[self.outlet.id]
        self.assertEqual((figure.numerator, figure.denominator), (2, 3))
