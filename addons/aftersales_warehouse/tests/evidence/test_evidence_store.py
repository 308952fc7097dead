from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule
from odoo.addons.aftersales_service.tools.evidence import COMPANY

from ..depreciation.common import DepreciationCase
from ..ledger.common import LedgerCase
from ..stocktake.common import StocktakeCase
from .common import EvidenceMixin


@tagged("post_install", "-at_install")
class TestEvidenceStocktake(EvidenceMixin, StocktakeCase):
    @rule("R218")
    def test_month_ends_were_counted_in_time_and_approved(self):
        Stocktake = self.env["aftersales.stocktake"]
        with freeze_time("2026-04-03 04:00:00"):
            in_time = self._walk_to_approved(self._start())
        with freeze_time("2026-05-20 04:00:00"):
            late = self._walk_to_approved(self._start(date="2026-04-30"), Chair=5)
        planned = self._create_stocktake(date="2026-05-31")
        self._create_stocktake(date="2026-06-30").with_user(
            self.finance
        ).action_cancel()
        self._assert_counted("stocktakes_in_time", in_time, late | planned)
        self._assert_counted("stocktakes_approved", in_time | late, planned)
        lines = (in_time | late).line_ids
        wrong = lines.filtered("has_difference")
        self.assertEqual(len(wrong), 1)
        self._assert_counted("books_right", lines - wrong, wrong)
        self.assertFalse(Stocktake.search([("company_id", "!=", self.company.id)]))

    def test_storekeepers_hand_over(self):
        Handover = self.env["aftersales.handover"]
        waiting, dropped = Handover.create(
            [
                {
                    "outgoing_id": self.storekeeper.id,
                    "incoming_id": self.counter.id,
                    "date": "2026-03-02",
                }
            ]
            * 2
        )
        dropped.with_user(self.finance).action_cancel()
        found = self._ask("handovers_signed")[f"outlet:{self.outlet.id}"]
        self.assertEqual((found.samples, found.passed), (1, 0))
        self.assertEqual(found.items[-1].res_ids, tuple(waiting.ids))


@tagged("post_install", "-at_install")
class TestEvidenceClearing(EvidenceMixin, LedgerCase):
    @rule("R217")
    def test_days_were_cleared(self):
        Clearing = self.env["aftersales.stock.clearing"]
        cron = patch.object(
            type(self.env["ir.cron"]), "_commit_progress", return_value=1.0
        )
        with freeze_time("2026-04-02 22:00:00"), cron:
            Clearing._cron_watch()
        own = Clearing.search([("warehouse_id", "=", self.warehouse.id)])
        days = own.filtered(lambda one: one.kind == "day").sorted("date_from")
        with freeze_time("2026-04-03 01:00:00"):
            days[:2].with_user(self.keeper).action_clear()
        found = self._ask("days_cleared")[f"outlet:{self.outlet.id}"]
        self.assertEqual((found.samples, found.passed), (len(days), 2))
        self.assertEqual(found.items[0].res_ids, tuple(sorted(days[:2].ids)))
        found = self._ask("months_cleared")[f"outlet:{self.outlet.id}"]
        self.assertEqual((found.samples, found.passed), (len(own - days), 0))


@tagged("post_install", "-at_install")
@freeze_time("2026-05-10 04:00:00")
class TestEvidenceDepreciation(EvidenceMixin, DepreciationCase):
    @rule("R224")
    def test_a_month_without_a_run_counts_as_well(self):
        self._layer("2026-01-20")
        run = self._run("2026-02-28")
        found = self._ask("depreciation_posted")
        self.assertEqual(list(found), [COMPANY])
        self.assertEqual((found[COMPANY].samples, found[COMPANY].passed), (3, 1))
        self.assertEqual(found[COMPANY].items[0].res_ids, tuple(run.ids))
        self.assertIn("1 of 3", found[COMPANY].reason)

    def test_who_has_nothing_to_depreciate_owes_no_month(self):
        self.assertEqual(self._ask("depreciation_posted")[COMPANY].samples, 0)
