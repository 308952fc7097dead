from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common import AftersalesCase
from ..rules import rule


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestIntake(AftersalesCase):
    """A call is taken: what is typed first finds customer, units and orders."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clinic = cls.env["res.partner"].create(
            {"name": "Haibin Clinic", "phone": "0532 8888 6666"}
        )
        cls.earlier = cls._create_order(received_at="2026-02-27 01:00:00")

    def _open(self, query=None):
        form = Form(self.env["aftersales.intake"].with_user(self.dispatcher))
        if query is not None:
            form.query = query
        return form

    def _create(self, form):
        action = form.save().action_create_order()
        return self.env["aftersales.order"].browse(action["res_id"])

    # -- who calls ----

    @rule("R082")
    def test_a_phone_number_finds_the_customer_his_units_and_orders(self):
        for typed in ("13812345678", "+86 138-1234-5678", "138 1234 5678"):
            with self.subTest(typed):
                form = self._open(typed)
                self.assertEqual(form.partner_id, self.customer)
                self.assertFalse(form.is_unknown)
                self.assertEqual(form.customer_equipment_ids[:], self.unit)
                self.assertEqual(form.recent_order_ids[:], self.earlier)

    def test_a_number_on_file_is_found_however_it_was_typed_there(self):
        self.clinic.phone = "0532-8888 6666"
        self.assertEqual(self._open("053288886666").partner_id, self.clinic)

    def test_a_number_of_an_earlier_call_finds_its_customer(self):
        self._create_order(partner_id=self.clinic.id, phone="139 0000 1111")
        self.assertEqual(self._open("13900001111").partner_id, self.clinic)

    def test_a_name_finds_the_customer(self):
        self.assertEqual(self._open("clinic").partner_id, self.clinic)

    def test_a_name_of_several_customers_leaves_the_choice(self):
        form = self._open("Haibin")
        self.assertFalse(form.partner_id)
        self.assertEqual(form.candidate_partner_ids[:], self.clinic + self.customer)
        self.assertIn("2 customers", form.result_note)

    @rule("R082")
    def test_a_serial_finds_unit_customer_and_warranty(self):
        form = self._open("SN000001")
        self.assertEqual(form.equipment_id, self.unit)
        self.assertEqual(form.partner_id, self.customer)
        self.assertEqual(form.product_id, self.product)
        self.assertTrue(form.is_in_warranty)
        self.assertEqual(str(form.warranty_end_date), "2027-12-31")

    def test_a_unit_out_of_warranty_says_so(self):
        self.unit.warranty_end_date = "2026-03-01"
        self.assertFalse(self._open("SN000001").is_in_warranty)

    def test_one_letter_finds_nobody(self):
        form = self._open("H")
        self.assertFalse(form.partner_id)
        self.assertFalse(form.is_unknown)

    def test_text_that_looks_like_a_pattern_is_just_text(self):
        for typed in ("%%", "__", "'; --", "\\"):
            form = self._open(typed)
            self.assertFalse(form.partner_id, typed)

    # -- the order ----

    def test_a_known_caller_needs_a_symptom_and_no_more(self):
        form = self._open("SN000001")
        form.symptom_id = self.symptom
        form.description = "<b>Drawer</b> sticks"
        order = self._create(form)
        self.assertRecordValues(
            order,
            [
                {
                    "state": "draft",
                    "partner_id": self.customer.id,
                    "equipment_id": self.unit.id,
                    "product_id": self.product.id,
                    "serial": "SN000001",
                    "symptom_id": self.symptom.id,
                    "phone": "13812345678",
                    "contact_name": "Haibin School",
                    "channel": "phone",
                    "description": "<b>Drawer</b> sticks",
                    "outlet_id": self.outlet.id,
                    "user_id": self.dispatcher.id,
                }
            ],
        )

    def test_an_order_can_be_accepted_from_the_same_form(self):
        action = self._open("SN000001").save().action_create_and_accept()
        order = self.env["aftersales.order"].browse(action["res_id"])
        self.assertEqual(order.state, "accepted")

    def test_an_unknown_caller_is_created_with_the_order(self):
        form = self._open("13999998888")
        self.assertTrue(form.is_unknown)
        self.assertEqual(form.phone, "13999998888")
        form.new_customer_name = "Mr. Zhao"
        order = self._create(form)
        self.assertRecordValues(
            order.partner_id, [{"name": "Mr. Zhao", "phone": "13999998888"}]
        )
        self.assertEqual(order.contact_name, "Mr. Zhao")

    def test_an_unknown_name_becomes_the_new_customer(self):
        form = self._open("赵先生")
        self.assertTrue(form.is_unknown)
        self.assertEqual(form.new_customer_name, "赵先生")
        self.assertEqual(self._create(form).partner_id.name, "赵先生")

    def test_a_call_without_a_caller_is_refused(self):
        with self.assertRaisesRegex(UserError, "Who calls"):
            self._open("13999998888").save().action_create_order()

    def test_an_unknown_serial_with_its_product_puts_the_unit_on_file(self):
        form = self._open("clinic")
        form.product_id = self.product
        form.serial = "SN000077"
        unit = self._create(form).equipment_id
        self.assertRecordValues(
            unit,
            [
                {
                    "serial": "SN000077",
                    "product_id": self.product.id,
                    "partner_id": self.clinic.id,
                }
            ],
        )

    def test_a_known_serial_is_not_put_on_file_twice(self):
        form = self._open("clinic")
        form.product_id = self.product
        form.serial = "SN000001"
        self.assertEqual(self._create(form).equipment_id, self.unit)

    def test_a_serial_without_product_stays_text(self):
        form = self._open("clinic")
        form.serial = "on the back"
        order = self._create(form)
        self.assertEqual(order.serial, "on the back")
        self.assertFalse(order.equipment_id)

    def test_likely_duplicates_are_shown_before_anything_is_saved(self):
        form = self._open("SN000001")
        self.assertFalse(form.duplicate_ids[:])
        form.symptom_id = self.symptom
        self.assertEqual(form.duplicate_ids[:], self.earlier)

    def test_a_duplicate_is_found_by_phone_without_a_unit(self):
        form = self._open("13812345678")
        form.symptom_id = self.symptom
        self.assertEqual(form.duplicate_ids[:], self.earlier)

    @rule("R243")
    def test_a_repeated_fault_is_flagged_on_the_new_order(self):
        form = self._open("SN000001")
        form.symptom_id = self.symptom
        self.assertEqual(self._create(form).repeat_of_id, self.earlier)

    def test_an_outlet_manager_takes_calls_a_technician_does_not(self):
        manager = self._create_user("outlet_manager")
        Form(self.env["aftersales.intake"].with_user(manager))
        with self.assertRaises(AccessError):
            Form(self.env["aftersales.intake"].with_user(self.technician_user))
