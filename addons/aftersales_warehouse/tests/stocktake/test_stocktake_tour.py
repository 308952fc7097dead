from odoo.tests import HttpCase, tagged

from .common import StocktakeCase


@tagged("post_install", "-at_install")
class TestStocktakeTour(StocktakeCase, HttpCase):
    """The month-end count on a phone-sized screen."""

    browser_size = "390x844"
    touch_enabled = True

    def test_month_end_count_on_a_phone(self):
        self._create_goods("Folding Desk", 40.0, default_code="FD")
        stocktake = self._start()
        url = f"/odoo/stocktakes/{stocktake.id}/stock-count"
        self.start_tour(url, "aftersales_stocktake_count", login="test_storekeeper")
        self.assertEqual(stocktake.state, "recount")
        line = self._line(stocktake, self.goods)
        self.assertEqual((line.first_quantity, line.status), (8.0, "recount"))
        self.start_tour(url, "aftersales_stocktake_recount", login="test_counter")
        self.assertEqual(stocktake.state, "explaining")
        self.assertEqual(line.difference, -10.0)
        self.assertEqual(self._line(stocktake, self.chair).difference, 0.0)
        self.assertEqual(self._line(stocktake, self.safe).counted_quantity, 1.0)
