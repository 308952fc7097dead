from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common import AftersalesCase
from ..rules import rule


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestOrderStepWizard(AftersalesCase):
    """The small form that asks why: hold, cancel, signature refused."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._create_order(technician_id=cls.technician.id)

    def _open(self, step, user):
        action = self.env.ref(f"aftersales_service.aftersales_order_step_action_{step}")
        context = {
            "active_model": "aftersales.order",
            "active_ids": self.order.ids,
            "default_step": step,
        }
        self.assertEqual(action.res_model, "aftersales.order.step")
        wizard = self.env["aftersales.order.step"].with_user(user)
        return Form(wizard.with_context(**context), view=action.view_id.id or None)

    def test_hold_writes_the_reason_and_waits(self):
        with self._open("wait", self.technician_user) as form:
            form.waiting_reason = "access"
        form.record.action_confirm()
        self.assertEqual(self.order.state, "waiting")
        self.assertEqual(self.order.waiting_reason, "access")

    def test_cancel_writes_the_reason_and_cancels(self):
        with self._open("cancel", self.dispatcher) as form:
            form.reason = "Customer repaired it himself."
        form.record.action_confirm()
        self.assertEqual(self.order.state, "cancelled")
        self.assertEqual(self.order.cancel_reason, "Customer repaired it himself.")

    def test_a_technician_does_not_cancel(self):
        with self._open("cancel", self.technician_user) as form:
            form.reason = "No time."
        with self.assertRaises(AccessError):
            form.record.action_confirm()
        self.assertEqual(self.order.state, "draft")

    @rule("R071")
    def test_a_refused_signature_is_written_down_and_signs_the_order(self):
        dispatch = self._walk_to_signed(self.order)
        self.assertEqual(self.order.state, "signed")
        self.order.action_reopen()
        dispatch.signature = False
        self.order.action_dispatch()
        self.order.dispatch_ids.filtered(lambda d: d.state == "sent").action_arrive()
        self.order.action_assess()
        self.order.action_repair()
        with self._open("refuse", self.technician_user) as form:
            form.reason = "Wants to see it work for a week first."
        form.record.action_confirm()
        self.assertEqual(self.order.state, "signed")
        self.assertIn("for a week", self.order.signature_refused_reason)

    def test_refusal_without_a_reason_does_not_sign(self):
        dispatch = self._walk_to_signed(self.order)
        self.order.action_reopen()
        dispatch.signature = False
        self.order.action_dispatch()
        self.order.dispatch_ids.filtered(lambda d: d.state == "sent").action_arrive()
        self.order.action_assess()
        self.order.action_repair()
        wizard = self.env["aftersales.order.step"].create(
            {"order_ids": self.order.ids, "step": "refuse"}
        )
        with self.assertRaises(UserError):
            wizard.action_confirm()
