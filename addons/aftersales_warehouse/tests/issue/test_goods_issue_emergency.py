from datetime import datetime

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.aftersales_service.tests.rules import rule

from ..receipt.common import GoodsCase

NOW = "2026-03-06 08:00:00"  # a Friday, four in the afternoon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestGoodsIssueEmergency(GoodsCase):
    """First the phone, then the goods, then the signatures; or the storekeeper's no."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls._receive(cls.warehouse, cls.goods, 20)
        cls.picking = cls._create_transfer("issue", [(cls.goods, 3)])
        cls.note = cls.picking.with_user(cls.storekeeper)
        cls._take(cls, cls.picking)

    def _phone(self, user=None, reason="The school waits", **vals):
        action = self.note.action_release_unsigned()
        wizard = self.env["aftersales.issue.step"].with_user(self.storekeeper)
        with Form(wizard.with_context(**action["context"])) as form:
            form.user_id = user or self.finance
            form.phoned_at = vals.get("phoned_at", NOW)
            form.reason = reason
        form.record.action_confirm()

    @rule("R213")
    def test_released_by_phone_issued_and_signed_later(self):
        self._phone()
        self.assertEqual(self.note.issue_state, "released")
        self.assertEqual(self.picking.phoned_by_id, self.finance)
        self.assertEqual(self.picking.phone_reason, "The school waits")
        self.note.button_validate()
        self.assertEqual(self.picking.state, "done")
        self.assertEqual(self.picking.issue_state, "owed")
        owed = self.picking.signoff_ids
        self.assertEqual(set(owed.mapped("state")), {"owed"})
        self.assertEqual(set(owed.mapped("deadline")), {datetime(2026, 3, 7, 8)})
        self.assertEqual(owed.outlet_id, self.outlet)
        self._sign_issue(self.picking)
        self.assertEqual(self.picking.issue_state, "issued")
        self.assertEqual(len(self.picking.signoff_ids), 3)

    @rule("R213")
    def test_late_signatures_are_escalated_once(self):
        self._phone()
        self.note.button_validate()
        self._sign_issue(self.picking, "issue_head")
        Signoff = self.env["aftersales.signoff"]
        with freeze_time("2026-03-07 09:00:00"):
            self.env.invalidate_all()
            self.assertTrue(self.picking.has_late_signature)
            late = self.env["stock.picking"].search([("has_late_signature", "=", True)])
            self.assertIn(self.picking, late)
            Signoff._cron_escalate()
            Signoff._cron_escalate()
        owed = self.picking.signoff_ids.filtered(lambda one: one.state == "owed")
        self.assertEqual(len(owed), 2)
        self.assertTrue(all(owed.mapped("escalated_at")))

    def test_hours_may_be_those_in_which_the_outlet_is_open(self):
        self.outlet.calendar_id = self.env["resource.calendar"].create(
            {"name": "Shop hours", "tz": "Asia/Shanghai"}
        )
        role = self.env.ref("aftersales_warehouse.signoff_role_issue_head")
        role.write({"is_working_time": True, "later_hours": 4})
        self._phone()
        deadline = self.picking.signoff_ids.filtered(
            lambda one: one.role_id == role
        ).deadline
        # One hour on Friday afternoon, three on Monday morning.
        self.assertEqual(fields.Datetime.to_string(deadline), "2026-03-09 03:00:00")

    def test_what_was_released_holds_for_these_goods_only(self):
        self._phone()
        self.picking.move_ids.product_uom_qty = 9
        self.assertEqual(set(self.picking.signoff_ids.mapped("state")), {"void"})
        with self.assertRaisesRegex(UserError, "have not signed"):
            self.note.button_validate()
        self._phone()
        self.note.with_context(skip_backorder=True).button_validate()
        self.assertEqual(self.picking.state, "done")

    def test_only_those_who_sign_release_by_phone(self):
        with self.assertRaisesRegex(UserError, "signs for none"):
            self._phone(self.dispatcher)
        with self.assertRaisesRegex(UserError, "future"):
            self._phone(phoned_at="2026-03-06 10:00:00")

    def test_only_the_storekeeper_hears_the_phone(self):
        for user in (self.finance, self.outlet_manager, self.operations):
            with self.assertRaises(AccessError):
                self.picking.with_user(user).action_release_unsigned("At once")
            with self.assertRaises(AccessError):
                self.picking.with_user(user)._release_by_phone(
                    self.finance, fields.Datetime.now(), "At once"
                )
        with self.assertRaises(AccessError):
            self.note._release_unsigned("At once")

    def test_a_role_that_may_not_sign_later_is_waited_for(self):
        role = self.env.ref("aftersales_warehouse.signoff_role_issue_finance")
        role.can_sign_later = False
        with self.assertRaisesRegex(UserError, "Finance Supervisor"):
            self._phone(self.outlet_manager)

    @rule("R214")
    def test_a_refused_issue_is_reported(self):
        action = self.note.action_refuse_issue()
        wizard = self.env["aftersales.issue.step"].with_user(self.storekeeper)
        with Form(wizard.with_context(**action["context"])) as form:
            form.reason = "Nobody signed"
        form.record.action_confirm()
        self.assertEqual(self.picking.issue_state, "refused")
        self.assertEqual(self.picking.refused_by_id, self.storekeeper)
        told = self.picking.activity_ids.user_id
        self.assertTrue(told.has_group("aftersales_service.group_finance"))
        # It may still be signed, and leaves then.
        self._sign_issue(self.picking)
        self.note.button_validate()
        self.assertEqual(self.picking.issue_state, "issued")

    def test_what_is_signed_is_not_refused(self):
        self._sign_issue(self.picking)
        with self.assertRaisesRegex(UserError, "still waits"):
            self.note._refuse_issue("No")
        with self.assertRaises(AccessError):
            self.picking.with_user(self.finance).action_refuse_issue()
