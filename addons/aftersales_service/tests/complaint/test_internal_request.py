from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common import AftersalesCase
from ..rules import rule

ASKED_AT = "2026-03-02 01:00:00"


@tagged("post_install", "-at_install")
class TestInternalRequest(AftersalesCase):
    """Instructions and requests for help between colleagues, with the 2-hour rule."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.superior = cls._create_user("service_manager")
        cls.inspector = cls._create_user("inspector")
        cls.stranger = cls._create_user("storekeeper")
        boss = cls.env["hr.employee"].create(
            {"name": "Zhao", "user_id": cls.superior.id}
        )
        cls.technician.parent_id = boss
        with freeze_time(ASKED_AT):
            cls.request = cls._ask(cls.dispatcher)

    @classmethod
    def _ask(cls, user, **vals):
        return (
            cls.env["aftersales.internal.request"]
            .with_user(user)
            .create(
                {
                    "title": "Drawing of the hinge",
                    "user_id": cls.technician_user.id,
                    **vals,
                }
            )
        )

    def _reply(self, at, text="In the archive, folder 12."):
        request = self.request.with_user(self.technician_user)
        with freeze_time(at):
            request.reply = text
            request.action_reply()
        return request

    @rule("R050")
    def test_a_colleague_is_answered_within_two_hours(self):
        self.assertEqual(str(self.request.deadline), "2026-03-02 03:00:00")
        self.assertEqual(self.request.sudo().activity_ids.user_id, self.technician_user)
        self._reply("2026-03-02 03:00:00")
        self.assertRecordValues(
            self.request, [{"state": "replied", "was_late": False, "is_late": False}]
        )
        self.assertFalse(self.request.sudo().activity_ids)
        self.assertIn(
            self.dispatcher.partner_id, self.request.sudo().message_ids.partner_ids
        )

    @rule("R050")
    def test_a_second_later_it_is_late_and_stays_so(self):
        self._reply("2026-03-02 03:00:01")
        self.assertTrue(self.request.was_late)
        late = self.request.search([("is_late", "=", True)])
        self.assertIn(self.request, late)

    @rule("R050")
    def test_the_superior_hears_once_of_what_nobody_answers(self):
        Request = self.env["aftersales.internal.request"]
        with freeze_time("2026-03-02 02:59:00"):
            self.assertNotIn(
                self.request, Request.search(Request._get_overdue_domain())
            )
        commit = patch.object(
            type(self.env["ir.cron"]), "_commit_progress", return_value=1.0
        )
        with freeze_time("2026-03-02 03:01:00"), commit:
            self.assertIn(self.request, Request.search(Request._get_overdue_domain()))
            Request._cron_escalate()
            Request._cron_escalate()
        told = self.request.sudo().activity_ids.filtered(
            lambda activity: activity.user_id == self.superior
        )
        self.assertEqual(len(told), 1)

    def test_a_form_is_filled_in_and_the_time_is_the_companys(self):
        self.company.aftersales_internal_reply_hours = 4
        Request = self.env["aftersales.internal.request"].with_user(self.superior)
        with freeze_time(ASKED_AT), Form(Request) as form:
            form.kind = "instruction"
            form.title = "Count the vans"
            form.user_id = self.dispatcher
        self.assertEqual(str(form.record.deadline), "2026-03-02 05:00:00")
        self.assertEqual(form.record.requested_by_id, self.superior)

    def test_only_the_one_asked_replies_and_with_words(self):
        with self.assertRaises(AccessError):
            self.request.with_user(self.dispatcher).reply = "Myself"
        with self.assertRaises(AccessError):
            self.request.with_user(self.superior).action_withdraw()
        with self.assertRaises(UserError):
            self.request.with_user(self.technician_user).action_reply()
        with self.assertRaises(AccessError):
            self.request.with_user(self.technician_user).user_id = self.dispatcher

    def test_nobody_sets_the_clock(self):
        for user in (self.dispatcher, self.technician_user):
            for vals in (
                {"deadline": "2030-01-01"},
                {"was_late": False},
                {"requested_at": "2030-01-01"},
            ):
                mine = self.request.with_user(user)
                with self.subTest(user.login, **vals), self.assertRaises(AccessError):
                    mine.write(vals)
            with self.assertRaises(UserError):
                self.request.with_user(user).write({"state": "replied"})
        with freeze_time(ASKED_AT):
            forged = self._ask(self.dispatcher, deadline="2030-01-01", was_late=True)
        self.assertEqual(str(forged.deadline), "2026-03-02 03:00:00")
        self.assertFalse(forged.was_late)

    def test_who_wants_more_asks_again_and_the_clock_starts_anew(self):
        self._reply("2026-03-02 02:00:00")
        with self.assertRaises(UserError):
            self.request.with_user(self.technician_user).reply = "Changed"
        with freeze_time("2026-03-02 06:00:00"):
            self.request.with_user(self.dispatcher).action_ask_again()
        self.assertRecordValues(
            self.request, [{"state": "asked", "reply": False, "replied_at": False}]
        )
        self.assertEqual(str(self.request.deadline), "2026-03-02 08:00:00")

    def test_a_request_is_read_by_its_two_and_by_managers(self):
        for user in (self.dispatcher, self.technician_user, self.inspector):
            self.assertTrue(self.request.with_user(user).title)
        with self.assertRaises(AccessError):
            self.request.with_user(self.stranger).read(["title"])
