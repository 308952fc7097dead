from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from odoo.addons.aftersales_service.tests.rules import rule

from ...tools import depreciation
from .common import DepreciationCase


@tagged("post_install", "-at_install")
@freeze_time("2026-09-10 04:00:00")
class TestDepreciationRun(DepreciationCase):
    """R222-R226: three months free, then 8 % a month, twelve times."""

    @rule("R222", "R224", "R226")
    def test_first_charge_is_due_in_the_fourth_month(self):
        layer = self._layer("2026-01-20")
        march = self._run("2026-03-31")
        self.assertFalse(march.line_count)
        self.assertFalse(march.move_id, "Nothing to book, no entry.")
        april = self._run("2026-04-01")
        self.assertEqual(april.month_end, self._day("2026-04-30"))
        line = self._lines(april)
        self.assertEqual((line.age, line.periods, line.amount), (4, 1, 80.0))
        self.assertEqual(layer.allowance, 80.0)
        entry = april.move_id
        self.assertEqual((entry.state, entry.date), ("posted", april.month_end))
        self.assertRecordValues(
            entry.line_ids.sorted("balance"),
            [
                {"account_id": self.allowance.id, "balance": -80.0},
                {"account_id": self.expense.id, "balance": 80.0},
            ],
        )
        expense = entry.line_ids.filtered(lambda one: one.balance > 0)
        self.assertEqual(
            expense.analytic_distribution,
            {str(self.outlet.analytic_account_id.id): 100.0},
        )
        self._assert_agrees()

    @rule("R225")
    def test_twelve_periods_and_no_more(self):
        layer = self._layer("2025-01-20", unit_cost=1.03)
        for number in range(3, 18):
            self._run(f"{2025 + number // 12}-{number % 12 + 1:02}-01")
        # The first run of a company holds all that came before it.
        self.assertEqual(layer.allowance, 9.89)  # 10.30 × 96 % = 9.888
        self._assert_agrees()
        last = self._lines(self.Run.search([("state", "=", "posted")], limit=1))
        self.assertEqual((last.periods, last.amount), (12, 0.0))

    def test_reason_is_made_of_facts(self):
        self._layer("2026-01-20")
        line = self._lines(self._compute("2026-05-31")).with_context(lang="en_US")
        self.assertEqual(
            line.reason,
            "In custody since 01/20/2026, month 5: 2 of 12 × 8 % of $\xa01,000.00.",
        )

    def test_lines_agree_with_the_pure_function(self):
        """The database multiplies and rounds; the rule stands in ``tools/``."""
        layers = self.env["aftersales.stock.layer"].union(
            *(
                self._layer(
                    f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}",
                    quantity=1 + number * 0.25,
                    unit_cost=round(0.11 + number * 7.770003, 6),
                )
                for number in range(60)
            )
        )
        run = self._compute("2026-08-31")
        terms = self.policy._get_terms()
        lines = {line.layer_id: line for line in self._lines(run)}
        for layer in layers:
            due = depreciation.periods(terms, layer.first_received_on, run.month_end)
            cost = depreciation.exact(layer.remaining_quantity) * depreciation.exact(
                layer.unit_cost
            )
            expected = depreciation.cumulative(cost, terms, due)
            self.assertEqual(lines[layer].periods, due)
            self.assertEqual(
                depreciation.exact(round(lines[layer].cumulative, 2)), expected
            )

    def test_computing_twice_changes_nothing(self):
        self._layer("2026-01-20")
        self._layer("2026-02-20", warehouse=self.warehouse_b)
        run = self._compute("2026-06-30")
        names = ["layer_id", "amount", "cumulative", "booked", "periods", "reason"]
        before = self._lines(run).read(names, load=None)
        run.action_compute()
        after = self._lines(run).read(names, load=None)
        for row in (*before, *after):
            row.pop("id")
        self.assertEqual(before, after)
        self.assertEqual((run.state, run.line_count), ("computed", 2))

    def test_consigned_and_head_office_goods_are_left_out(self):
        self._layer("2026-01-20", owner_id=self.owner.id)
        self._layer("2026-01-20", warehouse=self.head_office)
        self._layer("2026-01-20", quality="nonconforming", liability="head_office")
        self.assertFalse(self._compute("2026-06-30").line_count)

    @rule("R232", "R233")
    def test_nonconforming_goods_of_the_outlet_are_in(self):
        self._layer("2026-01-20", quality="nonconforming", liability="outlet")
        self.assertEqual(self._run("2026-06-30").charge_amount, 240.0)

    def test_head_office_ages_where_the_policy_says_so(self):
        self.policy.ages_head_office = True
        self._layer("2026-01-20", warehouse=self.head_office)
        run = self._run("2026-06-30")
        self.assertEqual(run.charge_amount, 240.0)
        self.assertFalse(self._lines(run).outlet_id)
        self.assertFalse(any(run.move_id.line_ids.mapped("analytic_distribution")))
        self._assert_agrees()

    def test_a_pair_of_lines_for_each_outlet(self):
        self._layer("2026-01-20")
        self._layer("2026-02-20")
        self._layer("2026-01-20", warehouse=self.warehouse_b, unit_cost=50.0)
        entry = self._run("2026-05-31").move_id
        self.assertEqual(
            sorted(entry.line_ids.mapped("balance")), [-240.0, -80.0, 80.0, 240.0]
        )

    # -- order and locks ---------------------------------------------------------------

    def test_months_come_one_after_the_other(self):
        self._layer("2026-01-20")
        self._run("2026-05-31")
        with self.assertRaisesRegex(UserError, "2026-06 comes first"):
            self._compute("2026-07-31")
        with self.assertRaisesRegex(UserError, "is posted already"):
            self._compute("2026-04-30")

    def test_an_earlier_open_run_goes_first(self):
        self._layer("2026-01-20")
        self._compute("2026-05-31")
        with self.assertRaisesRegex(UserError, "2026-05 comes first"):
            self._compute("2026-06-30")

    def test_a_month_is_posted_when_it_is_over(self):
        self._layer("2026-01-20")
        run = self._compute("2026-09-30")
        with self.assertRaisesRegex(UserError, "the month ends on"):
            run.action_post()
        with freeze_time("2026-09-30 04:00:00"):
            run.action_post()
        self.assertEqual(run.state, "posted")

    def test_one_run_a_month(self):
        self._layer("2026-01-20")
        self._run("2026-05-31")
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self.Run.create({"month_end": "2026-05-01"}).flush_recordset()

    def test_posting_twice_is_impossible(self):
        self._layer("2026-01-20")
        run = self._run("2026-05-31")
        with self.assertRaises(UserError):
            run.action_post()
        self.assertEqual(len(run.move_ids), 1)

    def test_locked_books_stop_it(self):
        self._layer("2026-01-20")
        run = self._compute("2026-05-31")
        self.company.sudo().fiscalyear_lock_date = "2026-06-30"
        with self.assertRaisesRegex(UserError, "is locked in the books"):
            run.action_post()
        self.company.sudo().fiscalyear_lock_date = False
        run.action_post()
        self.company.sudo().fiscalyear_lock_date = "2026-06-30"
        with self.assertRaisesRegex(UserError, "is locked in the books"):
            run.action_reverse()

    def test_missing_accounts_are_named_with_the_cure(self):
        self._layer("2026-01-20")
        run = self._compute("2026-05-31")
        self.policy.expense_account_id = False
        with self.assertRaises(UserError) as caught:
            run.action_post()
        self.assertIn(self.policy.display_name, str(caught.exception))
        self.assertIn("Expense Account", str(caught.exception))
        self.assertIn("Propose Accounts", str(caught.exception))

    def test_company_without_a_chart(self):
        company = self.env["res.company"].create({"name": "Without Chart"})
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        outlet = self.env["aftersales.outlet"].create(
            {"name": "Chartless", "company_id": company.id, "cities": "Rizhao"}
        )
        outlet.warehouse_id = warehouse
        self._layer("2026-01-20", warehouse=warehouse, company_id=company.id)
        run = self.Run.create({"month_end": "2026-05-31", "company_id": company.id})
        run.action_compute()
        self.assertEqual(run.line_count, 1)
        with self.assertRaisesRegex(UserError, "has no chart of accounts"):
            run.action_post()

    def test_policies_with_two_journals_are_refused(self):
        other = self.policy.copy(
            {
                "name": "Second",
                "categ_ids": [
                    (6, 0, self.env["product.category"].create({"name": "X"}).ids)
                ],
            }
        )
        other.write(
            {
                "expense_account_id": self.expense.id,
                "allowance_account_id": self.allowance.id,
                "release_account_id": self.cost_of_goods.id,
                "journal_id": self.journal.copy({"code": "DEP2"}).id,
            }
        )
        goods = self._create_goods("Odd", categ_id=other.categ_ids.id)
        self._layer("2026-01-20")
        self._layer("2026-01-20", product_id=goods.id)
        run = self._compute("2026-05-31")
        with self.assertRaisesRegex(UserError, "several journals"):
            run.action_post()

    # -- who may -----------------------------------------------------------------------

    @rule("R438")
    def test_only_finance_takes_steps(self):
        self._layer("2026-01-20")
        run = self._compute("2026-05-31")
        for user in (self.storekeeper, self.outlet_manager, self.dispatcher):
            with self.assertRaises(AccessError):
                run.with_user(user).action_post()
        with self.assertRaises(UserError):
            run.write({"charge_amount": 1.0})
        with self.assertRaises(UserError):
            run.write({"state": "posted"})

    def test_outlet_manager_reads_posted_lines_of_his_outlet(self):
        own = self._layer("2026-01-20")
        self._layer("2026-01-20", warehouse=self.warehouse_b)
        Line = self.env["aftersales.depreciation.line"].with_user(self.outlet_manager)
        run = self._compute("2026-05-31")
        self.assertFalse(Line.search([]))
        run.action_post()
        found = Line.search([])
        self.assertEqual(found.layer_id, own)
        name = {"fields": {"display_name": {}}}
        shown = found.web_read({"run_id": name, "product_id": name, "reason": {}})
        self.assertEqual(shown[0]["run_id"]["display_name"], run.display_name)
        with self.assertRaises(AccessError):
            run.with_user(self.outlet_manager).read(["charge_amount"])

    def test_form_takes_any_day_of_the_month(self):
        form = Form(self.Run.with_user(self.finance))
        form.month_end = "2026-05-04"
        self.assertEqual(form.save().month_end, self._day("2026-05-31"))

    def test_queries_do_not_grow_with_layers(self):
        def compute(count):
            for _number in range(count):
                self._layer("2026-01-20")
            run = self.Run.create({"month_end": "2026-05-31"})
            queries = self._count_queries(run.action_compute)
            queries += self._count_queries(run.action_post)
            run.action_reverse()
            return queries

        compute(1)  # warm
        few = compute(1)
        self.assertEqual(compute(20), few)
