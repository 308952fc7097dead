from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ArchiveCase


@tagged("post_install", "-at_install")
class TestPrivacy(ArchiveCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.write({"email": "li.wei@haibin.example", "street": "Sea Road 1"})

    def _close(self, dispatch):
        order = dispatch.order_id
        order.action_settle()
        order.action_close()
        return order

    def _anonymise(self, user=None, **vals):
        wizard = (
            self.env["aftersales.privacy.anonymise"]
            .with_user(user or self.admin)
            .create({"partner_id": self.customer.id, **vals})
        )
        wizard.action_anonymise()
        return wizard

    def test_the_hosts_lookup_finds_our_records(self):
        dispatch = self._create_visit()
        receipt = self.env["aftersales.equipment.receipt"].create(
            {
                "order_id": dispatch.order_id.id,
                "description": "Lock",
                "condition": "Scratched",
            }
        )
        other = self.env["res.partner"].create({"name": "Company"})
        named = self._create_order(
            partner_id=other.id, equipment_id=False, contact_name="Haibin School"
        )
        wizard = self.env["privacy.lookup.wizard"].create(
            {"name": "Haibin School", "email": "li.wei@haibin.example"}
        )
        wizard.action_lookup()
        found = {(line.res_model, line.res_id) for line in wizard.line_ids}
        for record in (self.customer, dispatch, dispatch.order_id, receipt, named):
            self.assertIn((record._name, record.id), found)
        self.assertIn((self.unit._name, self.unit.id), found)
        places = [(line.res_model, line.res_id) for line in wizard.line_ids]
        self.assertEqual(len(places), len(set(places)))

    def test_the_person_goes_and_the_numbers_stay(self):
        dispatch = self._create_visit()
        order = self._close(dispatch)
        photo = self.env["ir.attachment"].create(
            {"name": "door.png", "res_model": order._name, "res_id": order.id}
        )
        name, closed_at = order.name, order.closed_at
        self._anonymise()
        self.assertTrue(photo.exists())
        self.assertEqual((order.name, order.closed_at), (name, closed_at))
        self.assertEqual(order.equipment_id, self.unit)
        self.assertEqual(order.state, "closed")
        for value in (
            *(order.contact_name, order.phone, dispatch.signed_by, dispatch.signature),
            *(self.customer.phone, self.customer.email, self.customer.street),
        ):
            self.assertFalse(value)
        self.assertEqual(self.customer.name, f"Anonymised #{self.customer.id}")
        self.assertFalse(self.customer.active)
        self.assertEqual(dispatch.opinion, "satisfied")
        log = self.env["privacy.log"].search([], order="id desc", limit=1)
        self.assertEqual(log.user_id, self.admin)
        self.assertNotIn("Haibin", log.anonymized_name)
        self.assertIn("Service Order: 1", log.records_description)

    def test_photos_by_choice(self):
        order = self._close(self._create_visit())
        photo = self.env["ir.attachment"].create(
            {"name": "door.png", "res_model": order._name, "res_id": order.id}
        )
        self._anonymise(remove_photos=True)
        self.assertFalse(photo.exists())

    def test_sealed_archives_are_kept_and_listed(self):
        dispatch = self._create_visit()
        self._close(dispatch)
        batch = self._seal(self._open())
        wizard = self.env["aftersales.privacy.anonymise"].with_user(self.admin)
        wizard = wizard.create({"partner_id": self.customer.id})
        self.assertIn(batch.name, wizard.kept)
        self.assertIn("no retention", wizard.kept)
        wizard.action_anonymise()
        self.assertEqual(dispatch.signed_by, "Director Li")
        self.assertFalse(dispatch.order_id.phone)
        log = self.env["privacy.log"].search([], order="id desc", limit=1)
        self.assertIn(batch.name, log.additional_note)
        action = batch.action_verify()
        self.assertEqual(action["params"]["type"], "success")

    def test_who_is_still_a_customer_stays(self):
        order = self._create_visit().order_id
        with self.assertRaisesRegex(UserError, order.name):
            self._anonymise()

    def test_administrators_only(self):
        with self.assertRaises(AccessError):
            self._anonymise(self.office)

    def test_contacts_of_a_company_go_too(self):
        contact = self.env["res.partner"].create(
            {"name": "Director Li", "parent_id": self.customer.id, "phone": "139"}
        )
        self._anonymise()
        self.assertFalse(contact.phone)
        self.assertNotIn("Li", contact.name)
