from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import DepreciationCase


@tagged("post_install", "-at_install")
class TestDepreciationTour(DepreciationCase, HttpCase):
    """Finance at the screen: last month computed, posted, checked, taken back."""

    def test_run_posted_and_reversed_by_finance(self):
        # Five periods were due last month, whatever day it is.
        today = fields.Date.today().replace(day=1)
        layer = self._layer(today - relativedelta(months=8))
        self.start_tour(
            "/odoo/action-aftersales_warehouse.aftersales_depreciation_run_action",
            "aftersales_depreciation_run",
            login=self.finance.login,
        )
        run = self.Run.search([])
        self.assertEqual((run.state, run.charge_amount), ("reversed", 400.0))
        self.assertEqual(run.month_end, today - relativedelta(days=1))
        self.assertEqual(len(run.move_ids), 2)
        self.assertEqual(layer.allowance, 0.0)
