import base64
import io

import openpyxl
import PyPDF2

from odoo.tests import HttpCase, new_test_user, tagged

from .common import SettlementCase

PNG = base64.b64decode(SettlementCase.FINISH_VALS["signature"])


@tagged("post_install", "-at_install")
class TestSettlementPortal(SettlementCase, HttpCase):
    """The outlet reads, disputes and confirms its month under its own login."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.visit = cls._create_visit(km=50.0, work_done="Rail <b>replaced</b>")
        cls._create_visit(opinion=False)
        cls.settlement = cls._settle()
        cls.settlement.with_user(cls.finance).action_send()
        cls.travel = cls.settlement.line_ids.filtered(lambda x: x.kind == "travel")
        cls.url = f"/my/settlements/{cls.settlement.id}"

    def setUp(self):
        super().setUp()
        self.authenticate("settle_outlet", "settle_outlet")

    def _open(self, path, **kwargs):
        return self.url_open(path, timeout=60, **kwargs)

    def _get_token(self):
        page = self._open(self.url).text
        return page.split('name="csrf_token" value="')[1].split('"')[0]

    def test_an_outlet_reads_its_month_and_confirms(self):
        self.assertIn(self.settlement.name, self._open("/my/settlements").text)
        page = self._open(self.url).text
        self.assertIn("30 km beyond 20 at", page)
        self.assertIn("125.00", page)
        self.assertIn("Opinion Missing", page)
        answer = self._open(f"{self.url}/confirm", data={"csrf_token": self._get_token()})
        self.assertIn("The settlement is confirmed", answer.text)
        self.assertEqual(self.settlement.state, "confirmed")
        self.assertNotIn("Dispute this line", answer.text)

    def test_an_outlet_disputes_a_line_with_evidence(self):
        path = f"{self.url}/lines/{self.travel.id}/dispute"
        data = {
            "csrf_token": self._get_token(),
            "reason": "It was <60> km",
            "amount": "60",
        }
        refused = self._open(
            path, data=data, files={"evidence": ("x.html", b"<script></script>", "a/b")}
        )
        self.assertIn("neither a photo nor a log", refused.text)
        refused = self._open(path, data={**data, "amount": "sixty"})
        self.assertIn("enter the amount as a number", refused.text)
        self.assertFalse(self.travel.dispute_state)
        answer = self._open(
            path, data=data, files={"evidence": ("odo.png", PNG, "image/png")}
        )
        self.assertIn("We have received your objection", answer.text)
        self.assertIn("It was &lt;60&gt; km", answer.text)
        self.assertEqual(self.travel.dispute_amount, 60.0)
        self.assertEqual(self.travel.evidence_ids.name, "odo.png")
        self.assertEqual(self.travel.disputed_by_id, self.outlet_user)

    def test_the_statement_is_a_paper_and_a_sheet(self):
        paper = self._open(f"{self.url}/statement")
        self.assertEqual(paper.status_code, 200)
        self.assertEqual(paper.headers["Content-Type"], "application/pdf")
        report = self.env.ref("aftersales_service.action_report_settlement")
        content, _kind = report.with_context(
            force_report_rendering=True
        )._render_qweb_pdf(report.report_name, self.settlement.ids)
        pages = PyPDF2.PdfReader(io.BytesIO(content)).pages
        text = " ".join(" ".join(page.extract_text() for page in pages).split())
        for words in (self.settlement.name, "125.00", "Satisfied · signed"):
            self.assertIn(words, text)
        sheet = self._open(f"{self.url}/sheet")
        book = openpyxl.load_workbook(io.BytesIO(sheet.content), data_only=True)
        rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
        self.assertIn(self.settlement.display_name, rows[0])
        amounts = [row[8] for row in rows if isinstance(row[8], int | float)]
        self.assertEqual(amounts, [80.0, 45.0, 125.0])
        self.assertIn("yes", [row[3] for row in rows])

    def test_strangers_and_other_outlets_read_nothing(self):
        other = self._create_partner_outlet("Yantai")
        stranger = new_test_user(
            self.env, "settle_stranger", groups="aftersales_service.group_portal_outlet"
        )
        other.user_ids = stranger
        customer = new_test_user(
            self.env, "settle_customer", groups="base.group_portal"
        )
        for user in (stranger, customer):
            self.authenticate(user.login, user.login)
            for path in (self.url, f"{self.url}/statement", f"{self.url}/sheet"):
                answer = self._open(path)
                self.assertNotIn(self.settlement.name, answer.text)
            self.assertNotIn(
                self.settlement.name, self._open("/my/settlements").text
            )
            home = self._open("/my/home").text
            token = home.split('csrf_token: "')[1].split('"')[0]
            self._open(f"{self.url}/confirm", data={"csrf_token": token})
            self._open(
                f"{self.url}/lines/{self.travel.id}/dispute",
                data={"csrf_token": token, "reason": "Mine"},
            )
        self.assertEqual(self.settlement.state, "sent")
        self.assertFalse(self.travel.dispute_state)

    def test_a_month_that_was_not_sent_is_not_there(self):
        visit = self._create_visit("2026-04-10")
        april = self._settle("2026-04-15")
        self.assertEqual(april.line_ids.dispatch_id, visit)
        self.assertNotIn(april.name, self._open(f"/my/settlements/{april.id}").text)
        self.assertNotIn(april.name, self._open("/my/settlements").text)
