from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import AftersalesCase
from ..rules import rule


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestOrderClose(AftersalesCase):
    """What hinders closing; waiting, cancelling and reopening."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._create_order(technician_id=cls.technician.id).with_user(
            cls.dispatcher
        )

    def _hand_in(self, dispatch):
        dispatch.debrief_note = "Rail replaced, customer satisfied."
        dispatch.action_hand_in()

    def _create_receipt(self):
        return (
            self.env["aftersales.equipment.receipt"]
            .with_user(self.technician_user)
            .create(
                {
                    "order_id": self.order.id,
                    "description": "Drawer of the cabinet",
                    "condition": "Rail bent, front scratched.",
                }
            )
        )

    @rule("R068")
    def test_a_slip_that_is_not_handed_in_hinders_closing(self):
        dispatch = self._walk_to_signed(self.order)
        self.order.action_settle()
        with self.assertRaisesRegex(UserError, dispatch.name):
            self.order.action_close()
        self._hand_in(dispatch)
        self.order.action_close()
        self.assertEqual(self.order.state, "closed")

    def test_a_cancelled_visit_does_not_hinder_closing(self):
        self._hand_in(self._walk_to_signed(self.order))
        second = self._create_dispatch(self.order, scheduled_start=False)
        self.order.action_settle()
        with self.assertRaisesRegex(UserError, second.name):
            self.order.action_close()
        second.action_cancel()
        self.order.action_close()
        self.assertEqual(self.order.state, "closed")

    @rule("R065", "R070")
    def test_equipment_and_its_receipt_must_be_back(self):
        receipt = self._create_receipt()
        self._hand_in(self._walk_to_signed(self.order))
        self.order.action_settle()
        with self.assertRaisesRegex(UserError, receipt.name):
            self.order.action_close()
        receipt.action_return()
        with self.assertRaisesRegex(UserError, receipt.name):
            self.order.action_close()
        receipt.with_user(self.dispatcher).action_recover()
        self.order.action_close()
        self.assertEqual(self.order.state, "closed")

    @rule("R071")
    def test_a_signature_that_is_gone_hinders_closing(self):
        dispatch = self._walk_to_signed(self.order)
        self._hand_in(dispatch)
        self.order.action_settle()
        dispatch.signature = False
        with self.assertRaisesRegex(UserError, "signature"):
            self.order.action_close()
        self.order.signature_refused_reason = "Slip lost; customer confirmed by phone."
        self.order.action_close()
        self.assertEqual(self.order.state, "closed")

    @rule("R134")
    def test_charged_work_without_quotation_hinders_settlement(self):
        self.env["aftersales.order.line"].create(
            {
                "order_id": self.order.id,
                "product_id": self.labour.id,
                "coverage": "customer",
            }
        )
        self._walk_to_signed(self.order)
        with self.assertRaisesRegex(UserError, "not on a quotation"):
            self.order.action_settle()

    @rule("R134")
    def test_free_work_is_settled_by_the_customers_signature(self):
        self.env["aftersales.order.line"].create(
            {
                "order_id": self.order.id,
                "product_id": self.labour.id,
                "coverage": "covered",
            }
        )
        self._walk_to_signed(self.order)
        self.order.action_settle()
        self.assertEqual(self.order.state, "settled")

    # -- waiting ----

    def test_waiting_needs_a_reason(self):
        with self.assertRaisesRegex(UserError, "Waiting Reason"):
            self.order.action_wait()

    def test_resume_returns_to_the_state_before(self):
        self.order.action_accept()
        self.order.waiting_reason = "parts"
        self.order.action_wait()
        self.assertEqual(self.order.state, "waiting")
        self.assertTrue(self.order.is_open)
        self.order.action_resume()
        self.assertEqual(self.order.state, "accepted")
        self.assertFalse(self.order.waiting_reason)
        self.assertFalse(self.order.state_before_wait)

    def test_orders_that_wait_together_return_each_to_its_own_state(self):
        other = self._create_order().with_user(self.dispatcher)
        other.action_accept()
        both = self.order + other
        both.waiting_reason = "customer"
        both.action_wait()
        both.action_resume()
        self.assertEqual(both.mapped("state"), ["draft", "accepted"])

    def test_resuming_does_not_move_a_moment(self):
        self.order.action_accept()
        stamped = self.order.accepted_at
        self.order.waiting_reason = "parts"
        self.order.action_wait()
        with freeze_time("2026-03-05 03:00:00"):
            self.order.action_resume()
        self.assertEqual(self.order.accepted_at, stamped)

    # -- cancelling ----

    def test_cancelling_an_order_cancels_its_visits(self):
        self.order.action_accept()
        self.order.action_dispatch()
        dispatch = self.order.dispatch_ids
        self.order.action_cancel()
        self.assertEqual(self.order.state, "cancelled")
        self.assertEqual(dispatch.state, "cancelled")

    def test_an_order_that_waits_can_be_cancelled(self):
        self.order.waiting_reason = "customer"
        self.order.action_wait()
        self.assertTrue(self.order.can_cancel)
        self.order.action_cancel()
        self.assertEqual(self.order.state, "cancelled")
        self.assertFalse(self.order.waiting_reason)

    def test_waiting_is_no_way_to_cancel_what_is_signed(self):
        self._walk_to_signed(self.order)
        self.order.waiting_reason = "customer"
        self.order.action_wait()
        self.assertFalse(self.order.can_cancel)
        with self.assertRaises(UserError):
            self.order.action_cancel()
        self.assertEqual(self.order.state, "waiting")

    def test_an_order_with_used_parts_is_not_cancelled(self):
        repair = self.env["repair.order"].create(self.order._prepare_repair_vals())
        repair.action_validate()
        repair.action_repair_start()
        repair.action_repair_end()
        with self.assertRaisesRegex(UserError, repair.name):
            self.order.action_cancel()

    def test_cancelling_an_order_cancels_its_open_repair(self):
        repair = self.env["repair.order"].create(self.order._prepare_repair_vals())
        self.order.action_cancel()
        self.assertEqual(repair.state, "cancel")

    def test_a_closed_order_is_reopened_with_a_new_visit(self):
        self._hand_in(self._walk_to_signed(self.order))
        self.order.action_settle()
        self.order.action_close()
        self.order.action_reopen()
        self.assertEqual(self.order.state, "accepted")
        self.order.action_dispatch()
        self.assertEqual(len(self.order.dispatch_ids), 2)
