import io
import re

from odoo.exceptions import UserError
from odoo.tests import HttpCase, new_test_user, tagged

from ..common import AftersalesCase
from ..rules import rule

PASSWORD = "portal-evidence-1"
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"


@tagged("post_install", "-at_install")
class TestEvidence(AftersalesCase, HttpCase):
    """Who reports a software fault sends screenshots and logs (R090)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.type_remote.write(
            {
                "needs_evidence": True,
                "evidence_note": "Screenshots <and> log files",
            }
        )
        cls.order = cls._create_order(type_id=cls.type_remote.id)
        cls.order.action_accept()

    def _attach(self, order, **vals):
        return self.env["ir.attachment"].create(
            {
                "name": "app.log",
                "raw": b"12:00 error",
                "res_model": order._name,
                "res_id": order.id,
                **vals,
            }
        )

    @rule("R090")
    def test_without_a_file_the_order_is_not_assessed(self):
        order = self.order.with_user(self.dispatcher)
        with self.assertRaisesRegex(UserError, "log files"):
            order.action_assess()
        order.message_post(attachments=[("app.log", b"12:00 error")])
        order.action_assess()
        self.assertEqual(order.state, "assessed")

    def test_a_signature_is_no_evidence(self):
        self.order.signature = self.FINISH_VALS["signature"]
        with self.assertRaisesRegex(UserError, "log files"):
            self.order.action_assess()

    def test_every_order_of_a_batch_is_named(self):
        other = self._create_order(type_id=self.type_remote.id)
        other.action_accept()
        with self.assertRaises(UserError) as caught:
            (self.order | other).action_assess()
        for order in self.order | other:
            self.assertIn(order.name, str(caught.exception))

    def test_asking_costs_the_same_for_many_orders(self):
        def count(number):
            orders = self.env["aftersales.order"].create(
                [
                    {"partner_id": self.customer.id, "type_id": self.type_remote.id}
                    for _number in range(number)
                ]
            )
            return self._count_queries(orders._get_orders_without_evidence)

        self.assertEqual(count(2), count(20))

    # -- the request form of the portal ----------------------------------------

    def _open_form(self):
        partner = new_test_user(
            self.env,
            "evidence_portal",
            groups="base.group_portal",
            password=PASSWORD,
        ).partner_id
        partner.parent_id = self.customer
        self.authenticate("evidence_portal", PASSWORD)
        return self.url_open("/my/service/new").text

    def _send(self, page, files=None, order_type=None):
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page).group(1)
        return self.url_open(
            "/my/service/new",
            data={
                "csrf_token": token,
                "type_id": (order_type or self.type_remote).id,
                "equipment_id": self.unit.id,
                "description": "Freezes",
                "phone": "13812345678",
            },
            files=files,
            timeout=60,
        ).text

    def _get_new_order(self):
        return self.env["aftersales.order"].search([("channel", "=", "portal")])

    @rule("R090")
    def test_the_request_form_asks_for_the_files(self):
        page = self._open_form()
        self.assertIn("Screenshots &lt;and&gt; log files", page)
        page = self._send(page)
        self.assertIn("Please add the files we need", page)
        self.assertFalse(self._get_new_order())
        self._send(
            page,
            [
                ("photos", ("screen.gif", io.BytesIO(GIF), "image/gif")),
                ("photos", ("app.log", io.BytesIO(b"12:00 error\n"), "text/plain")),
            ],
        )
        order = self._get_new_order()
        self.assertEqual(len(order), 1)
        order.action_accept()
        order.action_assess()
        self.assertEqual(order.state, "assessed")

    def test_a_page_is_no_log_and_a_log_is_no_photo(self):
        page = self._open_form()
        html = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
        for name, content, order_type, refused in (
            ("a.log", html, self.type_remote, "neither a photo nor a log"),
            ("a.log", b"text", self.type_repair, "is not a photo"),
        ):
            page = self._send(
                page,
                [("photos", (name, io.BytesIO(content), "text/plain"))],
                order_type,
            )
            self.assertIn(refused, page)
        self.assertFalse(self._get_new_order())
