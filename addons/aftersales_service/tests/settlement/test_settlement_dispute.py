import base64

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import SettlementCase

PNG = base64.b64decode(SettlementCase.FINISH_VALS["signature"])


@tagged("post_install", "-at_install")
@freeze_time("2026-04-07 03:00:00")
class TestSettlementDispute(SettlementCase):
    """The outlet looks at its month, disputes a line, gets an answer, confirms."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_visit(km=50.0)
        cls.settlement = cls._settle()
        with freeze_time("2026-04-06 03:00:00"):
            cls.settlement.with_user(cls.finance).action_send()
        cls.travel = cls.settlement.line_ids.filtered(lambda x: x.kind == "travel")

    def _as_outlet(self, record):
        return record.with_user(self.outlet_user)

    def _answer(self, line, accept, **vals):
        wizard = self.env["aftersales.settlement.answer"].with_user(self.finance)
        form = Form(wizard.with_context(default_line_id=line.id))
        for name, value in vals.items():
            form[name] = value
        answer = form.save()
        return answer.action_accept() if accept else answer.action_reject()

    def test_sending_tells_the_outlet_and_starts_its_clock(self):
        self.assertEqual(str(self.settlement.due_date), "2026-04-13")
        mail = self.env["mail.mail"].search(
            [("model", "=", "aftersales.settlement"), ("res_id", "=", self.settlement.id)]
        )
        self.assertEqual(
            set(mail.recipient_ids.mapped("email")),
            {"weifang@example.com", "desk@example.com"},
        )
        self.assertIn(f"/my/settlements/{self.settlement.id}", mail.body_html)

    def test_a_disputed_line_that_is_accepted_changes_with_its_history(self):
        self._as_outlet(self.travel)._dispute(
            "It was 60 km", 60.0, [("odometer.png", PNG)]
        )
        self.assertEqual(self.settlement.state, "disputed")
        self.assertEqual(self.travel.evidence_ids.name, "odometer.png")
        with self.assertRaisesRegex(UserError, "no answer yet"):
            self.settlement.with_user(self.finance).action_answer()
        self._answer(self.travel, True, answer="You are right")
        self.assertRecordValues(
            self.travel,
            [
                {
                    "dispute_state": "accepted",
                    "amount": 60.0,
                    "computed_amount": 45.0,
                    "answered_by_id": self.finance.id,
                }
            ],
        )
        self.assertEqual(self.settlement.amount_total, 140.0)
        self.assertIn("45.00", self.settlement.message_ids[0].body)
        self.settlement.with_user(self.finance).action_answer()
        self.assertEqual(str(self.settlement.due_date), "2026-04-14", "a new clock")
        self._as_outlet(self.settlement).action_confirm()
        self.assertEqual(self.settlement.state, "confirmed")
        self.assertFalse(self.settlement.is_tacit)

    def test_a_line_is_rejected_with_words_only_and_not_disputed_again(self):
        self._as_outlet(self.travel).action_dispute("It was 60 km")
        with self.assertRaisesRegex(UserError, "fill in Answer"):
            self._answer(self.travel, False)
        self._answer(self.travel, False, answer="The map says 50 km")
        self.assertEqual(self.travel.amount, 45.0)
        self.settlement.with_user(self.finance).action_answer()
        with self.assertRaisesRegex(UserError, "disputed already"):
            self._as_outlet(self.travel).action_dispute("But it was")

    def test_a_dispute_needs_words_and_an_open_month(self):
        with self.assertRaisesRegex(UserError, "in a few words"):
            self._as_outlet(self.travel).action_dispute("  ")
        self._as_outlet(self.settlement).action_confirm()
        with self.assertRaisesRegex(UserError, "before it is confirmed"):
            self._as_outlet(self.travel).action_dispute("Too late")

    def test_while_a_line_is_disputed_nothing_is_confirmed(self):
        self._as_outlet(self.travel).action_dispute("It was 60 km")
        with self.assertRaisesRegex(UserError, "Send Answers"):
            self._as_outlet(self.settlement).action_confirm()

    def test_silence_counts_after_the_clock_and_after_a_reminder(self):
        with freeze_time("2026-04-10 03:00:00"):
            self.Settlement._remind_batch(50)
        self.assertFalse(self.settlement.reminded_at)
        with freeze_time("2026-04-14 03:00:00"):
            self.assertEqual(self.Settlement._confirm_silent_batch(50), 0)
        with freeze_time("2026-04-11 03:00:00"):
            self.assertEqual(self.Settlement._remind_batch(50), 1)
            self.assertEqual(self.Settlement._remind_batch(50), 0, "told once")
        with freeze_time("2026-04-13 03:00:00"):
            self.assertEqual(self.Settlement._confirm_silent_batch(50), 0)
        with freeze_time("2026-04-14 03:00:00"):
            self.assertEqual(self.Settlement._confirm_silent_batch(50), 1)
        self.assertEqual(self.settlement.state, "confirmed")
        self.assertTrue(self.settlement.is_tacit)

    def test_the_outlet_does_not_answer_itself(self):
        self._as_outlet(self.travel).action_dispute("It was 60 km")
        with self.assertRaises(AccessError):
            self._as_outlet(self.travel)._answer(True, 999.0, "")
        with self.assertRaises(AccessError):
            self._as_outlet(self.travel).write({"amount": 999.0})
        with self.assertRaises(AccessError):
            self._as_outlet(self.settlement).action_answer()
        with self.assertRaises(AccessError):
            self.env["aftersales.settlement.answer"].with_user(
                self.outlet_user
            ).create({"line_id": self.travel.id})
