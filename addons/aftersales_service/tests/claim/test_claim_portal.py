import base64
import io

import PyPDF2
from freezegun import freeze_time

from odoo.tests import HttpCase, new_test_user, tagged

from .common import ClaimCase

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJ"
    "RU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestClaimPortal(ClaimCase, HttpCase):
    """The customer follows his claim and brings evidence; nobody else does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer_user = new_test_user(
            cls.env, "claim_customer", groups="base.group_portal"
        )
        cls.customer_user.partner_id.parent_id = cls.customer

    def _open(self, path, **kwargs):
        return self.url_open(path, timeout=60, **kwargs)

    def test_a_customer_sees_his_claim_and_its_amounts(self):
        claim = self._create_claim("return", demanded_at="2026-07-08 02:00:00")
        self._grant(claim)
        self.authenticate("claim_customer", "claim_customer")
        self.assertIn(claim.name, self._open("/my/claims").text)
        page = self._open(f"/my/claims/{claim.id}").text
        self.assertIn("Granted", page)
        self.assertIn("168 days (180 used, 12 in repair)", page)
        self.assertIn("2,496.00", page)

    def test_a_customer_brings_evidence(self):
        claim = self._create_claim("return")
        photo = self.env.ref("aftersales_service.evidence_type_photo")
        self.authenticate("claim_customer", "claim_customer")
        page = self._open(f"/my/claims/{claim.id}").text
        self.assertIn("We still need", page)
        token = page.split('name="csrf_token" value="')[1].split('"')[0]
        answer = self._open(
            f"/my/claims/{claim.id}/evidence",
            data={"csrf_token": token, "type_id": photo.id, "note": "The crack"},
            files={"photos": ("crack.png", PNG, "image/png")},
        )
        self.assertIn("we have received it", answer.text)
        self.assertRecordValues(
            claim.evidence_ids, [{"type_id": photo.id, "note": "The crack"}]
        )
        self.assertEqual(claim.evidence_ids.attachment_ids.res_id, claim.id)
        refused = self._open(
            f"/my/claims/{claim.id}/evidence",
            data={"csrf_token": token, "type_id": photo.id},
            files={"photos": ("x.html", b"<script>alert(1)</script>", "image/png")},
        )
        self.assertIn("neither a photo nor a log", refused.text)
        self.assertEqual(len(claim.evidence_ids), 1)

    def test_a_refused_customer_reads_why_and_where_to_turn(self):
        claim = self._create_claim("compensation", amount=10.0)
        self._add_evidence(claim, "photo")
        claim.action_submit()
        manager = claim.with_user(self.manager)
        manager.refuse_reason = "It came from <elsewhere>."
        manager.action_refuse()
        self.authenticate("claim_customer", "claim_customer")
        page = self._open(f"/my/claims/{claim.id}").text
        self.assertIn("It came from &lt;elsewhere&gt;.", page)
        self.assertIn("12315", page)

    def test_strangers_see_nothing(self):
        claim = self._create_claim("return")
        stranger = new_test_user(self.env, "stranger", groups="base.group_portal")
        for login in (None, stranger.login):
            self.authenticate(login, login)
            with self.subTest(login):
                for path in ("", "/statement", "?access_token=wrong"):
                    answer = self._open(f"/my/claims/{claim.id}{path}")
                    self.assertNotIn(claim.name, answer.text)
        token = claim._portal_ensure_token()
        page = self._open(f"/my/claims/{claim.id}?access_token={token}")
        self.assertIn(claim.name, page.text)
        # The discussion asks for its messages with the token itself.
        self.assertIn(f'data-token="{token}"', page.text)

    def test_what_is_asked_of_a_supplier_is_not_for_customers(self):
        claim = self._create_claim("supplier", amount=10.0)
        self.authenticate("claim_customer", "claim_customer")
        self.assertNotIn(claim.name, self._open("/my/claims").text)
        self.assertNotIn(claim.name, self._open(f"/my/claims/{claim.id}").text)

    def test_the_statement_prints_the_reckoning(self):
        claim = self._create_claim("return", demanded_at="2026-07-08 02:00:00")
        self._grant(claim)
        report = self.env.ref("aftersales_service.action_report_claim_statement")
        with freeze_time("2026-07-08 03:00:00"):
            content, _kind = report.with_context(
                force_report_rendering=True
            )._render_qweb_pdf(report.report_name, claim.ids)
        pages = PyPDF2.PdfReader(io.BytesIO(content)).pages
        text = " ".join(" ".join(page.extract_text() for page in pages).split())
        for words in (claim.name, "168 days", "2,496.00", "P1-0001"):
            self.assertIn(words, text)
