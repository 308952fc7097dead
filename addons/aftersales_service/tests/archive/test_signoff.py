from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from ...tools import signoff as rules
from .common import ArchiveCase


@tagged("post_install", "-at_install")
class TestSignoff(ArchiveCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.giver = cls.env.ref("aftersales_service.signoff_role_giver")
        cls.receiver = cls.env.ref("aftersales_service.signoff_role_receiver")

    def setUp(self):
        super().setUp()
        self.batch = self._open()

    def test_who_when_for_what_and_what_exactly(self):
        with freeze_time("2026-04-02 01:00:00"):
            self.batch.with_user(self.dispatcher).action_sign("giver")
        sign = self.batch.signoff_ids
        self.assertEqual(sign.user_id, self.dispatcher)
        self.assertEqual(str(sign.signed_at), "2026-04-02 01:00:00")
        self.assertEqual(sign.role_name, "Handed In By")
        self.assertEqual(sign.digest, rules.digest(self.batch._get_signed_content()))
        self.assertEqual(self.batch.signoff_missing, "Receiver")
        self.assertFalse(self.batch.is_signed_off)

    def test_one_person_signs_for_one_role(self):
        office = self.batch.with_user(self.office)
        office.action_sign("giver")
        with self.assertRaisesRegex(UserError, "one role only"):
            office.action_sign("receiver")
        self.batch.with_user(self.admin).action_sign("receiver")
        self.assertTrue(self.batch.is_signed_off)

    def test_a_role_signs_once_and_in_its_turn(self):
        with self.assertRaisesRegex(UserError, "Handed In By"):
            self.batch.with_user(self.office).action_sign("receiver")
        self.batch.with_user(self.dispatcher).action_sign("giver")
        with self.assertRaisesRegex(UserError, "has signed"):
            self.batch.with_user(self.admin).action_sign("giver")

    def test_only_the_role_signs(self):
        with self.assertRaisesRegex(AccessError, "Handed In By"):
            self.batch.with_user(self.inspector).action_sign("giver")
        with self.assertRaises(AccessError):
            self.batch.with_user(self.technician_user).action_sign("giver")
        with self.assertRaisesRegex(UserError, "no such role"):
            self.batch.with_user(self.dispatcher).action_sign("cook")

    def test_a_later_change_voids_the_signature_and_keeps_it(self):
        self.batch.with_user(self.dispatcher).action_sign("giver")
        self.batch.sudo().name = "AR/OTHER"
        self.assertEqual(self.batch.signoff_ids.state, "void")
        self.assertIn("changed", self.batch.signoff_ids.void_reason)
        self.batch.with_user(self.dispatcher).action_sign("giver")
        self.assertEqual(self.batch.signoff_ids.mapped("state"), ["void", "signed"])

    def test_a_change_of_the_lines_voids_too(self):
        self._create_visit()
        self.batch.with_user(self.dispatcher).action_sign("giver")
        self.batch._collect()
        self.assertIn("Handed In By", self.batch._get_missing_roles().mapped("name"))

    def test_signatures_are_neither_made_nor_changed_nor_deleted(self):
        self.batch.with_user(self.dispatcher).action_sign("giver")
        sign = self.batch.signoff_ids
        for user in (self.admin, self.env.user):
            with self.assertRaises(UserError):
                sign.with_user(user).sudo().write({"user_id": self.office.id})
            with self.assertRaises(UserError):
                sign.with_user(user).sudo().unlink()
            with self.assertRaises(UserError):
                sign.with_user(user).sudo().copy()
        with self.assertRaises(UserError):
            sign.with_user(self.dispatcher).write({"note": "Hello"})

    def test_the_dialog_offers_what_one_may_sign(self):
        action = self.batch.with_user(self.dispatcher).action_sign()
        Wizard = self.env[action["res_model"]].with_user(self.dispatcher)
        form = Form(Wizard.with_context(**action["context"]))
        self.assertEqual(form.role_id, self.giver)
        form.note = "With two annexes"
        form.save().action_confirm()
        self.assertEqual(self.batch.signoff_ids.note, "With two annexes")

    # -- release first, sign later --------------------------------------------------

    def test_release_first_sign_later(self):
        batch = self.batch.with_user(self.dispatcher)
        with self.assertRaisesRegex(UserError, "must be signed"):
            batch.action_release_unsigned("Storm")
        (self.giver | self.receiver).write({"can_sign_later": True, "later_hours": 4})
        self.assertEqual(
            batch.action_release_unsigned()["res_model"], "aftersales.signoff.sign"
        )
        with freeze_time("2026-04-01 01:00:00"):
            batch.action_release_unsigned("Storm, told by phone")
        self.assertTrue(batch._is_released())
        self.assertFalse(batch.is_signed_off)
        owed = self.batch.signoff_ids
        self.assertEqual(owed.mapped("state"), ["owed", "owed"])
        self.assertEqual(
            set(map(str, owed.mapped("deadline"))), {"2026-04-01 05:00:00"}
        )
        self.assertEqual(len(owed.activity_ids), 2)
        batch.action_sign("giver")
        signed = owed.filtered(lambda sign: sign.role_id == self.giver)
        self.assertEqual((signed.state, signed.user_id), ("signed", self.dispatcher))
        self.assertEqual(signed.release_reason, "Storm, told by phone")

    def test_what_does_not_come_is_escalated_once(self):
        self.receiver.write({"can_sign_later": True, "later_hours": 4})
        self.batch.with_user(self.dispatcher).action_sign("giver")
        with freeze_time("2026-04-01 01:00:00"):
            self.batch.with_user(self.dispatcher).action_release_unsigned("Storm")
        owed = self.batch.signoff_ids.filtered(lambda sign: sign.state == "owed")
        before = len(owed.activity_ids)
        Signoff = self.env["aftersales.signoff"]
        with freeze_time("2026-04-01 04:59:00"):
            Signoff._cron_escalate()
            self.assertFalse(owed.is_overdue)
        self.assertEqual(len(owed.activity_ids), before)
        for _run in range(2):
            with freeze_time("2026-04-01 05:01:00"):
                Signoff._cron_escalate()
        self.assertEqual(len(owed.activity_ids), before + 1)
        self.assertTrue(owed.escalated_at)

    def test_roles_of_a_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.receiver.company_id = other
        self.assertEqual(self.batch._get_signoff_roles(), self.giver)
