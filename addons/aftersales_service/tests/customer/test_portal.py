import io
import re

from odoo.tests import HttpCase, new_test_user, tagged

from ..common import AftersalesCase
from ..rules import rule

PASSWORD = "portal-customer-1"
TYPED = 'Drawer <b>sticks</b> & "grinds"'
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"


@tagged("post_install", "-at_install")
class TestPortal(AftersalesCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal_user = new_test_user(
            cls.env,
            "test_portal_customer",
            groups="base.group_portal",
            password=PASSWORD,
            tz="Asia/Shanghai",
        )
        cls.portal_user.partner_id.parent_id = cls.customer
        cls.stranger = cls.env["res.partner"].create({"name": "Other Customer"})
        cls.foreign_unit = cls._create_unit(
            serial="SN-FOREIGN", partner_id=cls.stranger.id
        )
        cls.own = cls._create_order(description=TYPED)
        cls.foreign = cls._create_order(
            partner_id=cls.stranger.id, equipment_id=cls.foreign_unit.id
        )

    def setUp(self):
        super().setUp()
        self.authenticate("test_portal_customer", PASSWORD)

    def _get_page(self, url) -> str:
        response = self.url_open(url)
        self.assertEqual(response.status_code, 200)
        return response.text

    def _send(self, files=None, **values):
        page = self._get_page("/my/service/new")
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page).group(1)
        return self.url_open(
            "/my/service/new",
            data={
                "csrf_token": token,
                "type_id": self.type_repair.id,
                "equipment_id": self.unit.id,
                "description": TYPED,
                "phone": "13812345678",
                **values,
            },
            files=files,
            timeout=60,
        )

    def _get_new_orders(self):
        return self.env["aftersales.order"].search([("channel", "=", "portal")])

    # -- list -----------------------------------------------------------------------

    def test_home_shows_the_card_and_counts_own_orders(self):
        self.assertIn("/my/service", self._get_page("/my/home"))
        counts = self.make_jsonrpc_request(
            "/my/counters", {"counters": ["service_order_count"]}
        )
        self.assertEqual(counts["service_order_count"], 1)

    def test_list_shows_own_orders_only(self):
        page = self._get_page("/my/service")
        self.assertIn(self.own.name, page)
        self.assertNotIn(self.foreign.name, page)
        self.assertNotIn("SN-FOREIGN", page)

    def test_list_is_searched_by_number_and_serial(self):
        other = self._create_order(equipment_id=self._create_unit(serial="SN-2").id)
        for search in (other.name, "sn-2"):
            page = self._get_page(f"/my/service?search={search}&search_in=all")
            self.assertIn(other.name, page)
            self.assertNotIn(self.own.name, page)

    def test_list_filters_closed_orders_and_survives_odd_arguments(self):
        page = self._get_page("/my/service?filterby=closed&sortby=no&search_in=no")
        self.assertNotIn(self.own.name, page)
        page = self._get_page("/my/service?filterby=open&sortby=state")
        self.assertIn(self.own.name, page)

    def test_list_needs_no_more_queries_for_more_orders(self):
        def count():
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self._get_page("/my/service")
            return self.env.cr.sql_log_count - before

        self._create_order()
        count()
        few = count()
        self.assertGreater(few, 0)
        for number in range(12):
            self._create_order(
                equipment_id=self._create_unit(serial=f"SN-M{number}").id
            )
        self.assertLessEqual(count(), few + 3)

    # -- one order ------------------------------------------------------------------

    @rule("R083")
    def test_order_shows_progress_and_escapes_what_was_typed(self):
        dispatch = self._walk_to_signed(self.own)
        dispatch.debrief_note = "Hard to please"
        self.technician.private_phone = "13999999999"
        page = self._get_page(f"/my/service/{self.own.id}")
        for expected in (
            self.own.name,
            "SN000001",
            "Technician on the Way",
            "03/02/2026 10:00 – 12:00",
            "Wang Gong",
            "Rail replaced, drawer adjusted.",
            dispatch.name,
            "Drawer &lt;b&gt;sticks&lt;/b&gt; &amp; &#34;grinds&#34;",
        ):
            self.assertIn(expected, page)
        for hidden in ("<b>sticks", "Hard to please", "13999999999"):
            self.assertNotIn(hidden, page)

    @rule("R134")
    def test_order_tells_what_is_charged_but_not_who_forgave_it(self):
        manager = self._create_user("service_manager", name="Manager Zhao")
        line = {"order_id": self.own.id, "product_id": self.labour.id}
        self.env["aftersales.order.line"].create(
            [
                {**line, "name": "Paid work", "price_unit": 77, "coverage": "customer"},
                {
                    **line,
                    "name": "Kind work",
                    "price_unit": 55,
                    "coverage": "goodwill",
                    "goodwill_approver_id": manager.id,
                },
            ]
        )
        page = self._get_page(f"/my/service/{self.own.id}")
        for expected in ("Paid work", "77.00", "Kind work", "55.00"):
            self.assertIn(expected, page)
        self.assertNotIn("Manager Zhao", page)

    def test_quotation_is_offered_once_it_is_sent(self):
        self.env["aftersales.order.line"].create(
            {
                "order_id": self.own.id,
                "product_id": self.labour.id,
                "coverage": "customer",
            }
        )
        self.own.action_create_quotation()
        sale = self.own.sale_order_id
        self.assertNotIn(sale.name, self._get_page(f"/my/service/{self.own.id}"))
        sale.action_quotation_sent()
        page = self._get_page(f"/my/service/{self.own.id}")
        self.assertIn(f"/my/orders/{sale.id}?access_token={sale.access_token}", page)

    def test_reopened_order_does_not_show_later_steps_as_done(self):
        self._walk_to_signed(self.own)
        self.own.action_reopen()
        done = [step["label"] for step in self.own._get_timeline() if step["is_done"]]
        self.assertNotIn("Done", done)
        self.assertNotIn("Signed", done)

    def test_cancelled_order_ends_with_that(self):
        self.own.action_accept()
        self.own.action_cancel()
        labels = [step["label"] for step in self.own._get_timeline()]
        self.assertEqual(labels, ["Reported", "Accepted", "Cancelled"])

    def test_foreign_order_leads_home(self):
        response = self.url_open(
            f"/my/service/{self.foreign.id}", allow_redirects=False
        )
        self.assertEqual(response.status_code, 303)
        self.assertTrue(response.headers["Location"].endswith("/my"))
        missing = self.url_open("/my/service/999999999", allow_redirects=False)
        self.assertEqual(missing.status_code, 303)

    def test_token_opens_the_order_without_login(self):
        self.authenticate(None, None)
        url = f"/my/service/{self.own.id}"
        token = self.own._portal_ensure_token()
        page = self._get_page(f"{url}?access_token={token}")
        self.assertIn(self.own.name, page)
        for wrong in ("", "?access_token=wrong", "?access_token="):
            response = self.url_open(url + wrong, allow_redirects=False)
            self.assertEqual(response.status_code, 303)

    def test_token_of_one_order_opens_no_other(self):
        self.authenticate(None, None)
        token = self.own._portal_ensure_token()
        response = self.url_open(
            f"/my/service/{self.foreign.id}?access_token={token}", allow_redirects=False
        )
        self.assertEqual(response.status_code, 303)

    def test_slip_is_given_with_its_own_order_only(self):
        self.own.action_accept()
        slip = self._create_dispatch(self.own)
        slip.debrief_note = "Hard to please"
        foreign_slip = self._create_dispatch(
            self.foreign,
            scheduled_start="2026-03-03 02:00:00",
            scheduled_end="2026-03-03 04:00:00",
        )
        page = self._get_page(f"/my/service/{self.own.id}/slip/{slip.id}")
        self.assertIn(slip.name, page)
        self.assertNotIn("Hard to please", page)
        for url in (
            f"/my/service/{self.own.id}/slip/{foreign_slip.id}",
            f"/my/service/{self.foreign.id}/slip/{foreign_slip.id}",
        ):
            response = self.url_open(url, allow_redirects=False)
            self.assertEqual(response.status_code, 303)

    # -- request --------------------------------------------------------------------

    def test_request_creates_the_order_as_typed(self):
        response = self._send(
            state="closed", partner_id=self.stranger.id, priority="3", user_id=2
        )
        order = self._get_new_orders()
        self.assertRecordValues(
            order,
            [
                {
                    "description": TYPED,
                    "partner_id": self.customer.id,
                    "equipment_id": self.unit.id,
                    "serial": "SN000001",
                    "phone": "13812345678",
                    "state": "draft",
                    "priority": "0",
                    "user_id": False,
                }
            ],
        )
        self.assertIn(f"/my/service/{order.id}", response.url)
        self.assertIn("&lt;b&gt;sticks&lt;/b&gt;", response.text)
        self.assertNotIn("<b>sticks", response.text)
        self.assertIn(
            self.portal_user.partner_id, order.message_partner_ids, "hears of answers"
        )

    def test_request_for_a_unit_of_another_customer_is_refused(self):
        page = self._send(equipment_id=self.foreign_unit.id).text
        self.assertIn("Please choose one of your units.", page)
        self.assertFalse(self._get_new_orders())

    def test_request_keeps_what_was_typed_and_names_the_fields(self):
        page = self._send(
            equipment_id="", product="", phone="", serial="", contact_name="<i>Li</i>"
        ).text
        for expected in (
            "Please give a phone number",
            "Please choose a unit, or tell us",
            "Drawer &lt;b&gt;sticks&lt;/b&gt;",
            'value="&lt;i&gt;Li&lt;/i&gt;"',
        ):
            self.assertIn(expected, page)
        self.assertRegex(page, rf'value="{self.type_repair.id}"\s+selected')
        self.assertFalse(self._get_new_orders())

    def test_request_without_a_known_unit_keeps_product_and_serial(self):
        self._send(equipment_id="", product="Old cabinet", serial="X-1")
        order = self._get_new_orders()
        self.assertEqual(order.serial, "X-1")
        self.assertEqual(order.description, f"{TYPED}\nProduct: Old cabinet")

    def test_request_takes_photos_and_nothing_else(self):
        self._send(files=[("photos", ("a.gif", io.BytesIO(GIF), "image/gif"))])
        message = self._get_new_orders().message_ids.filtered("attachment_ids")
        self.assertEqual(message.attachment_ids.name, "a.gif")
        self.assertEqual(message.author_id, self.portal_user.partner_id)

    def test_request_refuses_files_that_are_no_photos(self):
        svg = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
        page = self._send(
            files=[("photos", ("a.png", io.BytesIO(svg), "image/png"))]
        ).text
        self.assertIn("a.png is not a photo", page)
        six = [
            ("photos", (f"{number}.gif", io.BytesIO(GIF), "image/gif"))
            for number in range(6)
        ]
        self.assertIn("no more than 5 photos", self._send(files=six).text)
        big = GIF + b"0" * (5 * 1024 * 1024)
        page = self._send(
            files=[("photos", ("big.gif", io.BytesIO(big), "image/gif"))]
        ).text
        self.assertIn("big.gif is larger than 5 MB", page)
        self.assertFalse(self._get_new_orders())

    def test_request_needs_the_form_s_token(self):
        response = self.url_open(
            "/my/service/new", data={"description": TYPED, "csrf_token": "no"}
        )
        self.assertEqual(response.status_code, 400)
        self.assertFalse(self._get_new_orders())
