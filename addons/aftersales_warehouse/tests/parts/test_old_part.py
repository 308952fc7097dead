from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import PartsCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestOldPart(PartsCase):
    """What a repair takes out is labelled, handed in, and leaves with proof."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse._create_old_part_location()
        cls.place = cls.warehouse.aftersales_old_part_location_id
        cls.env["aftersales.old.part.rule"].search([]).active = False
        cls.rule = cls.env["aftersales.old.part.rule"].create(
            {
                "name": "Test",
                "disposition": "scrap",
                "hand_in_days": 2,
                "settle_days": 20,
            }
        )

    def _remove(self, quantity=1.0, **vals):
        """A repair of the customer's unit that takes the part out."""
        order = self._create_part_order()
        self._stock_part(self.stock, 1)
        self._add_part(order, quantity, kind="remove", **vals)
        repair = order.repair_ids
        repair._action_repair_confirm()
        repair.action_repair_start()
        for move in repair.move_ids:
            move.write({"quantity": move.product_uom_qty, "picked": True})
        repair.action_repair_end()
        return order.old_part_ids

    def _handed_in(self, **vals):
        part = self._remove()
        part.write(vals)
        part.with_user(self.technician_user).action_label()
        part.with_user(self.storekeeper).action_hand_in()
        return part

    def test_a_removal_makes_an_old_part(self):
        part = self._remove()
        self.assertRecordValues(
            part,
            [
                {
                    "state": "removed",
                    "product_id": self.part.id,
                    "quantity": 1,
                    "employee_id": self.technician.id,
                    "outlet_id": self.outlet.id,
                    "disposition": "scrap",
                    "due_date": date(2026, 3, 4),
                    "in_stock": True,
                    "is_covered": True,
                }
            ],
        )

    def test_it_stays_the_customer_s_and_has_no_value(self):
        value = self.part.total_value
        self._remove()
        quant = self.env["stock.quant"].search([("location_id", "=", self.place.id)])
        self.assertRecordValues(
            quant, [{"quantity": 1, "owner_id": self.customer.id, "value": 0}]
        )
        # Only the new part has left the books, none has come.
        self.part.invalidate_recordset()
        self.assertLessEqual(self.part.total_value, value + 40.0)

    def test_overdue_ones_are_found(self):
        part = self._remove()
        self.assertFalse(part.is_overdue)
        Part = self.env["aftersales.old.part"]
        with freeze_time("2026-03-05 03:00:00"):
            part.invalidate_recordset()
            self.assertTrue(part.is_overdue)
            self.assertIn(part, Part.search([("is_overdue", "=", True)]))
            self.assertNotIn(part, Part.search([("is_overdue", "=", False)]))

    def test_the_label_names_it(self):
        part = self._remove()
        action = part.with_user(self.technician_user).action_label()
        self.assertEqual(part.state, "labelled")
        html = self.env["ir.actions.report"]._render_qweb_html(
            action["report_name"], part.ids
        )[0]
        self.assertIn(part.name.encode(), html)
        self.assertIn(b"data:image/svg+xml", html)
        self.assertIn(b"Scrap with Witness", html)

    def test_scrapping_needs_another_person_and_a_photo(self):
        part = self._handed_in()
        self.assertEqual(part.due_date, date(2026, 3, 22))
        keeper = part.with_user(self.storekeeper)
        with self.assertRaisesRegex(UserError, "Witness.*\n.*Photos of the Scrapping"):
            keeper.action_scrap()
        part.write({"scrap_photo_ids": self._photo()})
        for nobody in (self.storekeeper, self.technician_user):
            part.witness_id = nobody
            with self.assertRaisesRegex(UserError, "cannot be the witness"):
                keeper.action_scrap()
        part.witness_id = self.dispatcher
        keeper.action_scrap()
        self.assertEqual(part.state, "scrapped")
        self.assertRecordValues(
            part.scrap_id,
            [
                {
                    "state": "done",
                    "location_id": self.place.id,
                    "owner_id": self.customer.id,
                    "origin": part.name,
                }
            ],
        )
        self.assertFalse(part.due_date)

    @rule("R444")
    def test_it_goes_back_to_the_supplier(self):
        supplier = self.env["res.partner"].create({"name": "Rail Works"})
        part = self._handed_in(disposition="supplier")
        with self.assertRaisesRegex(UserError, "Supplier"):
            part.with_user(self.storekeeper).action_send_back()
        part.supplier_id = supplier
        part.with_user(self.storekeeper).action_send_back()
        self.assertEqual(part.picking_id.state, "done")
        self.assertEqual(part.picking_id.partner_id, supplier)
        self.assertEqual(part.picking_id.location_dest_id.usage, "supplier")
        self.assertFalse(
            self.env["stock.quant"].search(
                [("location_id", "=", self.place.id), ("quantity", ">", 0)]
            )
        )

    def test_whoever_holds_an_overdue_part_is_told_once(self):
        """The technician until it is in store, then the head of the outlet."""
        self.outlet.manager_id = self.outlet_manager
        part = self._remove()
        remind = self.env["aftersales.old.part"]._cron_remind
        self._run_cron(remind)
        self.assertFalse(part.activity_ids, "It is due on the fourth.")
        with freeze_time("2026-03-05 03:00:00"):
            self._run_cron(remind)
            part.with_user(self.technician_user).action_label()
            self._run_cron(remind)
        self.assertEqual(part.activity_ids.user_id, self.technician_user)
        self.assertIn("handed in by 2026-03-04", part.activity_ids.summary)
        with freeze_time("2026-03-05 05:00:00"):
            part.with_user(self.storekeeper).action_hand_in()
        self.assertFalse(part.activity_ids)
        with freeze_time("2026-03-26 03:00:00"):
            self._run_cron(remind)
        self.assertEqual(part.activity_ids.user_id, self.outlet_manager)
        self.assertIn("left the store by 2026-03-25", part.activity_ids.summary)

    def test_recycled_it_becomes_ours(self):
        part = self._handed_in(disposition="recycle")
        part.with_user(self.storekeeper).action_recycle()
        self.assertEqual(part.state, "recycled")
        free = self.stock._get_free_parts(self.part)
        self.assertEqual(free[self.part.id, self.stock.id], 1)

    def test_the_customer_keeps_it(self):
        part = self._remove()
        part.disposition = "customer"
        technician = part.with_user(self.technician_user)
        with self.assertRaisesRegex(UserError, "Customer's Word"):
            technician.action_keep()
        technician.customer_word = "Director Li"
        technician.action_keep()
        self.assertEqual(part.picking_id.location_dest_id.usage, "customer")

    def test_it_goes_where_it_was_said(self):
        part = self._handed_in()
        with self.assertRaisesRegex(UserError, "goes to: Scrap"):
            part.with_user(self.storekeeper).action_recycle()

    def test_the_technician_does_not_take_it_into_store(self):
        part = self._remove()
        part.with_user(self.technician_user).action_label()
        with self.assertRaises(AccessError):
            part.with_user(self.technician_user).action_hand_in()
        with self.assertRaises(AccessError):
            part.with_user(self.colleague_user).read(["name"])

    def test_without_a_place_the_host_s_way_holds(self):
        self.warehouse.aftersales_old_part_location_id = False
        part = self._remove()
        self.assertFalse(part.in_stock)
        self.assertEqual(part.move_id.location_dest_id.usage, "inventory")

    def test_a_part_of_no_repair_is_entered_by_hand(self):
        order = self._create_part_order()
        part = (
            self.env["aftersales.old.part"]
            .with_user(self.technician_user)
            .create({"order_id": order.id, "product_id": self.part.id})
        )
        self.assertEqual(part.rule_id, self.rule)
        self.assertFalse(part.in_stock)
