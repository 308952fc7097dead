from odoo.tests import HttpCase, tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import GoodsCase


@tagged("post_install", "-at_install")
class TestGoodsTours(GoodsCase, HttpCase):
    """Receipt and issue in a real browser."""

    def _get_url(self, picking):
        return f"/odoo/action-stock.action_picking_tree_all/{picking.id}"

    def _play(self, picking, tour, user):
        self.start_tour(self._get_url(picking), tour, login=user.login)
        picking.invalidate_recordset()

    @rule("R202", "R205")
    def test_a_receipt_with_a_difference_by_scan_on_a_phone(self):
        self.browser_size = "390x844"
        self.touch_enabled = True
        picking = self._create_transfer("receipt", [(self.goods, 4)])
        picking.with_user(self.storekeeper).action_prepare_receipt_check()
        url = f"/odoo/{picking.id}/receipt-check"
        self.start_tour(url, "aftersales_receipt_scan", login=self.storekeeper.login)
        picking.invalidate_recordset()
        self.assertEqual(picking.state, "done")
        self.assertEqual(
            sorted(picking.feedback_ids.mapped("kind")), ["damaged", "short"]
        )
        self.assertEqual(self._get_on_hand(self.goods, self.warehouse.lot_stock_id), 2)

    @rule("R209")
    def test_an_issue_with_three_signatures(self):
        self._receive(self.warehouse, self.goods, 5)
        picking = self._create_transfer("issue", [(self.goods, 2)])
        self._take(picking)
        for name, user in (
            ("head", self.outlet_manager),
            ("operations", self.operations),
            ("finance", self.finance),
        ):
            self._play(picking, f"aftersales_issue_sign_{name}", user)
        self._play(picking, "aftersales_issue_hand_out", self.storekeeper)
        self.assertEqual(picking.issue_state, "issued")

    @rule("R213")
    def test_an_emergency_issue(self):
        self._receive(self.warehouse, self.goods, 5)
        picking = self._create_transfer("issue", [(self.goods, 2)])
        self._take(picking)
        self._play(picking, "aftersales_issue_emergency", self.storekeeper)
        self.assertEqual(picking.issue_state, "owed")
        self.assertEqual(picking.phoned_by_id, self.finance)
