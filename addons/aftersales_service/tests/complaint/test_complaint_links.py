from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...tools import rate
from ..rules import rule
from .common import ComplaintCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestComplaintCompensation(ComplaintCase):
    def _agree(self, **vals):
        complaint = self._assess(self._register())
        self._propose(
            complaint, kind="compensation", amount=120.0, description="For the day."
        )
        complaint.action_accept()
        return complaint

    def test_money_goes_through_a_claim_and_closing_waits_for_it(self):
        complaint = self._agree()
        offer = complaint.offer_ids.with_user(self.dispatcher)
        with self.assertRaisesRegex(UserError, "Create Claim"):
            offer.action_done()
        action = offer.action_create_claim()
        claim = complaint.claim_ids
        self.assertEqual(action["res_id"], claim.id)
        self.assertEqual(offer.action_create_claim()["res_id"], claim.id)
        self.assertEqual(
            (claim.kind, claim.amount, claim.partner_id),
            ("compensation", 120.0, self.customer),
        )
        self.assertEqual(complaint.claim_count, 1)
        with self.assertRaisesRegex(UserError, claim.name):
            complaint.action_resolve()
        claim = claim.sudo()
        # What a claim itself needs for this is told in its own tests.
        for step in ("submit", "approve", "start", "finish"):
            claim._transition(step)
        claim._conclude()
        self.assertTrue(complaint.refunded_at)
        self.assertTrue(offer.done_at)
        complaint.action_resolve()
        self.assertEqual(complaint.state, "resolved")

    def test_a_claim_that_was_refused_leaves_the_offer_owed(self):
        complaint = self._agree()
        complaint.offer_ids.with_user(self.dispatcher).action_create_claim()
        complaint.claim_ids.sudo().action_cancel()
        with self.assertRaisesRegex(UserError, "mark"):
            complaint.action_resolve()

    def test_a_claim_belongs_to_somebody_and_to_an_accepted_offer(self):
        complaint = self._assess(self._register(partner_id=False))
        self._propose(complaint, kind="gift", amount=10.0)
        offer = complaint.offer_ids.with_user(self.dispatcher)
        with self.assertRaisesRegex(UserError, "accepted(?s:.*)Customer"):
            offer.action_create_claim()


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestComplaintHooks(ComplaintCase):
    def _upheld(self, finding="upheld", **vals):
        complaint = self._assess(self._register(**vals))
        self._propose(complaint, finding=finding).action_accept()
        complaint.action_resolve()
        return complaint

    def test_upheld_complaints_are_taken_off_the_outlet_s_month(self):
        upheld = self._upheld()
        self._upheld("not_upheld", partner_id=False, contact_phone="1")
        self._upheld(
            partner_id=False,
            contact_phone="2",
            category_id=self.env.ref(
                "aftersales_service.complaint_category_product"
            ).id,
        )
        settlement = self.env["aftersales.settlement"].create(
            {
                "outlet_id": self.outlet.id,
                "currency_id": self.company.currency_id.id,
                "date_from": "2026-03-01",
                "date_to": "2026-03-31",
            }
        )
        self.company.aftersales_settlement_start_date = "2026-01-01"
        ((outlet, day, facts, _vals),) = settlement._get_upheld_complaint_penalties()
        self.assertEqual((outlet, day.isoformat()), (self.outlet, "2026-03-02"))
        self.assertEqual(facts, rate.Facts(f"aftersales.complaint,{upheld.id}"))

    @rule("R455")
    def test_people_complained_about(self):
        other = self.env["hr.employee"].create({"name": "Liu"})
        order = self._create_order(outlet_id=self.outlet.id)
        self._create_dispatch(order)
        self._register(order_id=order.id)
        self._upheld("not_upheld", partner_id=False, respondent_employee_ids=other.ids)
        source = self.env["aftersales.performance.source"]

        def blamed(first, last):
            days = map(fields.Date.to_date, (first, last))
            return source._get_people_complained_about(*days)

        self.assertEqual(blamed("2026-01-01", "2026-03-31"), self.technician)
        self._register(respondent_employee_ids=other.ids)
        self.assertEqual(blamed("2026-01-01", "2026-03-31"), self.technician | other)
        self.assertFalse(blamed("2026-04-01", "2026-06-30"))

    def test_who_waits_for_an_answer_is_not_called(self):
        partners = self.env["res.partner"]
        self.assertNotIn(self.customer, partners._get_partners_not_to_call())
        complaint = self._register()
        self.assertIn(self.customer, partners._get_partners_not_to_call())
        self.assertEqual(self.customer.aftersales_open_complaint_count, 1)
        facts = self.customer._get_sales_facts()
        self.assertEqual(facts[self.customer.id]["open_complaints"], 1)
        complaint.with_user(self.dispatcher)._withdraw("Settled.")
        self.assertNotIn(self.customer, partners._get_partners_not_to_call())

    @rule("R279")
    def test_complaints_stand_in_the_customer_s_file(self):
        complaint = self._register()
        sections = self.customer.with_user(self.dispatcher)._get_customer_file()
        (section,) = [s for s in sections if s["key"] == "complaints"]
        self.assertEqual(section["rows"][0][0], complaint.name)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestComplaintOutlet(ComplaintCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal_user = cls._create_user("portal_outlet")
        cls.outlet.user_ids = [Command.link(cls.portal_user.id)]

    def test_the_outlet_answers_what_concerns_it(self):
        complaint = self._register()
        visitor = complaint.with_user(self.portal_user)
        with self.assertRaisesRegex(UserError, "Write down"):
            visitor._outlet_answer(" ")
        visitor._outlet_answer("The car broke down.")
        self.assertEqual(complaint.outlet_answered_by_id, self.portal_user)
        self.assertIn("broke down", str(complaint.message_ids.mapped("body")))
        with self.assertRaises(AccessError):
            visitor.write({"title": "Nothing"})

    def test_it_does_not_answer_what_does_not_concern_it(self):
        product = self.env.ref("aftersales_service.complaint_category_product")
        other = self._create_outlet(name="Jinan", cities="Jinan")
        employee = self.env["hr.employee"].create(
            {"name": "He", "user_id": self.portal_user.id}
        )
        for vals in (
            {"category_id": product.id},
            {"outlet_id": other.id},
            {"respondent_employee_ids": employee.ids},
        ):
            with self.subTest(fields=tuple(vals)), self.assertRaises(AccessError):
                visitor = self._register(**vals).with_user(self.portal_user)
                visitor._outlet_answer("No.")
        over = self._register(partner_id=False)
        over.with_user(self.dispatcher)._withdraw("Settled.")
        with self.assertRaisesRegex(UserError, "over already"):
            over.with_user(self.portal_user)._outlet_answer("Late.")
