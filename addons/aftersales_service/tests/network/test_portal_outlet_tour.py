from odoo import Command
from odoo.tests import tagged

from ..rules import rule
from .portal_common import OutletPortalCase


@tagged("post_install", "-at_install")
class TestPortalOutletTour(OutletPortalCase):
    """The outlet's month in a real browser."""

    @rule("R064", "R071", "R135")
    def test_a_job_is_taken_visited_signed_and_settled(self):
        # The browser logs in by name alone.
        self.portal_user.password = self.portal_user.login
        self.start_tour(
            "/my/outlet", "aftersales_outlet_visit", login=self.portal_user.login
        )
        visit = self.job.dispatch_ids
        self.assertRecordValues(
            visit,
            [
                {
                    "state": "finished",
                    "technician_ids": self.helper.ids,
                    "opinion": "very_satisfied",
                    "signed_by": "Director Li",
                }
            ],
        )
        self.assertTrue(visit.signature)
        self.assertEqual(self.job.state, "signed")

        settlement = self._settle(visit)
        self.start_tour(
            "/my/outlet", "aftersales_outlet_settlement", login=self.portal_user.login
        )
        self.assertEqual(settlement.state, "confirmed")
        self.assertFalse(settlement.is_tacit)
        self.assertEqual(settlement.line_ids.dispatch_id, visit)

    def _settle(self, visit):
        """The month of the visit, sent to the outlet."""
        self.company.aftersales_settlement_scope = "external"
        self.company.aftersales_settlement_start = "2026-01-01"
        card = self.env["aftersales.rate.card"].create(
            {
                "name": "Outsourced 2026",
                "outlet_kind": "outsourced",
                "valid_from": "2026-01-01",
                "rule_ids": [Command.create({"kind": "labour", "amount": 80.0})],
            }
        )
        card.action_put_in_force()
        visit.finished_at = "2026-03-10 04:00:00"
        Settlement = self.env["aftersales.settlement"]
        month = Settlement._get_month(visit.finished_at.date())
        Settlement._settle_batch(self.company, *month, 100)
        settlement = Settlement.search([("outlet_id", "=", visit.outlet_id.id)])
        settlement.with_user(self._create_user("finance")).action_send()
        return settlement
