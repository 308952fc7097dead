from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule
from odoo.addons.aftersales_service.tools.evidence import NOT_MET, NUMBER, PRO_RATA

from ...tools.evidence import judge
from ..nonconformity.common import NonconformityCase


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 02:00:00")
class TestReviewEvidence(NonconformityCase):
    """What supervision, findings, reviews and certificates prove of a period."""

    def _ask(self, source):
        audit = self._create_audit()
        period = (
            fields.Date.to_date("2026-01-01"),
            fields.Date.to_date("2026-12-31"),
        )
        sources = self.env["aftersales.evidence"].sudo()
        answers = getattr(sources, f"_evidence_{source}")(audit.sudo(), period)
        return answers.get("company")

    @rule("R318")
    def test_months_with_a_report(self):
        for month in ("2026-01-01", "2026-02-01"):
            inspection = self.env["aftersales.inspection"].create(
                {"month": month, "department_id": self.plant.id, "report": "Seen."}
            )
            inspection.action_report()
        proposal = self._ask("supervision_monthly")
        self.assertEqual((proposal.samples, proposal.passed), (6, 2))
        self.assertEqual(proposal.items[0].count, 2)

    def test_what_was_settled(self):
        nothing = self._ask("nonconformities_settled")
        self.assertIsNone(judge(nothing, PRO_RATA, 0))
        record = self._find(severity_id=self.observation.id)
        self._find()
        self._walk_to_verified(record)
        record.with_user(self.verifier).action_close()
        proposal = self._ask("nonconformities_settled")
        self.assertEqual((proposal.samples, proposal.passed), (2, 1))

    @rule("R488")
    def test_without_a_review_it_is_not_met(self):
        for source in ("management_review_held", "certificates_held"):
            proposal = self._ask(source)
            self.assertEqual(proposal.passed, 0)
            self.assertEqual(judge(proposal, NUMBER, 1).result, NOT_MET)
