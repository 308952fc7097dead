from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import GoodsCase


@tagged("post_install", "-at_install")
class TestReceiptCheck(GoodsCase):
    """Goods come in as they were counted against their delivery note."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.picking = cls._create_transfer("receipt", [(cls.goods, 10), (cls.lamp, 4)])

    @rule("R202", "R203", "R183")
    def test_what_agrees_is_signed_and_booked(self):
        check = self._receive_checked(
            self.picking,
            (self.goods, {"counted_quantity": 10}),
            (self.lamp, {"counted_quantity": 4}),
        )
        self.assertEqual(check.state, "done")
        self.assertEqual(check.receipt_state, "booked")
        self.assertEqual(check.signoff_ids.user_id, self.storekeeper)
        self.assertFalse(check.feedback_ids)
        self.assertEqual(self._get_on_hand(self.goods, self.warehouse.lot_stock_id), 10)

    @rule("R202")
    def test_nothing_comes_in_unchecked(self):
        for validate in (
            lambda: self.picking.button_validate(),
            lambda: self.picking._action_done(),
            lambda: self.picking.move_ids._action_done(),
        ):
            with self.assertRaisesRegex(UserError, "count the goods"):
                self.picking.move_ids.picked = True
                validate()

    def test_a_signed_check_is_booked_by_validate_only(self):
        check = self._check(self.picking, (self.goods, {"counted_quantity": 3}))
        check.action_sign("receipt_storekeeper")
        with self.assertRaisesRegex(UserError, "Validate"):
            self.picking.move_ids.picked = True
            self.picking._action_done()

    @rule("R204")
    def test_a_note_without_number_date_or_pieces_is_not_signed(self):
        check = self._check(
            self.picking, (self.goods, {"counted_quantity": 10}), note_number=False
        )
        with self.assertRaisesRegex(UserError, "number of the delivery note"):
            check.action_sign("receipt_storekeeper")
        check.write({"note_number": "DN-1", "note_pieces": 0})
        with self.assertRaisesRegex(UserError, "pieces on the note"):
            check.action_sign("receipt_storekeeper")

    @rule("R183")
    def test_the_four_checks_are_answered(self):
        check = self._check(self.picking, (self.goods, {"counted_quantity": 10}))
        line = check.receipt_line_ids[0]
        line.marking_check = False
        with self.assertRaisesRegex(UserError, "Marking"):
            check.action_sign("receipt_storekeeper")
        line.marking_check = "not_ok"
        with self.assertRaisesRegex(UserError, "Not Good"):
            check.action_sign("receipt_storekeeper")
        line.write({"counted_quantity": 9, "bad_quantity": 1})
        with self.assertRaisesRegex(UserError, "What Is Wrong"):
            check.action_sign("receipt_storekeeper")

    def test_a_change_after_the_signature_voids_it(self):
        check = self._check(self.picking, (self.goods, {"counted_quantity": 10}))
        check.action_sign("receipt_storekeeper")
        self.assertTrue(check.is_signed_off)
        check.receipt_line_ids[0].counted_quantity = 9
        self.assertFalse(check.is_signed_off)
        self.assertEqual(check.signoff_ids.state, "void")
        check.action_sign("receipt_storekeeper")
        check.note_number = "DN-78"
        self.assertFalse(check.is_signed_off)
        with self.assertRaisesRegex(UserError, "sign the"):
            check.button_validate()

    @rule("R205", "R206")
    def test_each_difference_goes_to_its_place_and_is_reported(self):
        self.company.aftersales_quality_partner_id = self.owner
        check = self._receive_checked(
            self.picking,
            (
                self.goods,
                {
                    "counted_quantity": 7,
                    "bad_quantity": 2,
                    "kind": "damaged",
                    "cause": "transport",
                },
            ),
            (self.lamp, {"counted_quantity": 5}),
        )
        stock = self.warehouse.lot_stock_id
        apart = self._get_place("head_office")
        self.assertEqual(self._get_on_hand(self.goods, stock), 7)
        self.assertEqual(self._get_on_hand(self.goods, apart), 2)
        self.assertEqual(self._get_on_hand(self.lamp, stock), 4)
        # What was sent too much belongs to the supplier until it is decided on.
        self.assertEqual(self._get_on_hand(self.lamp, apart, self.supplier), 1)
        found = {
            (one.product_id, one.kind): (one.quantity, one.liability, one.state)
            for one in check.feedback_ids
        }
        self.assertEqual(
            found,
            {
                (self.goods, "damaged"): (2, "driver", "reported"),
                (self.goods, "short"): (1, False, "reported"),
                (self.lamp, "over"): (1, False, "reported"),
            },
        )
        self.assertEqual(check.feedback_ids.reported_by_id, self.storekeeper)
        told = check.feedback_ids.activity_ids.user_id
        self.assertTrue(told.has_group("aftersales_service.group_finance"))
        self.assertIn(self.owner, check.feedback_ids.message_ids.partner_ids)
        self.assertEqual(check.backorder_ids.move_ids.product_uom_qty, 1)

    def test_what_will_not_come_is_closed(self):
        check = self._receive_checked(
            self.picking,
            (self.goods, {"counted_quantity": 10}),
            shortage_action="close",
        )
        self.assertFalse(check.backorder_ids)
        self.assertEqual(
            self.picking.move_ids.filtered(lambda m: m.product_id == self.lamp).state,
            "cancel",
        )
        self.assertEqual(check.feedback_ids.mapped("kind"), ["short"])

    def test_an_article_the_note_does_not_name_is_wrong_goods(self):
        chair = self._create_goods("Chair", barcode="6901234567908")
        check = self._check(
            self.picking,
            (self.goods, {"counted_quantity": 10}),
            (self.lamp, {"counted_quantity": 4}),
        )
        check.action_scan_receipt("6901234567908")
        line = check.receipt_line_ids.filtered(lambda one: one.product_id == chair)
        self.assertFalse(line.move_id)
        line.write({"marking_check": "ok", "packaging_check": "ok"})
        check.action_book_receipt()
        feedback = check.feedback_ids
        self.assertEqual((feedback.kind, feedback.product_id), ("wrong", chair))
        self.assertEqual(self._get_on_hand(chair, self._get_place(), self.supplier), 1)
        self.assertEqual(feedback.location_id, self._get_place())

    def test_all_bad_goes_apart_by_the_expected_move(self):
        bad = {"bad_quantity": 4, "kind": "quality", "cause": "handling"}
        self._receive_checked(
            self.picking, (self.goods, {"counted_quantity": 10}), (self.lamp, bad)
        )
        self.assertEqual(self._get_on_hand(self.lamp, self._get_place("outlet")), 4)
        self.assertEqual(len(self.picking.move_ids), 2)

    @rule("R231", "R233")
    def test_layers_know_in_whose_care_goods_stand(self):
        bad = {"bad_quantity": 1, "counted_quantity": 9, "kind": "damaged"}
        self._receive_checked(
            self.picking,
            (self.goods, {**bad, "cause": "production"}),
            (self.lamp, {"bad_quantity": 4, "kind": "damaged", "cause": "handling"}),
        )
        place = self._get_place("head_office")
        self.assertEqual(place.aftersales_quality, "nonconforming")
        self.assertEqual(place.aftersales_liability, "head_office")
        # Nothing is delivered from there.
        self.assertFalse(place._child_of(self.warehouse.lot_stock_id))
        self.assertEqual(self.warehouse._get_quality_place("head_office"), place)

    @rule("R207")
    def test_goods_a_customer_returns_are_checked_too(self):
        back = self._create_transfer("receipt", [(self.goods, 2)])
        back.location_id = self.customers
        self.assertEqual(back.goods_operation, "receipt")
        bad = {"bad_quantity": 2, "kind": "quality", "cause": "use"}
        check = self._receive_checked(back, (self.goods, bad))
        self.assertEqual(self._get_on_hand(self.goods, self._get_place("outlet")), 2)
        self.assertEqual(check.feedback_ids.liability, "outlet")

    def test_the_check_is_the_storekeeper_s(self):
        check = self.picking.with_user(self.outlet_manager)
        with self.assertRaises(AccessError):
            check.action_prepare_receipt_check()
        with self.assertRaises(AccessError):
            check.action_scan_receipt("6901234567892")
        with self.assertRaises(AccessError):
            check.write({"aftersales_booked_at": "2026-03-02"})
        self._check(self.picking, (self.goods, {"counted_quantity": 10}))
        with self.assertRaises(AccessError):
            check.action_sign("receipt_storekeeper")
        with self.assertRaises(AccessError):
            check.receipt_line_ids[0].counted_quantity = 1

    def test_other_transfers_go_as_the_host_lets_them(self):
        own = self._create_transfer("receipt", [(self.goods, 1)], self.head_office)
        own.button_validate()
        self.assertEqual(own.state, "done")
        self.assertFalse(own.goods_operation)
        self.warehouse.in_type_id.aftersales_papers = "never"
        self.picking.button_validate()
        self.assertEqual(self.picking.state, "done")

    def test_a_rule_makes_an_exception(self):
        self.env["aftersales.goods.rule"].create(
            {
                "name": "Goods of customers",
                "sequence": 1,
                "operation": "receipt",
                "origin": "customer",
                "is_required": False,
            }
        )
        self.assertEqual(self.picking.goods_operation, "receipt")
        self.picking.location_id = self.customers
        self.env.invalidate_all()
        self.assertFalse(self.picking.goods_operation)
        found = self.env["stock.picking"].search([("goods_operation", "=", "receipt")])
        self.assertNotIn(self.picking, found)

    def test_the_company_may_do_without(self):
        self.company.aftersales_check_receipts = False
        self.env.invalidate_all()
        self.assertFalse(self.picking.goods_operation)
        self.warehouse.in_type_id.aftersales_papers = "always"
        self.env.invalidate_all()
        self.assertEqual(self.picking.goods_operation, "receipt")

    def test_the_settings_are_the_company_s(self):
        with Form(self.env["res.config.settings"]) as form:
            form.aftersales_feedback_days = "10,20"
        form.record.execute()
        self.assertEqual(self.company.aftersales_feedback_days, "10,20")

    def test_lines_of_a_booked_receipt_stay(self):
        check = self._receive_checked(
            self.picking, (self.goods, {"counted_quantity": 1})
        )
        with self.assertRaisesRegex(UserError, "booked"):
            check.receipt_line_ids[0].counted_quantity = 2
        self.assertTrue(check.is_signed_off)

    def test_queries_do_not_grow_with_the_transfers(self):
        def gate(count):
            pickings = self.env["stock.picking"].union(
                *(
                    self._create_transfer("receipt", [(self.goods, 1)])
                    for _number in range(count)
                )
            )
            self.env.invalidate_all()
            return self._count_queries(lambda: pickings.mapped("goods_operation"))

        gate(1)
        self.assertEqual(gate(2), gate(20))

    def test_goods_with_variants_say_colour_and_specification(self):
        colour = self.env["product.attribute"].create(
            {
                "name": "Colour",
                "display_type": "color",
                "value_ids": [
                    Command.create({"name": name}) for name in ("Red", "Grey")
                ],
            }
        )
        template = self.env["product.template"].create(
            {
                "name": "Cabinet",
                "is_storable": True,
                "attribute_line_ids": [
                    Command.create(
                        {
                            "attribute_id": colour.id,
                            "value_ids": [Command.set(colour.value_ids.ids)],
                        }
                    )
                ],
            }
        )
        red = template.product_variant_ids[0]
        picking = self._create_transfer("receipt", [(red, 1)])
        check = self._check(picking)
        self.assertEqual(check.receipt_line_ids.colour, "Red")
