from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..rules import rule
from .common import PNG, DeliveryCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-05 03:00:00")
class TestDelivery(DeliveryCase):
    """Goods leave with their papers, at the time agreed on, and are signed for."""

    @rule("R174", "R180")
    def test_the_papers_are_listed_and_must_be_there(self):
        delivery = self._create_delivery()
        self.assertIn("Packing List", delivery.document_ids.type_id.mapped("name"))
        self._pack(delivery)
        lacking = delivery.document_ids[0]
        lacking.is_enclosed = False
        with self.assertRaisesRegex(UserError, lacking.type_id.name):
            delivery.with_user(self.storekeeper).action_prepare()
        lacking.is_enclosed = True
        delivery.with_user(self.storekeeper).action_prepare()
        self.assertEqual(delivery.state, "ready")

    @rule("R174")
    def test_papers_of_a_category_are_for_its_goods_only(self):
        machines = self.env["product.category"].create({"name": "Machines"})
        pumps = machines.create({"name": "Pumps", "parent_id": machines.id})
        wiring = self.env["aftersales.delivery.document.type"].create(
            {
                "name": "Wiring Diagram",
                "category_ids": [(6, 0, machines.ids)],
                "needs_number": True,
            }
        )
        self.assertNotIn(wiring, self._create_delivery().document_ids.type_id)
        self.machine.categ_id = pumps
        delivery = self._create_delivery(picking=self._create_picking(serial="P-2"))
        self.assertIn(wiring, delivery.document_ids.type_id)
        self._pack(delivery)
        with self.assertRaisesRegex(UserError, "Wiring Diagram"):
            delivery.action_prepare()  # enclosed, but its number is not written down
        delivery.document_ids.filtered("needs_number").number = "W-7"
        delivery.action_prepare()

    @rule("R173", "R175", "R176")
    def test_packing_is_asked_for_and_what_is_wrong_is_put_right(self):
        delivery = self._create_delivery()
        self.assertTrue(delivery.answer_ids)
        delivery.document_ids.write({"is_enclosed": True})
        with self.assertRaisesRegex(UserError, "Lifting points"):
            delivery.action_prepare()
        self._pack(delivery)
        answer = delivery.answer_ids.with_user(self.storekeeper)[0]
        answer.option_id = answer.question_id.option_ids.filtered("is_failure")
        with self.assertRaisesRegex(UserError, "put right"):
            delivery.action_prepare()

    @rule("R177", "R159")
    def test_the_customer_is_called_before_the_goods_leave(self):
        delivery = self._create_delivery()
        self._pack(delivery)
        delivery.write({"called_at": False, "called_by_id": False, "agreed_at": False})
        delivery.action_prepare()
        with self.assertRaisesRegex(UserError, "Called"):
            self._move_goods(delivery.picking_id)
        self.assertNotEqual(delivery.picking_id.state, "done")
        delivery.with_user(self.technician_user).action_call()
        self.assertEqual(delivery.called_by_id, self.technician_user)
        delivery.agreed_at = "2026-03-05 06:00:00"
        self._move_goods(delivery.picking_id)
        self.assertEqual(delivery.state, "sent")

    def test_a_company_may_do_without_the_call(self):
        self.company.aftersales_delivery_needs_call = False
        delivery = self._create_delivery()
        delivery.document_ids.write({"is_enclosed": True})
        self._answer_well(delivery)
        delivery.action_prepare()
        delivery.action_send()
        self.assertEqual(delivery.state, "sent")

    def test_goods_that_are_not_ready_stay(self):
        delivery = self._create_delivery()
        with self.assertRaisesRegex(UserError, "Packing List"):
            self._move_goods(delivery.picking_id)
        self.assertEqual(delivery.state, "draft")

    @rule("R182", "R180")
    def test_goods_are_looked_at_and_signed_for(self):
        delivery = self._create_delivery()
        self._pack(delivery)
        delivery.action_prepare()
        self._move_goods(delivery.picking_id)
        mine = delivery.with_user(self.technician_user)
        with self.assertRaisesRegex(UserError, "Quantity Right"):
            mine.action_deliver()
        with Form(mine) as form:
            form.is_model_right = True
            form.is_quantity_right = True
            form.is_mark_right = True
            form.is_packaging_sound = True
        mine.action_deliver()
        with self.assertRaisesRegex(UserError, "Signature"):
            mine.action_receive()
        mine.write({"signed_by": "Director Li", "signature": PNG})
        mine.action_receive()
        self.assertRecordValues(
            delivery,
            [
                {
                    "state": "received",
                    "delivered_date": date(2026, 3, 5),
                    "received_at": datetime(2026, 3, 5, 3),
                    "delay_days": 0,
                }
            ],
        )
        with self.assertRaisesRegex(UserError, "signed the receipt"):
            delivery.signed_by = "Somebody Else"
        with self.assertRaises(UserError):
            delivery.document_ids[0].unlink()

    @rule("R160")
    def test_promised_against_actual(self):
        delivery = self._create_delivery(promised_date="2026-03-03")
        self.assertTrue(delivery.is_overdue)
        self._bring(delivery)
        self.assertEqual(delivery.delay_days, 2)
        self.assertFalse(delivery.is_overdue)

    @rule("R158")
    def test_a_promise_beyond_the_company_s_months_is_marked(self):
        self.company.aftersales_delivery_months = 3
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "commitment_date": "2026-06-05 02:00:00",
                "order_line": [(0, 0, {"product_id": self.product.id})],
            }
        )
        sale.action_confirm()
        delivery = self.env["aftersales.delivery"].create(
            {"picking_id": sale.picking_ids.id}
        )
        self.assertEqual(delivery.promised_date, date(2026, 6, 5))
        self.assertEqual(delivery.partner_id, self.customer)
        self.assertFalse(delivery.promise_warning)
        delivery.promised_date = "2026-06-06"
        self.assertIn("3 months", delivery.promise_warning)

    def test_terms_run_from_the_day_the_customer_got_the_goods(self):
        with freeze_time("2026-03-01 03:00:00"):
            delivery = self._create_delivery()
            self._pack(delivery)
            delivery.action_prepare()
            self._move_goods(delivery.picking_id)
        unit = self.env["aftersales.equipment"].search([("serial", "=", "P-1")])
        self.assertEqual(unit.delivery_date, date(2026, 3, 1))
        delivery.damage_ids.create({"delivery_id": delivery.id, "name": "A scratch"})
        delivery.action_deliver()
        delivery.signature_refused_reason = "Nobody there who may sign"
        delivery.action_receive()
        self.assertEqual(unit.delivery_date, date(2026, 3, 5))

    # -- damage -----------------------------------------------------------------------

    def _damage(self, delivery, **vals):
        return self.env["aftersales.delivery.damage"].create(
            {
                "delivery_id": delivery.id,
                "name": "Flange cracked",
                "product_id": self.machine.id,
                **vals,
            }
        )

    @rule("R102")
    def test_damage_on_arrival_opens_an_order_and_a_claim(self):
        delivery = self._create_delivery()
        self._pack(delivery)
        delivery.action_prepare()
        self._move_goods(delivery.picking_id)
        damage = self._damage(delivery.with_user(self.technician_user))
        delivery.action_deliver()
        self.assertTrue(delivery.has_freight_damage)
        with self.assertRaisesRegex(UserError, "Service Order"):
            damage.with_user(self.dispatcher).action_raise_claim()
        damage.with_user(self.dispatcher).action_raise_order()
        self.assertRecordValues(
            damage.order_id,
            [
                {
                    "partner_id": self.customer.id,
                    "origin_picking_id": delivery.picking_id.id,
                    "product_id": self.machine.id,
                }
            ],
        )
        self.assertEqual(damage.order_id.equipment_id.serial, "P-1")
        order = damage.order_id
        damage.action_raise_order()
        self.assertEqual(damage.order_id, order)
        context = damage.action_raise_claim()["context"]
        claim = self.env["aftersales.claim"].with_context(**context).create({})
        self.assertEqual(damage.claim_ids, claim)

    def test_what_production_did_wrong_is_no_freight_damage(self):
        delivery = self._create_delivery()
        damage = self._damage(delivery, liability="carrier")
        self.assertTrue(delivery.has_freight_damage)
        damage.liability = "production"
        self.assertFalse(delivery.has_freight_damage)
        self.assertEqual(delivery.damage_count, 1)

    # -- from the host ----------------------------------------------------------------

    def test_the_operation_type_makes_deliveries(self):
        plain = self._create_picking(serial="P-8")
        self.assertFalse(plain.aftersales_delivery_ids)
        self.warehouse.out_type_id.aftersales_makes_delivery = True
        picking = self._create_picking(serial="P-9")
        self.assertEqual(picking.aftersales_delivery_count, 1)
        self.assertEqual(picking.aftersales_delivery_ids.partner_id, self.customer)
        picking.action_cancel()
        self.assertEqual(picking.aftersales_delivery_ids.state, "cancelled")

    def test_the_button_makes_one_and_opens_it_again(self):
        picking = self._create_picking()
        first = picking.with_user(self.dispatcher).action_view_aftersales_delivery()
        again = picking.action_view_aftersales_delivery()
        self.assertEqual(first["res_id"], again["res_id"])

    def test_goods_that_come_in_are_no_delivery(self):
        picking = self._create_picking()
        picking.picking_type_id = self.warehouse.in_type_id
        with self.assertRaisesRegex(ValidationError, "delivery order"):
            self._create_delivery(picking=picking)

    def test_what_cannot_go_along_gets_a_delivery_of_its_own(self):
        self.warehouse.out_type_id.aftersales_makes_delivery = True
        picking = self._create_picking(product=self.product, confirm=False)
        picking.move_ids.product_uom_qty = 3
        picking.action_confirm()
        picking.action_assign()
        delivery = picking.aftersales_delivery_ids
        self._pack(delivery)
        delivery.action_prepare()
        self._move_goods(picking)
        rest = picking.backorder_ids
        self.assertEqual(rest.aftersales_delivery_ids.state, "draft")
        self.assertEqual(delivery.state, "sent")

    def test_an_installation_is_ordered_from_the_delivery(self):
        delivery = self._create_delivery()
        self._bring(delivery)
        context = delivery.action_raise_installation()["context"]
        order = self.env["aftersales.order"].with_context(**context).create({})
        self.assertEqual(order.type_id, self.type_installation)
        order.action_accept()
        self.assertEqual(order.installation_ids.delivery_id, delivery)
        self.assertEqual(delivery.installation_ids, order.installation_ids)

    # -- who ---------------------------------------------------------------------------

    def test_the_desk_prepares_and_cancels_not_the_driver(self):
        delivery = self._create_delivery()
        self._pack(delivery)
        for step in ("prepare", "cancel"):
            with self.assertRaises(AccessError):
                getattr(delivery.with_user(self.technician_user), f"action_{step}")()
        with self.assertRaisesRegex(UserError, "buttons"):
            delivery.write({"state": "received"})

    def test_a_technician_sees_his_own_deliveries(self):
        other = self._create_delivery(
            picking=self._create_picking(serial="P-3"), driver_id=False
        )
        mine = self._create_delivery()
        seen = self.env["aftersales.delivery"].with_user(self.technician_user)
        self.assertIn(mine, seen.search([]))
        self.assertNotIn(other, seen.search([]))
        self._damage(other)
        self.assertFalse(
            self.env["aftersales.delivery.damage"]
            .with_user(self.technician_user)
            .search([])
        )

    def test_many_deliveries_cost_no_more_queries_than_two(self):
        self.warehouse.out_type_id.aftersales_makes_delivery = True

        def confirm(serials):
            pickings = self.env["stock.picking"]
            for serial in serials:
                pickings |= self._create_picking(confirm=False, serial=serial)
            return self._count_queries(
                lambda: self.env["aftersales.delivery"].create(
                    [{"picking_id": picking.id} for picking in pickings]
                )
            )

        confirm(["W-1"])
        few = confirm([f"A-{number}" for number in range(2)])
        many = confirm([f"B-{number}" for number in range(20)])
        self.assertLessEqual(many, few + 3)
