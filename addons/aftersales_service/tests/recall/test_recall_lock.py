from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..rules import rule
from .common import RecallCase

LOCKED = "under recall RC/"


@tagged("post_install", "-at_install")
class TestRecallLock(RecallCase):
    """Stop sale: what is under a recall does not leave, whatever way one tries."""

    def _internal(self, lot, target, **vals):
        return self._prepare_picking(
            lot,
            None,
            picking_type_id=self.warehouse.int_type_id.id,
            location_dest_id=target.id,
            **vals,
        )

    @rule("R449")
    def test_a_delivery_is_refused_from_the_approval_on(self):
        storekeeper = self._create_user("storekeeper")
        recall = self._create_recall()
        early = self._prepare_picking(self.lots[0], self.customer)
        recall.action_assess()
        recall.action_approve()
        with self.assertRaisesRegex(UserError, "HX-0098 is under recall RC/"):
            early.with_user(storekeeper).button_validate()
        late = self._prepare_picking(self.lots[1], self.customer)
        with self.assertRaisesRegex(UserError, LOCKED):
            late.with_user(storekeeper).button_validate()

    def test_a_draft_locks_nothing_and_a_notice_neither(self):
        self._create_recall()
        self._deliver(self.lots[0], self.customer)
        self._approve(kind="notice")
        self._deliver(self.lots[1], self.customer)

    def test_every_number_is_named(self):
        self._approve()
        pickings = self._prepare_picking(self.lots[0], self.customer)
        pickings |= self._prepare_picking(self.lots[1], self.customer)
        with self.assertRaises(UserError) as caught:
            pickings.move_ids._action_done()
        for serial in ("HX-0098", "HX-0099"):
            self.assertIn(serial, str(caught.exception))

    def test_the_api_does_not_pass_either(self):
        self._approve()
        picking = self._prepare_picking(self.lots[0], self.customer)
        for call in (
            picking._action_done,
            picking.move_ids._action_done,
            picking.move_line_ids._action_done,
            picking.with_context(skip_backorder=True).button_validate,
        ):
            with self.assertRaisesRegex(UserError, LOCKED), self.cr.savepoint():
                call()

    def test_rewriting_a_done_line_does_not_pass_either(self):
        free = self._create_lots(self.heater, "FREE-1")
        self._put(free)
        recall = self._approve({"lot_ids": [(6, 0, self.lots.ids)]})
        picking = self._deliver(free, self.customer)
        with self.assertRaisesRegex(UserError, LOCKED), self.cr.savepoint():
            picking.move_line_ids.lot_id = self.lots[0]
        with self.assertRaisesRegex(UserError, LOCKED), self.cr.savepoint():
            self.env["stock.move.line"].create(
                {
                    "move_id": picking.move_ids.id,
                    "picking_id": picking.id,
                    "product_id": self.heater.id,
                    "lot_id": self.lots[0].id,
                    "quantity": 1,
                    "location_id": self.stock.id,
                    "location_dest_id": self.customers.id,
                }
            )
        self.assertTrue(recall.line_ids)

    def test_a_number_that_is_typed_when_it_leaves(self):
        self._approve()
        self.warehouse.out_type_id.use_create_lots = True
        picking = self._prepare_picking(self.lots[0], self.customer)
        picking.move_line_ids.write({"lot_id": False, "lot_name": "HX-0098"})
        with self.assertRaisesRegex(UserError, LOCKED):
            picking.button_validate()

    def test_what_was_made_after_the_approval_is_meant_too(self):
        self._approve({"serial_from": "HX-0090", "serial_to": "HX-0199"})
        late = self._create_lots(self.heater, "HX-0150")
        self._put(late)
        with self.assertRaisesRegex(UserError, "HX-0150 is under recall"):
            self._prepare_picking(late, self.customer).button_validate()

    def test_it_does_not_go_to_other_outlets_or_into_products(self):
        self._approve()
        other = self.env["stock.warehouse"].create({"name": "Other", "code": "OTH"})
        production = self.env["stock.location"].search(
            [("usage", "=", "production"), ("company_id", "=", self.company.id)],
            limit=1,
        )
        transit = self.env["stock.location"].create(
            {"name": "Road", "usage": "transit", "company_id": self.company.id}
        )
        for target in (
            other.lot_stock_id,
            production,
            transit,
            self.company.aftersales_warranty_location_id,
        ):
            with self.assertRaisesRegex(UserError, LOCKED), self.cr.savepoint():
                self._internal(self.lots[0], target).button_validate()

    def test_it_goes_to_quarantine_to_scrap_and_from_shelf_to_shelf(self):
        self._approve()
        other = self.env["stock.warehouse"].create({"name": "Other", "code": "OTH"})
        quarantine, shelf = self.env["stock.location"].create(
            [
                {
                    "name": "Quarantine",
                    "location_id": other.lot_stock_id.id,
                    "aftersales_is_quarantine": True,
                },
                {"name": "Shelf", "location_id": self.stock.id},
            ]
        )
        cage = self.env["stock.location"].create(
            {"name": "Cage", "location_id": quarantine.id}
        )
        self._internal(self.lots[0], shelf).button_validate()
        self._internal(self.lots[0], cage, location_id=shelf.id).button_validate()
        self.assertEqual(self.lots[0].location_id, cage)
        scrap = self.env["stock.scrap"].create(
            {"product_id": self.heater.id, "lot_id": self.lots[1].id}
        )
        scrap.action_validate()
        self.assertEqual(scrap.state, "done")

    def test_a_customer_may_send_it_back(self):
        self._approve()
        self._return(self.lots[2], self.customer)
        with self.assertRaisesRegex(UserError, LOCKED):
            self._prepare_picking(self.lots[2], self.customer).button_validate()

    def test_the_end_of_its_line_frees_a_number(self):
        storekeeper = self._create_user("storekeeper")
        recall = self._approve()
        line = self._lines(recall)["HX-0098"]
        line.with_user(storekeeper).action_finish()
        self.assertFalse(self.lots[0].recall_note)
        self._deliver(self.lots[0], self.customer)
        with self.assertRaisesRegex(UserError, LOCKED):
            self._prepare_picking(self.lots[1], self.customer).button_validate()

    def test_cancelling_the_recall_frees_all(self):
        recall = self._approve()
        recall.cancel_reason = "The test was wrong."
        recall.action_cancel()
        self._deliver(self.lots[0], self.customer)

    def test_nobody_takes_the_lock_off_by_the_back_door(self):
        recall = self._approve().with_user(self.manager)
        for vals in ({"is_stop_sale": False}, {"kind": "notice"}):
            with self.assertRaisesRegex(UserError, "fixed since the approval"):
                recall.write(vals)
        for vals in ({"lot_id": False}, {"is_in_house": False}, {"done_note": "x"}):
            with self.assertRaises(AccessError), self.cr.savepoint():
                recall.line_ids.write(vals)
        with self.assertRaises(AccessError), self.cr.savepoint():
            recall.line_ids.unlink()

    def test_a_batch_is_free_when_its_stock_is_done_whatever_customers_hold(self):
        batch = self._create_lots(self.cable, "B-7")
        self._put(batch, 10)
        self._deliver(batch, self.customer, 4)
        recall = self._approve({"lot_ids": [(6, 0, batch.ids)]})
        with self.assertRaisesRegex(UserError, LOCKED):
            self._prepare_picking(batch, self.customer).button_validate()
        recall.line_ids.filtered("is_in_house").action_finish()
        self._deliver(batch, self.customer)

    def test_goods_without_numbers_are_locked_as_well(self):
        self.env["stock.quant"]._update_available_quantity(self.product, self.stock, 4)
        recall = self._approve({"product_ids": [(6, 0, self.product.ids)]})
        picking = self._prepare_bulk_picking()
        with self.assertRaisesRegex(UserError, "Filing Cabinet is under recall"):
            picking.button_validate()
        recall.line_ids.action_finish()
        picking.button_validate()
        self.assertEqual(picking.state, "done")

    def _prepare_bulk_picking(self):
        places = {
            "location_id": self.stock.id,
            "location_dest_id": self.customers.id,
        }
        picking = self.env["stock.picking"].create(
            {"picking_type_id": self.warehouse.out_type_id.id, **places}
        )
        move = self.env["stock.move"].create(
            {
                "product_id": self.product.id,
                "product_uom_qty": 1,
                "picking_id": picking.id,
                **places,
            }
        )
        picking.action_confirm()
        move.quantity = 1
        move.picked = True
        return picking

    def test_it_is_shown_on_the_number_and_on_the_transfer(self):
        recall = self._approve()
        picking = self._prepare_picking(self.lots[0], self.customer)
        storekeeper = self.env.ref("base.user_demo", raise_if_not_found=False)
        lot = self.lots[0].with_user(storekeeper or self.env.user)
        self.assertEqual(lot.recall_note, recall.display_name)
        self.assertEqual(picking.recall_note, recall.display_name)

    def test_another_companys_recall_does_not_lock_ours(self):
        other = self.env["res.company"].create({"name": "Other Company"})
        self._approve(company_id=other.id)
        self._deliver(self.lots[0], self.customer)

    def test_the_look_costs_the_same_for_many_numbers(self):
        self._approve({"serial_from": "ZZ-1", "serial_to": "ZZ-9"})

        def deliver(names):
            lots = self._create_lots(self.heater, *names)
            lines = self.env["stock.move.line"]
            for lot in lots:
                self._put(lot)
                lines |= self._prepare_picking(lot, self.customer).move_line_ids
            return lines

        few = deliver(["F-1", "F-2"])
        many = deliver([f"M-{number}" for number in range(20)])
        counts = [
            self._count_queries(lines._check_recall_lock) for lines in (few, many)
        ]
        self.assertEqual(*counts)
