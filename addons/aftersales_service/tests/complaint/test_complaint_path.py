from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..rules import rule
from .common import ComplaintCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestComplaintPath(ComplaintCase):
    """Each way of a complaint, from its receipt to its end."""

    def _confirm(self, complaint, step, user=None, **vals):
        """Take a step through the form that asks for what it needs."""
        wizard = self.env["aftersales.complaint.step"].with_user(
            user or complaint.user_id
        )
        wizard.create(
            {"complaint_id": complaint.id, "step": step, **vals}
        ).action_confirm()

    @rule("R246", "R257", "R260")
    def test_a_general_complaint_from_the_call_to_the_closed_file(self):
        desk = self.env["aftersales.complaint"].with_user(self.dispatcher)
        with Form(desk) as form:
            form.title = "Nobody came"
            form.partner_id = self.customer
            form.category_id = self.delay
        complaint = form.record
        self.assertEqual(complaint.state, "received")
        self.assertEqual(complaint.level, "general")
        self.assertEqual(complaint.user_id, self.dispatcher)
        self.assertTrue(complaint.name.startswith("CP/2026/"))
        self.assertEqual(complaint.activity_user_id, self.dispatcher)
        complaint.action_acknowledge()
        self.assertEqual(complaint.acknowledged_by_id, self.dispatcher)
        self.assertTrue(complaint.reported_at, "who takes a step has taken note")
        with self.assertRaisesRegex(UserError, "Severity"):
            complaint.action_assess()
        complaint.write(self.GRADES)
        complaint.action_assess()
        complaint.action_investigate()
        self._confirm(
            complaint,
            "propose",
            finding="upheld",
            remedy="information",
            reason="The car broke down.",
            with_apology=True,
            apology="We are sorry.",
        )
        self.assertEqual(len(complaint.offer_ids), 2)
        complaint.action_accept()
        complaint.action_resolve()
        with self.assertRaisesRegex(UserError, "tell the complainant"):
            complaint.action_close()
        self._confirm(
            complaint,
            "feed_back",
            feedback_channel="phone",
            reason="He is content.",
            satisfaction="5",
        )
        complaint.action_close()
        self.assertEqual(complaint.state, "closed")
        self.assertTrue(complaint.is_upheld)
        self.assertEqual(set(complaint.offer_ids.mapped("state")), {"accepted"})
        self.assertEqual(complaint.fed_back_by_id, self.dispatcher)
        self.assertFalse(complaint.activity_ids)

    def test_nothing_is_answered_with_silence(self):
        complaint = self._assess(self._register())
        with self.assertRaisesRegex(UserError, "right(?s:.*)explanation"):
            complaint._propose("", [])
        with self.assertRaisesRegex(UserError, "what is offered"):
            complaint._propose("upheld", [{"kind": "apology", "description": " "}])

    @rule("R244", "R248", "R269")
    def test_a_rejected_answer_stays_open_and_is_mediated(self):
        complaint = self._propose(self._assess(self._register()), finding="not_upheld")
        self._confirm(complaint, "reject", reason="I do not believe it.")
        self.assertEqual(complaint.state, "rejected")
        self.assertTrue(complaint.is_open)
        self.assertTrue(complaint.routes_told_at)
        self.assertEqual(complaint.offer_ids.answer_note, "I do not believe it.")
        for word in ("12315", "Consumers' Association", "Arbitration", "Court"):
            self.assertIn(word, complaint.outside_routes)
            self.assertIn(word, str(complaint.message_ids.mapped("body")))
        with self.assertRaises(UserError):
            complaint.action_close()
        self._confirm(complaint, "mediate", mediator_id=self.inspector.id)
        mediation = complaint.mediation_ids.with_user(self.inspector)
        with self.assertRaisesRegex(UserError, "end the mediation"):
            complaint.action_resolve()
        with self.assertRaisesRegex(UserError, "Agreement"):
            mediation.action_agree()
        mediation.agreement = "A new visit, free of charge."
        mediation.action_agree()
        self.assertTrue(complaint.mediated_at)
        with self.assertRaisesRegex(UserError, "stays as it is"):
            mediation.agreement = "Something else"
        complaint.action_resolve()
        complaint._feed_back("phone", "", "4")
        complaint.action_close()
        self.assertEqual(complaint.state, "closed")

    def test_a_failed_mediation_goes_to_an_outside_body(self):
        complaint = self._propose(self._assess(self._register()))
        complaint._reject("Too little.")
        complaint._mediate({"mediator_id": self.inspector.id})
        complaint.mediation_ids.action_fail()
        with self.assertRaisesRegex(UserError, "mediation"):
            complaint.action_resolve()
        self._confirm(
            complaint, "refer", route_id=self.court.id, reason="He goes to court."
        )
        self.assertEqual(complaint.state, "external")
        with self.assertRaisesRegex(UserError, "Outside Decision"):
            complaint.action_resolve()
        complaint.outside_decision = "We pay half."
        complaint.action_resolve()
        self.assertEqual(complaint.state, "resolved")

    def test_a_rejected_answer_is_escalated_and_answered_anew(self):
        complaint = self._propose(self._assess(self._register()))
        complaint._reject("Too little.")
        complaint.action_escalate()
        self.assertEqual(complaint.level, "dissatisfied")
        self.assertEqual(complaint.user_id, self.service_manager)
        self._propose(complaint)
        self.assertEqual(complaint.state, "proposed")
        self.assertEqual(complaint.reject_count, 1)
        self.assertEqual(
            complaint.offer_ids.sorted("id").mapped("state"), ["rejected", "made"]
        )

    def test_an_offer_that_is_a_deed_is_done_before_it_is_resolved(self):
        complaint = self._assess(self._register())
        self._propose(complaint, kind="repair", description="A new visit.")
        offer = complaint.offer_ids.with_user(self.dispatcher)
        with self.assertRaisesRegex(UserError, "Not accepted yet"):
            offer.action_done()
        complaint.action_accept()
        complaint.action_execute()
        with self.assertRaisesRegex(UserError, "mark .*Repair"):
            complaint.action_resolve()
        offer.action_done()
        complaint.action_resolve()
        self.assertEqual(complaint.state, "resolved")

    def test_withdrawn_reopened_and_told_anew(self):
        complaint = self._walk_to_resolved(self._register())
        complaint._feed_back("phone", "", "5")
        complaint.action_close()
        self._confirm(complaint, "reopen", reason="It happened again.")
        self.assertEqual(complaint.state, "investigating")
        self.assertFalse(complaint.closed_at or complaint.resolved_at)
        self.assertFalse(complaint.fed_back_at or complaint.satisfaction)
        with self.assertRaisesRegex(UserError, "Reason"):
            complaint._withdraw(" ")
        self._confirm(complaint, "withdraw", reason="We agreed on the phone.")
        self.assertEqual(complaint.state, "withdrawn")
        self.assertIn("on the phone", str(complaint.message_ids.mapped("body")))

    def test_a_complainant_who_cannot_be_reached_is_noted(self):
        complaint = self._walk_to_resolved(self._register())
        with self.assertRaisesRegex(UserError, "tried to reach"):
            complaint._feed_back("unreachable", "", None)
        complaint._feed_back("unreachable", "Called on 3, 4 and 5 March.", None)
        complaint.action_close()
        self.assertFalse(complaint.satisfaction)

    def test_an_anonymous_complaint_names_nobody(self):
        order = self._create_order(outlet_id=self.outlet.id)
        complaint = self._register(
            partner_id=False,
            is_anonymous=True,
            order_id=order.id,
            contact_phone="0532 8888",
        )
        self.assertFalse(complaint.partner_id)
        self.assertFalse(complaint.contact_name)
        self.assertEqual(complaint.outlet_id, self.outlet)
        self.assertEqual(complaint.phone_key, "05328888")

    @rule("R252")
    def test_a_call_for_service_is_passed_on_and_is_no_complaint(self):
        complaint = self._register()
        action = complaint.with_user(self.dispatcher).action_raise_order()
        order = (
            self.env["aftersales.order"]
            .with_user(self.dispatcher)
            .with_context(**action["context"])
            .create({})
        )
        self.assertEqual(order.complaint_id, complaint)
        self.assertEqual(order.partner_id, self.customer)
        self._confirm(
            complaint, "cancel", self.service_manager, reason="A call for service."
        )
        self.assertEqual(complaint.state, "cancelled")

    def test_a_lesson_is_handed_on(self):
        told = []
        complaints = type(self.env["aftersales.complaint"])
        self.patch(complaints, "_on_lesson", lambda records: told.extend(records.ids))
        complaint = self._walk_to_resolved(self._register())
        complaint.lesson = "Two cars on Mondays."
        complaint._feed_back("phone", "", "5")
        complaint.action_close()
        self.assertEqual(told, complaint.ids)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestComplaintIntake(ComplaintCase):
    def test_the_same_source_is_registered_once(self):
        Complaint = self.env["aftersales.complaint"].with_user(self.technician_user)
        vals = self._prepare_complaint_vals(source_key="rating,7", channel="rating")
        first, twin = Complaint._register_complaints([vals, vals])
        self.assertEqual(first, twin)
        again = Complaint._register_complaints(
            [self._prepare_complaint_vals(title="Another"), vals]
        )
        self.assertEqual(again[1], first)
        self.assertNotEqual(again[0], first)

    def test_from_a_service_order(self):
        order = self._create_order(outlet_id=self.outlet.id)
        action = order.with_user(self.dispatcher).action_raise_complaint()
        desk = self.env["aftersales.complaint"].with_user(self.dispatcher)
        with Form(desk.with_context(**action["context"])) as form:
            form.title = "Late"
        complaint = form.record
        self.assertEqual(complaint.channel, "order")
        self.assertEqual(complaint.partner_id, self.customer)
        self.assertEqual(complaint.equipment_id, self.unit)
        self.assertEqual(complaint.outlet_id, self.outlet)
        self.assertEqual(order.complaint_count, 1)
        self.assertEqual(self.customer.aftersales_complaint_count, 1)

    @rule("R243", "R266")
    def test_the_same_customer_with_the_same_matter_goes_to_the_superior(self):
        first = self._register(received_at="2026-02-01 01:00:00")
        again = self._register(received_at="2026-03-01 01:00:00")
        self.assertEqual(again.repeat_of_id, first)
        self.assertEqual(again.level, "repeated")
        self.assertEqual(again.user_id, self.branch_manager)
        self.assertIn(again.name, str(first.message_ids.mapped("body")))
        third = self._register(received_at="2026-03-02 01:00:00")
        self.assertEqual((third.repeat_count, third.level), (2, "major"))
        self.assertEqual(third.user_id, self.general_manager)

    def test_another_matter_or_long_ago_is_no_repeat(self):
        self._register(received_at="2024-03-01 01:00:00")
        self._register(
            category_id=self.env.ref("aftersales_service.complaint_category_parts").id
        )
        late = self._register()
        self.assertFalse(late.repeat_of_id)
        days = self.company.aftersales_complaint_repeat_days
        edge = late.received_at + timedelta(days=days)
        self.assertEqual(self._register(received_at=edge).repeat_of_id, late)

    def test_a_stranger_is_known_by_his_phone(self):
        stranger = {"partner_id": False, "contact_phone": "+86 139 1111 2222"}
        first = self._register(**stranger)
        again = self._register(partner_id=False, contact_phone="13911112222")
        self.assertEqual(again.repeat_of_id, first)

    def test_many_are_registered_with_the_queries_of_a_few(self):
        partners = self.env["res.partner"].create(
            [{"name": f"Customer {i}"} for i in range(24)]
        )

        def register(part):
            self.env["aftersales.complaint"]._register_complaints(
                [self._prepare_complaint_vals(partner_id=p.id) for p in part]
            )

        register(partners[:2])
        few = self._count_queries(lambda: register(partners[2:4]))
        many = self._count_queries(lambda: register(partners[4:24]))
        self.assertLessEqual(many, few + 6)
