from odoo.tests import Form, tagged

from ..rules import rule
from .common import OpinionCase


@tagged("post_install", "-at_install")
class TestOpinionComplaint(OpinionCase):
    """Who is dissatisfied may complain with one tick."""

    def _answer(self, opinion, **vals):
        answer = {"opinion": "very_dissatisfied", "channel": "link", **vals}
        opinion._answer({opinion: answer})

    @rule("R246")
    def test_a_tick_registers_a_complaint_of_the_order_once(self):
        visit = self._create_visited()
        opinion = self._opinion(visit)
        self._answer(opinion, comment="Left my yard dirty.", wants_complaint=True)
        complaint = opinion.complaint_id
        self.assertRecordValues(
            complaint,
            [
                {
                    "channel": "rating",
                    "state": "acknowledged",
                    "order_id": visit.order_id.id,
                    "partner_id": self.customer.id,
                    "outlet_id": self.outlet.id,
                    "title": "Left my yard dirty.",
                }
            ],
        )
        self._answer(opinion, comment="Still dirty.", wants_complaint=True)
        self.assertEqual(visit.order_id.complaint_ids, complaint)

    def test_without_the_tick_there_is_none(self):
        opinion = self._opinion(self._create_visited())
        self._answer(opinion, comment="Left my yard dirty.")
        self.assertFalse(opinion.complaint_id)

    def test_a_clerk_registers_it_on_the_phone(self):
        opinion = self._opinion(self._create_visited()).with_user(self.dispatcher)
        Call = self.env["aftersales.opinion.call"].with_user(self.dispatcher)
        with Form(Call.with_context(default_opinion_id=opinion.id)) as form:
            form.opinion = "dissatisfied"
            form.wants_complaint = True
        form.record.action_save()
        self.assertIn(opinion.order_id.name, opinion.complaint_id.title)
