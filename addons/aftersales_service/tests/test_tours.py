from odoo import Command
from odoo.tests import HttpCase, tagged

from .common import AftersalesCase
from .rules import rule


@tagged("post_install", "-at_install")
class TestServiceTour(AftersalesCase, HttpCase):
    """The whole way in a real browser, each person at his own screen."""

    @classmethod
    def _setup_users(cls):
        result = super()._setup_users()
        cls.finance = cls._create_user("finance")
        cls.portal_user = cls.env["res.users"].create(
            {
                "name": cls.customer.name,
                "login": "test_customer",
                "password": "test_customer",
                "partner_id": cls.customer.id,
                "group_ids": [Command.set(cls.env.ref("base.group_portal").ids)],
            }
        )
        return result

    @rule("R063", "R064", "R071", "R082", "R133", "R134")
    def test_order_walks_from_the_call_to_the_customers_invoice(self):
        self.unit.serial = "TOUR-0001"
        self.unit.warranty_end_date = "2099-12-31"
        self.start_tour(
            "/odoo/action-aftersales_service.aftersales_order_action",
            "aftersales_take_call",
            login=self.dispatcher.login,
        )
        order = self.env["aftersales.order"].search(
            [("equipment_id", "=", self.unit.id)]
        )
        self.assertEqual(order.state, "dispatched")

        self.start_tour(
            "/odoo/action-aftersales_service.aftersales_dispatch_action_mine",
            "aftersales_finish_visit",
            login=self.technician_user.login,
        )
        self.assertEqual(order.state, "signed")
        self.assertTrue(order.dispatch_ids.signature)

        # A trip that the customer pays, although the unit is in warranty.
        line = self.env["aftersales.order.line"].create(
            {
                "order_id": order.id,
                "product_id": self.company.aftersales_travel_product_id.id,
                "price_unit": 80.0,
                "coverage": "customer",
            }
        )
        order.with_user(self.dispatcher).action_create_quotation()
        order.sale_order_id.action_confirm()
        line._set_delivered()
        order.with_user(self.finance).action_create_invoice()
        invoice = order.invoice_ids
        self.start_tour(
            f"/odoo/action-account.action_move_out_invoice_type/{invoice.id}",
            "aftersales_post_invoice",
            login=self.finance.login,
        )
        self.assertEqual(invoice.state, "posted")

        self.authenticate("test_customer", "test_customer")
        page = self.url_open(f"/my/service/{order.id}").text
        self.assertIn(order.name, page)
        self.assertIn(invoice.name, page)
        self.assertIn(invoice.name, self.url_open("/my/invoices").text)
