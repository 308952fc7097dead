import re

from odoo.tests import HttpCase, JsonRpcException, new_test_user, tagged

from ..rules import rule
from .common import RecallCase


@tagged("post_install", "-at_install")
class TestRecallPages(RecallCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.recall = cls._run(
            {
                "product_ids": [(6, 0, cls.heater.ids)],
                "serial_from": "HX-0090",
                "serial_to": "HX-0199",
            },
            authority="SAMR",
            authority_reference="2026-17",
        )
        cls.wave = cls.env["aftersales.recall.wave"].create(
            {"recall_id": cls.recall.id}
        )
        cls.wave.action_launch()
        cls.notice = cls.wave.notice_ids
        cls.url = f"/aftersales/recall/{cls.notice.token}"

    def _get(self, url, status=200):
        response = self.url_open(url)
        self.assertEqual(response.status_code, status, url)
        return response.text

    def _answer(self, **values):
        token = re.search(r'name="csrf_token"\s+value="([^"]+)"', self._get(self.url))
        return self.url_open(
            self.url, data={"csrf_token": token.group(1), **values}
        ).text

    # -- notices ----

    @rule("R524", "R339", "R363")
    def test_a_notice_is_public_until_the_recall_is_closed(self):
        page = f"/aftersales/notices/{self.recall.id}"
        self._get(page, 404)
        self.recall.with_user(self.manager).action_publish()
        self.assertIn(self.recall.title, self._get("/aftersales/notices"))
        html = self._get(page)
        for word in ("crimped too loosely", "Pull the plug", "HX-0090", "2026-17"):
            self.assertIn(word, html)
        self.assertNotIn("Haibin School", html)
        self.recall.line_ids.action_finish()
        self.recall.action_close()
        self._get(page, 404)
        self.assertNotIn(self.recall.title, self._get("/aftersales/notices"))

    def test_a_draft_is_not_published(self):
        draft = self._create_recall()
        with self.assertRaisesRegex(Exception, "approve the recall"):
            draft.action_publish()

    def test_the_notice_on_paper(self):
        self.recall.action_publish()
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html(
                "aftersales_service.action_report_recall_notice", self.recall.ids
            )[0]
            .decode()
        )
        for word in (self.recall.title, "Pull the plug", "data:image/svg"):
            self.assertIn(word, html)

    def test_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.recall.with_context(lang="zh_CN").title = "暖风机召回"
        self.recall.action_publish()
        self.opener.cookies.set("frontend_lang", "zh_CN")
        self.assertIn("暖风机召回", self._get("/aftersales/notices"))

    # -- serial check ----

    def _check(self, serial):
        html = self._get(f"/aftersales/notices?serial={serial}")
        self.assertNotIn("Haibin School", html)
        return "is affected" in html

    def test_is_my_product_affected(self):
        self.assertFalse(self._check("HX-0101"))
        self.recall.action_publish()
        # On file, in small letters, and in the range though nobody knows of it.
        for serial in ("HX-0101", "hx-0100", " HX-0098 ", "HX-0123"):
            self.assertTrue(self._check(serial), serial)
        for serial in ("HX-0200", "HX", "%25", "HX-01", "'", "<script>"):
            self.assertFalse(self._check(serial), serial)
        self._lines(self.recall)["HX-0101"].action_finish()
        self.assertFalse(self._check("HX-0101"))

    def test_what_is_typed_is_shown_as_text(self):
        html = self._get("/aftersales/notices?serial=%3Cscript%3Ealert(1)%3C/script%3E")
        self.assertNotIn("<script>alert(1)", html)

    # -- answers ----

    def test_a_customer_answers_without_a_login(self):
        lines = self._lines(self.recall)
        mine, sold = lines["HX-0101"], lines["HX-0100"]
        html = self._get(self.url)
        self.assertIn("HX-0101", html)
        self.assertNotIn("HX-0098", html)
        html = self._answer(
            **{
                f"answer_{mine.id}": "appointment",
                f"note_{mine.id}": "Friday afternoon",
                f"answer_{sold.id}": "sold",
                f"note_{sold.id}": "To Mr. Zhou",
            }
        )
        self.assertIn("we have your answer", html)
        self.env.invalidate_all()
        self.assertEqual(mine.state, "scheduled")
        self.assertIn("Friday afternoon", mine.order_id.description)
        self.assertEqual((sold.state, sold.answer), ("answered", "sold"))
        self.assertEqual(sold.answer_ids.means, "web")
        self.assertTrue(self.notice.answered_at)

    def test_nothing_is_written_while_an_answer_is_wrong(self):
        lines = self._lines(self.recall)
        mine, sold = lines["HX-0101"], lines["HX-0100"]
        html = self._answer(
            **{f"answer_{mine.id}": "mine", f"answer_{sold.id}": "sold"}
        )
        self.assertIn("who has it now", html)
        self.assertIn("choose an answer", self._answer())
        self.assertIn(
            "one of the answers", self._answer(**{f"answer_{mine.id}": "refund"})
        )
        self.env.invalidate_all()
        self.assertEqual((mine.answer, sold.answer), (False, False))

    def test_only_his_own_units(self):
        foreign = self._lines(self.recall)["HX-0098"]
        self._answer(**{f"answer_{foreign.id}": "scrapped"})
        self.env.invalidate_all()
        self.assertEqual(foreign.state, "found")

    def test_an_appointment_is_one_order_however_often_it_is_sent(self):
        mine = self._lines(self.recall)["HX-0101"]
        for _again in range(2):
            self._answer(**{f"answer_{mine.id}": "appointment"})
        self.env.invalidate_all()
        self.assertEqual(
            self.env["aftersales.order"].search_count(
                [("equipment_id", "=", self.heater_unit.id)]
            ),
            1,
        )

    def test_links_that_are_wrong_revoked_or_over(self):
        self._get("/aftersales/recall/0", 404)
        self._get(f"{self.url}x", 404)
        self.notice.action_revoke_link()
        self._get(self.url, 404)
        self.url = f"/aftersales/recall/{self.notice.token}"
        self._get(self.url)
        self.recall.line_ids.action_finish()
        self.recall.action_close()
        self._get(self.url, 404)

    def test_an_answer_needs_the_page_it_was_given_on(self):
        mine = self._lines(self.recall)["HX-0101"]
        response = self.url_open(self.url, data={f"answer_{mine.id}": "scrapped"})
        self.assertEqual(response.status_code, 400)

    # -- the customer's products ----

    def test_a_customer_sees_it_on_the_pages_of_his_product(self):
        user = self._create_portal_user()
        self.authenticate(user.login, user.login)
        self.heater_unit._ensure_qr_tokens()
        pages = (
            f"/my/products/{self.heater_unit.id}",
            self.heater_unit._get_page_path(),
        )
        for page in pages:
            self.assertNotIn(self.recall.title, self._get(page))
        self.recall.action_publish()
        for page in pages:
            self.assertIn(self.recall.title, self._get(page))
        self.assertIn("text-bg-danger", self._get("/my/products"))

    def _create_portal_user(self):
        user = new_test_user(
            self.env,
            "recall_portal",
            groups="base.group_portal",
            password="recall_portal",
        )
        user.partner_id.parent_id = self.customer
        return user

    # -- the API ----

    def test_nothing_private_is_called_over_rpc(self):
        self.authenticate("test_dispatcher", "test_dispatcher")
        line = self.heater_unit.recall_line_ids
        for method in ("_register_answer", "_raise_orders", "_transition", "write"):
            with self.assertRaises(JsonRpcException, msg=method):
                self.make_jsonrpc_request(
                    f"/web/dataset/call_kw/aftersales.recall.line/{method}",
                    {
                        "model": "aftersales.recall.line",
                        "method": method,
                        "args": [line.ids, {"is_in_house": False}],
                        "kwargs": {},
                    },
                )
