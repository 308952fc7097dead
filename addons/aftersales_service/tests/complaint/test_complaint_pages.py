import re
from base64 import b64decode

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged

from ..common import AftersalesCase
from ..rules import rule
from .common import ComplaintCase

PASSWORD = "portal-complainant-1"
PHOTO = AftersalesCase.FINISH_VALS["signature"]


@tagged("post_install", "-at_install")
class TestComplaintPages(ComplaintCase, HttpCase):
    """Complaints as strangers, scanners of a code and customers see them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = new_test_user(
            cls.env, "test_complainant", groups="base.group_portal", password=PASSWORD
        )
        cls.buyer.partner_id.write(
            {"parent_id": cls.customer.id, "email": "buyer@example.com"}
        )
        cls.other = new_test_user(
            cls.env, "test_other_buyer", groups="base.group_portal", password=PASSWORD
        )
        cls.unit._ensure_qr_tokens()
        cls.order = cls._create_order(outlet_id=cls.outlet.id)

    def _login(self, login="test_complainant"):
        self.authenticate(login, PASSWORD)

    def _read_keys(self, url) -> dict:
        page = self.url_open(url)
        self.assertEqual(page.status_code, 200)
        return {
            name: re.search(rf'name="{name}"[^>]*value="([^"]+)"', page.text).group(1)
            for name in ("csrf_token", "form_key")
        }

    def _send(self, url="/complaint", keys=None, files=None, **values):
        return self.url_open(
            url,
            data={
                **(keys or self._read_keys(url)),
                "category_id": str(self.delay.id),
                "description": "I waited the whole day and nobody came.",
                "contact_name": "Wang Xiaoming",
                "phone": "13900001111",
                "email": "wang@example.com",
                "has_consent": "1",
                **values,
            },
            files=files,
            timeout=60,
        )

    def _register(self, **vals):
        """A complaint of now: nothing about it is late."""
        return super()._register(**{"received_at": fields.Datetime.now(), **vals})

    def _get_last(self):
        return self.env["aftersales.complaint"].search([], order="id desc", limit=1)

    def _answer(self, complaint, step, path=None, **values):
        page = self.url_open(path or complaint.get_portal_url()).text
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        return self.url_open(
            f"/my/complaints/{complaint.id}/answer",
            data={
                "csrf_token": token.group(1) if token else "",
                "access_token": complaint.access_token,
                "step": step,
                **values,
            },
        )

    # -- the public form --------------------------------------------------------------

    @rule("R246", "R258")
    def test_a_stranger_complains_and_follows_it_by_his_link(self):
        response = self._send(state="closed", level="major", user_id="2", order_id="1")
        complaint = self._get_last()
        self.assertIn(complaint.name, response.text)
        self.assertRecordValues(
            complaint,
            [
                {
                    "state": "acknowledged",
                    "level": "general",
                    "channel": "page",
                    "partner_id": False,
                    "order_id": False,
                    "contact_phone": "13900001111",
                    "title": "I waited the whole day and nobody came.",
                }
            ],
        )
        mail = self.env["mail.mail"].search(
            [
                ("model", "=", complaint._name),
                ("res_id", "=", complaint.id),
                ("email_to", "=", "wang@example.com"),
            ]
        )
        self.assertIn(complaint.access_token, mail.body_html)

    def test_a_form_sent_twice_is_one_complaint(self):
        keys = self._read_keys("/complaint")
        first = self._send(keys=keys)
        again = self._send(keys=keys)
        self.assertEqual(again.status_code, 200)
        self.assertEqual(first.url, again.url)
        found = self.env["aftersales.complaint"].search(
            [("contact_phone", "=", "13900001111")]
        )
        self.assertEqual(len(found), 1)

    def test_a_number_he_names_makes_him_no_customer(self):
        self._send(reference=self.order.name, partner_id=str(self.customer.id))
        complaint = self._get_last()
        self.assertFalse(complaint.order_id)
        self.assertFalse(complaint.partner_id)
        self.assertIn(self.order.name, complaint.description)

    def test_nothing_is_kept_of_a_form_with_mistakes(self):
        before = self._get_last()
        for wrong in (
            {"description": " "},
            {"category_id": "0"},
            {"has_consent": ""},
            {"phone": "", "email": "nowhere"},
            {"remedy_sought": "gold"},
            {"form_key": "a.b"},
            {"files": (("photos", ("x.svg", b"<svg/>", "image/svg+xml")),)},
        ):
            with self.subTest(**wrong):
                self.assertIn("alert-danger", self._send(**wrong).text)
                self.assertEqual(self._get_last(), before)

    @rule("R255")
    def test_an_injury_is_a_major_complaint_at_once(self):
        self._send(is_injury="1")
        complaint = self._get_last()
        self.assertTrue(complaint.has_injury)
        self.assertEqual(complaint.level, "major")
        self.assertEqual(complaint.user_id, self.general_manager)

    def test_photos_stand_in_the_history(self):
        photo = b64decode(PHOTO)
        self._send(files=(("photos", ("door.png", photo, "image/png")),))
        attachment = self._get_last().message_ids.attachment_ids
        self.assertEqual(attachment.name, "door.png")

    def test_who_scans_a_unit_complains_of_it_and_is_not_its_customer(self):
        url = f"/u/{self.unit.qr_token}"
        self.assertIn(f"{url}/complaint", self.url_open(url).text)
        self._send(f"{url}/complaint")
        self.assertRecordValues(
            self._get_last(),
            [{"equipment_id": self.unit.id, "partner_id": False, "channel": "page"}],
        )
        # A key of the unit's page is good for that page alone.
        keys = self._read_keys(f"{url}/complaint")
        self.assertIn("alert-danger", self._send("/complaint", keys=keys).text)
        self.assertEqual(self.url_open("/u/unknown/complaint").status_code, 404)

    # -- the portal -------------------------------------------------------------------

    def test_a_customer_complains_of_his_order_and_finds_it_in_his_list(self):
        self._login()
        page = self.url_open(f"/my/service/{self.order.id}").text
        url = f"/my/service/{self.order.id}/complaint"
        self.assertIn(url, page)
        self._send(url)
        complaint = self._get_last()
        self.assertRecordValues(
            complaint,
            [
                {
                    "order_id": self.order.id,
                    "partner_id": self.customer.id,
                    "channel": "portal",
                    "outlet_id": self.outlet.id,
                }
            ],
        )
        self.assertIn(complaint.name, self.url_open("/my/complaints").text)
        self.assertIn(
            complaint.name, self.url_open(f"/my/complaints/{complaint.id}").text
        )

    def test_nobody_reads_or_answers_the_complaint_of_another(self):
        mine = self._register(title="My secret matter")
        mine._portal_ensure_token()
        self._propose(self._assess(mine))
        theirs = self._register(partner_id=self.other.partner_id.id, title="Theirs")
        path = f"/my/complaints/{mine.id}"
        wrong_tokens = ("", "0", mine.access_token[:-1], theirs._portal_ensure_token())
        for login in (None, "test_other_buyer"):
            if login:
                self._login(login)
            for token in wrong_tokens:
                with self.subTest(login=login, token=token):
                    page = self.url_open(f"{path}?access_token={token}")
                    self.assertNotIn("My secret matter", page.text)
                    self.assertNotIn(mine.name, page.text)
                    page = self.url_open("/complaint").text
                    csrf = re.search(r'csrf_token"[^>]*value="([^"]+)"', page).group(1)
                    for action in ("answer", "photos"):
                        self.url_open(
                            f"{path}/{action}",
                            data={
                                "csrf_token": csrf,
                                "access_token": token,
                                "step": "accept",
                            },
                        )
        self._login("test_other_buyer")
        self.assertNotIn(mine.name, self.url_open("/my/complaints").text)
        self.assertIn(theirs.name, self.url_open("/my/complaints").text)
        order_page = f"/my/service/{self.order.id}/complaint?access_token=0"
        self.assertNotIn(self.order.name, self.url_open(order_page).text)
        mine.invalidate_recordset()
        self.assertEqual(mine.state, "proposed")

    @rule("R260", "R263")
    def test_he_accepts_says_he_is_content_and_it_is_closed(self):
        complaint = self._register(contact_email="wang@example.com")
        complaint._portal_ensure_token()
        self._propose(self._assess(complaint), description="We come tomorrow.")
        page = self.url_open(complaint.get_portal_url()).text
        # The discussion asks for its messages with the token itself.
        self.assertIn(f'data-token="{complaint.access_token}"', page)
        self.assertIn("We come tomorrow.", page)
        self._answer(complaint, "accept")
        complaint.invalidate_recordset()
        self.assertEqual(complaint.state, "accepted")
        complaint.with_user(complaint.user_id).action_resolve()
        self._answer(complaint, "judge", satisfaction="5", words="Thank you")
        complaint.invalidate_recordset()
        self.assertRecordValues(
            complaint,
            [{"state": "closed", "satisfaction": "5", "feedback_channel": "portal"}],
        )

    def test_he_rejects_reads_the_routes_and_may_come_back(self):
        complaint = self._register()
        complaint._portal_ensure_token()
        self._propose(self._assess(complaint))
        response = self._answer(complaint, "reject", words=" ")
        self.assertIn("alert-danger", response.text)
        complaint.invalidate_recordset()
        self.assertEqual(complaint.state, "proposed")
        response = self._answer(complaint, "reject", words="Not enough")
        self.assertIn("stays open", response.text)
        complaint.invalidate_recordset()
        self.assertEqual(complaint.state, "rejected")
        self.assertIn("Not enough", complaint.offer_ids[0].answer_note)
        # Steps that are not his, or not now.
        for step in ("close", "escalate", "accept", "judge", "unlink"):
            response = self._answer(complaint, step, words="x", satisfaction="5")
            self.assertIn("moved on", response.text)
        complaint.invalidate_recordset()
        self.assertEqual(complaint.state, "rejected")

    def test_who_is_not_content_leaves_it_open_and_may_reopen_it_later(self):
        complaint = self._walk_to_resolved(self._register())
        complaint._portal_ensure_token()
        self._answer(complaint, "judge", satisfaction="1", words="Still broken")
        complaint.invalidate_recordset()
        self.assertEqual(complaint.state, "resolved")
        said = " ".join(complaint.sudo().message_ids.mapped("body"))
        self.assertIn("Still broken", said)
        complaint.with_user(complaint.user_id).action_close()
        self._answer(complaint, "reopen", words="Still broken")
        complaint.invalidate_recordset()
        self.assertRecordValues(
            complaint, [{"state": "investigating", "satisfaction": False}]
        )

    def test_a_customer_writes_no_complaint_over_rpc(self):
        complaint = self._register().with_user(self.buyer)
        self.assertEqual(complaint.title, "Nobody came")
        for vals in ({"title": "x"}, {"satisfaction": "5"}, {"state": "closed"}):
            with self.assertRaises(UserError):
                complaint.write(vals)
        with self.assertRaises(AccessError):
            complaint.action_accept()
        with self.assertRaises(AccessError):
            complaint.create({"title": "x"})
