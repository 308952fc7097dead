from odoo import Command
from odoo.tests import Form, tagged

from ..common import AftersalesCase


@tagged("post_install", "-at_install")
class TestOrigins(AftersalesCase):
    """Service requests raised from the host's documents, and what grows out of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Order = cls.env["aftersales.order"].with_user(cls.dispatcher)
        cls.product.taxes_id = [Command.clear()]
        cls.site = cls.env["res.partner"].create(
            {"name": "Haibin School, North Gate", "parent_id": cls.customer.id}
        )

    def _raise_order(self, origin):
        """Order that a dispatcher saves from the document's button, as opened."""
        action = origin.with_user(self.dispatcher).action_raise_aftersales_order()
        self.assertEqual(action["res_model"], "aftersales.order")
        self.assertEqual(action["view_mode"], "form")
        form = Form(self.Order.with_context(**action["context"]))
        if not form.partner_id:
            form.partner_id = self.customer
        return form.save()

    def _assert_smart_button(self, origin, order):
        origin = origin.with_user(self.dispatcher)
        origin.invalidate_recordset()
        self.assertEqual(origin.aftersales_order_count, 1)
        action = origin.action_view_aftersales_orders()
        self.assertEqual(self.Order.search(action["domain"]), order)

    def _create_sale(self):
        return self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "partner_shipping_id": self.site.id,
                "order_line": [Command.create({"product_id": self.product.id})],
            }
        )

    def test_a_sale_gives_customer_and_site(self):
        sale = self._create_sale()
        order = self._raise_order(sale)
        self.assertRecordValues(
            order,
            [
                {
                    "origin_sale_id": sale.id,
                    "partner_id": self.customer.id,
                    "site_partner_id": self.site.id,
                    "phone": "13812345678",
                    "state": "draft",
                }
            ],
        )
        self._assert_smart_button(sale, order)

    def test_a_delivery_of_one_number_gives_product_and_lot(self):
        self.product.tracking = "serial"
        lot = self.env["stock.lot"].create(
            {"name": "SN-900", "product_id": self.product.id}
        )
        sale = self._create_sale()
        sale.action_confirm()
        picking = sale.picking_ids
        picking.move_ids.move_line_ids = [
            Command.clear(),
            Command.create(
                {"product_id": self.product.id, "lot_id": lot.id, "quantity": 1.0}
            ),
        ]
        order = self._raise_order(picking)
        self.assertRecordValues(
            order,
            [
                {
                    "origin_picking_id": picking.id,
                    "partner_id": picking.partner_id.id,
                    "product_id": self.product.id,
                    "lot_id": lot.id,
                }
            ],
        )
        self._assert_smart_button(picking, order)

    def test_a_delivery_of_several_products_leaves_the_choice(self):
        other = self.env["product.product"].create({"name": "Safe", "type": "consu"})
        sale = self._create_sale()
        sale.order_line = [Command.create({"product_id": other.id})]
        sale.action_confirm()
        order = self._raise_order(sale.picking_ids)
        self.assertFalse(order.product_id)

    def test_an_invoice_gives_its_customer(self):
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_line_ids": [
                    Command.create({"product_id": self.product.id, "price_unit": 10.0})
                ],
            }
        )
        order = self._raise_order(invoice)
        self.assertEqual(order.origin_invoice_id, invoice)
        self.assertEqual(order.partner_id, self.customer)
        self._assert_smart_button(invoice, order)

    def test_an_opportunity_gives_customer_and_phone(self):
        lead = self.env["crm.lead"].create(
            {
                "name": "New desks",
                "type": "opportunity",
                "partner_id": self.customer.id,
                "phone": "0532 1234 5678",
            }
        )
        order = self._raise_order(lead)
        self.assertRecordValues(
            order,
            [
                {
                    "origin_lead_id": lead.id,
                    "partner_id": self.customer.id,
                    "phone": "0532 1234 5678",
                }
            ],
        )
        self._assert_smart_button(lead, order)

    def test_a_customer_raises_an_order_of_his_own(self):
        order = self._raise_order(self.customer)
        self.assertEqual(order.partner_id, self.customer)
        self.assertEqual(order.outlet_id, self.outlet)
        self._assert_smart_button(self.customer, order)
        customer = self.customer.with_user(self.dispatcher)
        self.assertEqual(customer.aftersales_equipment_count, 1)
        action = customer.action_view_aftersales_equipment()
        units = self.env["aftersales.equipment"].search(action["domain"])
        self.assertEqual(units, self.unit)

    def test_a_product_and_its_template_count_their_orders(self):
        order = self._raise_order(self.product)
        self.assertEqual(order.product_id, self.product)
        self._assert_smart_button(self.product, order)
        template = self.product.product_tmpl_id.with_user(self.dispatcher)
        self.assertEqual(template.aftersales_order_count, 1)
        action = template.action_view_aftersales_orders()
        self.assertEqual(self.Order.search(action["domain"]), order)

    def test_a_lot_gives_number_and_product(self):
        self.product.tracking = "serial"
        lot = self.env["stock.lot"].create(
            {"name": "SN-901", "product_id": self.product.id}
        )
        order = self._raise_order(lot)
        self.assertEqual(order.lot_id, lot)
        self.assertEqual(order.product_id, self.product)
        self._assert_smart_button(lot, order)

    def test_a_lot_of_a_unit_on_file_names_the_unit(self):
        self.product.tracking = "serial"
        lot = self.env["stock.lot"].create(
            {"name": "SN-902", "product_id": self.product.id}
        )
        self.unit.lot_id = lot
        order = self._raise_order(lot)
        self.assertEqual(order.equipment_id, self.unit)
        self.assertEqual(order.partner_id, self.customer)

    def test_documents_that_nobody_raised_an_order_from_count_none(self):
        sales = self._create_sale() + self._create_sale()
        order = self._raise_order(sales[0])
        self.assertEqual(
            sales.with_user(self.dispatcher).mapped("aftersales_order_count"), [1, 0]
        )
        self.assertTrue(order)

    # -- what grows out of an order ----

    def test_an_order_raises_an_opportunity(self):
        order = self._create_order().with_user(self.dispatcher)
        action = order.action_create_opportunity()
        lead = self.env["crm.lead"].browse(action["res_id"])
        self.assertRecordValues(
            lead,
            [
                {
                    "type": "opportunity",
                    "partner_id": self.customer.id,
                    "phone": "13812345678",
                    "aftersales_source_order_id": order.id,
                    "company_id": self.company.id,
                }
            ],
        )
        self.assertIn(order.name, lead.name)
        self.assertEqual(order.opportunity_count, 1)
        found = self.env["crm.lead"].search(order.action_view_opportunities()["domain"])
        self.assertEqual(found, lead)

    def test_the_buttons_of_an_order_lead_to_its_visits_and_repairs(self):
        order = self._create_order().with_user(self.dispatcher)
        dispatch = self._create_dispatch(order)
        action = order.action_create_repair()
        repair = Form(
            self.env["repair.order"]
            .with_user(self.dispatcher)
            .with_context(**action["context"])
        ).save()
        self.assertEqual(repair.aftersales_order_id, order)
        self.assertEqual(repair.partner_id, self.customer)
        self.assertEqual(repair.product_id, self.product)
        self.assertEqual((order.dispatch_count, order.repair_count), (1, 1))
        visits = order.action_view_dispatches()["domain"]
        self.assertEqual(self.env["aftersales.dispatch"].search(visits), dispatch)
        repairs = order.action_view_repairs()["domain"]
        self.assertEqual(self.env["repair.order"].search(repairs), repair)

    def test_the_site_opens_in_a_map(self):
        self.site.street = "Harbour Road 5"
        order = self._create_order(site_partner_id=self.site.id)
        action = order.with_user(self.technician_user).action_open_map()
        self.assertIn("Harbour Road 5", action["url"])
