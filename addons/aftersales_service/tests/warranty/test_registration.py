import base64

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common import AftersalesCase

PDF = b"%PDF-1.4\n%invoice\n"


class RegistrationCase(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.unit.write({"partner_id": False, "factory_date": "2026-01-10"})
        cls.manager = cls._create_user("outlet_manager")
        cls.company.email = "service@haoyu.example"

    @classmethod
    def _create_registration(cls, with_proof=True, **vals):
        registration = cls.env["aftersales.registration"].create(
            {
                "serial": "SN000001",
                "contact_name": "Wang Xiaoming",
                "phone": "13900001111",
                "email": "wang@example.com",
                "address": "Jiefang Road 88",
                "seller": "Suning Qingdao",
                "invoice_number": "FP-1",
                "purchase_date": "2026-02-01",
                "price": 3999.0,
                **vals,
            }
        )
        if with_proof:
            cls.env["ir.attachment"].create(
                {
                    "name": "invoice.pdf",
                    "datas": base64.b64encode(PDF),
                    "res_model": registration._name,
                    "res_id": registration.id,
                }
            )
        return registration

    def _get_mails(self):
        return self.env["mail.mail"].search([("model", "=", "aftersales.registration")])


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestRegistration(RegistrationCase):
    """A customer says a unit is his; a clerk looks at the proof."""

    # -- approval -----------------------------------------------------------------

    def test_a_serial_number_names_the_unit(self):
        registration = self._create_registration()
        self.assertEqual(registration.equipment_id, self.unit)
        self.assertEqual(registration.product_id, self.product)
        self.assertTrue(registration.name.startswith("RG/2026/"))
        self.assertFalse(registration.findings)

    def test_approval_makes_the_unit_the_customer_s_with_its_proof(self):
        registration = self._create_registration().with_user(self.dispatcher)
        registration.action_approve()
        self.assertRecordValues(
            registration,
            [{"state": "approved", "decided_by_id": self.dispatcher.id}],
        )
        self.assertRecordValues(
            registration.partner_id,
            [
                {
                    "name": "Wang Xiaoming",
                    "phone": "13900001111",
                    "email": "wang@example.com",
                    "street": "Jiefang Road 88",
                }
            ],
        )
        self.assertEqual(self.unit.partner_id, registration.partner_id)
        self.assertEqual(str(self.unit.invoice_date), "2026-02-01")
        self.assertEqual(self.unit.price, 3999.0)
        proof = self.env["ir.attachment"].search(
            [("res_model", "=", "aftersales.equipment"), ("res_id", "=", self.unit.id)]
        )
        self.assertEqual((proof.name, proof.raw), ("invoice.pdf", PDF))

    def test_approval_puts_an_unknown_unit_on_file(self):
        registration = self._create_registration(serial="NEW-1")
        clerk = registration.with_user(self.dispatcher)
        with self.assertRaisesRegex(UserError, "choose the Unit, or the Product"):
            clerk.action_approve()
        with Form(clerk) as form:
            form.product_id = self.product
            form.partner_id = self.customer
            form.decision_note = "Type plate seen on a photo."
        clerk.action_approve()
        unit = registration.equipment_id
        self.assertRecordValues(
            unit,
            [
                {
                    "serial": "NEW-1",
                    "product_id": self.product.id,
                    "partner_id": self.customer.id,
                    "company_id": self.company.id,
                    "source": "registration",
                }
            ],
        )

    def test_what_looks_odd_is_shown_and_needs_a_note(self):
        self.unit.write({"partner_id": self.customer.id, "delivery_date": "2026-02-10"})
        earlier = self._create_registration(invoice_number="FP-0")
        other = self._create_unit(serial="SN2", partner_id=False)
        self._create_registration(serial="SN2")
        registration = self._create_registration(
            with_proof=False, purchase_date="2026-01-05", seller="suning  QINGDAO"
        )
        for expected in (
            "as that of Haibin School",
            "another registration of this unit",
            "before it left the factory (2026-01-10)",
            "before we delivered it (2026-02-10)",
            "Invoice FP-1 of this seller was used for other units",
            "There is no proof of purchase",
        ):
            self.assertIn(expected, registration.findings)
        clerk = registration.with_user(self.dispatcher)
        with self.assertRaisesRegex(UserError, "Why Approved All the Same"):
            clerk.action_approve()
        self.assertEqual(self.unit.partner_id, self.customer)
        clerk.decision_note = "Sold on by the school, letter of 1 March."
        clerk.action_approve()
        self.assertEqual(self.unit.partner_id, registration.partner_id)
        self.assertTrue(earlier.has_findings)
        self.assertEqual(other.registration_ids.seller, "Suning Qingdao")

    def test_ownership_goes_into_the_history_of_the_unit(self):
        first = self._create_registration().with_user(self.dispatcher)
        first.action_approve()
        second = self._create_registration(
            contact_name="Zhao",
            invoice_number="FP-9",
            purchase_date="2026-02-20",
            decision_note="Sold on, contract seen.",
        ).with_user(self.dispatcher)
        part = self._create_unit(
            serial="PART", parent_id=self.unit.id, partner_id=first.partner_id.id
        )
        second.action_approve()
        rows = self.unit.owner_history.filtered(
            lambda row: row.partner_id != self.customer
        ).sorted("date_from")
        self.assertEqual(rows.mapped("how"), ["registered", "transferred"])
        self.assertEqual(rows.partner_id, first.partner_id | second.partner_id)
        self.assertEqual(str(rows[0].date_to), "2026-02-20")
        self.assertEqual(part.partner_id, second.partner_id)

    def test_a_bound_warranty_stays_behind(self):
        policy = self.env["aftersales.warranty.policy"].create(
            {"name": "First owner", "kind": "promise", "is_transferable": False}
        )
        self.unit.write({"partner_id": self.customer.id, "policy_id": policy.id})
        registration = self._create_registration(decision_note="Told him so.")
        registration.with_user(self.dispatcher).action_approve()
        self.assertEqual(self.unit.partner_id, registration.partner_id)
        self.assertTrue(self.unit.warranty_lost_on)

    def test_a_warranty_that_ends_with_its_owner_is_told(self):
        self.unit.write(
            {
                "partner_id": self.customer.id,
                "policy_id": self.env["aftersales.warranty.policy"]
                .create(
                    {"name": "First owner", "kind": "promise", "is_transferable": False}
                )
                .id,
            }
        )
        registration = self._create_registration()
        self.assertIn("does not pass to another owner", registration.findings)

    def test_a_refused_registration_is_no_duplicate(self):
        first = self._create_registration(refusal_reason="Blurred")
        first.with_user(self.dispatcher).action_refuse()
        self.assertFalse(self._create_registration().has_findings)

    def test_the_same_invoice_number_of_another_seller_is_nothing_odd(self):
        self._create_unit(serial="SN2", partner_id=False)
        self._create_registration(serial="SN2", seller="JD")
        self.assertFalse(self._create_registration().has_findings)

    def test_the_owner_himself_may_register(self):
        self.unit.partner_id = self.customer
        contact = self.env["res.partner"].create(
            {"name": "Li", "parent_id": self.customer.id}
        )
        registration = self._create_registration(partner_id=contact.id)
        self.assertFalse(registration.has_findings)

    def test_two_of_a_batch_do_not_get_the_same_unit(self):
        both = self._create_registration() | self._create_registration()
        both.decision_note = "Looked into"
        with self.assertRaisesRegex(UserError, "for the same unit") as caught:
            both.with_user(self.dispatcher).action_approve()
        for registration in both:
            self.assertIn(registration.name, str(caught.exception))
        self.assertFalse(self.unit.partner_id)

    def test_what_is_missing_is_told_for_the_whole_batch(self):
        first = self._create_registration(purchase_date=False)
        second = self._create_registration(serial="X", contact_name=False)
        with self.assertRaises(UserError) as caught:
            (first | second).with_user(self.dispatcher).action_approve()
        for expected in (
            f"{first.name}: fill in Bought On",
            f"{second.name}: choose the Unit",
            f"{second.name}: choose the Customer",
        ):
            self.assertIn(expected, str(caught.exception))

    # -- refusal ------------------------------------------------------------------

    def test_refusal_needs_a_reason_and_may_be_looked_at_again(self):
        registration = self._create_registration().with_user(self.manager)
        with self.assertRaisesRegex(UserError, "Reason for Refusal"):
            registration.action_refuse()
        registration.refusal_reason = "The invoice names another model."
        registration.action_refuse()
        self.assertEqual(registration.state, "refused")
        self.assertTrue(registration.decided_at)
        with self.assertRaisesRegex(UserError, "Look Again"):
            registration.action_approve()
        registration.action_reopen()
        registration.action_approve()
        self.assertEqual(self.unit.partner_id.name, "Wang Xiaoming")

    def test_the_customer_hears_of_the_decision(self):
        registration = self._create_registration(
            contact_name="<b>Wang</b>", refusal_reason='Model <i>differs</i> & "old"'
        )
        registration.with_user(self.dispatcher).action_refuse()
        mail = self._get_mails()
        self.assertEqual(mail.email_to, "wang@example.com")
        self.assertIn("Model &lt;i&gt;differs&lt;/i&gt; &amp;", mail.body_html)
        self.assertNotIn("<b>Wang", mail.body_html)
        registration.with_user(self.dispatcher).action_reopen()
        registration.with_user(self.dispatcher).action_approve()
        approved = self._get_mails() - mail
        self.assertIn("is registered", approved.body_html)

    def test_who_left_no_address_gets_no_mail(self):
        registration = self._create_registration(email=False)
        registration.with_user(self.dispatcher).action_approve()
        self.assertFalse(self._get_mails())

    # -- who may ------------------------------------------------------------------

    def test_states_change_through_the_buttons_only(self):
        registration = self._create_registration().with_user(self.dispatcher)
        with self.assertRaises(UserError):
            registration.state = "approved"

    def test_technicians_inspectors_and_storekeepers_do_not_decide(self):
        registration = self._create_registration(refusal_reason="No")
        for user in (
            self.technician_user,
            self._create_user("storekeeper"),
            self._create_user("inspector"),
            self._create_user("finance"),
        ):
            with self.assertRaises(AccessError):
                registration.with_user(user).action_approve()
            with self.assertRaises(AccessError):
                registration.with_user(user).action_refuse()

    def test_an_outlet_sees_its_own_registrations_and_those_of_nobody(self):
        elsewhere = self._create_outlet(name="Elsewhere", cities="Jinan")
        foreign = self._create_registration(outlet_id=elsewhere.id)
        nobody_s = self._create_registration()
        self.outlet.manager_id = self.manager
        own = self._create_registration(outlet_id=self.outlet.id)
        self.env.flush_all()
        seen = self.env["aftersales.registration"].with_user(self.manager).search([])
        self.assertEqual(seen & (foreign | nobody_s | own), nobody_s | own)
        with self.assertRaises(AccessError):
            foreign.with_user(self.manager).read(["phone"])

    def test_another_company_s_registrations_are_not_seen(self):
        company = self.env["res.company"].create({"name": "Other Maker"})
        foreign = self._create_registration(company_id=company.id)
        self.assertFalse(foreign.equipment_id, "the serial is that of our company")
        with self.assertRaises(AccessError):
            foreign.with_user(self.dispatcher).read(["phone"])

    # -- cost ---------------------------------------------------------------------

    def test_findings_cost_the_same_for_many(self):
        registrations = self.env["aftersales.registration"]
        for number in range(20):
            self._create_unit(serial=f"B{number}", partner_id=self.customer.id)
            registrations |= self._create_registration(serial=f"B{number}")
        registrations = registrations.with_user(self.dispatcher)

        def read(records):
            return lambda: records.mapped("findings")

        self._count_queries(read(registrations))
        few = self._count_queries(read(registrations[:2]))
        self.assertEqual(self._count_queries(read(registrations)), few)
