from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import Form, tagged

from ...models.depreciation import aftersales_depreciation_compute as compute
from .common import DepreciationCase


@tagged("post_install", "-at_install")
@freeze_time("2026-09-10 04:00:00")
class TestDepreciationMonth(DepreciationCase):
    """Months that wait are prepared by the job and posted with one button."""

    def _catch_up(self, first=None):
        form = Form(
            self.env["aftersales.depreciation.catch.up"].with_user(self.finance)
        )
        if first:
            form.date_from = first
        wizard = form.save()
        return self.Run.search(wizard.action_post()["domain"], order="month_end")

    def test_catching_up_posts_every_month(self):
        layer = self._layer("2026-01-20")
        self._run("2026-04-30")
        runs = self._catch_up()
        self.assertEqual(
            [str(run.month_end) for run in runs],
            ["2026-05-31", "2026-06-30", "2026-07-31", "2026-08-31"],
        )
        self.assertEqual(runs.mapped("charge_amount"), [80.0] * 4)
        self.assertEqual(set(runs.mapped("state")), {"posted"})
        self.assertEqual(layer.allowance, 400.0)
        self._assert_agrees()

    def test_the_first_run_may_begin_early_or_hold_all(self):
        self._layer("2026-01-20")
        runs = self._catch_up()
        self.assertEqual(runs.mapped("charge_amount"), [400.0])
        runs.action_reverse()
        runs = self._catch_up("2026-03-01")
        self.assertEqual(
            runs.mapped("charge_amount"), [0.0, 80.0, 80.0, 80.0, 80.0, 80.0]
        )

    def test_the_job_prepares_and_tells_once(self):
        self._layer("2026-01-20")
        self.company.aftersales_depreciation_user_id = self.finance
        commit = patch.object(
            type(self.env["ir.cron"]), "_commit_progress", return_value=1.0
        )
        with commit:
            self.Run._cron_prepare()
            self.Run._cron_prepare()
        run = self.Run.search([])
        self.assertEqual((run.state, run.charge_amount), ("computed", 400.0))
        self.assertEqual(run.activity_ids.user_id, self.finance)
        self.assertEqual(len(run.activity_ids), 1)
        run.with_user(self.finance).action_post()
        self.assertFalse(run.activity_ids)

    def test_a_killed_job_goes_on_where_it_was(self):
        """Every batch saves its lines with how far it has come."""
        for number in range(7):
            self._layer("2026-01-20", unit_cost=100.0 + number)
        whole = self._compute("2026-08-31")
        expected = self._lines(whole).mapped("amount")
        whole.unlink()
        with patch.object(compute, "BATCH", 2):
            run = self.Run.create({"month_end": "2026-08-31"}).sudo()
            batches = iter((True, False))
            self.assertFalse(run._finish(after_batch=lambda: next(batches)))
            self.assertEqual((run.state, len(self._lines(run))), ("draft", 4))
            self.assertTrue(run._finish())
        self.assertEqual(self._lines(run).mapped("amount"), expected)
        self.assertEqual(run.line_count, 7)

    def test_key_figure_counts_posted_charges(self):
        self._layer("2026-01-20")
        self._layer("2026-01-20", warehouse=self.warehouse_b, unit_cost=50.0)
        self._run("2026-05-31")
        measure = self.env["aftersales.kpi.source"]._measure_aged_stock_charge
        may = self._day("2026-05-01"), self._day("2026-05-31")
        self.assertEqual(measure(*may, None)[False].value, 240.0)
        by_outlet = measure(*may, "outlet")
        self.assertEqual(by_outlet[self.outlet.id].value, 160.0)
        self.assertEqual(by_outlet[self.outlet_b.id].value, 80.0)

    def test_spreadsheet_and_statement(self):
        from io import BytesIO

        from openpyxl import load_workbook

        self._layer("2026-01-20")
        self._layer("2026-01-20", warehouse=self.warehouse_b)
        run = self._run("2026-05-31")
        file = BytesIO()
        self.assertEqual(run._write_workbook(file), 2)
        cells = [row for row in load_workbook(file).active.iter_rows(values_only=True)]
        self.assertIn(160.0, cells[-2])
        html = (
            self.env["ir.actions.report"]
            .with_user(self.finance)
            ._render_qweb_html("aftersales_warehouse.report_depreciation_run", run.ids)[
                0
            ]
            .decode()
        )
        self.assertIn(self.outlet_b.name, html)
        self.assertIn("320.00", html)

    def test_accounts_are_proposed_from_the_chart(self):
        self.policy.write(
            {
                "expense_account_id": False,
                "allowance_account_id": False,
                "release_account_id": False,
                "journal_id": False,
            }
        )
        count = self.env["account.account"].search_count([])
        self.policy.with_user(self.finance).action_propose_accounts()
        self.assertEqual(self.policy.allowance_account_id, self.allowance)
        self.assertTrue(self.policy.expense_account_id)
        self.assertTrue(self.policy.release_account_id)
        self.assertEqual(self.policy.journal_id.type, "general")
        self.assertEqual(self.env["account.account"].search_count([]), count)
        self.allowance.name = "Something Else"
        self.policy.allowance_account_id = False
        action = self.policy.with_user(self.finance).action_propose_accounts()
        self.assertIn("Allowance Account", action["params"]["message"])
