from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..common import AftersalesCase


@tagged("post_install", "-at_install")
class TestOutletReason(AftersalesCase):
    """Why this outlet, why none, and who stands in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.head = cls._create_outlet(name="Jinan Head", cities=False, zip_prefixes="9")
        cls.near = cls._create_outlet(
            name="Jinan East",
            cities=False,
            zip_prefixes="25, 2500",
            parent_id=cls.head.id,
        )

    def _order_at(self, **address):
        customer = self.env["res.partner"].create({"name": "Caller", **address})
        order = self.env["aftersales.order"].with_user(self.dispatcher)
        return order.create({"partner_id": customer.id, "type_id": self.type_repair.id})

    def test_the_matched_prefix_is_named(self):
        order = self._order_at(zip="250014")
        self.assertEqual(order.outlet_id, self.near)
        self.assertEqual(order.outlet_reason, "Jinan East: zip codes beginning 2500.")

    def test_the_city_is_named(self):
        order = self._order_at(city="Qingdao")
        self.assertEqual(order.outlet_reason, "Qingdao Branch: city Qingdao.")

    def test_the_parent_stands_in_for_a_suspended_outlet(self):
        self.near.action_suspend()
        order = self._order_at(zip="250014")
        self.assertEqual(order.outlet_id, self.head)
        self.assertIn("Jinan East is suspended", order.outlet_reason)
        self.assertIn("Jinan Head: zip codes beginning 2500", order.outlet_reason)

    def test_the_parent_stands_in_for_an_order_type_not_done(self):
        self.near.order_type_ids = self.type_installation
        order = self._order_at(zip="250014")
        self.assertEqual(order.outlet_id, self.head)
        self.assertIn(f"does not do “{self.type_repair.name}”", order.outlet_reason)

    def test_the_chain_goes_up_as_far_as_somebody_serves(self):
        top = self._create_outlet(name="Top", cities=False, zip_prefixes="8")
        self.head.parent_id = top
        self.head.action_suspend()
        self.near.action_suspend()
        self.assertEqual(self._order_at(zip="250014").outlet_id, top)

    def test_the_default_outlet_takes_what_nobody_covers(self):
        self.assertFalse(self._order_at(city="Lhasa").outlet_id)
        self.company.aftersales_default_outlet_id = self.head
        order = self._order_at(city="Lhasa")
        self.assertEqual(order.outlet_id, self.head)
        self.assertEqual(
            order.outlet_reason, "Jinan Head: default outlet of the company."
        )

    def test_a_default_outlet_that_is_suspended_takes_nothing(self):
        self.company.aftersales_default_outlet_id = self.head
        self.head.action_suspend()
        order = self._order_at(city="Lhasa")
        self.assertFalse(order.outlet_id)
        self.assertIn("Jinan Head is suspended", order.outlet_reason)

    def test_nobody_is_explained_with_the_cure(self):
        order = self._order_at(city="Lhasa")
        self.assertIn("No outlet serves this address", order.outlet_reason)
        self.assertIn("Default Outlet", order.outlet_reason)

    def test_a_choice_by_hand_is_told_from_the_address(self):
        order = self._order_at(city="Qingdao")
        order.outlet_id = self.head
        self.assertIn("Jinan Head was chosen by hand", order.outlet_reason)
        self.assertIn("Qingdao Branch: city Qingdao", order.outlet_reason)

    def test_a_closed_outlet_is_not_waited_for(self):
        self.near.action_close()
        self.assertFalse(self._order_at(zip="250014").outlet_id)

    def test_the_reason_is_there_while_the_order_is_written(self):
        form = Form(self.env["aftersales.order"].with_user(self.dispatcher))
        form.partner_id = self.customer
        self.assertIn("city Qingdao", form.outlet_reason)

    def test_a_dispatcher_does_not_set_the_default_outlet(self):
        with self.assertRaises(AccessError):
            self.company.with_user(
                self.dispatcher
            ).aftersales_default_outlet_id = self.head

    def test_reasons_cost_the_same_for_many_orders(self):
        orders = self.env["aftersales.order"].create(
            [
                {"partner_id": self.customer.id, "type_id": self.type_repair.id}
                for _n in range(20)
            ]
        )
        orders.mapped("outlet_reason")
        few = self._count_queries(lambda: orders[:2].mapped("outlet_reason"))
        many = self._count_queries(lambda: orders.mapped("outlet_reason"))
        self.assertLessEqual(many, few)
