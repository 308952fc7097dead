from contextlib import suppress
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import RecallCase


class Killed(Exception):
    """The server went down."""


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestRecallWaves(RecallCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.recall = cls._run()

    def _create_wave(self, **vals):
        return self.env["aftersales.recall.wave"].create(
            {"recall_id": self.recall.id, **vals}
        )

    def _mails(self):
        return self.env["mail.mail"].search(
            [("model", "=", "aftersales.recall.notice")]
        )

    def _send_all(self):
        with patch.object(
            type(self.env["ir.cron"]), "_commit_progress", return_value=1.0
        ):
            self.env["aftersales.recall.wave"]._cron_send()

    def test_a_customer_is_told_of_all_his_units_in_one_mail(self):
        wave = self._create_wave()
        self.assertEqual(wave.target_count, 2)
        wave.with_user(self.dispatcher).action_launch()
        self.assertEqual(wave.notice_ids.partner_id, self.customer)
        self.assertEqual(len(wave.notice_ids.line_ids), 2)
        self._send_all()
        mail = self._mails()
        self.assertEqual(mail.recipient_ids, self.customer)
        for word in ("HX-0100", "HX-0101", "Pull the plug", "/aftersales/recall/"):
            self.assertIn(word, mail.body_html)
        self.assertEqual(wave.state, "done")
        told = wave.notice_ids.line_ids
        self.assertEqual(set(told.mapped("state")), {"notified"})
        self.assertTrue(told[0].notified_at)

    def test_a_customer_reads_it_in_his_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.customer.lang = "zh_CN"
        self.recall.with_context(lang="zh_CN").title = "暖风机召回"
        self._create_wave().action_launch()
        self._send_all()
        self.assertIn("暖风机召回", self._mails().subject)

    def test_a_killed_run_goes_on_and_tells_nobody_twice(self):
        self._create_buyers(5)
        self.recall.action_refresh()
        wave = self._create_wave()
        wave.action_launch()
        self.assertEqual(wave.notice_count, 6)
        # Two batches are committed, the third one dies on its way.
        with (
            patch(
                "odoo.addons.aftersales_service.models.recall"
                ".aftersales_recall_wave_sending.BATCH",
                2,
            ),
            patch.object(
                type(self.env["ir.cron"]),
                "_commit_progress",
                side_effect=[1.0, 1.0, Killed],
            ),
            # Not the assertion: that would take back what was committed.
            suppress(Killed),
        ):
            self.env["aftersales.recall.wave"]._cron_send()
        self.assertEqual(len(self._mails()), 4)
        self._send_all()
        self._send_all()
        mails = self._mails()
        self.assertEqual(len(mails), 6)
        self.assertEqual(len(mails.recipient_ids), 6)

    def test_what_a_killed_batch_did_is_undone_as_a_whole(self):
        wave = self._create_wave()
        wave.action_launch()
        with self.assertRaises(Killed), self.cr.savepoint():
            wave._send_batch(10)
            raise Killed
        self.env.invalidate_all()
        self.assertFalse(self._mails())
        self.assertEqual(wave.notice_ids.state, "waiting")

    def test_who_has_no_address_is_named_and_told_otherwise(self):
        self.customer.email = False
        wave = self._create_wave()
        wave.action_launch()
        self._send_all()
        notice = wave.notice_ids
        self.assertEqual(notice.state, "failed")
        self.assertIn("no e-mail address", notice.failure)
        self.assertEqual(set(notice.line_ids.mapped("state")), {"found"})
        call = self._create_wave(name="Calls", means="phone")
        call.action_launch()
        call.notice_ids.with_user(self.dispatcher).action_reached()
        self.assertEqual(set(notice.line_ids.mapped("state")), {"notified"})

    def test_a_reminder_goes_to_who_did_not_answer(self):
        self._create_buyers(1)
        self.recall.action_refresh()
        self._create_wave().action_launch()
        self._send_all()
        with self.assertRaisesRegex(UserError, "would tell nobody"):
            self._create_wave(name="Again").action_launch()
        self.heater_unit.recall_line_ids._register_answer("mine")
        self._lines(self.recall)["HX-0100"]._register_answer("mine")
        reminder = self._create_wave(name="Reminder", is_reminder=True)
        reminder.action_launch()
        self.assertEqual(reminder.notice_ids.partner_id.name, "Buyer 500")
        self._send_all()
        self.assertIn("no answer yet", self._mails()[0].body_html)

    def test_letters_are_posted_and_then_the_customers_are_told(self):
        wave = self._create_wave(means="letter")
        with self.assertRaisesRegex(UserError, "launch a wave by letter"):
            wave.action_letters_posted()
        wave.action_launch()
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html(
                "aftersales_service.action_report_recall_letter", wave.notice_ids.ids
            )[0]
            .decode()
        )
        for word in ("Haibin School", "HX-0101", "/aftersales/recall/", "data:image"):
            self.assertIn(word, html)
        wave.action_letters_posted()
        self.assertEqual((wave.state, wave.sent_count), ("done", 1))

    def test_a_call_without_an_answer_is_on_record(self):
        wave = self._create_wave(means="phone")
        wave.action_launch()
        wave.notice_ids.action_not_reached()
        self.assertEqual(set(wave.notice_ids.line_ids.mapped("state")), {"unreachable"})
        self.assertEqual(self.recall.told_count, 0)

    def test_an_answer_on_the_phone(self):
        wave = self._create_wave(means="phone")
        wave.action_launch()
        action = wave.notice_ids.with_user(self.dispatcher).action_reply()
        Reply = self.env["aftersales.recall.reply"].with_user(self.dispatcher)
        with Form(Reply.with_context(**action["context"])) as form:
            self.assertIn("HX-0101", form.unit_note)
            form.answer = "sold"
            form.note = "To Mr. Zhou, Yantai"
        form.record.action_reply()
        line = self.heater_unit.recall_line_ids
        self.assertEqual((line.state, line.answer), ("answered", "sold"))
        self.assertEqual(line.answer_ids.user_id, self.dispatcher)
        self.assertEqual(line.answer_ids.note, "To Mr. Zhou, Yantai")
        self.assertEqual(self.recall.answered_count, 2)

    def test_a_wave_is_launched_once_and_stays_as_it_was(self):
        wave = self._create_wave()
        wave.with_user(self.dispatcher).action_launch()
        with self.assertRaisesRegex(UserError, "was launched"):
            wave.with_user(self.dispatcher).action_launch()
        with self.assertRaisesRegex(UserError, "is not changed"):
            wave.with_user(self.dispatcher).name = "Other"
        with self.assertRaisesRegex(UserError, "through its buttons"):
            self._create_wave().with_user(self.dispatcher).state = "done"
        with self.assertRaises(UserError):
            wave.with_user(self.dispatcher).unlink()

    def test_a_stopped_wave_and_a_closed_recall_tell_nobody_else(self):
        wave = self._create_wave()
        wave.action_launch()
        wave.with_user(self.dispatcher).action_stop()
        self._send_all()
        self.assertFalse(self._mails())

    def test_roles(self):
        wave = self._create_wave()
        for role in ("technician", "outlet_manager", "finance"):
            user = self._create_user(role, f"wave_{role}")
            with self.assertRaises(AccessError), self.cr.savepoint():
                wave.with_user(user).action_launch()

    def test_the_link_is_no_secret_that_a_list_shows(self):
        wave = self._create_wave()
        wave.action_launch()
        notice = wave.notice_ids
        with self.assertRaises(AccessError):
            notice.with_user(self.dispatcher).read(["token"])
        before = notice.token
        notice.with_user(self.dispatcher).action_revoke_link()
        self.assertNotEqual(notice.token, before)

    def test_launching_costs_the_same_for_many_customers(self):
        self._create_buyers(2, first=500)
        self._create_buyers(20, first=600)
        self.recall.action_refresh()
        few_outlet, many_outlet = (
            self._create_outlet(name=name) for name in ("Few", "Many")
        )
        for line in self.recall.line_ids.filtered("equipment_id"):
            if line.serial >= "HX-0500":
                line.outlet_id = many_outlet if line.serial >= "HX-0600" else few_outlet
        warm, *waves = (
            self._create_wave(outlet_ids=outlet.ids)
            for outlet in (self.outlet, few_outlet, many_outlet)
        )
        warm.action_launch()
        few, many = (self._count_queries(wave.action_launch) for wave in waves)
        self.assertEqual([wave.notice_count for wave in waves], [2, 20])
        self.assertEqual(few, many)
