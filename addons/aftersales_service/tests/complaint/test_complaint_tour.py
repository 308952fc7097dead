from odoo.tests import HttpCase, tagged

from ..rules import rule
from .common import ComplaintCase


@tagged("post_install", "-at_install")
class TestComplaintTour(ComplaintCase, HttpCase):
    """From the public page to the closed file, in a real browser."""

    @rule("R246", "R260")
    def test_a_complaint_from_the_public_page_to_its_closure_on_the_portal(self):
        before = self.env["aftersales.complaint"].search([])
        self.start_tour("/complaint", "aftersales_complaint_page")
        complaint = self.env["aftersales.complaint"].search([]) - before
        self.assertRecordValues(
            complaint, [{"state": "acknowledged", "category_id": self.delay.id}]
        )
        desk = complaint.with_user(self.dispatcher)
        desk.write(self.GRADES)
        desk.action_assess()
        self._propose(complaint, description="We come tomorrow.")
        page = complaint.get_portal_url()
        self.start_tour(page, "aftersales_complaint_accept")
        self.assertEqual(complaint.state, "accepted")
        complaint.with_user(complaint.user_id).action_resolve()
        self.start_tour(page, "aftersales_complaint_close")
        self.assertRecordValues(complaint, [{"state": "closed", "satisfaction": "5"}])
