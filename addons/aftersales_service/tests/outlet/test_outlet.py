from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..common import AftersalesCase


@tagged("post_install", "-at_install")
class TestOutlet(AftersalesCase):
    """Outlets: their way to work, their territory, who has access."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls._create_user("service_manager")
        cls.china = cls.env.ref("base.cn")
        cls.province = cls.env["res.country.state"].search(
            [("country_id", "=", cls.china.id)], limit=1
        )

    def _outlet_of(self, type_id=None, **address):
        customer = self.env["res.partner"].create({"name": "Caller", **address})
        order = (
            self.env["aftersales.order"]
            .with_user(self.dispatcher)
            .create(
                {
                    "partner_id": customer.id,
                    "type_id": (type_id or self.type_repair).id,
                }
            )
        )
        return order.outlet_id

    # -- territory ----

    def test_the_outlet_of_the_city_is_proposed(self):
        self.assertEqual(self._outlet_of(city="Qingdao"), self.outlet)
        self.assertFalse(self._outlet_of(city="Beijing"))

    def test_a_city_is_known_with_and_without_its_suffix(self):
        outlet = self._create_outlet(name="济南网点", cities="济南，泰安市")
        self.assertEqual(self._outlet_of(city="济南市"), outlet)
        self.assertEqual(self._outlet_of(city="泰安"), outlet)

    def test_a_zip_is_more_precise_than_a_city_and_a_city_than_a_province(self):
        province = self._create_outlet(
            name="Province", cities=False, state_ids=self.province.ids
        )
        zips = self._create_outlet(name="Zip", cities=False, zip_prefixes="26, 2661")
        address = {"state_id": self.province.id, "country_id": self.china.id}
        self.assertEqual(self._outlet_of(**address), province)
        self.assertEqual(self._outlet_of(city="Qingdao", **address), self.outlet)
        self.assertEqual(self._outlet_of(city="Qingdao", zip="266100", **address), zips)

    def test_the_longest_zip_prefix_wins(self):
        self._create_outlet(name="Wide", cities=False, zip_prefixes="26")
        near = self._create_outlet(name="Near", cities=False, zip_prefixes="2661")
        self.assertEqual(self._outlet_of(zip="266100"), near)

    def test_the_site_decides_not_the_customers_office(self):
        site = self.env["res.partner"].create({"name": "Site", "city": "Qingdao"})
        customer = self.env["res.partner"].create({"name": "Head", "city": "Beijing"})
        order = self._create_order(
            partner_id=customer.id, equipment_id=False, site_partner_id=site.id
        )
        self.assertEqual(order.outlet_id, self.outlet)

    def test_an_outlet_takes_only_the_order_types_it_serves(self):
        self.outlet.order_type_ids = self.type_installation
        self.assertFalse(self._outlet_of(city="Qingdao"))
        self.assertEqual(
            self._outlet_of(type_id=self.type_installation, city="Qingdao"), self.outlet
        )

    def test_a_suspended_outlet_gets_no_orders(self):
        self.outlet.action_suspend()
        self.assertFalse(self._outlet_of(city="Qingdao"))

    def test_an_outlet_of_another_company_gets_no_orders(self):
        company = self.env["res.company"].create({"name": "Other Maker"})
        self._create_outlet(name="Theirs", cities="Beijing", company_id=company.id)
        self.assertFalse(self._outlet_of(city="Beijing"))

    def test_an_outlet_that_a_person_chose_stays(self):
        other = self._create_outlet(name="Other", cities="Yantai")
        form = Form(self.env["aftersales.order"].with_user(self.dispatcher))
        form.partner_id = self.customer
        self.assertEqual(form.outlet_id, self.outlet)
        form.outlet_id = other
        form.site_city = "Qingdao"
        self.assertEqual(form.outlet_id, other)

    # -- its own life ----

    def test_an_outlet_walks_from_candidate_to_closed_and_back(self):
        outlet = (
            self.env["aftersales.outlet"]
            .with_user(self.manager)
            .create({"name": "Yantai Branch"})
        )
        self.assertEqual(outlet.state, "candidate")
        outlet.with_user(
            self._create_user("service_manager", "test_other")
        ).action_approve()
        for step, state in (
            ("activate", "active"),
            ("suspend", "suspended"),
            ("activate", "active"),
            ("close", "closed"),
            ("reapply", "candidate"),
        ):
            getattr(outlet, f"action_{step}")()
            self.assertEqual(outlet.state, state)

    def test_an_outlet_with_open_orders_does_not_close(self):
        self._create_order(outlet_id=self.outlet.id)
        with self.assertRaisesRegex(UserError, "1 orders are open"):
            self.outlet.with_user(self.manager).action_close()
        self.assertEqual(self.outlet.state, "active")

    def test_an_outlet_under_contract_does_not_close(self):
        partner = self.env["res.partner"].create({"name": "Xiamen Partner"})
        outlet = self._create_outlet(
            name="Xiamen Partner", kind="outsourced", partner_id=partner.id
        )
        with self.assertRaisesRegex(UserError, "is in force. End it first"):
            outlet.with_user(self.manager).action_close()
        outlet.contract_ids.end_reason = "Given up"
        outlet.contract_ids.action_end()
        outlet.with_user(self.manager).action_close()
        self.assertEqual(outlet.state, "closed")

    def test_a_candidate_is_approved_before_it_works(self):
        outlet = self.env["aftersales.outlet"].create({"name": "Yantai Branch"})
        with self.assertRaisesRegex(UserError, "Approve"):
            outlet.with_user(self.manager).action_activate()

    def test_the_state_of_an_outlet_is_not_written(self):
        with self.assertRaises(UserError):
            self.outlet.with_user(self.manager).state = "closed"

    def test_a_manager_without_rights_on_personnel_names_technicians(self):
        with Form(self.outlet.with_user(self.manager)) as form:
            form.technician_ids.clear()
            form.technician_ids.add(self.technician.with_user(self.manager))
        self.assertEqual(self.outlet.technician_ids, self.technician)

    def test_an_outlet_is_not_above_itself(self):
        child = self._create_outlet(name="Child", parent_id=self.outlet.id)
        with self.assertRaises(UserError):
            self.outlet.parent_id = child

    # -- access ----

    def test_who_has_access_to_an_outlet_has_it_to_those_below(self):
        chief = self._create_user("outlet_manager", login="test_chief")
        clerk = self._create_user("outlet_manager", login="test_clerk")
        child = self._create_outlet(name="Child", parent_id=self.outlet.id)
        grandchild = self._create_outlet(name="Grandchild", parent_id=child.id)
        self.outlet.manager_id = chief
        child.user_ids = clerk
        self.assertEqual(self.outlet.access_user_ids, chief)
        self.assertEqual(child.access_user_ids, chief | clerk)
        self.assertEqual(grandchild.access_user_ids, chief | clerk)

    def test_access_ends_with_the_office(self):
        chief = self._create_user("outlet_manager", login="test_chief")
        self.outlet.manager_id = chief
        child = self._create_outlet(name="Child", parent_id=self.outlet.id)
        self.outlet.manager_id = False
        self.assertFalse(child.access_user_ids)

    def test_open_orders_of_an_outlet_are_counted(self):
        self._create_order()
        self._create_order().action_cancel()
        outlet = self.outlet.with_user(self.dispatcher)
        self.assertEqual(outlet.open_order_count, 1)
        found = self.env["aftersales.order"].search(
            outlet.action_view_orders()["domain"]
        )
        self.assertEqual(len(found), 2)
