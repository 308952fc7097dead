from odoo.tests import tagged

from .common import RecallCase


@tagged("post_install", "-at_install")
class TestRecallComponents(RecallCase):
    """A supplier's batch: the part itself, what was made with it, what it is in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.batch = cls._create_lots(cls.cable, "SUP-9")
        cls._put(cls.batch, 5)

    def _approve_batch(self):
        return self._lines(
            self._approve({"component_lot_ids": [(6, 0, self.batch.ids)]})
        )

    def test_the_batch_itself_is_locked_stock(self):
        self.assertEqual(set(self._approve_batch()), {"SUP-9"})

    def test_what_was_made_with_it(self):
        production = self.env["stock.location"].search(
            [("usage", "=", "production"), ("company_id", "=", self.company.id)],
            limit=1,
        )
        used = self._deliver(
            self.batch,
            None,
            picking_type_id=self.warehouse.int_type_id.id,
            location_dest_id=production.id,
        )
        heater = self._create_lots(self.heater, "HX-0200")
        made = self._deliver(
            heater,
            None,
            picking_type_id=self.warehouse.int_type_id.id,
            location_id=production.id,
            location_dest_id=self.stock.id,
        )
        made.move_line_ids.consume_line_ids = used.move_line_ids
        self._deliver(heater, self.customer)
        lines = self._approve_batch()
        self.assertEqual(set(lines), {"SUP-9", "HX-0200"})
        self.assertEqual(lines["HX-0200"].partner_id, self.customer)

    def test_units_it_is_a_component_of(self):
        self._create_unit(
            product_id=self.cable.id,
            lot_id=self.batch.id,
            serial="SUP-9/1",
            parent_id=self.heater_unit.id,
        )
        self.assertIn("HX-0101", self._approve_batch())

    def test_units_it_was_fitted_in_by_a_repair(self):
        order = self._create_order(
            equipment_id=self.heater_unit.id, type_id=self.type_repair.id
        )
        repair = self.env["repair.order"].create(
            {
                "aftersales_order_id": order.id,
                "product_id": self.heater.id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "repair_line_type": "add",
                            "product_id": self.cable.id,
                            "product_uom_qty": 1,
                        },
                    )
                ],
            }
        )
        repair.action_validate()
        repair.action_repair_start()
        move = repair.move_ids.filtered("repair_line_type")
        move.move_line_ids.unlink()
        move.move_line_ids = [
            (
                0,
                0,
                {
                    "product_id": self.cable.id,
                    "lot_id": self.batch.id,
                    "quantity": 1,
                    "picked": True,
                },
            )
        ]
        move._action_done()
        self.assertIn("HX-0101", self._approve_batch())
