from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...models.flow_mixin import DeviceTime
from ..common import AftersalesCase
from ..rules import rule


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestHelp(AftersalesCase):
    """Who cannot solve it alone asks at once, and is answered."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.keeper = cls._create_user("outlet_manager")
        cls.outlet.manager_id = cls.keeper
        cls.order = cls._create_order(technician_id=cls.technician.id)
        cls.order.action_accept()
        cls.env.flush_all()
        cls.mine = cls.order.with_user(cls.technician_user)

    def _ask(self, user, note="Which rail fits?", **values):
        wizard = Form(
            self.env["aftersales.order.step"]
            .with_user(user)
            .with_context(
                active_ids=self.order.ids,
                default_step="ask_help",
            )
        )
        wizard.note = note
        for name, value in values.items():
            wizard[name] = value
        wizard.save().action_confirm()

    @rule("R050", "R060")
    def test_a_question_goes_to_the_manager_of_the_outlet(self):
        self._ask(self.technician_user)
        self.assertRecordValues(
            self.order,
            [
                {
                    "help_requested_at": datetime(2026, 3, 2, 3),
                    "help_answered_at": False,
                    "help_kind": "help",
                    "help_note": "Which rail fits?",
                    "help_user_id": self.technician_user.id,
                    "is_help_open": True,
                }
            ],
        )
        activity = self.order.activity_ids
        self.assertEqual(activity.user_id, self.keeper)
        self.assertIn("Which rail fits?", activity.note)
        self.assertIn("Which rail fits?", self.order.message_ids[0].body)

    @rule("R050")
    def test_the_answer_reaches_the_one_who_asked(self):
        self.mine._ask_for_help("Which rail fits?")
        with freeze_time("2026-03-02 04:30:00"):
            form = Form(
                self.env["aftersales.order.step"]
                .with_user(self.keeper)
                .with_context(active_ids=self.order.ids, default_step="answer_help")
            )
            form.note = "The long one."
            form.save().action_confirm()
        self.assertEqual(self.order.help_answered_at, datetime(2026, 3, 2, 4, 30))
        self.assertEqual(self.mine.help_answer, "The long one.")
        self.assertFalse(self.order.activity_ids)
        message = self.order.message_ids.filtered(
            lambda m: self.technician_user.partner_id in m.partner_ids
        )
        self.assertIn("The long one.", message.body)
        with self.assertRaisesRegex(UserError, "no question is open"):
            self.order._answer_help("Again")

    def test_a_later_question_opens_anew(self):
        self.mine._ask_for_help("First?")
        self.order.with_user(self.keeper)._answer_help("Yes.")
        self.mine._ask_for_help("Second?")
        self.assertTrue(self.order.is_help_open)
        self.assertFalse(self.order.help_answer)
        bodies = " ".join(self.order.message_ids.mapped("body"))
        for text in ("First?", "Yes.", "Second?"):
            self.assertIn(text, bodies)
        found = self.env["aftersales.order"].search(
            [("help_requested_at", "!=", False), ("help_answered_at", "=", False)]
        )
        self.assertIn(self.order, found)

    @rule("R077")
    def test_a_quality_problem_is_told_apart(self):
        self._ask(self.technician_user, "Third bent rail", help_kind="quality")
        self.assertEqual(self.order.help_kind, "quality")
        self.assertEqual(self.order.activity_ids.summary, "Quality Problem")

    def test_without_outlet_manager_a_service_manager_is_asked(self):
        self.outlet.manager_id = False
        expected = self.order._get_first_service_manager(self.company)
        self.assertTrue(expected)
        self.mine._ask_for_help("Anybody?")
        self.assertEqual(self.order.activity_ids.user_id, expected)

    def test_a_question_put_offline_keeps_its_moment(self):
        at = datetime(2026, 3, 2, 1, 15)
        self.mine.with_context(_aftersales_device_time=DeviceTime(at))._ask_for_help(
            "Asked in the cellar"
        )
        self.assertEqual(self.order.help_requested_at, at)

    def test_empty_words_and_closed_orders_are_refused(self):
        with self.assertRaisesRegex(UserError, "what the question is"):
            self.mine._ask_for_help("  ")
        self.mine._ask_for_help("Well?")
        with self.assertRaisesRegex(UserError, "the answer"):
            self.order._answer_help("")
        self.order.cancel_reason = "Gone"
        self.order.action_cancel()
        with self.assertRaisesRegex(UserError, "nothing is left"):
            self.order._ask_for_help("Hello?")

    def test_who_asks_and_who_answers(self):
        for role in ("storekeeper", "finance", "inspector"):
            with self.assertRaises(AccessError, msg=role):
                self.order.with_user(self._create_user(role))._ask_for_help("May I?")
        self.mine._ask_for_help("Well?")
        with self.assertRaisesRegex(AccessError, "Answer"):
            self.mine._answer_help("I answer myself.")
        self.order.with_user(self.dispatcher)._answer_help("Look behind it.")
