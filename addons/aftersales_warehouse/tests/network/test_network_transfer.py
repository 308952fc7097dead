from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import AGED, NetworkCase


@tagged("post_install", "-at_install")
class TestNetworkTransfer(NetworkCase):
    """From the request to the settlement: who does what, and what moves."""

    def setUp(self):
        super().setUp()
        self.env = self.env(context={**self.env.context, "lang": "en_US"})

    @rule("R227", "R228")
    def test_from_the_request_to_the_settlement(self):
        transfer = self._ask_and_send(4)
        self.assertEqual(transfer.line_ids.price_unit, 92.0)
        self.assertEqual(transfer.freight_amount, 50.0)
        self.assertEqual(transfer.amount_total, 4 * 92.0 + 50.0)
        transfer.with_user(self.outlet_manager).action_consent()
        self.assertEqual(self._get_offer().quantity, 6)
        transfer.with_user(self.outlet_manager).action_ship()
        self.assertEqual(transfer.state, "shipped")
        transfer.with_user(self.keeper_b).action_receive()
        self.assertEqual(transfer.state, "received")
        self.assertEqual(transfer.line_ids.received_quantity, 4)
        layer = self._get_layers(self.warehouse_b)
        self.assertEqual(layer.remaining_quantity, 4)
        self.assertEqual(str(layer.first_received_on), AGED)
        transfer.with_user(self.finance).action_settle()
        entries = transfer.sudo().analytic_line_ids
        self.assertEqual(sorted(entries.mapped("amount")), [-418.0, 418.0])
        plan = self.outlet.analytic_account_id.plan_id._column_name()
        credited = entries.filtered(lambda entry: entry.amount > 0)
        self.assertEqual(credited[plan], self.outlet.analytic_account_id)

    @rule("R228")
    def test_a_haulier_the_taker_pays_himself_is_not_settled(self):
        transfer = self._ask_and_send(1, freight_paid_by="taker")
        self.assertEqual(transfer.amount_total, 92.0)

    def test_a_person_fills_in_a_request(self):
        transfers = self.env["aftersales.network.transfer"].with_user(self.manager_b)
        with Form(transfers) as form:
            self.assertEqual(form.dest_outlet_id, self.outlet_b)
            form.outlet_id = self.outlet
            with form.line_ids.new() as line:
                line.product_id = self.goods
                line.quantity = 2
        transfer = form.record
        transfer.action_request()
        self.assertEqual(transfer.requested_by_id, self.manager_b)

    def test_asking_from_the_list(self):
        offer = self._get_offer().with_user(self.manager_b)
        action = offer.action_request()
        transfer = self.env["aftersales.network.transfer"].browse(action["res_id"])
        self.assertEqual(transfer.dest_outlet_id, self.outlet_b)
        self.assertEqual(transfer.line_ids.quantity, 10)
        with self.assertRaisesRegex(UserError, "itself"):
            self._get_offer().with_user(self.outlet_manager).action_request()

    def test_the_holders_manager_has_an_activity_until_he_answers(self):
        self.outlet.manager_id = self.outlet_manager
        transfer = self._ask_and_send(1)
        self.assertEqual(transfer.activity_ids.user_id, self.outlet_manager)
        transfer.with_user(self.outlet_manager).action_consent()
        self.assertFalse(transfer.activity_ids)

    def test_nobody_asks_for_more_than_there_is(self):
        with self.assertRaisesRegex(UserError, "10.0 .*Steel Desk.* 11.0"):
            self._ask_and_send(11)

    def test_two_takers_cannot_get_the_same_goods(self):
        first, second = self._ask_and_send(6), self._ask_and_send(6)
        first.with_user(self.outlet_manager).action_consent()
        with self.assertRaisesRegex(UserError, "4.0"):
            second.with_user(self.outlet_manager).action_consent()
        self.assertEqual(second.state, "requested")

    def test_the_price_is_that_of_the_consent(self):
        transfer = self._ask_and_send(1)
        with freeze_time("2026-03-31 04:00:00"):
            transfer.with_user(self.outlet_manager).action_consent()
        self.assertEqual(transfer.line_ids.price_unit, 84.0)
        with freeze_time("2026-05-31 04:00:00"):
            transfer.with_user(self.outlet_manager).action_ship()
        self.assertEqual(transfer.line_ids.price_unit, 84.0)

    def test_the_oldest_goes_first(self):
        self._receive(self.warehouse, self.goods, 2, cost=50.0, day="2025-06-10")
        transfer = self._ask_and_send(3)  # 2 × 50 × (1 - 6 × 8 %) + 92
        self.assertAlmostEqual(transfer.amount_goods, 144.0, places=1)

    def test_only_the_holders_manager_consents(self):
        transfer = self._ask_and_send(1)
        for user in (self.manager_b, self.keeper_b, self.finance, self.storekeeper):
            with self.assertRaises(AccessError):
                transfer.with_user(user).action_consent()

    def test_the_taker_cannot_ship_nor_the_holder_receive(self):
        transfer = self._consented(1)
        with self.assertRaises(AccessError):
            transfer.with_user(self.manager_b).action_ship()
        transfer.with_user(self.outlet_manager).action_ship()
        with self.assertRaises(AccessError):
            transfer.with_user(self.outlet_manager).action_receive()
        with self.assertRaises(AccessError):
            transfer.with_user(self.outlet_manager).action_settle()

    def test_strangers_do_not_see_it(self):
        transfer = self._ask_and_send(1)
        stranger = self._create_user("outlet_manager", login="stranger")
        self.assertFalse(
            transfer.with_user(stranger).search([("id", "=", transfer.id)])
        )
        with self.assertRaises(AccessError):
            transfer.with_user(stranger).action_cancel()

    def test_what_was_asked_for_is_not_changed_by_hand(self):
        transfer = self._ask_and_send(1)
        asked = transfer.with_user(self.manager_b)
        for write in (
            lambda: asked.write({"dest_outlet_id": self.outlet.id}),
            lambda: asked.line_ids.write({"price_unit": 1.0}),
            lambda: asked.line_ids.write({"quantity": 2.0}),
            lambda: asked.write({"consented_by_id": self.manager_b.id}),
            lambda: asked.write({"state": "consented"}),
            lambda: asked.unlink(),
        ):
            with self.assertRaises(UserError):
                write()
        with self.assertRaises(AccessError):
            asked.freight_amount = 0.0
        transfer.with_user(self.outlet_manager).freight_amount = 35.0
        self.assertEqual(transfer.amount_total, 127.0)

    def test_a_refusal_says_why(self):
        transfer = self._ask_and_send(1)
        wizard = self.env["aftersales.network.step"].with_context(
            active_model=transfer._name, active_ids=transfer.ids
        )
        with self.assertRaises(AccessError):
            wizard.with_user(self.manager_b).create({"reason": "No"}).action_confirm()
        wizard.with_user(self.outlet_manager).create(
            {"reason": "Sold yesterday"}
        ).action_confirm()
        self.assertEqual(
            (transfer.state, transfer.refusal_reason), ("refused", "Sold yesterday")
        )
        with self.assertRaises(UserError):
            transfer.with_user(self.outlet_manager).action_consent()

    def test_cancelling_frees_the_goods(self):
        transfer = self._consented(4)
        transfer.with_user(self.manager_b).action_cancel()
        self.assertEqual(self._get_offer().quantity, 10)
        self.assertEqual(set(transfer.sudo().move_ids.mapped("state")), {"cancel"})

    def test_part_of_it_arrives(self):
        transfer = self._consented(4)
        transfer.with_user(self.outlet_manager).action_ship()
        receipt = transfer.sudo()._get_moves("in")
        receipt.quantity = 1
        receipt.picked = True
        receipt.picking_id._action_done()
        self.assertEqual(transfer.state, "shipped")
        self.assertEqual(transfer.line_ids.received_quantity, 1)
        transfer.with_user(self.keeper_b).action_receive()
        self.assertEqual(transfer.state, "received")
        self.assertEqual(transfer.line_ids.received_quantity, 4)

    def test_what_never_arrives_is_not_settled(self):
        transfer = self._consented(4)
        transfer.with_user(self.outlet_manager).action_ship()
        receipt = transfer.sudo()._get_moves("in")
        receipt.quantity = 3
        receipt.picked = True
        receipt.picking_id.with_context(cancel_backorder=True)._action_done()
        self.assertEqual(transfer.state, "received")
        self.assertEqual(transfer.amount_goods, 3 * 92.0)

    def test_a_storekeeper_ships_on_the_hosts_transfer(self):
        transfer = self._consented(4)
        picking = transfer.sudo()._get_moves("out").picking_id
        picking.with_user(self.storekeeper).button_validate()
        self.assertEqual(transfer.state, "shipped")

    def test_nonconforming_goods_are_not_reserved(self):
        place = self._create_nonconforming_place(self.warehouse)
        self._receive(place, self.goods, 5, day=AGED)
        transfer = self._consented(10)
        lines = transfer.sudo()._get_moves("out").move_line_ids
        self.assertEqual(lines.location_id, self.warehouse.lot_stock_id)

    def test_lots_keep_to_themselves(self):
        product = self._create_goods("Lot Desk", tracking="lot")
        lots = [self._create_lot(name, product) for name in ("L1", "L2")]
        for lot in lots:
            self._receive(self.warehouse, product, 2, day=AGED, lot=[lot])
        transfer = self._ask(2, product)
        transfer.line_ids.lot_id = lots[1]
        transfer.with_user(self.manager_b).action_request()
        transfer.with_user(self.outlet_manager).action_consent()
        transfer.with_user(self.outlet_manager).action_ship()
        transfer.with_user(self.manager_b).action_receive()
        layer = self._get_layers(self.warehouse_b, product)
        self.assertEqual((layer.lot_id, layer.remaining_quantity), (lots[1], 2))

    def test_unanswered_requests_are_released_or_lapse(self):
        self.company.aftersales_network_release_hours = 24
        released = self._ask_and_send(6)
        with freeze_time("2026-03-02 05:00:00"):
            late = self._ask_and_send(6)
        self._answer_at("2026-03-03 06:00:00")
        self.assertEqual(released.state, "consented")
        self.assertFalse(released.consented_by_id)
        self.assertEqual(late.state, "expired")
        self.assertIn("4.0", late.refusal_reason)

    def test_requests_lapse_after_their_days(self):
        transfer = self._ask_and_send(1)
        self._answer_at("2026-03-08 04:00:00")
        self.assertEqual(transfer.state, "requested")
        self._answer_at("2026-03-09 04:00:00")
        self._answer_at("2026-03-09 04:00:00")
        self.assertEqual(transfer.state, "expired")

    def _answer_at(self, moment):
        with freeze_time(moment), self.enter_registry_test_mode():
            self.env.ref(
                "aftersales_warehouse.ir_cron_network_answer"
            ).method_direct_trigger()

    def test_settling_twice_books_once(self):
        transfer = self._consented(1)
        transfer.with_user(self.outlet_manager).action_ship()
        transfer.with_user(self.manager_b).action_receive()
        transfer.with_user(self.finance).action_settle()
        with self.assertRaises(UserError):
            transfer.with_user(self.finance).action_settle()
        self.assertEqual(len(transfer.sudo().analytic_line_ids), 2)
