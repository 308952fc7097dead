from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import AftersalesCase
from ..rules import rule


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestOrderRequirements(AftersalesCase):
    """What must be on the order before a step."""

    def _create_on_site(self, **vals):
        order = self._create_order(technician_id=self.technician.id, **vals)
        order = order.with_user(self.dispatcher)
        order.action_accept()
        order.action_dispatch()
        order.dispatch_ids.action_arrive()
        return order.with_user(self.technician_user)

    def test_an_order_without_technician_is_not_dispatched(self):
        order = self._create_order().with_user(self.dispatcher)
        order.action_accept()
        with self.assertRaisesRegex(UserError, "Technician"):
            order.action_dispatch()
        self.assertFalse(order.dispatch_ids)

    def test_dispatch_sends_the_planned_visit_and_makes_no_second_one(self):
        order = self._create_order().with_user(self.dispatcher)
        order.action_accept()
        dispatch = self._create_dispatch(order)
        order.action_dispatch()
        self.assertEqual(order.dispatch_ids, dispatch)
        self.assertEqual(dispatch.state, "sent")

    def test_dispatch_does_not_send_a_visit_that_nobody_makes(self):
        order = self._create_order().with_user(self.dispatcher)
        order.action_accept()
        dispatch = self._create_dispatch(order, technician_ids=False)
        with self.assertRaises(UserError) as caught:
            order.action_dispatch()
        self.assertIn("Technicians", str(caught.exception))
        self.assertEqual(dispatch.state, "planned")

    @rule("R072", "R076")
    def test_a_repair_is_not_assessed_without_symptom(self):
        order = self._create_on_site(symptom_id=False)
        with self.assertRaisesRegex(UserError, "Symptom"):
            order.action_assess()
        order.symptom_id = self.symptom
        order.action_assess()
        self.assertEqual(order.state, "assessed")

    def test_an_order_type_that_needs_a_unit_is_not_assessed_without_one(self):
        self.type_repair.needs_unit = True
        order = self._create_on_site(equipment_id=False)
        with self.assertRaisesRegex(UserError, "Unit"):
            order.action_assess()
        order.sudo().equipment_id = self.unit
        order.action_assess()
        self.assertEqual(order.state, "assessed")

    @rule("R063")
    def test_work_is_not_done_before_the_solution_is_written_down(self):
        order = self._create_on_site(cause_id=self.cause.id)
        order.action_assess()
        with self.assertRaisesRegex(UserError, "Solution"):
            order.action_repair()
        order.solution = "Rail replaced, use explained."
        order.action_repair()
        self.assertEqual(order.state, "repaired")

    @rule("R072")
    def test_a_repair_is_not_done_before_its_cause_is_known(self):
        order = self._create_on_site(solution="Rail replaced.")
        order.action_assess()
        with self.assertRaisesRegex(UserError, "Cause"):
            order.action_repair()
        order.cause_id = self.cause
        order.action_repair()
        self.assertEqual(order.state, "repaired")

    def test_an_installation_needs_no_cause(self):
        order = self._create_on_site(
            type_id=self.type_installation.id, solution="Set up and shown."
        )
        order.action_assess()
        order.action_repair()
        self.assertEqual(order.state, "repaired")

    @rule("R079")
    def test_what_is_out_of_scope_is_explained_but_needs_no_cause(self):
        order = self._create_on_site(is_out_of_scope=True)
        order.action_assess()
        with self.assertRaisesRegex(UserError, "Solution"):
            order.action_repair()
        order.solution = "Another maker's lock: explained whom to call."
        order.action_repair()
        self.assertEqual(order.state, "repaired")

    def test_an_open_repair_of_parts_must_end_first(self):
        order = self._create_on_site(cause_id=self.cause.id, solution="Rail replaced.")
        order.action_assess()
        repair = self.env["repair.order"].create(order._prepare_repair_vals())
        with self.assertRaisesRegex(UserError, repair.name):
            order.action_repair()
        repair.action_repair_cancel()
        order.action_repair()
        self.assertEqual(order.state, "repaired")

    @rule("R071")
    def test_an_order_is_not_signed_without_signature_or_reason(self):
        order = self._create_on_site(cause_id=self.cause.id, solution="Rail replaced.")
        order.action_assess()
        order.action_repair()
        with self.assertRaisesRegex(UserError, "signature"):
            order.action_sign()
        order.signature_refused_reason = "Nobody there who may sign."
        order.action_sign()
        self.assertEqual(order.state, "signed")

    def test_all_that_is_missing_is_said_at_once(self):
        order = self._create_on_site()
        order.action_assess()
        with self.assertRaises(UserError) as caught:
            order.action_repair()
        self.assertIn("Solution", str(caught.exception))
        self.assertIn("Cause", str(caught.exception))
