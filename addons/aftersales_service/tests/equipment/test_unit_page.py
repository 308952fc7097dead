import io
import re
from datetime import datetime
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged

from ..common import AftersalesCase
from ..rules import rule

GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
TYPED = 'Drawer <b>sticks</b> & "grinds"'


class UnitPageCase(AftersalesCase, HttpCase):
    """A unit with a code on it, and strangers with phones."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.write({"street": "Jiefang Road 88", "email": "li@haibin.example"})
        cls.unit._ensure_qr_tokens()
        cls.path = f"/u/{cls.unit.qr_token}"

    def _get_page(self, url, status=200) -> str:
        response = self.url_open(url)
        self.assertEqual(response.status_code, status, url)
        return response.text

    def _read_keys(self, url) -> dict:
        page = self._get_page(url)
        return {
            name: re.search(rf'name="{name}"[^>]*value="([^"]+)"', page).group(1)
            for name in ("csrf_token", "form_key")
        }

    def _send(self, url, files=None, keys=None, **values):
        return self.url_open(
            url,
            data={**(keys or self._read_keys(url)), **values},
            files=files,
            timeout=60,
        )

    def _report(self, **values):
        typed = {"description": TYPED, "phone": "13900001111", **values}
        return self._send(f"{self.path}/report", **typed)

    def _get_reports(self):
        return self.env["aftersales.order"].search([("channel", "=", "qr")])


@tagged("post_install", "-at_install")
class TestUnitPage(UnitPageCase):
    """What the code on a unit opens, and to whom (design.md §6)."""

    # -- the unit -----------------------------------------------------------------

    def test_a_stranger_reads_product_and_warranty_and_no_person_s_data(self):
        page = self._get_page(self.path)
        for expected in ("Filing Cabinet", "SN••••01", "holds until 12/31/2027"):
            self.assertIn(expected, page)
        for hidden in (
            *("SN000001", "Haibin", "13812345678", "Jiefang", "li@haibin", "Qingdao"),
            self.unit.name,
        ):
            self.assertNotIn(hidden, page)

    def test_what_somebody_paid_is_no_stranger_s_business(self):
        self.unit.write({"price": 4321.0, "invoice_date": fields.Date.today()})
        page = self._get_page(self.path)
        self.assertNotIn("4,321", page)
        self.assertNotIn("4321", page)

    def test_words_for_strangers_cost_the_same_for_many(self):
        units = self.env["aftersales.equipment"]
        for number in range(22):
            units += self._create_unit(serial=f"W{number}")
        few, many = units[:2], units[2:]
        self._count_queries(few._get_public_words)
        count = self._count_queries(few._get_public_words)
        self.assertEqual(self._count_queries(many._get_public_words), count)

    def test_all_dead_codes_get_the_same_answer(self):
        revoked = self.path
        self.unit.with_user(self.dispatcher).action_revoke_labels()
        scrapped = self._create_unit(serial="S", state="scrapped")
        archived = self._create_unit(serial="A", active=False)
        (scrapped | archived)._ensure_qr_tokens()
        answers = {
            re.sub(r"csrf_token: \"[^\"]*\"", "", self._get_page(url, 404))
            .replace(url, "")
            .replace(url.replace("/", "%2F"), "")
            for url in (
                *("/u/nothing", revoked, f"/u/{scrapped.qr_token}"),
                f"/u/{archived.qr_token}",
            )
        }
        self.assertEqual(len(answers), 1)
        self.assertIn("We do not know this code", answers.pop())
        for page in ("report", "register", "report/x"):
            self._get_page(f"{revoked}/{page}", 404)

    def test_the_address_is_kept_from_search_engines_and_other_sites(self):
        headers = self.url_open(self.path).headers
        self.assertIn("noindex", headers["X-Robots-Tag"])
        self.assertEqual(headers["Cache-Control"], "no-store")
        self.assertEqual(headers["Referrer-Policy"], "same-origin")

    def test_our_own_people_come_to_the_unit_if_they_may_see_it(self):
        self._create_user("dispatcher", login="scan_desk", password="scan_desk_1")
        self._create_user("technician", login="scan_tech", password="scan_tech_1")
        self.authenticate("scan_desk", "scan_desk_1")
        response = self.url_open(self.path, allow_redirects=False)
        self.assertEqual(response.status_code, 303)
        self.assertIn(
            f"/odoo/service-units/{self.unit.id}", response.headers["Location"]
        )
        self.authenticate("scan_tech", "scan_tech_1")
        self.assertIn("SN••••01", self._get_page(self.path))

    def test_a_customer_of_the_portal_reads_the_same_page(self):
        new_test_user(
            self.env, "scan_portal", groups="base.group_portal", password="portal_12"
        )
        self.authenticate("scan_portal", "portal_12")
        page = self._get_page(self.path)
        self.assertIn("SN••••01", page)
        self.assertNotIn("Haibin", page)

    # -- the code -----------------------------------------------------------------

    def test_codes_are_drawn_for_a_batch_at_a_flat_cost(self):
        units = self.env["aftersales.equipment"]
        for number in range(22):
            units += self._create_unit(serial=f"B{number}")
        few = self._count_queries(units[:2]._ensure_qr_tokens)
        many = self._count_queries(units[2:]._ensure_qr_tokens)
        self.assertEqual(few, many)
        tokens = units.mapped("qr_token")
        self.assertEqual(len(set(tokens)), 22)
        self.assertTrue(all(len(token) == 22 for token in tokens), "128 bits")

    def test_a_code_that_stands_is_kept(self):
        token = self.unit.qr_token
        self.unit._ensure_qr_tokens()
        self.assertEqual(self.unit.qr_token, token)

    def test_nobody_types_a_code(self):
        for user in (self.dispatcher, self._create_user("admin")):
            unit = self.unit.with_user(user)
            with self.assertRaises(AccessError):
                unit.qr_token = "easy"
            with self.assertRaises(AccessError):
                unit.create({"product_id": self.product.id, "qr_token": "easy"})

    def test_only_office_roles_read_the_code(self):
        self._create_order(technician_id=self.technician.id)
        with self.assertRaises(AccessError):
            self.unit.with_user(self.technician_user).read(["qr_token"])
        unit = self.unit.with_user(self.dispatcher)
        self.assertTrue(unit.read(["qr_token"])[0]["qr_token"])

    def test_revoking_kills_the_label_and_leaves_a_note(self):
        unit = self.unit.with_user(self.dispatcher)
        unit.action_revoke_labels()
        self.assertFalse(self.unit.qr_token)
        self.assertTrue(self.unit.qr_revoked_at)
        self.assertIn("Labels revoked", self.unit.message_ids[0].body)
        with self.assertRaisesRegex(UserError, "no label to revoke"):
            unit.action_revoke_labels()
        self.unit._ensure_qr_tokens()
        self.assertNotEqual(f"/u/{self.unit.qr_token}", self.path)

    def test_revoking_is_not_for_technicians_and_outlets(self):
        for role in ("outlet_manager", "storekeeper"):
            user = self._create_user(role)
            with self.assertRaises(AccessError):
                self.unit.with_user(user).action_revoke_labels()
        self.unit.with_user(self._create_user("service_manager")).action_revoke_labels()

    # -- a report -----------------------------------------------------------------

    @rule("R083")
    def test_a_report_becomes_an_order_of_the_unit_and_its_customer(self):
        response = self._report(
            symptom_id=self.symptom.id,
            contact_name="Janitor Wang",
            # Not of the form: not looked at.
            state="closed",
            partner_id=1,
            priority="3",
        )
        order = self._get_reports()
        self.assertRecordValues(
            order,
            [
                {
                    "equipment_id": self.unit.id,
                    "partner_id": self.customer.id,
                    "serial": "SN000001",
                    "contact_name": "Janitor Wang",
                    "phone": "13900001111",
                    "description": TYPED,
                    "symptom_id": self.symptom.id,
                    "state": "draft",
                    "priority": "0",
                    "user_id": False,
                    "type_id": self.type_repair.id,
                }
            ],
        )
        self.assertIn(f"{self.path}/report/{order.form_key}", response.url)
        for expected in (order.name, "Reported", "Technician on the Way"):
            self.assertIn(expected, response.text)

    def test_a_report_shows_its_way_and_nothing_of_the_customer(self):
        self._report(symptom_id=self.symptom.id)
        order = self._get_reports()
        self._walk_to_signed(order)
        page = self._get_page(f"{self.path}/report/{order.form_key}")
        self.assertIn("Signed", page)
        for hidden in ("Haibin", "13812345678", "Jiefang", "Rail replaced", "sticks"):
            self.assertNotIn(hidden, page)

    def test_the_phone_that_sent_it_finds_it_again_and_no_other(self):
        self._report()
        order = self._get_reports()
        self.assertIn(order.name, self._get_page(self.path))
        other = self._create_unit(serial="OTHER")
        other._ensure_qr_tokens()
        self.assertNotIn(order.name, self._get_page(f"/u/{other.qr_token}"))
        self._get_page(f"/u/{other.qr_token}/report/{order.form_key}", 404)
        self.opener.cookies.clear()
        self.assertNotIn(order.name, self._get_page(self.path))

    def test_the_link_of_a_report_opens_no_portal_page(self):
        self._report()
        order = self._get_reports()
        response = self.url_open(
            f"/my/service/{order.id}?access_token={order.form_key}",
            allow_redirects=False,
        )
        self.assertEqual(response.status_code, 303)

    def test_two_clicks_make_one_order(self):
        keys = self._read_keys(f"{self.path}/report")
        first, second = self._report(keys=keys), self._report(keys=keys)
        self.assertEqual(len(self._get_reports()), 1)
        self.assertEqual(first.url, second.url)

    def test_two_clicks_that_cross_make_one_order(self):
        Order = self.env["aftersales.order"]
        vals = {"partner_id": self.customer.id, "equipment_id": self.unit.id}
        first = Order._create_from_form("secret-1", lambda: vals, [])
        # The second server does not see the first one's order yet.
        with patch.object(type(Order), "_find_by_form", lambda *args: Order.browse()):
            second = Order._create_from_form("secret-1", lambda: vals, [])
        self.assertTrue(first)
        self.assertFalse(second)

    def test_a_form_we_did_not_hand_out_is_refused(self):
        other = self._create_unit(serial="OTHER")
        keys = self._read_keys(f"{self.path}/report")
        Order = self.env["aftersales.order"]
        secret = keys["form_key"].split(".")[0]
        for key in ("", "mine.mine", secret, Order._new_form_key(f"unit {other.id}")):
            page = self._report(keys={**keys, "form_key": key}).text
            self.assertIn("This form is too old", page)
        self.assertFalse(self._get_reports())
        response = self._report(keys={**keys, "csrf_token": "no"})
        self.assertEqual(response.status_code, 400)

    def test_a_report_keeps_what_was_typed_and_names_the_fields(self):
        page = self._report(phone="no digits", symptom_id="999999").text
        for expected in (
            "Please give a phone number",
            "Please choose a symptom from the list.",
            "Drawer &lt;b&gt;sticks&lt;/b&gt;",
        ):
            self.assertIn(expected, page)
        self.assertNotIn("<b>sticks", page)
        self.assertFalse(self._get_reports())

    def test_symptoms_of_other_products_are_not_offered(self):
        category = self.env["product.category"].create({"name": "Cars"})
        own = self.env["product.category"].create({"name": "Furniture"})
        self.product.categ_id = self.env["product.category"].create(
            {"name": "Cabinets", "parent_id": own.id}
        )
        self._create_fault_code("Flat tyre", "symptom", product_category_ids=category)
        self._create_fault_code("Door hangs", "symptom", product_category_ids=own)
        other = self.env["res.company"].create({"name": "Other Maker"})
        self._create_fault_code("Theirs", "symptom", company_id=other.id)
        page = self._get_page(f"{self.path}/report")
        self.assertIn("Door hangs", page)
        self.assertNotIn("Flat tyre", page)
        self.assertNotIn("Theirs", page)

    def test_a_unit_nobody_owns_gets_the_reporter_as_customer(self):
        self.unit.partner_id = False
        self._report(contact_name="Janitor Wang")
        partner = self._get_reports().partner_id
        self.assertRecordValues(
            partner,
            [
                {
                    "name": "Janitor Wang",
                    "phone": "13900001111",
                    "company_id": self.company.id,
                }
            ],
        )
        self.assertFalse(self.unit.partner_id, "he only says so")

    def test_an_order_belongs_to_the_company_of_the_unit(self):
        company = self.env["res.company"].create({"name": "Other Maker"})
        unit = self._create_unit(company_id=company.id, partner_id=False)
        unit._ensure_qr_tokens()
        self._send(f"/u/{unit.qr_token}/report", description="x", phone="139")
        self.assertEqual(self._get_reports().company_id, company)

    # -- photos -------------------------------------------------------------------

    def _report_photo(self, name, content, kind="image/jpeg"):
        return self._report(files=[("photos", (name, io.BytesIO(content), kind))]).text

    def test_photos_stand_in_the_order_s_history(self):
        self._report_photo("a.gif", GIF, "image/gif")
        order = self._get_reports()
        attachment = order.message_ids.attachment_ids
        self.assertEqual(attachment.name, "a.gif")
        self.assertEqual(
            (attachment.res_model, attachment.res_id), (order._name, order.id)
        )
        self.assertFalse(attachment.public)

    def test_what_is_no_photo_is_refused_whatever_it_is_called(self):
        exe = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 200
        svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'
        html = b"<html><script>alert(1)</script></html>"
        for name, content in (("a.jpg", exe), ("b.png", svg), ("c.gif", html)):
            page = self._report_photo(name, content)
            self.assertIn(f"{name} is not a photo", page)
        self.assertFalse(self._get_reports())

    def test_a_photo_of_20_mb_is_refused_in_words(self):
        page = self._report_photo("big.gif", GIF + b"0" * (20 * 1024 * 1024))
        self.assertIn("big.gif is larger than 5 MB", page)
        self.assertIn("Drawer &lt;b&gt;sticks", page, "what was typed is kept")
        self.assertFalse(self._get_reports())

    def test_six_photos_are_too_many(self):
        six = [
            ("photos", (f"{number}.gif", io.BytesIO(GIF), "image/gif"))
            for number in range(6)
        ]
        self.assertIn("no more than 5 photos", self._report(files=six).text)

    def test_moments_of_a_report_are_those_of_the_company(self):
        order = self._create_order(received_at=datetime(2026, 3, 2, 1))
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        public = order.with_user(self.env.ref("base.public_user")).sudo()
        self.assertIn("09:00", public._get_timeline()[0]["moment"])
