import re

from odoo import Command
from odoo.tests import HttpCase, new_test_user

from ..common import AftersalesCase

PASSWORD = "outlet-partner-1"
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"


class OutletPortalCase(AftersalesCase, HttpCase):
    """An outsourced outlet with a portal user, and another one that must stay apart."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.outlet.manager_id = cls._create_user("service_manager")
        cls.partner_outlet = cls._create_partner_outlet("Xiamen Partner", "Xiamen")
        cls.other_outlet = cls._create_partner_outlet("Fuzhou Partner", "Fuzhou")
        cls.portal_user = cls._create_outlet_user("outlet_xm", cls.partner_outlet)
        cls.other_user = cls._create_outlet_user("outlet_fz", cls.other_outlet)
        cls.helper = cls.env["hr.employee"].create({"name": "Wu Bin"})
        cls.stranger = cls.env["hr.employee"].create({"name": "Zhou Tao"})
        cls.partner_outlet.technician_ids = cls.helper
        cls.other_outlet.technician_ids = cls.stranger
        # Whatever a database promises already is not what is tested here.
        cls.env["aftersales.sla.policy"].search([]).active = False
        cls.env["aftersales.sla.policy"].create(
            {
                "name": "Promise",
                "target_ids": [
                    Command.create(
                        {"milestone": "arrive", "amount": 24, "unit": "hour"}
                    )
                ],
            }
        )
        cls.job = cls._create_job(cls.partner_outlet, phone="13800000001")
        cls.foreign = cls._create_job(cls.other_outlet, phone="13900000002")

    @classmethod
    def _create_partner_outlet(cls, name, city):
        partner = cls.env["res.partner"].create({"name": name, "is_company": True})
        return cls._create_outlet(
            name=name,
            cities=city,
            kind="outsourced",
            parent_id=cls.outlet.id,
            partner_id=partner.id,
        )

    @classmethod
    def _create_outlet_user(cls, login, outlet):
        user = new_test_user(
            cls.env,
            login,
            groups="aftersales_service.group_portal_outlet",
            password=PASSWORD,
            tz="Asia/Shanghai",
            lang="en_US",
        )
        user.partner_id.parent_id = outlet.partner_id
        outlet.user_ids = [Command.link(user.id)]
        return user

    @classmethod
    def _create_job(cls, outlet, **vals):
        """An order that was given to an outlet, for a customer of its own."""
        customer = cls.env["res.partner"].create(
            {"name": f"Customer of {outlet.name}", "street": "Lake Road 5"}
        )
        unit = cls._create_unit(
            serial=f"SN-{outlet.id}-{customer.id}", partner_id=customer.id
        )
        return cls._create_order(
            partner_id=customer.id,
            equipment_id=unit.id,
            outlet_id=outlet.id,
            user_id=cls.dispatcher.id,
            description="The <b>drawer</b> sticks",
            **vals,
        )

    def setUp(self):
        super().setUp()
        self.authenticate(self.portal_user.login, PASSWORD)

    def _get_page(self, url) -> str:
        response = self.url_open(url)
        self.assertEqual(response.status_code, 200, url)
        return response.text

    def _read_form(self, page: str, action: str) -> dict:
        """Hidden fields of the form that sends to an address."""
        form = re.search(rf'<form[^>]*action="{action}".*?</form>', page, re.S)
        self.assertTrue(form, f"no form for {action}")
        return dict(
            re.findall(
                r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form.group()
            )
        )

    def _send(self, page_url, action, files=None, **values):
        """Fill in the form of a page and send it."""
        hidden = self._read_form(self._get_page(page_url), action)
        return self.url_open(action, data={**hidden, **values}, files=files, timeout=60)

    def _send_job(self, step, **values):
        url = f"/my/outlet/jobs/{self.job.id}"
        return self._send(url, f"{url}/{step}", **values)

    def _send_visit(self, step, files=None, **values):
        visit = self.job._get_outlet_visit()
        return self._send(
            f"/my/outlet/jobs/{self.job.id}",
            f"/my/outlet/visits/{visit.id}/{step}",
            files=files,
            **values,
        )

    def _as_portal(self, record):
        """A record as the pages use it: rights raised, the user stays."""
        return record.with_user(self.portal_user).sudo()

    def _accept_and_appoint(self):
        self._send_job("accept")
        self._send_job(
            "appoint",
            start="2026-03-03T10:00",
            end="2026-03-03T12:00",
            technician_ids=self.helper.id,
        )
        return self.job._get_outlet_visit()
