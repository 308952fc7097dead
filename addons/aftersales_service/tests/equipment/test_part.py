from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import DeliveryCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestPart(DeliveryCase):
    """What is built into a unit: as it left the factory, as it is now."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.board = cls._create_product("Board", tracking="serial", is_serviced=False)
        cls.board_2 = cls._create_product(
            "Board II", tracking="serial", is_serviced=False
        )
        cls.spares = cls.env["product.category"].create({"name": "Boards"})
        (cls.board + cls.board_2).categ_id = cls.spares
        cls.seal = cls._create_product("Seal")
        cls.unit.write({"warranty_end_date": False})

    def _create_repair(self, *parts, unit=None):
        """Done repair of a service order; parts are (kind, number or product)."""
        order = self._create_order(
            equipment_id=(unit or self.unit).id, technician_id=self.technician.id
        )
        order.action_accept()
        order.action_dispatch()
        order.dispatch_ids.action_arrive()
        order.action_assess()
        repair = self.env["repair.order"].create(order._prepare_repair_vals())
        for kind, part in parts:
            is_lot = part._name == "stock.lot"
            move = self.env["stock.move"].create(
                {
                    "repair_id": repair.id,
                    "repair_line_type": kind,
                    "product_id": part.product_id.id if is_lot else part.id,
                    "product_uom_qty": 1,
                }
            )
            if is_lot:
                self._set_lots(move, part)
        repair.action_validate()
        repair.action_repair_start()
        for move in repair.move_ids.filtered(lambda move: not move.move_line_ids):
            move.quantity = 1
        repair.with_user(self.technician_user).action_repair_end()
        return order

    def _rows(self, unit=None):
        return [
            (
                part.serial,
                part.is_as_built,
                str(part.installed_on or "-"),
                str(part.removed_on or "-"),
                part.replaces_id.serial or None,
            )
            for part in (unit or self.unit).part_ids.sorted("id")
        ]

    def test_a_replacement_names_the_old_and_the_new_serial(self):
        old = self._create_lots("B-1", product=self.board, stock=False)
        new = self._create_lots("B-2", product=self.board)
        self.unit.built_part_ids = [
            Command.create(
                {"product_id": self.board.id, "serial": "B-1", "is_as_built": True}
            )
        ]
        order = self._create_repair(("remove", old), ("add", new))
        self.assertEqual(
            self._rows(),
            [
                ("B-1", True, "-", "2026-03-02", None),
                ("B-2", False, "2026-03-02", "-", "B-1"),
            ],
        )
        part = self.unit.present_part_ids
        self.assertEqual(part.serial, "B-2")
        self.assertEqual(part.replaced_serial, "B-1")
        self.assertEqual(part.order_id, order)
        self.assertEqual(part.move_id.repair_line_type, "add")
        built = self.unit.built_part_ids
        self.assertEqual(built.new_serial, "B-2")
        self.assertEqual(built.lot_id, old)
        self.assertEqual(built.removal_order_id, order)
        self.assertEqual(built.removal_move_id.repair_line_type, "remove")
        self.assertEqual(self.unit.replacement_ids, part)

    def test_a_number_nobody_noted_was_built_in(self):
        old = self._create_lots("B-1", product=self.board, stock=False)
        self._create_repair(("recycle", old))
        self.assertEqual(self._rows(), [("B-1", True, "-", "2026-03-02", None)])

    def test_a_part_that_was_put_in_by_a_repair_is_taken_out_by_the_next(self):
        first, second = self._create_lots("B-1", "B-2", product=self.board)
        self._create_repair(("add", first))
        with freeze_time("2026-04-02 03:00:00"):
            self._create_repair(("remove", first), ("add", second))
        self.assertEqual(
            self._rows(),
            [
                ("B-1", False, "2026-03-02", "2026-04-02", None),
                ("B-2", False, "2026-04-02", "-", "B-1"),
            ],
        )

    def test_a_successor_of_the_same_kind_replaces_too(self):
        old = self._create_lots("B-1", product=self.board, stock=False)
        new = self._create_lots("C-1", product=self.board_2)
        self._create_repair(("remove", old), ("add", new))
        self.assertEqual(self._rows()[-1], ("C-1", False, "2026-03-02", "-", "B-1"))

    def test_parts_without_a_number_are_not_listed(self):
        self.env["stock.quant"]._update_available_quantity(self.seal, self.stock, 5)
        self._create_repair(("add", self.seal))
        self.assertFalse(self.unit.part_ids)

    def test_a_child_unit_replaced_leaves_its_parent_to_the_new_one(self):
        old = self._create_lots("B-1", product=self.board, stock=False)
        new = self._create_lots("B-2", product=self.board)
        child = self._create_unit(
            product_id=self.board.id,
            serial="B-1",
            lot_id=old.id,
            parent_id=self.unit.id,
        )
        self._create_repair(("remove", old), ("add", new))
        self.assertFalse(child.parent_id)
        self.assertEqual(child.state, "returned")
        self.assertRecordValues(
            self.unit.child_ids,
            [
                {
                    "lot_id": new.id,
                    "serial": "B-2",
                    "partner_id": self.customer.id,
                    "state": "in_use",
                }
            ],
        )

    def test_a_part_that_was_a_unit_before_is_that_unit_again(self):
        old = self._create_lots("B-1", product=self.board, stock=False)
        new = self._create_lots("B-2", product=self.board)
        for lot in old + new:
            self._create_unit(
                product_id=self.board.id,
                serial=lot.name,
                lot_id=lot.id,
                parent_id=self.unit.id if lot == old else False,
            )
        reused = self._units(new)
        reused.state = "returned"
        self._create_repair(("remove", old), ("add", new))
        self.assertEqual(self.unit.child_ids, reused)
        self.assertEqual(reused.partner_id, self.customer)
        self.assertFalse(reused.returned_date)

    def test_a_repair_without_a_service_order_finds_the_unit_by_its_number(self):
        pumps = self._create_lots("P-1")
        self._move(pumps, partner=self.customer)
        self._come_back(pumps, partner=self.customer)
        new = self._create_lots("B-2", product=self.board)
        repair = self.env["repair.order"].create(
            {
                "product_id": self.pump.id,
                "lot_id": pumps.id,
                "partner_id": self.customer.id,
            }
        )
        move = self.env["stock.move"].create(
            {
                "repair_id": repair.id,
                "repair_line_type": "add",
                "product_id": self.board.id,
                "product_uom_qty": 1,
            }
        )
        self._set_lots(move, new)
        repair.action_validate()
        repair.action_repair_start()
        repair.with_user(self.storeman).action_repair_end()
        self.assertEqual(self._units(pumps).part_ids.mapped("serial"), ["B-2"])

    def test_what_a_unit_was_made_of_is_read_from_stock(self):
        pumps = self._create_lots("P-1", stock=False)
        boards = self._create_lots("B-1", "B-2", product=self.board)
        production = self.env["stock.location"].search(
            [("usage", "=", "production"), ("company_id", "=", self.company.id)],
            limit=1,
        )
        used = self.env["stock.move.line"].create(
            [
                {
                    "product_id": self.board.id,
                    "lot_id": lot.id,
                    "quantity": 1,
                    "location_id": self.stock.id,
                    "location_dest_id": production.id,
                    "company_id": self.company.id,
                }
                for lot in boards
            ]
        )
        made = self.env["stock.move"].create(
            {
                "product_id": self.pump.id,
                "product_uom_qty": 1,
                "location_id": production.id,
                "location_dest_id": self.stock.id,
            }
        )
        made._action_confirm()
        self._set_lots(made, pumps)
        made.move_line_ids.consume_line_ids = used
        made.picked = True
        made._action_done()
        self._move(pumps, partner=self.customer)
        self.assertEqual(
            self._rows(self._units(pumps)),
            [
                ("B-1", True, "-", "-", None),
                ("B-2", True, "-", "-", None),
            ],
        )

    def test_dates_of_a_part_stand_in_order(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.env["aftersales.equipment.part"].create(
                {
                    "equipment_id": self.unit.id,
                    "product_id": self.board.id,
                    "installed_on": "2026-03-02",
                    "removed_on": "2026-03-01",
                }
            )

    def test_a_technician_types_parts_of_his_units(self):
        Part = self.env["aftersales.equipment.part"]
        vals = {"product_id": self.board.id, "serial": "B-1"}
        self._create_order(technician_id=self.technician.id)
        part = Part.with_user(self.technician_user).create(
            {**vals, "equipment_id": self.unit.id}
        )
        self.assertEqual(part.sudo().display_name, "Board · B-1")
        stranger = self._create_user("technician", login="test_stranger")
        self.assertFalse(Part.with_user(stranger).search([("id", "=", part.id)]))
        self.unit.with_user(self.dispatcher).built_part_ids = [
            Command.create(
                {"product_id": self.seal.id, "serial": "S-1", "is_as_built": True}
            )
        ]
        self.unit.invalidate_recordset()
        self.assertEqual(self.unit.built_part_ids.serial, "S-1")
        self.assertEqual(
            sorted(self.unit.present_part_ids.mapped("serial")), ["B-1", "S-1"]
        )

    def test_ten_replacements_cost_as_many_queries_as_one(self):
        def measure(count, prefix):
            names = [f"{prefix}{n}" for n in range(2 * count)]
            lots = self._create_lots(*names, product=self.board)
            order = self._create_order()
            repair = self.env["repair.order"].create(order._prepare_repair_vals())
            for kind, of_kind in (("remove", lots[:count]), ("add", lots[count:])):
                move = self.env["stock.move"].create(
                    {
                        "repair_id": repair.id,
                        "repair_line_type": kind,
                        "product_id": self.board.id,
                        "product_uom_qty": count,
                    }
                )
                self._set_lots(move, of_kind)
            repair.action_validate()
            repair.action_repair_start()
            repair.move_ids.picked = True
            repair.move_ids._action_done()
            queries = self._count_queries(repair._record_parts)
            self.assertEqual(len(order.equipment_id.part_ids), 2 * count)
            self.unit.part_ids.unlink()
            return queries

        measure(2, "W")  # warm the registry caches
        self.assertEqual(measure(2, "A"), measure(20, "B"))
