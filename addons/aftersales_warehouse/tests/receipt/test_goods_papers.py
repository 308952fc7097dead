from odoo import Command
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import GoodsCase


@tagged("post_install", "-at_install")
class TestGoodsPapers(GoodsCase):
    """The printed note, check and feedback form say what the records say."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})

    def _render(self, report, record, user):
        reports = self.env["ir.actions.report"].with_user(user)
        html, _kind = reports._render_qweb_html(
            f"aftersales_warehouse.{report}", record.ids
        )
        return html.decode()

    @rule("R209", "R211", "R215")
    def test_the_delivery_note_shows_signatures_and_what_is_owed(self):
        self._receive(self.warehouse, self.goods, 5)
        picking = self._create_transfer("issue", [(self.goods, 2)])
        self._take(picking)
        self._sign_issue(picking, "issue_head", "issue_finance")
        html = self._render("report_delivery_note", picking, self.storekeeper)
        for text in ("Department Head", self.finance.name, "Driver Zhao", "D-100"):
            self.assertIn(text, html)
        self.assertNotIn(self.operations.name, html)

    def test_the_check_shows_what_was_counted(self):
        picking = self._create_transfer("receipt", [(self.goods, 4)])
        check = self._check(picking, (self.goods, {"counted_quantity": 4}))
        check.action_sign("receipt_storekeeper")
        html = self._render("report_receipt_check", picking, self.storekeeper)
        for text in ("DN-77", "Steel Desk", self.storekeeper.name):
            self.assertIn(text, html)

    @rule("R205")
    def test_the_feedback_form_shows_its_photos(self):
        photo = self.env["ir.attachment"].create(
            {"name": "crack.png", "datas": self.FINISH_VALS["signature"]}
        )
        feedback = self.env["aftersales.quality.feedback"].create(
            {
                "outlet_id": self.outlet.id,
                "product_id": self.goods.id,
                "kind": "damaged",
                "cause": "transport",
                "description": "<script>alert(1)</script>",
                "photo_ids": [Command.set(photo.ids)],
            }
        )
        html = self._render("report_quality_feedback", feedback, self.storekeeper)
        self.assertIn("Haulage Driver", html)
        self.assertIn("data:image/png;base64", html)
        self.assertNotIn("<script>alert(1)", html)
