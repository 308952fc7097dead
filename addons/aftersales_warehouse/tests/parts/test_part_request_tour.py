from odoo.tests import HttpCase, tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import PartsCase


@tagged("post_install", "-at_install")
class TestPartRequestTour(PartsCase, HttpCase):
    """A part goes from van to van, all of it on phones."""

    browser_size = "390x844"
    touch_enabled = True

    @rule("R147", "R192")
    def test_a_colleague_gives_a_part(self):
        self._stock_part(self.van_b, 2)
        self._stock_part(self.stock, 1)
        self.start_tour(
            "/odoo/part-requests/new",
            "aftersales_part_request_ask",
            login=self.technician_user.login,
        )
        request = self.env["aftersales.part.request"].search(
            [("product_id", "=", self.part.id)]
        )
        self.assertRecordValues(
            request,
            [
                {
                    "state": "asked",
                    "employee_id": self.technician.id,
                    "outlet_id": self.outlet.id,
                    "quantity": 1,
                }
            ],
        )
        self.assertEqual(request.offer_ids.location_id, self.stock | self.van_b)
        self.start_tour(
            "/odoo/action-aftersales_warehouse.aftersales_part_offer_action",
            "aftersales_part_request_promise",
            login=self.colleague_user.login,
        )
        self.assertEqual(request.state, "accepted")
        self.assertEqual(request.giver_id.employee_id, self.colleague)
        self.assertEqual(request.offer_ids.mapped("answer"), ["open", "yes"])
        self.start_tour(
            f"/odoo/part-requests/{request.id}",
            "aftersales_part_request_hand_over",
            login=self.technician_user.login,
        )
        self.assertEqual(request.state, "handed_over")
        self.assertRecordValues(
            request.picking_id.move_ids,
            [
                {
                    "state": "done",
                    "product_id": self.part.id,
                    "quantity": 1,
                    "location_id": self.van_b.id,
                    "location_dest_id": self.van.id,
                }
            ],
        )
        free = (self.van | self.van_b)._get_free_parts(self.part)
        self.assertEqual(free[self.part.id, self.van.id], 1)
        self.assertEqual(free[self.part.id, self.van_b.id], 1)
