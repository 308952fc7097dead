import io
import json
import unicodedata

import PyPDF2
from freezegun import freeze_time

from odoo.tests import HttpCase, new_test_user, tagged

from ..rules import rule
from .common import PNG, DeliveryCase

RECEIPT = "aftersales_service.action_report_delivery_receipt"
CERTIFICATE = "aftersales_service.action_report_acceptance"


@tagged("post_install", "-at_install")
class TestDeliveryPortal(DeliveryCase, HttpCase):
    """The customer signs on his own page; nobody else opens it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer_user = new_test_user(
            cls.env, "goods_customer", groups="base.group_portal"
        )
        cls.customer_user.partner_id.parent_id = cls.customer
        cls.stranger = new_test_user(
            cls.env, "goods_stranger", groups="base.group_portal"
        )
        cls.delivery = cls._create_delivery()
        cls._bring(cls.delivery)
        cls.installation = cls._create_installation()
        cls.installation.action_start()
        cls._work_off(cls.installation)
        cls.installation.action_present()

    def _open(self, path, **kwargs):
        return self.url_open(path, timeout=60, **kwargs)

    def _call(self, path, **params):
        answer = self._open(
            path,
            data=json.dumps({"jsonrpc": "2.0", "params": params}),
            headers={"Content-Type": "application/json"},
        )
        return answer.json()["result"]

    @rule("R180")
    def test_a_customer_signs_for_his_goods(self):
        self.authenticate("goods_customer", "goods_customer")
        self.assertIn(self.delivery.name, self._open("/my/deliveries").text)
        page = self._open(f"/my/deliveries/{self.delivery.id}").text
        self.assertIn("Circulating Pump", page)
        self.assertIn("Sign for the Goods", page)
        path = f"/my/deliveries/{self.delivery.id}/sign"
        self.assertIn("error", self._call(path, name="", signature=PNG))
        answer = self._call(path, name="Director Li", signature=PNG)
        self.assertIn("message=signed", answer["redirect_url"])
        self.assertRecordValues(
            self.delivery, [{"state": "received", "signed_by": "Director Li"}]
        )
        again = self._call(path, name="Somebody", signature=PNG)
        self.assertIn("error", again)
        self.assertEqual(self.delivery.signed_by, "Director Li")

    @rule("R165")
    def test_a_customer_accepts_his_installation(self):
        self.authenticate("goods_customer", "goods_customer")
        self.assertIn(self.installation.name, self._open("/my/installations").text)
        page = self._open(f"/my/installations/{self.installation.id}").text
        self.assertIn("Self-Inspection", page)
        self._call(
            f"/my/installations/{self.installation.id}/sign",
            name="Director Li",
            signature=PNG,
        )
        self.assertEqual(self.installation.state, "accepted")
        self.assertTrue(self.unit.acceptance_date)

    def test_a_customer_says_why_he_does_not_accept(self):
        self.authenticate("goods_customer", "goods_customer")
        page = self._open(f"/my/installations/{self.installation.id}").text
        token = page.split('name="csrf_token" value="')[1].split('"')[0]
        path = f"/my/installations/{self.installation.id}/refuse"
        answer = self._open(path, data={"csrf_token": token, "reason": "  "})
        self.assertIn("Refusal Reason", answer.text)
        self.assertEqual(self.installation.state, "presented")
        answer = self._open(
            path, data={"csrf_token": token, "reason": "The door <scrapes>."}
        )
        self.assertIn("The door &lt;scrapes&gt;.", answer.text)
        self.assertRecordValues(
            self.installation, [{"state": "refused", "refusal_count": 1}]
        )
        self.assertTrue(self.installation.activity_ids)

    def test_strangers_open_nothing_and_sign_nothing(self):
        paths = [
            f"/my/deliveries/{self.delivery.id}",
            f"/my/deliveries/{self.delivery.id}/receipt",
            f"/my/deliveries/{self.delivery.id}?access_token=wrong",
            f"/my/installations/{self.installation.id}",
            f"/my/installations/{self.installation.id}/certificate",
            "/my/deliveries",
            "/my/installations",
        ]
        for login in (None, self.stranger.login):
            self.authenticate(login, login)
            for path in paths:
                with self.subTest(login=login, path=path):
                    answer = self._open(path)
                    self.assertNotIn(self.delivery.name, answer.text)
                    self.assertNotIn(self.installation.name, answer.text)
                    self.assertNotIn("%PDF", answer.text[:10])
            for kind, document in (
                ("deliveries", self.delivery),
                ("installations", self.installation),
            ):
                answer = self._call(
                    f"/my/{kind}/{document.id}/sign", name="X", signature=PNG
                )
                self.assertIn("error", answer)
        self.assertEqual(self.delivery.state, "delivered")
        self.assertEqual(self.installation.state, "presented")

    def test_who_has_the_link_signs_without_an_account(self):
        token = self.delivery._portal_ensure_token()
        self.authenticate(None, None)
        path = f"/my/deliveries/{self.delivery.id}"
        page = self._open(f"{path}?access_token={token}").text
        self.assertIn(self.delivery.name, page)
        self._call(f"{path}/sign", access_token=token, name="The Porter", signature=PNG)
        self.assertEqual(self.delivery.signed_by, "The Porter")

    def _print(self, xml_id, records) -> str:
        report = self.env.ref(xml_id).with_context(force_report_rendering=True)
        if report.get_wkhtmltopdf_state() == "install":
            self.skipTest("wkhtmltopdf is not installed")
        content, _kind = report._render_qweb_pdf(report.report_name, records.ids)
        pages = PyPDF2.PdfReader(io.BytesIO(content)).pages
        text = "".join(page.extract_text() for page in pages)
        return "".join(unicodedata.normalize("NFKC", text).split())

    @rule("R180")
    def test_the_receipt_names_goods_papers_and_damage(self):
        self.delivery.damage_ids.create(
            {"delivery_id": self.delivery.id, "name": "Case torn <open>"}
        )
        with freeze_time("2026-03-05 03:00:00"):
            text = self._print(RECEIPT, self.delivery)
        for words in (
            self.delivery.name,
            "CirculatingPump",
            "P-1",
            "PackingList",
            "Casetorn<open>",
            "HaibinSchool",
        ):
            self.assertIn(words, text)

    @rule("R165")
    def test_the_certificate_names_steps_and_signature(self):
        self.installation.write({"signed_by": "Director Li", "signature": PNG})
        self.installation.action_accept()
        text = self._print(CERTIFICATE, self.installation)
        for words in (
            self.installation.name,
            self.installation.order_id.name,
            "UnpackingCheck",
            "Self-Inspection",
            "DirectorLi",
            "SN000001",
        ):
            self.assertIn(words, text)
