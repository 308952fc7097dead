from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import AGED, NetworkCase

CRON = "aftersales_warehouse.ir_cron_network_suggest"


@tagged("post_install", "-at_install")
class TestNetworkSuggestion(NetworkCase):
    """Aged goods here, demand there: the week's matching."""

    def setUp(self):
        super().setUp()
        self.env = self.env(context={**self.env.context, "lang": "en_US"})

    def _suggest(self, moment="2026-03-02 04:00:00"):
        with freeze_time(moment), self.enter_registry_test_mode():
            self.env.ref(CRON).method_direct_trigger()
        self.env.invalidate_all()
        return self.env["aftersales.network.suggestion"].search(
            [("product_id", "=", self.goods.id), ("state", "=", "proposed")]
        )

    def _want_by_minimum(self, quantity=3):
        return self.env["stock.warehouse.orderpoint"].create(
            {
                "warehouse_id": self.warehouse_b.id,
                "location_id": self.warehouse_b.lot_stock_id.id,
                "product_id": self.goods.id,
                "product_min_qty": quantity,
                "product_max_qty": quantity,
                "trigger": "manual",
            }
        )

    @rule("R219", "R220")
    def test_what_is_below_its_minimum_is_suggested(self):
        self._want_by_minimum(3)
        row = self._suggest()
        self.assertEqual(
            (row.outlet_id, row.dest_outlet_id), (self.outlet, self.outlet_b)
        )
        self.assertEqual((row.quantity, row.value), (3, 276.0))
        self.assertEqual((row.freight_amount, row.benefit), (50.0, 226.0))
        self.assertEqual(row.reason, "minimum")
        self.assertIn("Jinan Branch can use (Below Minimum)", row.explanation)

    def test_parts_that_open_orders_wait_for(self):
        order = self._create_order(outlet_id=self.outlet_b.id)
        order.action_accept()
        repair = self.env["repair.order"].create(
            {
                "product_id": self.product.id,
                "aftersales_order_id": order.id,
                "picking_type_id": self.warehouse_b.repair_type_id.id,
                "move_ids": [
                    Command.create(
                        {
                            "repair_line_type": "add",
                            "product_id": self.goods.id,
                            "product_uom_qty": 2,
                        }
                    )
                ],
            }
        )
        repair._action_repair_confirm()
        row = self._suggest()
        self.assertEqual((row.quantity, row.reason), (2, "parts"))

    def test_past_consumption_says_what_will_be_needed(self):
        self._receive(self.warehouse_b, self.goods, 13, day="2026-01-05")
        self._issue(self.warehouse_b, self.goods, 12, day="2026-02-10")
        row = self._suggest()  # 12 in 12 weeks: 4 for the next four, one is there
        self.assertEqual((row.quantity, row.reason), (3, "consumption"))

    def test_a_way_dearer_than_the_goods_is_not_suggested(self):
        self.rate.amount = 500.0
        self._want_by_minimum(3)
        self.assertFalse(self._suggest())

    def test_a_week_is_matched_once(self):
        self._want_by_minimum(3)
        first = self._suggest()
        again = self._suggest("2026-03-04 04:00:00")
        self.assertEqual(first, again)
        next_week = self._suggest("2026-03-09 04:00:00")
        self.assertEqual(first.state, "overtaken")
        self.assertEqual(next_week.quantity, 3)
        self.assertEqual(str(next_week.week), "2026-03-09")

    def test_a_run_that_was_killed_goes_on(self):
        self._want_by_minimum(3)
        first = self._suggest()
        self.company.aftersales_network_week = False
        self.assertEqual(self._suggest("2026-03-03 04:00:00"), first)

    def test_taking_it_up_makes_the_request(self):
        self._want_by_minimum(3)
        row = self._suggest()
        row.with_user(self.manager_b).action_accept()
        self.assertEqual(row.state, "accepted")
        self.assertEqual(row.transfer_id.state, "requested")
        self.assertEqual(row.transfer_id.line_ids.quantity, 3)
        self.assertIn("Below Minimum", row.transfer_id.note)
        with self.assertRaises(UserError):
            row.with_user(self.manager_b).action_accept()

    def test_only_the_outlets_people_decide(self):
        self._want_by_minimum(3)
        row = self._suggest()
        stranger = self._create_user("storekeeper", login="stranger")
        for user in (stranger, self.outlet_manager, self.finance):
            with self.assertRaises(AccessError):
                row.with_user(user).action_accept()
        with self.assertRaises(AccessError):
            row.with_user(stranger)._dismiss("No")
        with self.assertRaises(AccessError):
            row.with_user(self.manager_b).write({"quantity": 1})

    def test_dismissing_says_why(self):
        self._want_by_minimum(3)
        row = self._suggest()
        self.env["aftersales.network.step"].with_user(self.manager_b).with_context(
            active_model=row._name, active_ids=row.ids
        ).create({"reason": "Discontinued"}).action_confirm()
        self.assertEqual(
            (row.state, row.dismissal_reason), ("dismissed", "Discontinued")
        )

    def test_queries_do_not_grow_with_products(self):
        Suggestion = self.env["aftersales.network.suggestion"]
        products = self.env["product.product"]
        for number in range(20):
            product = self._create_goods(f"Desk {number}")
            self._receive(self.warehouse, product, 1, day=AGED)
            self._receive(self.warehouse_b, product, 1, day="2026-01-05")
            self._issue(self.warehouse_b, product, 1, day="2026-02-10")
            products |= product
        monday = "2026-03-02"
        Suggestion._match(self.company, monday, products[:2])
        few = self._count_queries(
            lambda: Suggestion._match(self.company, monday, products[2:4])
        )
        many = self._count_queries(
            lambda: Suggestion._match(self.company, monday, products[4:])
        )
        self.assertEqual(many, few)
