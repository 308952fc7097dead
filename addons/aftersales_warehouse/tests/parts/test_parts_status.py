from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import PartsCase


@tagged("post_install", "-at_install")
class TestPartsStatus(PartsCase):
    """The state of an order's parts follows the stock; customers come first."""

    def test_an_order_without_parts_needs_none(self):
        order = self._create_order(outlet_id=self.outlet.id)
        self.assertEqual(order.parts_status, "none")
        line = self._add_part(order)
        self.assertEqual(order.parts_status, "to_order")
        line.unlink()
        self.assertEqual(order.parts_status, "none")

    def test_what_lies_in_van_or_outlet_is_in_stock(self):
        self._stock_part(self.van, 1)
        self.assertEqual(self._create_part_order().parts_status, "in_stock")
        # The one in the van is meant for the order before.
        second = self._create_part_order()
        self.assertEqual(second.parts_status, "to_order")
        self._arrive(self.stock, 1)
        self.assertEqual(second.parts_status, "received")

    def test_what_lies_elsewhere_does_not_count(self):
        self._stock_part(self.van_b, 5)
        self._stock_part(self.warehouse_b.lot_stock_id, 5)
        self.assertEqual(self._create_part_order().parts_status, "to_order")

    def test_goods_of_other_owners_and_in_quarantine_do_not_count(self):
        shelf = self.env["stock.location"].create(
            {
                "name": "Recall",
                "location_id": self.stock.id,
                "aftersales_is_quarantine": True,
            }
        )
        self._stock_part(shelf, 5)
        self._stock_part(self.stock, 5, owner_id=self.customer)
        self.assertEqual(self._create_part_order().parts_status, "to_order")

    def test_more_of_a_part_may_not_be_there(self):
        self._stock_part(self.stock, 2)
        order = self._create_part_order(2)
        self.assertEqual(order.parts_status, "in_stock")
        order.part_move_ids.product_uom_qty = 3
        self.assertEqual(order.parts_status, "to_order")
        order.part_move_ids.product_uom_qty = 2
        self.assertEqual(order.parts_status, "received")

    @rule("R198")
    def test_urgent_orders_are_served_first(self):
        self._stock_part(self.stock, 1)
        normal = self._create_part_order(received_at="2026-03-01 01:00:00")
        self.assertEqual(normal.parts_status, "in_stock")
        urgent = self._create_part_order(priority="2")
        self.assertEqual(urgent.parts_status, "in_stock")
        self._run_cron(self.env["aftersales.order"]._cron_refresh_parts_status)
        self.assertEqual(normal.parts_status, "to_order")
        self.assertEqual(urgent.parts_status, "in_stock")

    @rule("R198")
    def test_customers_parts_are_reserved_before_other_moves(self):
        order = self._create_part_order()
        order.repair_ids._action_repair_confirm()
        self.assertEqual(order.part_move_ids.priority, "1")
        other = self.env["stock.move"].create(
            {
                "product_id": self.part.id,
                "product_uom_qty": 1,
                "product_uom": self.part.uom_id.id,
                "location_id": self.stock.id,
                "location_dest_id": self.warehouse.wh_output_stock_loc_id.id,
                "picking_type_id": self.warehouse.int_type_id.id,
                "date": "2020-01-01",
            }
        )
        other._action_confirm()
        self._arrive(self.stock, 1)
        self.assertEqual(order.part_move_ids.state, "assigned")
        self.assertEqual(other.state, "confirmed")

    @rule("R046", "R047")
    def test_promises_switch_with_the_parts(self):
        self.env["aftersales.sla.policy"].search([]).active = False
        self.env["aftersales.sla.policy"].create(
            {
                "name": "Repairs",
                "target_ids": [
                    (
                        0,
                        0,
                        {"milestone": "repair", "amount": 2, "unit": "work_day"} | more,
                    )
                    for more in (
                        {"parts_status": "none", "amount": 2},
                        {"parts_status": "in_stock", "amount": 2},
                        {"parts_status": "to_order", "amount": 15},
                    )
                ],
            }
        )
        order = self._create_part_order()
        promise = order.sla_ids.filtered(lambda row: row.state != "cancelled")
        self.assertEqual(promise.amount, 15)
        self._stock_part(self.stock, 1)
        second = self._create_part_order(priority="1")
        promise = second.sla_ids.filtered(lambda row: row.state != "cancelled")
        self.assertEqual(promise.amount, 2)

    def test_what_else_takes_stock_is_seen_by_the_cron(self):
        self._stock_part(self.stock, 1)
        order = self._create_part_order()
        self._stock_part(self.stock, -1)
        self.assertEqual(order.parts_status, "in_stock")
        self._run_cron(self.env["aftersales.order"]._cron_refresh_parts_status)
        self.assertEqual(order.parts_status, "to_order")

    def test_closed_orders_are_left_alone(self):
        order = self._create_part_order()
        order.action_cancel()
        order._refresh_parts_status()
        self.assertEqual(order.state, "cancelled")

    def test_reading_costs_the_same_for_many_orders(self):
        orders = self.env["aftersales.order"]
        for _number in range(12):
            orders |= self._create_part_order()
        for some in (orders[:2], orders):
            self._count_queries(some._refresh_parts_status)
        few = self._count_queries(orders[:2]._refresh_parts_status)
        many = self._count_queries(orders._refresh_parts_status)
        self.assertLessEqual(many, few)
