import io
import re

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged

from .test_registration import PDF, RegistrationCase

PASSWORD = "portal-customer-1"
FILES = (("proofs", ("invoice.pdf", io.BytesIO(PDF), "application/pdf")),)


@tagged("post_install", "-at_install")
class TestRegistrationPage(RegistrationCase, HttpCase):
    """Registration and “My Products”, as strangers and customers see them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal_user = new_test_user(
            cls.env,
            "test_portal_buyer",
            groups="base.group_portal",
            password=PASSWORD,
        )
        cls.portal_user.partner_id.parent_id = cls.customer
        cls.own = cls._create_unit(serial="SN-OWN")
        cls.stranger = cls.env["res.partner"].create({"name": "Stranger Ltd"})
        cls.foreign = cls._create_unit(serial="SN-FOR", partner_id=cls.stranger.id)
        cls.unit._ensure_qr_tokens()
        cls.path = f"/u/{cls.unit.qr_token}/register"

    def _login(self):
        self.authenticate("test_portal_buyer", PASSWORD)

    def _get_page(self, url) -> str:
        response = self.url_open(url)
        self.assertEqual(response.status_code, 200)
        return response.text

    def _send(self, url, files=FILES, keys=None, **values):
        for _name, (_file, content, _kind) in files or ():
            content.seek(0)
        return self.url_open(
            url,
            data={
                **(keys or self._read_keys(url)),
                "contact_name": "Wang Xiaoming",
                "phone": "13900001111",
                "seller": "Suning Qingdao",
                "invoice_number": "FP-1",
                "purchase_date": "2026-02-01",
                "price": "3,999.50",
                "has_consent": "1",
                **values,
            },
            files=files,
            timeout=60,
        )

    def _read_keys(self, url) -> dict:
        page = self._get_page(url)
        return {
            name: re.search(rf'name="{name}"[^>]*value="([^"]+)"', page).group(1)
            for name in ("csrf_token", "form_key")
        }

    def _get_registrations(self):
        return self.env["aftersales.registration"].search([])

    # -- from the code ------------------------------------------------------------

    def test_a_stranger_registers_the_unit_he_scanned(self):
        response = self._send(
            self.path, state="approved", equipment_id=self.foreign.id, decision_note="x"
        )
        self.assertIn("We have received your registration", response.text)
        registration = self._get_registrations()
        self.assertRecordValues(
            registration,
            [
                {
                    "equipment_id": self.unit.id,
                    "serial": "SN000001",
                    "partner_id": False,
                    "state": "new",
                    "channel": "qr",
                    "price": 3999.5,
                    "decision_note": False,
                    "company_id": self.company.id,
                }
            ],
        )
        self.assertTrue(registration.consented_at)
        self.assertEqual(registration.proof_ids.raw, PDF)
        self.assertFalse(self.unit.partner_id, "nothing happens before approval")

    def test_the_page_does_not_tell_whose_the_unit_is(self):
        self.unit.partner_id = self.stranger
        self.assertNotIn("Stranger", self._get_page(self.path))
        self.assertNotIn("Stranger", self._send(self.path).text)

    def test_two_clicks_make_one_registration(self):
        keys = self._read_keys(self.path)
        self._send(self.path, keys=keys)
        self._send(self.path, keys=keys)
        self.assertEqual(len(self._get_registrations()), 1)

    def test_every_field_says_what_it_lacks(self):
        page = self._send(
            self.path,
            files=None,
            contact_name="",
            phone="",
            seller="",
            invoice_number="",
            purchase_date="31.02.2026",
            price="cheap",
            has_consent="",
            address='<img src="x">',
        ).text
        for expected in (
            "Please tell us your name.",
            "Please give a phone number or an e-mail address",
            "Please tell us who sold it to you.",
            "Please give the number of the invoice.",
            "Please give the day you bought it on.",
            "Please give the price as a number.",
            "Without your consent we may not keep your data.",
            "Please add a photo or PDF of the invoice.",
            "&lt;img src=",
        ):
            self.assertIn(expected, page)
        self.assertNotIn('<img src="x">', page)
        self.assertFalse(self._get_registrations())

    def test_proofs_are_photos_or_pdf(self):
        exe = io.BytesIO(b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 200)
        page = self._send(
            self.path, files=[("proofs", ("invoice.pdf", exe, "application/pdf"))]
        ).text
        self.assertIn("invoice.pdf is neither a photo", page)
        self.assertFalse(self._get_registrations())

    # -- from the portal ------------------------------------------------------------

    def test_pages_of_the_portal_need_a_login(self):
        for page in ("/my/products", "/my/products/register", "/my/products/1"):
            response = self.url_open(page, allow_redirects=False)
            self.assertIn("/web/login", response.headers["Location"])

    def test_a_customer_registers_a_product(self):
        self._login()
        page = self._send(
            "/my/products/register", serial="SN-NEW", product_name="Old cabinet"
        ).text
        registration = self._get_registrations()
        self.assertRecordValues(
            registration,
            [
                {
                    "partner_id": self.customer.id,
                    "serial": "SN-NEW",
                    "channel": "portal",
                    "equipment_id": False,
                }
            ],
        )
        self.assertIn(registration.name, page)
        self.assertIn("Being checked", page)

    def test_a_serial_of_another_customer_tells_him_nothing(self):
        self._login()
        page = self._send("/my/products/register", serial="SN-FOR").text
        registration = self._get_registrations()
        self.assertEqual(registration.equipment_id, self.foreign)
        self.assertIn("Stranger", registration.findings)
        self.assertNotIn("Stranger", page)
        with self.assertRaises(AccessError):
            registration.with_user(self.portal_user).read(["findings"])

    def test_he_reads_why_it_was_refused(self):
        self._create_registration(
            partner_id=self.customer.id, refusal_reason="Model <b>differs</b>"
        ).action_refuse()
        foreign = self._create_registration(partner_id=self.stranger.id)
        self._login()
        page = self._get_page("/my/products")
        self.assertIn("Model &lt;b&gt;differs&lt;/b&gt;", page)
        self.assertNotIn(foreign.name, page)

    # -- my products ----------------------------------------------------------------

    def test_he_sees_his_own_products_with_their_warranty(self):
        self._login()
        page = self._get_page("/my/products")
        self.assertIn("SN-OWN", page)
        self.assertIn("12/31/2027", page)
        self.assertNotIn("SN-FOR", page)
        counts = self.make_jsonrpc_request(
            "/my/counters", {"counters": ["product_count"]}
        )
        self.assertEqual(counts["product_count"], 1)
        self.assertIn("/my/products", self._get_page("/my/home"))

    def test_one_product_leads_to_its_orders_and_its_card(self):
        order = self._create_order(equipment_id=self.own.id)
        card = self.own._issue_missing_cards()
        self._login()
        page = self._get_page(f"/my/products/{self.own.id}")
        for expected in (
            "SN-OWN",
            order.name,
            card.name,
            f"/my/service/new?equipment_id={self.own.id}",
        ):
            self.assertIn(expected, page)
        paper = self._get_page(f"/my/products/{self.own.id}/card")
        self.assertIn(card.name, paper)

    def test_another_customer_s_product_leads_back(self):
        self.foreign._issue_missing_cards()
        self._login()
        for page in (f"{self.foreign.id}", f"{self.foreign.id}/card", "999999"):
            response = self.url_open(f"/my/products/{page}", allow_redirects=False)
            self.assertEqual(response.status_code, 303)
            self.assertTrue(response.headers["Location"].endswith("/my/products"))

    def test_the_list_needs_no_more_queries_for_more_products(self):
        self._login()

        def count():
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self._get_page("/my/products")
            return self.env.cr.sql_log_count - before

        self._create_unit(serial="M")
        count()
        few = count()
        for number in range(12):
            self._create_unit(serial=f"M{number}")
        self.assertLessEqual(count(), few + 3)
