from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import GoodsCase


@tagged("post_install", "-at_install")
class TestQualityReport(GoodsCase):
    """Twice a month each outlet's quality feedback goes to head office, once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.company.aftersales_quality_partner_id = cls.env["res.partner"].create(
            {"name": "Branch Management", "email": "branches@example.com"}
        )

    def _report(self):
        self.env["aftersales.quality.report"]._cron_report()
        return self.env["aftersales.quality.report"].search(
            [("outlet_id", "in", (self.outlet | self.outlet_b).ids)]
        )

    def _create_feedback(self):
        feedback = self.env["aftersales.quality.feedback"].create(
            {
                "outlet_id": self.outlet.id,
                "product_id": self.goods.id,
                "kind": "short",
            }
        )
        feedback.with_user(self.storekeeper).action_report()
        return feedback

    @rule("R208")
    def test_on_the_15th_and_the_last_day_of_a_short_month(self):
        with freeze_time("2026-02-14 04:00:00"):
            self._report()
            feedback = self._create_feedback()
        with freeze_time("2026-02-15 04:00:00"):
            reports = self._report()
            again = self._report()
        self.assertEqual(reports, again)
        report = feedback.report_id
        self.assertEqual(str(report.due_date), "2026-02-15")
        self.assertEqual(report.feedback_count, 1)
        self.assertTrue(report.sent_at)
        mail = self.env["mail.mail"].search(
            [("model", "=", report._name), ("res_id", "=", report.id)]
        )
        self.assertIn(feedback.name, mail.body_html)
        with freeze_time("2026-02-28 04:00:00"):
            later = self._report() - reports
        self.assertEqual({str(day) for day in later.mapped("due_date")}, {"2026-02-28"})
        # Nothing differed: the report says so, and nobody is mailed.
        self.assertEqual(sum(later.mapped("feedback_count")), 0)
        self.assertFalse(any(later.mapped("sent_at")))

    def test_drafts_wait_for_the_next_one(self):
        draft = self.env["aftersales.quality.feedback"].create(
            {
                "outlet_id": self.outlet.id,
                "product_id": self.goods.id,
                "kind": "short",
            }
        )
        with freeze_time("2026-03-15 04:00:00"):
            self._report()
        self.assertFalse(draft.report_id)

    def test_a_job_that_was_killed_goes_on(self):
        with freeze_time("2026-03-15 04:00:00"):
            Report = self.env["aftersales.quality.report"]
            Report._make_reports(self.outlet, "2026-03-15")
            reports = self._report()
        self.assertEqual(len(reports), 2)
        self.assertEqual(reports.outlet_id, self.outlet | self.outlet_b)

    def test_the_days_are_data(self):
        self.company.aftersales_feedback_days = "10"
        with freeze_time("2026-03-12 04:00:00"):
            self.assertEqual(str(self._report()[0].due_date), "2026-03-10")
        with self.assertRaises(ValidationError):
            self.company.aftersales_feedback_days = "the tenth"

    def test_queries_do_not_grow_with_the_outlets(self):
        def make(count):
            outlets = self.env["aftersales.outlet"].union(
                *(self._create_outlet(name=f"O {count} {n}") for n in range(count))
            )
            Report = self.env["aftersales.quality.report"]
            day = f"2026-04-{count:02}"
            return self._count_queries(lambda: Report._make_reports(outlets, day))

        make(1)
        self.assertLessEqual(make(10) - make(2), 8)
