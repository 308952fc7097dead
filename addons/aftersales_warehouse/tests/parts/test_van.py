from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import PartsCase


@tagged("post_install", "-at_install")
class TestVan(PartsCase):
    """Vans under outlets' warehouses; parts of a visit are brought to them."""

    def _send(self, order, user=None):
        visit = self._create_dispatch(order)
        visit.with_user(user or self.dispatcher).action_send()
        return visit

    def test_vans_are_proposed_for_who_has_none(self):
        new = self.env["hr.employee"].create({"name": "Zhao Gong"})
        self.outlet.technician_ids |= new
        form = Form(self.env["aftersales.van.wizard"].with_user(self.manager))
        wizard = form.save()
        self.assertIn(new, wizard.line_ids.sudo().employee_id)
        self.assertNotIn(self.technician, wizard.line_ids.sudo().employee_id)
        wizard.line_ids.filtered(lambda line: line.sudo().employee_id != new).unlink()
        wizard.action_create()
        van = new.aftersales_van_location_id
        self.assertEqual(van.warehouse_id, self.warehouse)
        self.assertTrue(van.aftersales_is_van)
        self.assertTrue(self.warehouse.aftersales_old_part_location_id)
        with self.assertRaises(AccessError):
            self.env["aftersales.van.wizard"].with_user(self.dispatcher).create({})

    def test_a_van_without_a_warehouse_is_refused_by_name(self):
        self.outlet.warehouse_id = False
        self.technician.aftersales_van_location_id = False
        wizard = self.env["aftersales.van.wizard"].with_user(self.manager).create({})
        with self.assertRaisesRegex(UserError, "Wang Gong"):
            wizard.action_create()

    def test_a_van_is_filled_by_the_host_s_reordering_rules(self):
        self._stock_part(self.stock, 10)
        self.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": self.part.id,
                "location_id": self.van.id,
                "warehouse_id": self.warehouse.id,
                "product_min_qty": 2,
                "product_max_qty": 3,
            }
        ).action_replenish()
        move = self.env["stock.move"].search([("location_dest_id", "=", self.van.id)])
        self.assertRecordValues(
            move, [{"location_id": self.stock.id, "product_uom_qty": 3}]
        )

    def test_the_van_is_asked_first(self):
        self._stock_part(self.van, 1)
        self._stock_part(self.stock, 1)
        order = self._create_part_order()
        self._send(order)
        move = order.part_move_ids
        self.assertEqual(move.state, "assigned")
        self.assertEqual(move.move_line_ids.location_id, self.van)
        self.assertFalse(order.dispatch_ids.picking_ids)

    def test_what_the_van_lacks_is_brought_from_the_outlet(self):
        self._stock_part(self.van, 1)
        self._stock_part(self.stock, 5)
        order = self._create_part_order(3)
        visit = self._send(order)
        picking = visit.picking_ids
        self.assertRecordValues(
            picking,
            [
                {
                    "state": "assigned",
                    "location_id": self.stock.id,
                    "location_dest_id": self.van.id,
                    "priority": "1",
                }
            ],
        )
        self.assertEqual(picking.move_ids.product_uom_qty, 2)
        self.assertEqual(order.parts_status, "in_stock")
        # Nobody else gets them.
        self.assertEqual(self.stock._get_free_parts(self.part).popitem()[1], 3)
        picking.move_ids.picked = True
        picking._action_done()
        self.assertEqual(order.part_move_ids.state, "assigned")
        self.assertEqual(order.part_move_ids.quantity, 3)

    def test_reserving_twice_brings_nothing_twice(self):
        self._stock_part(self.stock, 5)
        order = self._create_part_order(2)
        visit = self._send(order)
        visit.with_user(self.dispatcher).action_reserve_parts()
        self.assertEqual(len(visit.picking_ids), 1)

    def test_without_a_van_parts_come_from_the_outlet(self):
        self.technician.aftersales_van_location_id = False
        self._stock_part(self.stock, 1)
        order = self._create_part_order()
        self._send(order)
        self.assertEqual(order.part_move_ids.move_line_ids.location_id, self.stock)

    def test_a_cancelled_visit_sets_its_parts_free(self):
        self._stock_part(self.van, 1)
        self._stock_part(self.stock, 1)
        order = self._create_part_order(2)
        visit = self._send(order)
        visit.with_user(self.dispatcher).action_cancel()
        self.assertEqual(visit.picking_ids.state, "cancel")
        free = (self.van | self.stock)._get_free_parts(self.part)
        self.assertEqual(sum(free.values()), 2)

    def test_technicians_reserve_nothing_by_themselves(self):
        order = self._create_part_order()
        visit = self._create_dispatch(order)
        with self.assertRaises(AccessError):
            visit.with_user(self.technician_user).action_reserve_parts()

    # -- who sees what --------------------------------------------------------------

    def test_a_technician_sees_his_van_and_outlet_and_no_other(self):
        self._stock_part(self.van, 1)
        self._stock_part(self.stock, 1)
        self._stock_part(self.van_b, 1)
        self._stock_part(self.warehouse_b.lot_stock_id, 1)
        Quant = self.env["stock.quant"]
        domain = [
            ("product_id", "=", self.part.id),
            ("location_id.usage", "=", "internal"),
        ]
        seen = Quant.with_user(self.technician_user).search(domain)
        self.assertEqual(seen.location_id, self.van | self.stock)
        self.assertEqual(len(Quant.with_user(self.storekeeper).search(domain)), 4)
        boss = self._create_user("outlet_manager", login="test_boss")
        self.outlet_b.manager_id = boss
        self.env.flush_all()
        seen = Quant.with_user(boss).search(domain)
        self.assertEqual(seen.location_id, self.van_b | self.warehouse_b.lot_stock_id)

    def test_vans_are_found_by_who_may_not_read_personnel_files(self):
        Location = self.env["stock.location"].with_user(self.storekeeper)
        vans = Location.search([("aftersales_is_van", "=", True)])
        self.assertIn(self.van, vans)
        self.assertNotIn(self.stock, vans)
        others = Location.search([("aftersales_is_van", "=", False)])
        self.assertIn(self.stock, others)
        self.assertNotIn(self.van, others)

    def test_screens_of_parts_open(self):
        action = self.outlet.with_user(self.dispatcher).action_view_parts()
        self.assertEqual(
            self.env["stock.location"].search(
                [("id", "child_of", action["domain"][0][2])]
            ),
            self.van | self.stock,
        )
        self.assertTrue(self.technician.action_view_van_stock()["domain"])
