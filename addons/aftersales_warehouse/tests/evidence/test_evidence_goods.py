from datetime import datetime

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from ..receipt.common import GoodsCase
from .common import EvidenceMixin


@tagged("post_install", "-at_install")
class TestEvidenceGoods(EvidenceMixin, GoodsCase):
    """Receipts checked, issues signed, faults reported and settled."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})

    def _receive_two(self):
        """One receipt on the day of its note, one later and with a broken desk."""
        with freeze_time("2026-03-02 04:00:00"):
            sound = self._create_transfer("receipt", [(self.goods, 5)])
            self._receive_checked(sound, (self.goods, {"counted_quantity": 5}))
        with freeze_time("2026-03-04 04:00:00"):
            faulty = self._create_transfer("receipt", [(self.goods, 5)])
            broken = {"bad_quantity": 1, "kind": "damaged", "cause": "transport"}
            self._receive_checked(
                faulty, (self.goods, {"counted_quantity": 4, **broken})
            )
        return sound, faulty

    def test_receipts_were_checked_and_booked_in_time(self):
        sound, faulty = self._receive_two()
        with freeze_time("2026-03-05 04:00:00"):
            self.company.aftersales_check_receipts = False
            unchecked = self._create_transfer("receipt", [(self.goods, 1)])
            unchecked.button_validate()
            self.company.aftersales_check_receipts = True
        self._assert_counted("receipts_checked", sound | faulty, unchecked)
        self._assert_counted("receipts_in_time", sound, faulty)

    @rule("R304")
    def test_what_came_was_good(self):
        sound, faulty = self._receive_two()
        self._assert_counted(
            "goods_accepted", sound.receipt_line_ids, faulty.receipt_line_ids
        )

    @rule("R209")
    def test_issues_bear_all_signatures_or_owe_them(self):
        with freeze_time("2026-03-06 08:00:00"):
            self._receive(self.warehouse, self.goods, 20)
            signed, phoned = (
                self._create_transfer("issue", [(self.goods, 3)]) for _one in range(2)
            )
            self._sign_issue(signed)
            phoned.with_user(self.storekeeper)._release_by_phone(
                self.finance, datetime(2026, 3, 6, 7, 30), "The school waits"
            )
            for picking in (signed, phoned):
                self._take(picking)
                picking.with_user(self.storekeeper).button_validate()
        self._assert_counted("issues_signed", signed, phoned)
        with freeze_time("2026-03-06 09:00:00"):
            self._sign_issue(phoned)
        self._assert_counted("issues_signed", signed | phoned, phoned.browse())

    @rule("R208")
    def test_faults_are_settled_and_reported(self):
        self.company.aftersales_quality_partner_id = self.env["res.partner"].create(
            {"name": "Branch Management", "email": "branches@example.com"}
        )
        Feedback = self.env["aftersales.quality.feedback"]
        with freeze_time("2026-02-14 04:00:00"):
            settled, waiting, dropped = Feedback.with_user(self.storekeeper).create(
                [
                    {
                        "outlet_id": self.outlet.id,
                        "product_id": self.goods.id,
                        "kind": "short",
                    }
                ]
                * 3
            )
            (settled | waiting | dropped).action_report()
        dropped.with_user(self.service_manager).action_cancel()
        judge = settled.with_user(self.service_manager)
        judge.write({"liability": "production", "disposition": "none"})
        judge.action_decide()
        judge.action_settle()
        self._assert_counted("feedbacks_settled", settled, waiting)
        Report = self.env["aftersales.quality.report"]
        with freeze_time("2026-02-15 04:00:00"):
            Report._cron_report()
        report = waiting.report_id
        self.assertTrue(report.sent_at)
        self._assert_counted("quality_reports_sent", report.sudo(), Report)
