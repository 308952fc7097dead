from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.tests import Form, new_test_user, tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import AGED, NetworkCase


@tagged("post_install", "-at_install")
class TestNetworkGate(NetworkCase):
    """Before an outlet orders, the network is searched."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vendor = cls.env["res.partner"].create({"name": "Factory"})
        cls.goods.seller_ids = [
            Command.create({"partner_id": cls.vendor.id, "price": 118.0})
        ]
        cls.buyer = new_test_user(
            cls.env,
            "buyer",
            groups="purchase.group_purchase_user,stock.group_stock_user",
        )

    def setUp(self):
        super().setUp()
        self.env = self.env(context={**self.env.context, "lang": "en_US"})

    def _order(self, quantity=15, warehouse=None, product=None, **vals):
        return self.env["purchase.order"].create(
            {
                "partner_id": self.vendor.id,
                "picking_type_id": (warehouse or self.warehouse_b).in_type_id.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": (product or self.goods).id,
                            "product_qty": quantity,
                            "price_unit": 118.0,
                        }
                    )
                ],
                **vals,
            }
        )

    def _open_gate(self, order, user=None):
        return (
            self.env["aftersales.network.gate"]
            .with_user(user or self.buyer)
            .with_context(default_order_id=order.id)
        )

    @rule("R229")
    def test_an_order_of_goods_in_the_network_is_stopped(self):
        order = self._order().with_user(self.buyer)
        with self.assertRaisesRegex(RedirectWarning, "10 .*Steel Desk with Qingdao"):
            order.button_confirm()
        self.assertEqual(order.state, "draft")

    @rule("R229")
    def test_the_shortage_after_allocation_may_be_ordered(self):
        order = self._order()
        with Form(self._open_gate(order)) as form, form.line_ids.edit(0) as line:
            self.assertEqual(line.offered_quantity, 10)
        form.record.action_allocate()
        self.assertEqual(order.order_line.product_qty, 5)
        transfer = order.aftersales_network_transfer_ids
        self.assertEqual(transfer.state, "requested")
        self.assertEqual(transfer.requested_by_id, self.buyer)
        self.assertEqual(transfer.line_ids.purchase_line_id, order.order_line)
        self.assertEqual(order.aftersales_network_transfer_count, 1)
        order.with_user(self.buyer).button_confirm()
        self.assertEqual(order.state, "purchase")

    def test_taking_less_than_there_is_does_not_open_the_gate(self):
        order = self._order()
        with Form(self._open_gate(order)) as form, form.line_ids.edit(0) as line:
            line.quantity = 4
        form.record.action_allocate()
        self.assertEqual(order.order_line.product_qty, 11)
        with self.assertRaises(RedirectWarning):
            order.button_confirm()

    @rule("R229")
    def test_going_around_needs_a_reason_and_a_role(self):
        order = self._order()
        manager = self._create_user("service_manager")
        manager.group_ids += self.env.ref("purchase.group_purchase_user")
        with Form(self._open_gate(order)) as form:
            form.reason = "I like new ones"
        with self.assertRaises(AccessError):
            form.record.action_bypass()
        gate = self._open_gate(order, manager)
        with self.assertRaisesRegex(UserError, "Reason"):
            gate.create({}).action_bypass()
        gate.create({"reason": "Colour of this customer"}).action_bypass()
        self.assertEqual(order.aftersales_network_bypass_by_id, manager)
        self.assertEqual(
            order.aftersales_network_bypass_reason, "Colour of this customer"
        )
        self.assertEqual(str(order.aftersales_network_bypass_at), "2026-03-02 04:00:00")
        order.order_line.product_qty += 1
        with self.assertRaises(RedirectWarning):
            order.button_confirm()
        order.order_line.product_qty -= 1
        order.with_user(self.buyer).button_confirm()
        self.assertEqual(order.state, "purchase")

    def test_orders_without_goods_in_the_network_go_out(self):
        other = self._create_goods("Other")
        orders = (
            self._order(product=other)
            | self._order(warehouse=self.head_office)
            | self._order(warehouse=self.warehouse)  # its own goods are no offer
        )
        orders.button_confirm()
        self.assertEqual(set(orders.mapped("state")), {"purchase"})

    def test_the_gate_is_a_setting(self):
        self.company.aftersales_network_gate = False
        order = self._order()
        order.button_confirm()
        self.assertEqual(order.state, "purchase")

    def test_what_others_asked_for_is_no_offer(self):
        self._ask_and_send(10)
        order = self._order()
        order.button_confirm()
        self.assertEqual(order.state, "purchase")

    def test_what_was_refused_may_be_ordered_for_a_time(self):
        transfer = self._ask_and_send(10)
        transfer.with_user(self.outlet_manager)._decline("Sold")
        order, later = self._order(), self._order()
        order.button_confirm()
        self.assertEqual(order.state, "purchase")
        with freeze_time("2026-04-15 04:00:00"), self.assertRaises(RedirectWarning):
            later.button_confirm()

    def test_all_problems_of_a_batch_are_told_at_once(self):
        orders = self._order(3) | self._order(4)
        with self.assertRaises(RedirectWarning) as stopped:
            orders.button_confirm()
        for order in orders:
            self.assertIn(order.name, stopped.exception.args[0])

    # -- reordering rules --------------------------------------------------------------

    def _create_orderpoint(self, quantity, warehouse=None, product=None):
        return self.env["stock.warehouse.orderpoint"].create(
            {
                "warehouse_id": (warehouse or self.warehouse_b).id,
                "location_id": (warehouse or self.warehouse_b).lot_stock_id.id,
                "product_id": (product or self.goods).id,
                "product_min_qty": quantity,
                "product_max_qty": quantity,
                "trigger": "auto",
            }
        )

    def _get_ordered(self, warehouse=None):
        lines = self.env["purchase.order.line"].search(
            [
                ("product_id", "=", self.goods.id),
                (
                    "order_id.picking_type_id",
                    "=",
                    (warehouse or self.warehouse_b).in_type_id.id,
                ),
            ]
        )
        return sum(lines.mapped("product_qty"))

    @rule("R229")
    def test_reordering_rules_order_the_shortage_only(self):
        rule = self._create_orderpoint(15)
        rule._procure_orderpoint_confirm()
        self.assertEqual(self._get_ordered(), 5)
        transfer = self.env["aftersales.network.transfer"].search(
            [("dest_outlet_id", "=", self.outlet_b.id)]
        )
        self.assertEqual(transfer.state, "requested")
        self.assertEqual(transfer.line_ids.quantity, 10)

    def test_what_waits_for_consent_is_not_ordered_meanwhile(self):
        rule = self._create_orderpoint(8)
        for _again in range(2):
            rule._procure_orderpoint_confirm()
            self.env.invalidate_all()
        self.assertFalse(self._get_ordered())
        transfers = self.env["aftersales.network.transfer"].search([])
        self.assertEqual(sum(transfers.line_ids.mapped("quantity")), 8)
        transfers.with_user(self.outlet_manager).action_consent()
        rule._procure_orderpoint_confirm()
        self.assertFalse(self._get_ordered())

    def test_head_office_orders_as_before(self):
        rule = self._create_orderpoint(8, warehouse=self.head_office)
        rule._procure_orderpoint_confirm()
        self.assertEqual(self._get_ordered(self.head_office), 8)

    def test_searching_takes_the_same_queries_for_many_lines(self):
        def stop(order):
            with self.assertRaises(RedirectWarning):
                order.button_confirm()

        def order_of(count):
            lines = []
            for number in range(count):
                product = self._create_goods(f"Desk {count} {number}")
                self._receive(self.warehouse, product, 1, day=AGED)
                lines.append(
                    Command.create({"product_id": product.id, "product_qty": 2})
                )
            return self._order(order_line=lines)

        few, many = order_of(2), order_of(20)
        stop(few)
        counted = self._count_queries(lambda: stop(few))
        self.assertEqual(self._count_queries(lambda: stop(many)), counted)
