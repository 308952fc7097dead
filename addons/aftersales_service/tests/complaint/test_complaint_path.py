from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..rules import rule
from .common import ComplaintCase


@tagged("post_install", "-at_install")
class TestComplaintPath(ComplaintCase):
    @rule("R246", "R257", "R260")
    @freeze_time("2026-03-02 03:00:00")
    def test_a_general_complaint_from_the_call_to_the_closed_file(self):
        desk = self.env["aftersales.complaint"].with_user(self.dispatcher)
        with Form(desk) as form:
            form.title = "Nobody came"
            form.partner_id = self.customer
            form.category_id = self.delay
        complaint = form.record
        self.assertEqual(complaint.state, "received")
        self.assertEqual(complaint.level, "general")
        self.assertEqual(complaint.user_id, self.dispatcher)
        self.assertTrue(complaint.name.startswith("CP/2026/"))
        complaint.action_acknowledge()
        self.assertEqual(complaint.acknowledged_by_id, self.dispatcher)
        complaint.write(self.GRADES)
        complaint.action_assess()
        complaint.action_investigate()
        self._propose(complaint)
        complaint.action_accept()
        complaint.action_resolve()
        with self.assertRaisesRegex(UserError, "tell the complainant"):
            complaint.action_close()
        complaint._feed_back("phone", "He is content.", "5")
        complaint.action_close()
        self.assertEqual(complaint.state, "closed")
        self.assertTrue(complaint.is_upheld)
        self.assertEqual(complaint.offer_ids.state, "accepted")
        self.assertFalse(complaint.activity_ids)
