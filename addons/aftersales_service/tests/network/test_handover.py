from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..rules import rule
from .common import NetworkCase

MOVES = "odoo.addons.aftersales_service.models.network.aftersales_outlet_handover_moves"


@tagged("post_install", "-at_install")
class TestHandover(NetworkCase):
    """One outlet hands its work to another: both sign, everything arrives once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.orders = cls.env["aftersales.order"].union(
            *(cls._create_order(outlet_id=cls.outlet.id) for _n in range(3))
        )
        cls.unit.outlet_id = cls.outlet

    def _create_handover(self, **vals):
        return (
            self.env["aftersales.outlet.handover"]
            .with_user(self.giver)
            .create(
                {
                    "outlet_id": self.outlet.id,
                    "dest_outlet_id": self.other.id,
                    "reason": "The shop closes.",
                    **vals,
                }
            )
        )

    def _sign(self, handover):
        handover.with_user(self.giver).action_hand()
        handover.with_user(self.taker).action_receive()
        return handover.sudo()

    def _run(self, progress=None):
        with patch.object(
            type(self.env["ir.cron"]),
            "_commit_progress",
            side_effect=progress or (lambda *args, **kwargs: 1.0),
        ):
            self.env["aftersales.outlet.handover"]._cron_move()

    # -- preview ----

    def test_a_manager_sees_what_is_going_to_move(self):
        self.orders[0].action_accept()
        self._create_dispatch(self.orders[0])
        with Form(self.env["aftersales.outlet.handover"].with_user(self.giver)) as form:
            form.outlet_id = self.outlet
            form.dest_outlet_id = self.other
            form.reason = "The shop closes."
        handover = form.record
        self.assertEqual(handover.order_count, 3)
        self.assertEqual(handover.visit_count, 1)
        self.assertEqual(handover.unit_count, 1)
        self.assertFalse(handover.problems)

    def test_who_cannot_take_over_is_told_why(self):
        self.other.order_type_ids = self.type_installation
        handover = self._create_handover()
        self.assertIn(self.type_repair.name, handover.problems)
        with self.assertRaisesRegex(UserError, "does not do these open orders"):
            handover.action_hand()
        self.other.order_type_ids = False
        self.other.action_suspend()
        with self.assertRaisesRegex(UserError, "not active"):
            handover.action_hand()

    def test_previews_cost_the_same_for_many_handovers(self):
        outlets = self.env["aftersales.outlet"].create(
            [{"name": f"Shop {n}"} for n in range(20)]
        )
        handovers = self.env["aftersales.outlet.handover"].create(
            [
                {
                    "outlet_id": outlet.id,
                    "dest_outlet_id": self.other.id,
                    "reason": "Closing",
                }
                for outlet in outlets
            ]
        )
        handovers.mapped("order_count")
        few = self._count_queries(lambda: handovers[:2].mapped("order_count"))
        many = self._count_queries(lambda: handovers.mapped("order_count"))
        self.assertEqual(many, few)

    # -- signatures ----

    def test_both_managers_sign_each_for_his_own_outlet(self):
        handover = self._create_handover()
        with self.assertRaises(AccessError):
            handover.with_user(self.taker).action_hand()
        handover.action_hand()
        self.assertEqual(handover.handed_by_id, self.giver)
        self.assertTrue(handover.handed_at)
        with self.assertRaises(AccessError):
            handover.with_user(self.giver).action_receive()
        handover.with_user(self.taker).action_receive()
        self.assertEqual(handover.received_by_id, self.taker)
        self.assertTrue(handover.received_at)
        self.assertEqual(handover.state, "received")

    def test_nobody_signs_for_both_sides(self):
        handover = self._create_handover()
        handover.with_user(self.manager).action_hand()
        with self.assertRaisesRegex(UserError, "Somebody else"):
            handover.with_user(self.manager).action_receive()

    def test_others_neither_see_nor_sign(self):
        handover = self._create_handover()
        stranger = self._create_user("outlet_manager", "test_stranger")
        for user in (stranger, self.technician_user):
            with self.assertRaises(AccessError):
                handover.with_user(user).check_access("read")
        with self.assertRaises(AccessError):
            handover.with_user(self.dispatcher).action_hand()
        with self.assertRaises(UserError):
            handover.with_user(self.giver).state = "received"

    def test_an_outlet_has_one_open_handover(self):
        self._create_handover()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._create_handover()

    # -- what moves ----

    @rule("R155")
    def test_open_orders_move_and_say_so(self):
        done = self._create_order(outlet_id=self.outlet.id)
        done.action_cancel()
        handover = self._sign(self._create_handover())
        self._run()
        self.assertEqual(self.orders.outlet_id, self.other)
        self.assertEqual(done.outlet_id, self.outlet)
        self.assertEqual(self.unit.outlet_id, self.other)
        self.assertEqual(handover.line_ids.order_id, self.orders)
        self.assertEqual(handover.line_ids.equipment_id, self.unit)
        self.assertTrue(handover.done_at)
        self.assertFalse(handover.is_moving)
        for order in self.orders:
            self.assertIn(handover.name, str(order.message_ids.mapped("body")))

    def test_nothing_moves_before_the_second_signature(self):
        self._create_handover().action_hand()
        self._run()
        self.assertEqual(self.orders.outlet_id, self.outlet)

    def test_visits_that_have_not_begun_go_along_without_their_people(self):
        self.orders.action_accept()
        planned, sent, begun = (
            self._create_dispatch(
                order,
                scheduled_start=f"2026-03-0{day} 02:00:00",
                scheduled_end=f"2026-03-0{day} 04:00:00",
            )
            for day, order in enumerate(self.orders, 3)
        )
        planned.technician_ids |= self.helper
        (sent | begun).action_send()
        begun.action_depart()
        self._sign(self._create_handover())
        self._run()
        self.assertEqual(planned.outlet_id, self.other)
        self.assertEqual(planned.technician_ids, self.helper)
        self.assertEqual(sent.state, "cancelled")
        again = sent.order_id.dispatch_ids - sent
        self.assertRecordValues(
            again,
            [
                {
                    "state": "planned",
                    "outlet_id": self.other.id,
                    "technician_ids": [],
                    "scheduled_start": sent.scheduled_start,
                }
            ],
        )
        self.assertEqual(begun.state, "departed")
        self.assertEqual(begun.outlet_id, self.outlet)
        self.assertEqual(begun.order_id.outlet_id, self.other)

    def test_only_what_was_ticked_moves(self):
        self._sign(self._create_handover(with_orders=False))
        self._run()
        self.assertEqual(self.orders.outlet_id, self.outlet)
        self.assertEqual(self.unit.outlet_id, self.other)

    def test_stock_goes_on_a_draft_transfer(self):
        warehouses = self.env["stock.warehouse"].create(
            [{"name": name, "code": name[:3]} for name in ("Qingdao", "Yantai")]
        )
        self.outlet.warehouse_id, self.other.warehouse_id = warehouses
        self.env["stock.quant"]._update_available_quantity(
            self.product, warehouses[0].lot_stock_id, 7
        )
        handover = self._sign(self._create_handover(with_stock=True))
        self._run()
        picking = handover.picking_id
        self.assertEqual(picking.state, "draft")
        self.assertEqual(picking.location_dest_id, warehouses[1].lot_stock_id)
        self.assertRecordValues(
            picking.move_ids,
            [{"product_id": self.product.id, "product_uom_qty": 7}],
        )

    def test_a_warehouse_of_several_outlets_is_not_emptied(self):
        warehouse = self.env["stock.warehouse"].create({"name": "All", "code": "ALL"})
        (self.outlet | self.other).warehouse_id = warehouse
        handover = self._create_handover(with_stock=True)
        with self.assertRaisesRegex(UserError, "untick Stock"):
            handover.action_hand()

    def test_a_killed_run_goes_on_and_moves_nothing_twice(self):
        handover = self._sign(self._create_handover())
        with patch(f"{MOVES}.BATCH", 2):
            steps = iter([1.0, 0.0])
            self._run(progress=lambda *args, **kwargs: next(steps))
            self.assertEqual(len(handover.line_ids), 2)
            self.assertTrue(handover.is_moving)
            self._run()
        self.assertEqual(len(handover.line_ids), 4)
        self.assertEqual(self.orders.outlet_id, self.other)
        self._run()
        self.assertEqual(len(handover.line_ids), 4)

    def test_a_unit_comes_into_the_care_of_who_serves_it_first(self):
        self.unit.outlet_id = False
        self.orders[0].with_user(self.dispatcher).action_accept()
        self.assertEqual(self.unit.outlet_id, self.outlet)
        order = self._create_order(outlet_id=self.other.id)
        order.action_accept()
        self.assertEqual(self.unit.outlet_id, self.outlet)

    def test_handovers_of_another_company_stay_there(self):
        company = self.env["res.company"].create({"name": "Other Maker"})
        theirs = self._create_outlet(name="A", company_id=company.id)
        also = self._create_outlet(name="B", company_id=company.id)
        handover = self.env["aftersales.outlet.handover"].create(
            {"outlet_id": theirs.id, "dest_outlet_id": also.id, "reason": "x"}
        )
        self.assertEqual(handover.company_id, company)
        with self.assertRaises(AccessError):
            handover.with_user(self.manager).check_access("read")
        with self.assertRaises(UserError):
            handover.dest_outlet_id = self.other
