from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from .common import PartsCase


@tagged("post_install", "-at_install")
class TestPartsTour(PartsCase, HttpCase):
    """What technicians do with parts, on a screen as small as a phone's."""

    def test_a_technician_asks_for_a_part(self):
        self._stock_part(self.van_b, 2)
        request = (
            self.env["aftersales.part.request"]
            .with_user(self.technician_user)
            .create({"product_id": self.part.id})
        )
        with patch.object(self, "browser_size", "390x844"):
            self.start_tour(
                "/odoo/action-aftersales_warehouse.aftersales_part_request_action"
                f"/{request.id}",
                "aftersales_ask_for_part",
                login=self.technician_user.login,
                timeout=180,
            )
        self.assertEqual(request.state, "asked")
        self.assertEqual(request.sudo().activity_ids.user_id, self.colleague_user)
