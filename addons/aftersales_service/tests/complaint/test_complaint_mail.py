from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ComplaintCase

MAIL = """From: {sender}
To: complaints@service.example.com
Subject: {subject}
Message-Id: <{number}@mail.example.com>
Date: Mon, 2 Mar 2026 09:00:00 +0800
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="part"

--part
Content-Type: text/plain; charset="utf-8"

The door came off again.
--part
Content-Type: text/plain; name="note.txt"
Content-Disposition: attachment; filename="note.txt"

Serial SN000001
--part--
"""


@tagged("post_install", "-at_install")
class TestComplaintMail(ComplaintCase):
    """A mail to the complaints' address is a complaint."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.email = "office@haibin.example.com"
        domain = cls.env["mail.alias.domain"].create({"name": "service.example.com"})
        cls.env.ref("aftersales_service.mail_alias_complaint").alias_domain_id = domain

    def _receive(self, number=1, sender="office@haibin.example.com", subject="Door"):
        mail = MAIL.format(sender=sender, subject=subject, number=number)
        with mute_logger("odoo.addons.mail.models.mail_thread"):
            found = self.env["mail.thread"].message_process(False, mail)
        return self.env["aftersales.complaint"].browse(found or ())

    def test_the_customer_is_known_by_his_address(self):
        complaint = self._receive()
        self.assertRecordValues(
            complaint,
            [
                {
                    "title": "Door",
                    "channel": "email",
                    "partner_id": self.customer.id,
                    "state": "acknowledged",
                }
            ],
        )
        self.assertTrue(complaint.name.startswith("CP/"))
        self.assertIn("The door came off again.", complaint.description)
        self.assertIn("note.txt", complaint.message_ids.attachment_ids.mapped("name"))

    def test_a_stranger_and_a_colleague_are_not_customers(self):
        stranger = self._receive(2, "Li <li@elsewhere.example.com>", subject="")
        self.assertFalse(stranger.partner_id)
        self.assertIn("li@elsewhere.example.com", stranger.contact_email)
        self.assertEqual(stranger.title, "The door came off again.")
        self.dispatcher.email = "desk@ours.example.com"
        passed_on = self._receive(3, "desk@ours.example.com")
        self.assertFalse(passed_on.partner_id)

    def test_the_same_mail_is_one_complaint_and_loops_end(self):
        self.assertTrue(self._receive(4))
        self.assertFalse(self._receive(4))
        config = self.env["ir.config_parameter"].sudo()
        config.set_param("mail.gateway.loop.threshold", 3)
        found = [self._receive(number) for number in range(10, 16)]
        self.assertLess(len([c for c in found if c]), 4)
