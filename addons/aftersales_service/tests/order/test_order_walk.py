from datetime import datetime

from freezegun import freeze_time

from odoo.tests import tagged

from ..common import AftersalesCase
from ..rules import rule


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestOrderWalk(AftersalesCase):
    """Orders from the call to the closed file, each step by who takes it in life."""

    def _take_call(self, **vals):
        return (
            self.env["aftersales.order"]
            .with_user(self.dispatcher)
            .create(
                {
                    "partner_id": self.customer.id,
                    "equipment_id": self.unit.id,
                    "symptom_id": self.symptom.id,
                    **vals,
                }
            )
        )

    def _dispatch_of(self, order):
        return order.dispatch_ids.with_user(self.technician_user)

    @rule("R063", "R064", "R066", "R067", "R068", "R071", "R134")
    def test_a_free_order_walks_from_the_call_to_the_file(self):
        order = self._take_call()
        self.assertEqual(order.state, "draft")
        order.action_accept()
        order.technician_id = self.technician
        order.action_dispatch()
        self.assertEqual(order.state, "dispatched")
        dispatch = self._dispatch_of(order)
        self.assertEqual(dispatch.state, "sent")
        dispatch.action_accept()
        dispatch.action_depart()
        dispatch.action_arrive()
        self.assertEqual(order.state, "on_site")
        visited = order.with_user(self.technician_user)
        visited.action_assess()
        visited.action_start()
        self.assertEqual(order.state, "in_progress")
        visited.cause_id = self.cause
        dispatch.write(self.FINISH_VALS)
        dispatch.action_finish()
        self.assertEqual(order.state, "signed")
        self.assertEqual(order.solution, self.FINISH_VALS["work_done"])
        dispatch.debrief_note = "All well, customer satisfied."
        dispatch.with_user(self.dispatcher).action_hand_in()
        order.action_settle()
        order.action_close()
        self.assertEqual(order.state, "closed")
        self.assertFalse(order.is_open)
        order.action_archive()
        self.assertEqual(order.state, "archived")
        self.assertTrue(order.exists())

    def test_a_remote_order_needs_no_visit_and_no_signature(self):
        order = self._take_call(type_id=self.type_remote.id)
        order.action_accept()
        order.action_assess()
        order.solution = "Explained how the lock is reset."
        order.action_repair()
        order.action_sign()
        order.action_settle()
        order.action_close()
        self.assertEqual(order.state, "closed")
        self.assertFalse(order.dispatch_ids)

    def test_a_visit_that_turns_out_remote_is_solved_by_phone(self):
        order = self._take_call()
        order.action_accept()
        order.technician_id = self.technician
        order.action_dispatch()
        order.is_remote = True
        self.assertTrue(order.can_assess)
        order.action_assess()
        self.assertEqual(order.state, "assessed")

    def test_each_state_stamps_its_moment(self):
        order = self._take_call(received_at="2026-03-02 01:00:00")
        self._walk_to_signed(order)
        now = datetime(2026, 3, 2, 3)
        self.assertRecordValues(
            order,
            [
                {
                    "received_at": datetime(2026, 3, 2, 1),
                    "accepted_at": now,
                    "dispatched_at": now,
                    "arrived_at": now,
                    "assessed_at": now,
                    "repaired_at": now,
                    "signed_at": now,
                    "settled_at": False,
                    "closed_at": False,
                }
            ],
        )

    def test_a_moment_is_stamped_once_though_the_order_is_reopened(self):
        order = self._take_call()
        order.action_accept()
        order.action_cancel()
        with freeze_time("2026-03-09 08:00:00"):
            order.action_reopen()
            self.assertEqual(order.state, "accepted")
            self.assertEqual(order.accepted_at, datetime(2026, 3, 2, 3))
            order.technician_id = self.technician
            order.action_dispatch()
        self.assertEqual(order.dispatched_at, datetime(2026, 3, 9, 8))

    def test_a_step_is_taken_by_many_orders_at_once(self):
        orders = self._take_call() + self._take_call()
        orders.action_accept()
        self.assertEqual(orders.mapped("state"), ["accepted", "accepted"])

    def test_history_of_states_is_in_the_chatter(self):
        order = self._create_order()
        order = order.with_user(self.dispatcher).with_context(
            tracking_disable=False, mail_notrack=False
        )
        self.env.cr.precommit.run()
        order.action_accept()
        self.env.cr.precommit.run()
        tracked = order.sudo().message_ids.tracking_value_ids
        states = tracked.filtered(lambda value: value.field_id.name == "state")
        self.assertEqual(states.mapped("new_value_char"), ["Accepted"])

    def test_an_order_that_has_no_unit_is_worked_on_all_the_same(self):
        order = self._take_call(equipment_id=False, serial="unreadable")
        self._walk_to_signed(order)
        self.assertEqual(order.state, "signed")

    @rule("R073")
    def test_a_unit_out_of_warranty_is_served(self):
        self.unit.warranty_end_date = "2020-01-01"
        order = self._take_call()
        self._walk_to_signed(order)
        self.assertEqual(order.state, "signed")
