from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import AftersalesCase


@tagged("post_install", "-at_install")
class TestMasking(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.write({"email": "li.wei@haibin.example", "street": "Sea Road 1"})
        cls.contact = cls.env["res.partner"].create(
            {
                "name": "Director Li",
                "phone": "13987654321",
                "parent_id": cls.customer.id,
            }
        )
        cls.stranger = cls.env["res.partner"].create(
            {
                "name": "Laiwu Hospital",
                "phone": "053112345678",
                "email": "office@laiwu.example",
                "street": "Hill Road 9",
                "city": "Laiwu",
            }
        )
        order = cls._create_order()
        order.technician_id = cls.technician
        cls.manager = cls._create_user("outlet_manager")
        cls.outlet.manager_id = cls.manager
        order.outlet_id = cls.outlet

    def _read(self, user, partner, names=("phone", "email", "street", "city")):
        self.env.invalidate_all()
        return partner.with_user(user).read(names)[0]

    def test_a_stranger_is_masked_for_technician_and_outlet(self):
        for user in (self.technician_user, self.manager):
            row = self._read(user, self.stranger)
            self.assertEqual(row["phone"], "053••••78")
            self.assertEqual(row["email"], "o••••@laiwu.example")
            self.assertEqual(row["street"], "••••")
            self.assertEqual(row["city"], "Laiwu")

    def test_own_customers_are_read_with_their_contacts(self):
        for user in (self.technician_user, self.manager):
            self.assertEqual(self._read(user, self.customer)["street"], "Sea Road 1")
            self.assertEqual(self._read(user, self.contact)["phone"], "13987654321")

    def test_offices_read_all(self):
        for role in ("dispatcher", "storekeeper", "finance", "inspector"):
            user = self._create_user(role, f"masking_{role}")
            self.assertEqual(self._read(user, self.stranger)["phone"], "053112345678")

    def test_colleagues_suppliers_and_outlets_are_no_secret(self):
        self.dispatcher.partner_id.phone = "053188888888"
        self.stranger.supplier_rank = 1
        outlet_address = self.env["res.partner"].create(
            {"name": "Branch", "phone": "053177777777"}
        )
        self.outlet.partner_id = outlet_address
        user = self.technician_user
        for partner, phone in (
            (self.dispatcher.partner_id, "053188888888"),
            (self.stranger, "053112345678"),
            (outlet_address, "053177777777"),
        ):
            self.assertEqual(self._read(user, partner)["phone"], phone)

    def test_every_way_of_reading(self):
        Partner = self.env["res.partner"].with_user(self.technician_user)
        stranger = self.stranger.with_user(self.technician_user)
        domain = [("id", "=", stranger.id)]
        self.env.invalidate_all()
        self.assertEqual(
            Partner.search_read(domain, ["phone"])[0]["phone"], "053••••78"
        )
        found = Partner.web_search_read(domain, {"phone": {}, "contact_address": {}})
        self.assertEqual(found["records"][0]["phone"], "053••••78")
        self.assertNotIn("Hill Road", found["records"][0]["contact_address"])
        self.assertEqual(
            stranger.web_read({"email": {}})[0]["email"], "o••••@laiwu.example"
        )
        order = self._create_order(partner_id=self.stranger.id, equipment_id=False)
        for name in ("show_address", "show_email"):
            shown = stranger.with_context(**{name: True})
            text = shown.read(["display_name"])[0]["display_name"]
            self.assertEqual(text, "Laiwu Hospital")
            texts = Partner.with_context(**{name: True}).name_search("Laiwu Hospital")
            self.assertEqual(texts[0][1], "Laiwu Hospital")
        with self.assertRaises(AccessError):
            Partner.formatted_read_group(domain, ["phone"], ["__count"])
        self.technician_user.group_ids += self.env.ref("base.group_allow_export")
        with self.assertRaises(AccessError):
            stranger.export_data(["name", "phone"])
        self.assertEqual(stranger.export_data(["name"])["datas"], [["Laiwu Hospital"]])
        # The order is one's own from now on: so is the customer.
        order.technician_id = self.technician
        self.assertEqual(
            self._read(self.technician_user, self.stranger)["city"], "Laiwu"
        )
        self.assertEqual(
            self._read(self.technician_user, self.stranger)["phone"], "053112345678"
        )

    def test_whoever_made_a_contact_reads_it(self):
        made = (
            self.env["res.partner"]
            .with_user(self.manager)
            .create({"name": "Walk-in", "phone": "053166666666"})
        )
        self.assertEqual(self._read(self.manager, made)["phone"], "053166666666")
        self.assertEqual(self._read(self.technician_user, made)["phone"], "053••••66")

    def test_masking_costs_the_same_for_two_and_for_twenty(self):
        partners = (
            self.env["res.partner"]
            .create(
                [{"name": f"Stranger {n}", "phone": "053112345678"} for n in range(22)]
            )
            .with_user(self.technician_user)
        )
        partners.read(["phone"])
        few = self._count_queries(lambda: partners[:2].read(["phone"]))
        many = self._count_queries(lambda: partners[2:].read(["phone"]))
        self.assertEqual(few, many)
