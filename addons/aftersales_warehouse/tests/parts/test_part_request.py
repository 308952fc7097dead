from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import PartsCase


@tagged("post_install", "-at_install")
class TestPartRequest(PartsCase):
    """A technician asks colleagues for a part; who says yes hands it over."""

    def _ask(self, quantity=1.0, **vals):
        request = (
            self.env["aftersales.part.request"]
            .with_user(self.technician_user)
            .create({"product_id": self.part.id, "quantity": quantity, **vals})
        )
        request.action_ask()
        return request

    def test_the_asker_is_filled_in(self):
        order = self._create_part_order(2)
        action = order.with_user(self.technician_user).action_find_part()
        form = Form(
            self.env["aftersales.part.request"]
            .with_user(self.technician_user)
            .with_context(**action["context"])
        )
        request = form.save()
        self.assertRecordValues(
            request.sudo(),
            [
                {
                    "employee_id": self.technician.id,
                    "outlet_id": self.outlet.id,
                    "product_id": self.part.id,
                    "quantity": 2,
                    "order_id": order.id,
                }
            ],
        )

    def test_who_has_it_is_listed_by_distance(self):
        self._stock_part(self.van_b, 1)
        self._stock_part(self.stock, 3)
        request = self._ask()
        # His outlet's stock is where he stands; the colleague is 299 km away.
        self.assertEqual(
            request.sudo().offer_ids.mapped("location_id"), self.stock | self.van_b
        )
        self.assertEqual([round(o.km) for o in request.sudo().offer_ids], [0, 299])
        self.assertNotIn(self.van, request.sudo().offer_ids.location_id)

    def test_nobody_has_it(self):
        with self.assertRaisesRegex(UserError, "nobody has Drawer Rail"):
            self._ask()

    @rule("R147", "R192")
    def test_a_colleague_promises_and_hands_over(self):
        self._stock_part(self.van_b, 2)
        request = self._ask(2)
        activity = request.sudo().activity_ids
        self.assertEqual(activity.user_id, self.colleague_user)
        self.assertIn("Wang Gong", activity.summary)
        offer = self.env["aftersales.part.offer"].with_user(self.colleague_user)
        offer = offer.search([("request_id", "=", request.id)])
        self.assertTrue(offer.can_answer)
        offer.action_accept()
        self.assertEqual(request.state, "accepted")
        self.assertFalse(request.sudo().activity_ids)
        picking = request.sudo().picking_id
        self.assertRecordValues(
            picking,
            [
                {
                    "state": "assigned",
                    "location_id": self.van_b.id,
                    "location_dest_id": self.van.id,
                }
            ],
        )
        self.assertIn(
            self.technician_user.partner_id, request.sudo().message_ids.partner_ids
        )
        request.action_hand_over()
        self.assertEqual(request.state, "handed_over")
        self.assertEqual(picking.state, "done")
        free = self.van._get_free_parts(self.part)
        self.assertEqual(free[self.part.id, self.van.id], 2)

    def test_the_second_promise_is_too_late(self):
        self._stock_part(self.van_b, 1)
        self._stock_part(self.stock, 1)
        request = self._ask()
        first, second = request.sudo().offer_ids
        first.with_user(self.storekeeper).action_accept()
        with self.assertRaisesRegex(UserError, "answered already"):
            second.with_user(self.storekeeper).action_accept()

    def test_who_has_given_it_away_cannot_promise(self):
        self._stock_part(self.van_b, 1)
        request = self._ask()
        self._stock_part(self.van_b, -1)
        offer = request.sudo().offer_ids.with_user(self.colleague_user)
        with self.assertRaisesRegex(UserError, "Cannot Give It"):
            offer.action_accept()
        offer.action_decline()
        self.assertEqual(request.state, "declined")

    def test_others_neither_read_nor_answer(self):
        self._stock_part(self.van_b, 1)
        request = self._ask()
        stranger = self._create_user("technician", login="test_stranger")
        with self.assertRaises(AccessError):
            request.with_user(stranger).read(["product_id"])
        offer = request.sudo().offer_ids
        with self.assertRaises(AccessError):
            offer.with_user(stranger).action_accept()
        with self.assertRaises(UserError):
            offer.with_user(self.technician_user).action_accept()
        with self.assertRaisesRegex(UserError, "only he or the office"):
            request.with_user(self.colleague_user).action_cancel()

    def test_cancelling_sets_the_part_free(self):
        self._stock_part(self.van_b, 1)
        request = self._ask()
        request.sudo().offer_ids.with_user(self.colleague_user).action_accept()
        request.action_cancel()
        self.assertEqual(request.sudo().picking_id.state, "cancel")
        free = self.van_b._get_free_parts(self.part)
        self.assertEqual(free[self.part.id, self.van_b.id], 1)
