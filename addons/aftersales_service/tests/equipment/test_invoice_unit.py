from freezegun import freeze_time

from odoo import Command, fields
from odoo.tests import tagged

from .common import DeliveryCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestInvoiceUnit(DeliveryCase):
    """Invoices date what was delivered, and make units of what never is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plant = cls._create_product(
            "Heating Plant, Built on Site", type="service", is_storable=False
        )
        cls.plant.is_serviced = True

    def _invoice(self, sale, day, quantity=None):
        invoice = sale.with_user(self.accountant)._create_invoices()
        invoice.invoice_date = day
        if quantity:
            invoice.invoice_line_ids.quantity = quantity
        invoice.action_post()
        return invoice.sudo()

    def _create_invoice(self, product, quantity=1, **vals):
        return (
            self.env["account.move"]
            .with_user(self.accountant)
            .create(
                {
                    "move_type": "out_invoice",
                    "partner_id": self.site.id,
                    "invoice_date": "2026-03-04",
                    "invoice_line_ids": [
                        Command.create(
                            {
                                "product_id": product.id,
                                "quantity": quantity,
                                "price_unit": 200.0,
                                "tax_ids": [Command.set(self.tax.ids)],
                            }
                        )
                    ],
                    **vals,
                }
            )
        )

    def _plants(self):
        return self.Unit.search([("product_id", "=", self.plant.id)])

    def test_a_posted_invoice_dates_the_units_delivered(self):
        lots = self._create_lots("P-1", "P-2")
        sale = self._sell(self.pump, 2)
        self._validate(sale.picking_ids, lots)
        units = self._units(lots)
        self.assertFalse(any(units.mapped("invoice_date")))
        self._invoice(sale, "2026-03-10", quantity=1)
        self.assertEqual(
            units.mapped("invoice_date"), [fields.Date.to_date("2026-03-10"), False]
        )
        self._invoice(sale, "2026-04-10")
        self.assertEqual(
            units.mapped("invoice_date"),
            [fields.Date.to_date("2026-03-10"), fields.Date.to_date("2026-04-10")],
        )

    def test_goods_invoiced_before_they_leave_have_that_day(self):
        lots = self._create_lots("P-1")
        sale = self._sell(self.pump, 1)
        self._invoice(sale, "2026-02-20")
        self._validate(sale.picking_ids, lots)
        self.assertEqual(str(self._units(lots).invoice_date), "2026-02-20")

    def test_an_invoice_taken_back_clears_nothing(self):
        lots = self._create_lots("P-1")
        sale = self._sell(self.pump, 1)
        self._validate(sale.picking_ids, lots)
        invoice = self._invoice(sale, "2026-03-10")
        invoice.button_draft()
        invoice.invoice_date = "2026-03-15"
        invoice.action_post()
        self.assertEqual(str(self._units(lots).invoice_date), "2026-03-10")

    def test_what_nobody_delivers_becomes_a_unit_when_invoiced(self):
        invoice = self._create_invoice(self.plant, 2)
        self.assertFalse(self._plants())
        invoice.action_post()
        values = {
            "partner_id": self.customer.id,
            "site_partner_id": self.site.id,
            "invoice_date": fields.Date.to_date("2026-03-04"),
            "delivery_date": False,
            "price": 226.0,
            "serial": False,
            "source": "invoice",
            "invoice_line_id": invoice.invoice_line_ids.id,
        }
        self.assertRecordValues(self._plants(), [values, values])
        self._plants()[0].with_user(self.dispatcher).serial = "typed later"
        self.assertIn("typed later", self._plants().mapped("serial"))

    def test_an_invoice_posted_twice_makes_its_units_once(self):
        invoice = self._create_invoice(self.plant, 2)
        invoice.action_post()
        invoice.button_draft()
        invoice.action_post()
        self.assertEqual(len(self._plants()), 2)

    def test_a_sale_of_a_service_is_invoiced_into_a_unit_of_that_sale(self):
        sale = self._sell(self.plant, 1)
        self._invoice(sale, "2026-03-10")
        self.assertRecordValues(
            self._plants(),
            [{"sale_line_id": sale.order_line.id, "price": 1130.0}],
        )

    def test_goods_that_stock_delivers_are_not_made_twice(self):
        goods = self._create_product("Stool", is_storable=False, is_serviced=True)
        sale = self._sell(goods, 2)
        self._invoice(sale, "2026-02-20")
        self.assertFalse(self.Unit.search([("product_id", "=", goods.id)]))
        self._validate(sale.picking_ids)
        units = self.Unit.search([("product_id", "=", goods.id)])
        self.assertEqual(len(units), 2)
        self.assertEqual({str(u.invoice_date) for u in units}, {"2026-02-20"})
        for product in (self.pump, self._create_product("Bench", is_serviced=True)):
            self._create_invoice(product).action_post()
            self.assertFalse(self.Unit.search([("product_id", "=", product.id)]))

    def test_bills_and_credit_notes_make_nothing(self):
        self._create_invoice(self.plant, move_type="out_refund").action_post()
        self.assertFalse(self._plants())

    def test_twenty_lines_cost_as_many_queries_as_two(self):
        def measure(count):
            invoice = self._create_invoice(self.plant).sudo()
            for _n in range(count - 1):
                invoice.invoice_line_ids[0].copy({"move_id": invoice.id})
            invoice.action_post()
            self._plants().owner_history.unlink()
            self._plants().unlink()
            lines = self.env["account.move.line"].search(
                [("move_id", "=", invoice.id), ("product_id", "=", self.plant.id)]
            )
            self.assertEqual(len(lines), count)
            queries = self._count_queries(lines._make_units)
            self.assertEqual(len(self._plants()), count)
            return queries

        measure(2)  # warm the registry caches
        self.assertEqual(measure(2), measure(20))
