from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import AGED, NetworkCase


@tagged("post_install", "-at_install")
class TestNetworkCompanies(NetworkCase):
    """Goods that go to a sister company are sold and bought at the net value."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.aftersales_network_is_shared = True
        cls.sister = cls.env["res.company"].create(
            {
                "name": "Sister",
                "currency_id": cls.company.currency_id.id,
                "aftersales_check_receipts": False,
                "aftersales_sign_issues": False,
            }
        )
        cls.warehouse_s = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.sister.id)], limit=1
        )
        cls.outlet_s = cls._create_outlet(
            name="Sister Branch",
            cities="Weifang",
            company_id=cls.sister.id,
            warehouse_id=cls.warehouse_s.id,
        )
        cls.manager_s = cls._create_user(
            "outlet_manager",
            login="manager_s",
            company_id=cls.sister.id,
            company_ids=[Command.set(cls.sister.ids)],
        )
        cls.outlet_s.user_ids = [Command.link(cls.manager_s.id)]
        cls.outlet_manager.company_ids = [Command.set(cls.company.ids)]

    def _request(self):
        offer = (
            self.env["aftersales.network.stock"]
            .with_user(self.manager_s)
            .with_company(self.sister)
            .search([("product_id", "=", self.goods.id)])
        )
        action = offer.action_request()
        transfer = self.env["aftersales.network.transfer"].browse(action["res_id"])
        transfer = transfer.with_user(self.manager_s).with_company(self.sister)
        transfer.line_ids.quantity = 4
        transfer.action_request()
        return self.env[transfer._name].browse(transfer.id)

    @rule("R227", "R228")
    def test_sold_and_bought_at_the_net_value(self):
        transfer = self._request()
        self.assertEqual(
            (transfer.company_id, transfer.dest_company_id), (self.company, self.sister)
        )
        transfer.with_user(self.outlet_manager).action_consent()
        sale, purchase = transfer.sale_order_id, transfer.purchase_order_id
        self.assertEqual(sale.company_id, self.company)
        self.assertEqual(purchase.company_id, self.sister)
        self.assertEqual((sale.state, purchase.state), ("sale", "purchase"))
        self.assertEqual(sale.order_line.mapped("price_unit"), [92.0, 50.0])
        self.assertEqual(purchase.order_line.mapped("price_unit"), [92.0, 50.0])
        self.assertEqual(self._get_offer().quantity, 6)
        transfer.with_user(self.outlet_manager).action_ship()
        self.assertEqual(transfer.state, "shipped")
        sister = transfer.with_user(self.manager_s).with_company(self.sister)
        self.sister.aftersales_check_receipts = True
        action = sister.action_receive()
        self.assertEqual(action["res_model"], "stock.picking", "it is counted there")
        self.assertEqual(transfer.state, "shipped")
        self.sister.aftersales_check_receipts = False
        sister.action_receive()
        self.assertEqual(transfer.state, "received")
        layer = self._get_layers(self.warehouse_s)
        self.assertEqual((layer.remaining_quantity, layer.unit_cost), (4, 92.0))
        self.assertEqual(str(layer.first_received_on), AGED)
        transfer.with_user(self.finance).action_settle()
        self.assertEqual(transfer.state, "settled")
        self.assertFalse(transfer.analytic_line_ids)

    def test_cancelling_cancels_both_orders(self):
        transfer = self._request()
        transfer.with_user(self.outlet_manager).action_consent()
        transfer.with_user(self.manager_s).with_company(self.sister).action_cancel()
        self.assertEqual(transfer.sale_order_id.state, "cancel")
        self.assertEqual(transfer.purchase_order_id.state, "cancel")
        self.assertEqual(self._get_offer().quantity, 10)

    def test_the_taker_does_not_consent(self):
        transfer = self._request()
        with self.assertRaises(AccessError):
            transfer.with_user(self.manager_s).with_company(
                self.sister
            ).action_consent()
