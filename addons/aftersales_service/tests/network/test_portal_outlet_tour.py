from odoo.tests import tagged

from ..rules import rule
from .portal_common import OutletPortalCase


@tagged("post_install", "-at_install")
class TestPortalOutletTour(OutletPortalCase):
    """The outlet's month in a real browser."""

    @rule("R064", "R071")
    def test_a_job_is_taken_visited_and_signed(self):
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
