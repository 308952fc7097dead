from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...models.flow_mixin import STEP
from ...tools import order_flow
from ..common import AftersalesCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestOrderSteps(AftersalesCase):
    """Every step from every state: table, button flag and method agree."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Order = cls.env["aftersales.order"].with_user(cls.dispatcher)

    def _create_orders_in(self, state, count, **vals):
        """Orders that lack nothing but the steps before, put into ``state``."""
        orders = self.Order.create(
            [
                {
                    "partner_id": self.customer.id,
                    "equipment_id": self.unit.id,
                    "symptom_id": self.symptom.id,
                    "cause_id": self.cause.id,
                    "solution": "Rail replaced.",
                    "technician_id": self.technician.id,
                    "waiting_reason": "parts",
                    "signature_refused_reason": "In a hurry.",
                    "received_at": "2026-03-02 01:00:00",
                    **vals,
                }
                for _unused in range(count)
            ]
        )
        before = {"state_before_wait": "accepted"} if state == "waiting" else {}
        orders.sudo().with_context(_aftersales_step=STEP).write(
            {"state": state, **before}
        )
        return orders

    def _check_all_steps(self, is_remote):
        labels = self.Order._get_step_labels()
        steps = list(order_flow.FLOW.steps)
        for state in order_flow.STATES:
            orders = self._create_orders_in(state, len(steps), is_remote=is_remote)
            for step, order in zip(steps, orders, strict=True):
                with self.subTest(state=state, step=step, is_remote=is_remote):
                    expected = order_flow.can(step, state, not is_remote)
                    self.assertEqual(order[f"can_{step}"], expected)
                    take_step = getattr(order, f"action_{step}")
                    if expected:
                        take_step()
                        target = order_flow.FLOW.target(step) or "accepted"
                        self.assertEqual(order.state, target)
                        continue
                    with self.assertRaises(UserError) as caught:
                        take_step()
                    message = str(caught.exception)
                    self.assertIn(order.name, message)
                    self.assertIn(labels[step], message)
                    missing = order_flow.missing(step, state, not is_remote) or ()
                    if missing:
                        path = " → ".join(labels[name] for name in missing)
                        self.assertIn(path, message)
                    else:
                        self.assertIn("not possible", message)
                    self.assertEqual(order.state, state)

    def test_every_step_of_a_visit_agrees_with_the_table(self):
        self._check_all_steps(is_remote=False)

    def test_every_step_of_remote_help_agrees_with_the_table(self):
        self._check_all_steps(is_remote=True)

    def test_every_step_has_a_name_a_flag_and_a_method(self):
        labels = self.Order._get_step_labels()
        for step in order_flow.FLOW.steps:
            self.assertIn(step, labels)
            self.assertIn(f"can_{step}", self.Order._fields)
            self.assertTrue(callable(getattr(self.Order, f"action_{step}")))

    def test_selection_and_table_name_the_same_states(self):
        shown = [value for value, _label in self.Order._fields["state"].selection]
        self.assertEqual(shown, list(order_flow.STATES))

    def test_the_message_names_the_steps_that_are_missing(self):
        order = self._create_orders_in("on_site", 1)
        with self.assertRaisesRegex(UserError, "Assess → Work Done → Sign"):
            order.action_settle()

    def test_one_order_that_cannot_stops_the_whole_batch(self):
        accepted = self._create_orders_in("accepted", 1)
        drafts = self._create_orders_in("draft", 2)
        with self.assertRaises(UserError) as caught:
            (drafts + accepted).action_accept()
        self.assertIn(accepted.name, str(caught.exception))
        self.assertNotIn(drafts[0].name, str(caught.exception))
        self.assertEqual(drafts.mapped("state"), ["draft", "draft"])

    def test_all_orders_that_cannot_are_named_at_once(self):
        orders = self._create_orders_in("closed", 2)
        with self.assertRaises(UserError) as caught:
            orders.action_accept()
        for order in orders:
            self.assertIn(order.name, str(caught.exception))

    def test_a_copy_starts_again(self):
        order = self._create_orders_in("closed", 1)
        copy = order.copy()
        self.assertEqual(copy.state, "draft")
        self.assertNotEqual(copy.name, order.name)
        self.assertFalse(copy.closed_at)
        self.assertFalse(copy.solution)
