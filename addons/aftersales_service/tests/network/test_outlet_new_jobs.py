from datetime import timedelta

from odoo import Command
from odoo.tests import new_test_user, tagged

from ..common import AftersalesCase


@tagged("post_install", "-at_install")
class TestOutletNewJobs(AftersalesCase):
    """Who works on the portal learns of a new job by mail, once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["aftersales.order"].search([]).outlet_told_at = "2026-01-01"
        cls.outlets = cls.env["aftersales.outlet"].concat(
            *(cls._create_portal_outlet(name) for name in ("Xiamen", "Fuzhou"))
        )
        cls.first, cls.second = cls.outlets

    @classmethod
    def _create_portal_outlet(cls, name):
        partner = cls.env["res.partner"].create(
            {"name": name, "email": f"{name.lower()}@example.com", "lang": "en_US"}
        )
        user = new_test_user(
            cls.env,
            f"user_{name}",
            groups="aftersales_service.group_portal_outlet",
            email=f"user.{name.lower()}@example.com",
        )
        return cls._create_outlet(
            name=name,
            kind="outsourced",
            partner_id=partner.id,
            user_ids=[Command.set(user.ids)],
        )

    def _tell(self):
        known = self.env["mail.mail"].search([])
        while self.env["aftersales.outlet"]._tell_new_jobs(limit=1):
            pass
        return self.env["mail.mail"].search([]) - known

    def test_one_mail_names_all_new_jobs_of_an_outlet(self):
        jobs = self._create_order(outlet_id=self.first.id)
        jobs |= self._create_order(outlet_id=self.first.id)
        foreign = self._create_order(outlet_id=self.second.id)
        mails = self._tell()
        self.assertEqual(len(mails), 2, "one for each outlet")
        mail = mails.filtered(lambda mail: jobs[0].name in mail.body_html)
        for job in jobs:
            self.assertIn(f"/my/outlet/jobs/{job.id}", mail.body_html)
        self.assertNotIn(foreign.name, mail.body_html)
        self.assertEqual(
            set(mail.recipient_ids.mapped("email")),
            {"xiamen@example.com", "user.xiamen@example.com"},
        )
        self.assertFalse(self._tell(), "told once")

    def test_another_outlet_is_told_anew(self):
        job = self._create_order(outlet_id=self.first.id)
        self._tell()
        job.outlet_id = self.second
        mail = self._tell()
        self.assertIn("fuzhou@example.com", mail.recipient_ids.mapped("email"))

    def test_who_has_answered_or_is_suspended_gets_no_mail(self):
        answered = self._create_order(outlet_id=self.first.id)
        answered.outlet_accepted_at = answered.create_date + timedelta(minutes=5)
        self._create_order(outlet_id=self.second.id)
        self.second.sudo().action_suspend()
        self.assertFalse(self._tell())

    def test_an_outlet_without_address_is_not_asked_for_again(self):
        self.first.partner_id.email = False
        self.first.user_ids.partner_id.email = False
        job = self._create_order(outlet_id=self.first.id)
        self.assertFalse(self._tell())
        self.assertTrue(job.outlet_told_at)
