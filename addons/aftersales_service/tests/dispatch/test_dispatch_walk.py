from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ...models.flow_mixin import STEP
from ...tools import dispatch_flow
from ..common import AftersalesCase
from ..rules import rule


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestDispatchWalk(AftersalesCase):
    """A visit from the desk to the door and back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._create_order(cause_id=cls.cause.id).with_user(cls.dispatcher)
        cls.order.action_accept()
        cls.dispatch = cls._create_dispatch(cls.order)
        cls.visit = cls.dispatch.with_user(cls.technician_user)

    def _arrive(self):
        self.dispatch.with_user(self.dispatcher).action_send()
        self.visit.action_arrive()

    def test_sending_a_visit_dispatches_its_order(self):
        self.dispatch.with_user(self.dispatcher).action_send()
        self.assertEqual(self.order.state, "dispatched")
        self.assertEqual(self.dispatch.sent_at, datetime(2026, 3, 2, 3))

    def test_a_visit_planned_from_its_order_is_that_of_the_orders_outlet(self):
        self.order.sudo().outlet_id = self.outlet
        form = Form(
            self.env["aftersales.dispatch"]
            .with_user(self.dispatcher)
            .with_context(default_order_id=self.order.id)
        )
        self.assertEqual(form.outlet_id, self.outlet)
        self.assertEqual(form.save().outlet_id, self.outlet)

    def test_a_visit_without_technician_is_not_sent(self):
        dispatch = self._create_dispatch(self.order, technician_ids=False)
        with self.assertRaisesRegex(UserError, "Technicians"):
            dispatch.with_user(self.dispatcher).action_send()

    def test_the_order_takes_the_first_technician_of_its_visit(self):
        self.assertEqual(self.order.technician_id, self.technician)

    def test_a_technician_named_on_the_order_stays(self):
        other = self.env["hr.employee"].create({"name": "Zhao Gong"})
        order = self._create_order(technician_id=other.id)
        self._create_dispatch(order, scheduled_start=False)
        self.assertEqual(order.technician_id, other)

    def test_a_dispatcher_without_rights_on_personnel_names_technicians(self):
        self.assertFalse(self.dispatcher.has_group("hr.group_hr_user"))
        order = self._create_order().with_user(self.dispatcher)
        form = Form(
            self.env["aftersales.dispatch"]
            .with_user(self.dispatcher)
            .with_context(default_order_id=order.id)
        )
        form.technician_ids.add(self.technician.with_user(self.dispatcher))
        dispatch = form.save()
        self.assertEqual(dispatch.technician_ids, self.technician)
        self.assertEqual(order.technician_id, self.technician)

    def test_a_visit_is_of_the_outlet_and_company_of_its_order(self):
        self.assertEqual(self.dispatch.outlet_id, self.outlet)
        self.assertEqual(self.dispatch.company_id, self.company)

    def test_a_visit_of_another_company_than_its_order_is_refused(self):
        company = self.env["res.company"].create({"name": "Other Maker"})
        with self.assertRaises(UserError):
            self.dispatch.company_id = company

    def test_a_visit_ends_after_it_starts(self):
        with self.assertRaises(Exception) as caught, self.env.cr.savepoint():
            self.dispatch.scheduled_end = "2026-03-02 01:59:00"
            self.env.flush_all()
        self.assertIn("aftersales_dispatch_window_order", str(caught.exception))

    # -- finishing ----

    @rule("R063", "R064", "R071", "R135")
    def test_a_visit_does_not_finish_without_each_of_its_entries(self):
        self._arrive()
        needed = ("outcome", "work_done", "opinion", "signed_by", "signature")
        labels = self.visit.fields_get(needed)
        for field in needed:
            self.visit.write({**self.FINISH_VALS, field: False})
            with (
                self.subTest(field),
                self.assertRaisesRegex(UserError, labels[field]["string"]),
            ):
                self.visit.action_finish()
        self.assertEqual(self.visit.state, "arrived")

    @rule("R064", "R071", "R080")
    def test_a_visit_finishes_with_opinion_signature_and_briefing(self):
        self._arrive()
        self.visit.write(self.FINISH_VALS)
        self.visit.action_finish()
        self.assertRecordValues(
            self.visit,
            [
                {
                    "state": "finished",
                    "opinion": "satisfied",
                    "signed_by": "Director Li",
                    "briefing_given": True,
                    "finished_at": datetime(2026, 3, 2, 3),
                }
            ],
        )
        self.assertEqual(self.order.state, "signed")

    @rule("R071")
    def test_a_refusal_with_its_reason_stands_for_the_signature(self):
        self._arrive()
        self.visit.write(
            {
                "outcome": "solved",
                "work_done": "Rail replaced.",
                "signature_refused_reason": "Has no authority to sign.",
            }
        )
        self.visit.action_finish()
        self.assertEqual(self.order.state, "signed")

    def test_a_visit_that_needs_parts_leaves_the_order_open(self):
        self._arrive()
        self.visit.write({"outcome": "parts_needed", "work_done": "Rail is bent."})
        self.visit.action_finish()
        self.assertEqual(self.visit.state, "finished")
        self.assertEqual(self.order.state, "on_site")
        self.assertFalse(self.order.solution)

    def test_a_solved_visit_needs_the_cause_of_a_repair(self):
        self.order.cause_id = False
        self._arrive()
        self.visit.write(self.FINISH_VALS)
        with self.assertRaises(UserError) as caught:
            self.visit.action_finish()
        self.assertIn("Cause", str(caught.exception))
        self.assertEqual(self.visit.state, "arrived")
        self.visit.cause_id = self.cause
        self.visit.action_finish()
        self.assertEqual(self.order.cause_id, self.cause)

    @rule("R079")
    def test_what_is_out_of_scope_is_noted_on_the_order(self):
        self.order.cause_id = False
        self._arrive()
        self.visit.write(
            {"outcome": "out_of_scope", "work_done": "Other maker's lock."}
        )
        self.visit.action_finish()
        self.assertTrue(self.order.is_out_of_scope)
        self.assertEqual(self.order.state, "repaired")

    @rule("R066", "R067", "R068")
    def test_a_slip_is_handed_in_with_the_debrief(self):
        self._arrive()
        self.visit.write(self.FINISH_VALS)
        self.visit.action_finish()
        slip = self.dispatch.with_user(self.dispatcher)
        with self.assertRaisesRegex(UserError, "Debrief"):
            slip.action_hand_in()
        slip.debrief_note = "Customer content; second cabinet to be looked at."
        slip.action_hand_in()
        self.assertEqual(slip.state, "returned")
        self.assertEqual(slip.returned_at, datetime(2026, 3, 2, 3))

    # -- every step from every state ----

    def _create_dispatches_in(self, state, count):
        orders = self.env["aftersales.order"].create(
            [
                {
                    "partner_id": self.customer.id,
                    "symptom_id": self.symptom.id,
                    "cause_id": self.cause.id,
                }
                for _unused in range(count)
            ]
        )
        dispatches = self.env["aftersales.dispatch"].create(
            [
                {
                    **self.FINISH_VALS,
                    "order_id": order.id,
                    "technician_ids": self.technician.ids,
                    "debrief_note": "Done.",
                }
                for order in orders
            ]
        )
        dispatches.with_context(_aftersales_step=STEP).write({"state": state})
        return dispatches.with_user(self.dispatcher)

    def test_every_step_from_every_state_agrees_with_the_table(self):
        steps = list(dispatch_flow.FLOW.steps)
        labels = self.dispatch._get_step_labels()
        for state in dispatch_flow.STATES:
            dispatches = self._create_dispatches_in(state, len(steps))
            for step, dispatch in zip(steps, dispatches, strict=True):
                with self.subTest(state=state, step=step):
                    expected = dispatch_flow.FLOW.can(step, state)
                    self.assertEqual(dispatch[f"can_{step}"], expected)
                    if expected:
                        getattr(dispatch, f"action_{step}")()
                        self.assertEqual(
                            dispatch.state, dispatch_flow.FLOW.target(step)
                        )
                        continue
                    with self.assertRaises(UserError) as caught:
                        getattr(dispatch, f"action_{step}")()
                    missing = dispatch_flow.FLOW.missing(step, state) or ()
                    for name in (step, *missing):
                        self.assertIn(labels[name], str(caught.exception))

    def test_selection_and_table_name_the_same_states(self):
        shown = [value for value, _label in self.dispatch._fields["state"].selection]
        self.assertEqual(shown, list(dispatch_flow.STATES))
