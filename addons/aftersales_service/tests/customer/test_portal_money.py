from odoo.tests import HttpCase, new_test_user, tagged

from ..common import AftersalesCase
from ..rules import rule

PASSWORD = "portal-customer-1"


@tagged("post_install", "-at_install")
class TestPortalMoney(AftersalesCase, HttpCase):
    """What a customer reads of prices and payments on his own pages (R133, R136)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.aftersales_cash_journal_id = cls.env["account.journal"].create(
            {"name": "Site cash", "type": "cash", "code": "SCASH"}
        )
        cls.company.aftersales_tariff_is_published = True
        cls.portal_user = new_test_user(
            cls.env,
            "money_portal",
            groups="base.group_portal",
            password=PASSWORD,
        )
        cls.portal_user.partner_id.parent_id = cls.customer
        cls.stranger = cls.env["res.partner"].create({"name": "Other Customer"})
        cls.own = cls._create_paid_order(cls.customer)
        cls.foreign = cls._create_paid_order(cls.stranger)

    @classmethod
    def _create_paid_order(cls, partner):
        order = cls._create_order(partner_id=partner.id, equipment_id=False)
        order.action_accept()
        cls.env["aftersales.order.line"].create(
            {
                "order_id": order.id,
                "product_id": cls.labour.id,
                "coverage": "customer",
            }
        )
        order._confirm_price("Director Li")
        order._register_site_payment(40.0, "cash")
        return order

    def setUp(self):
        super().setUp()
        self.authenticate("money_portal", PASSWORD)

    def _get_receipt(self, order, payment, query=""):
        return self.url_open(
            f"/my/service/{order.id}/receipt/{payment.id}{query}",
            allow_redirects=False,
        )

    @rule("R133", "R134", "R136")
    def test_the_order_shows_price_receipt_and_tariff(self):
        page = self.url_open(self.own.access_url).text
        self.assertIn(self.own.payment_ids.name, page)
        self.assertIn("Director Li", page)
        self.assertIn(f"/service/tariff/{self.company.id}", page)
        self.assertNotIn(self.foreign.payment_ids.name, page)

    @rule("R133")
    def test_the_customer_gets_the_receipt_of_his_own_payment_only(self):
        response = self._get_receipt(self.own, self.own.payment_ids)
        self.assertEqual(response.status_code, 200, response.text[-1500:])
        self.assertIn(self.own.payment_ids.name, response.text)
        for order, payment in (
            (self.foreign, self.foreign.payment_ids),
            (self.own, self.foreign.payment_ids),
        ):
            self.assertEqual(self._get_receipt(order, payment).status_code, 303)

    def test_a_link_with_a_token_opens_the_receipt_without_login(self):
        token = self.own._portal_ensure_token()
        self.env.flush_all()
        self.logout()
        payment = self.own.payment_ids
        response = self._get_receipt(self.own, payment, f"?access_token={token}")
        self.assertEqual(response.status_code, 200, response.text[-1500:])
        self.assertIn(self.own.payment_ids.name, response.text)
        self.assertEqual(
            self._get_receipt(self.own, payment, "?access_token=x").status_code, 303
        )

    def test_the_request_page_links_to_the_tariff_where_it_is_published(self):
        link = f"/service/tariff/{self.company.id}"
        self.assertIn(link, self.url_open("/my/service/new").text)
        self.company.aftersales_tariff_is_published = False
        self.assertNotIn(link, self.url_open("/my/service/new").text)
        self.assertNotIn(link, self.url_open(self.own.access_url).text)
