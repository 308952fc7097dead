from freezegun import freeze_time

from odoo import Command, fields
from odoo.tests import tagged

from .common import DeliveryCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 17:00:00")  # the third already in Shanghai
class TestDelivery(DeliveryCase):
    """A product delivered to a customer becomes a unit, number by number."""

    def test_each_serial_becomes_a_unit_of_the_customer(self):
        lots = self._create_lots("P-1", "P-2")
        sale = self._sell(self.pump, 2, site=self.site, discount=10)
        picking = self._validate(sale.picking_ids, lots)
        line = sale.order_line
        values = {
            "product_id": self.pump.id,
            "partner_id": self.customer.id,
            "site_partner_id": self.site.id,
            "sale_line_id": line.id,
            "delivery_move_id": picking.move_ids.id,
            "delivery_date": fields.Date.to_date("2026-03-03"),
            "price": 1017.0,  # 1000, less 10 %, with 13 % tax
            "state": "in_use",
            "source": "delivery",
            "factory_date": False,
            "invoice_date": False,
            "acceptance_date": False,
            "first_use_date": False,
        }
        self.assertRecordValues(
            self._units(lots),
            [
                {**values, "lot_id": lots[0].id, "serial": "P-1"},
                {**values, "lot_id": lots[1].id, "serial": "P-2"},
            ],
        )
        self.assertEqual(
            self._owners(self._units(lots)[0]),
            [(self.customer, "2026-03-03", None, "sold")],
        )

    def test_a_contact_of_the_customer_buys_for_his_company(self):
        contact = self.env["res.partner"].create(
            {"name": "Director Li", "parent_id": self.customer.id}
        )
        lots = self._create_lots("P-1")
        sale = self._sell(self.pump, 1, partner=contact, site=self.customer)
        self._validate(sale.picking_ids, lots)
        unit = self._units(lots)
        self.assertEqual(unit.partner_id, self.customer)
        self.assertFalse(unit.site_partner_id)

    def test_a_delivery_without_a_sale_is_the_address_it_goes_to(self):
        lots = self._create_lots("P-1")
        self._move(lots, partner=self.site)
        unit = self._units(lots)
        self.assertEqual(unit.partner_id, self.customer)
        self.assertEqual(unit.site_partner_id, self.site)
        self.assertEqual(unit.price, 0.0)

    def test_goods_sold_to_nobody_known_wait_for_their_owner(self):
        """As at a point of sale, whose pickings need no partner."""
        lots = self._create_lots("P-1")
        self._move(lots)
        unit = self._units(lots)
        self.assertFalse(unit.partner_id)
        self.assertEqual(unit.state, "in_use")
        self.assertFalse(unit.owner_history)
        found = self.Unit.with_user(self.dispatcher).search(
            [("partner_id", "=", False), ("state", "=", "in_use")]
        )
        self.assertIn(unit, found)
        unit.with_user(self.dispatcher).partner_id = self.other
        self.assertEqual(self._owners(unit), [(self.other, "2026-03-03", None, "sold")])

    def test_a_price_in_foreign_money_is_kept_in_that_of_the_company(self):
        currency = self.env["res.currency"].create({"name": "TST", "symbol": "T"})
        currency.rate_ids = [
            Command.create({"name": "2026-01-01", "rate": 0.5, "company_id": False})
        ]
        pricelist = self.env["product.pricelist"].create(
            {"name": "Abroad", "currency_id": currency.id}
        )
        lots = self._create_lots("P-1")
        sale = self._sell(
            self.pump, 1, order={"pricelist_id": pricelist.id}, price_unit=500.0
        )
        self._validate(sale.picking_ids, lots)
        self.assertAlmostEqual(self._units(lots).price, 1130.0)

    def test_a_dozen_is_twelve_pieces_at_a_twelfth_each(self):
        chair = self._create_product("Chair", is_serviced=True)
        self.env["stock.quant"]._update_available_quantity(chair, self.stock, 12)
        dozen = self.env.ref("uom.product_uom_dozen")
        sale = self._sell(chair, 1, product_uom_id=dozen.id, price_unit=1200.0)
        self._validate(sale.picking_ids)
        units = self.Unit.search([("product_id", "=", chair.id)])
        self.assertEqual(len(units), 12)
        self.assertEqual(set(units.mapped("price")), {113.0})
        self.assertFalse(any(units.mapped("serial")))

    def test_only_products_that_are_serviced_become_units(self):
        self.assertTrue(self.pump.is_serviced)
        self.assertFalse(self.product.is_serviced)
        plain = self._create_product("Paper")
        self.env["stock.quant"]._update_available_quantity(plain, self.stock, 5)
        self._validate(self._sell(plain, 5).picking_ids)
        self.pump.is_serviced = False
        lots = self._create_lots("P-1")
        self._move(lots, partner=self.customer)
        self.assertFalse(
            self.Unit.search([("product_id", "in", (self.pump + plain).ids)])
        )

    def test_tracking_by_serial_proposes_units_and_keeps_what_was_ticked(self):
        chair = self._create_product("Chair", is_serviced=True)
        chair.tracking = "lot"
        self.assertTrue(chair.is_serviced)
        desk = self._create_product("Desk")
        self.assertFalse(desk.is_serviced)
        desk.tracking = "serial"
        self.assertTrue(desk.is_serviced)
        untracked = self._create_product("Lamp", tracking="serial", is_serviced=False)
        self.assertFalse(untracked.is_serviced)

    def test_a_batch_number_is_kept_but_is_no_serial(self):
        paint = self._create_product("Paint", tracking="lot", is_serviced=True)
        batch = self.env["stock.lot"].create({"name": "B7", "product_id": paint.id})
        self.env["stock.quant"]._update_available_quantity(
            paint, self.stock, 3, lot_id=batch
        )
        self._validate(self._sell(paint, 3).picking_ids)
        units = self.Unit.search([("product_id", "=", paint.id)])
        self.assertEqual(len(units), 3)
        self.assertEqual(units.lot_id, batch)
        self.assertFalse(any(units.mapped("serial")))
        units[0].with_user(self.dispatcher).serial = "typed"
        self.assertEqual(units[0].serial, "typed")

    def test_moves_inside_the_company_make_nothing(self):
        lots = self._create_lots("P-1")
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        self._move(
            lots,
            partner=self.customer,
            picking_type_id=self.warehouse.int_type_id.id,
            location_dest_id=shelf.id,
        )
        self.assertFalse(self._units(lots))

    def test_a_unit_typed_before_its_delivery_is_completed_not_doubled(self):
        contact = self.env["res.partner"].create(
            {"name": "Director Li", "parent_id": self.customer.id}
        )
        typed = self._create_unit(
            product_id=self.pump.id, serial="P-1", partner_id=contact.id, note="Hall"
        )
        lots = self._create_lots("P-1")
        sale = self._sell(self.pump, 1)
        self._validate(sale.picking_ids, lots)
        self.assertRecordValues(
            self._units(lots),
            [
                {
                    "id": typed.id,
                    "partner_id": contact.id,
                    "sale_line_id": sale.order_line.id,
                    "delivery_date": fields.Date.to_date("2026-03-03"),
                    "price": 1130.0,
                    "note": "Hall",
                    "source": "manual",
                }
            ],
        )
        self.assertEqual(len(typed.owner_history), 1)

    def test_a_number_in_two_companies_is_two_units(self):
        lots = self._create_lots("P-1")
        company = self.env["res.company"].create({"name": "Other Maker"})
        self._create_unit(
            product_id=self.pump.id,
            serial="P-1",
            company_id=company.id,
            partner_id=False,
        )
        self._move(lots, partner=self.customer)
        self.assertEqual(self._units(lots).company_id, self.company)

    def test_a_backorder_makes_the_rest(self):
        lots = self._create_lots("P-1", "P-2", "P-3")
        sale = self._sell(self.pump, 3)
        first = self._validate(sale.picking_ids, lots[:1])
        self.assertEqual(self._units(lots).mapped("serial"), ["P-1"])
        self._validate(first.backorder_ids, lots[1:])
        self.assertEqual(len(self._units(lots)), 3)
        self.assertEqual(self._units(lots).sale_line_id, sale.order_line)

    def test_who_ships_follows_no_unit(self):
        lots = self._create_lots("P-1")
        self._move(lots, partner=self.customer)
        self.assertFalse(self._units(lots).message_partner_ids)

    def test_dates_and_customers_are_told_once_a_batch(self):
        told = []
        self.patch(
            self.registry["aftersales.equipment"],
            "_on_moments_changed",
            lambda units: told.append(len(units)),
        )
        self._move(self._create_lots("P-1", "P-2", "P-3"), partner=self.customer)
        self.assertEqual(told, [3])
        units = self.Unit.search([("product_id", "=", self.pump.id)])
        units.write({"acceptance_date": "2026-03-05"})
        units.write({"note": "nothing of that kind"})
        self.assertEqual(told, [3, 3])

    def test_twenty_numbers_cost_as_many_queries_as_two(self):
        def measure(count, prefix):
            lots = self._create_lots(*(f"{prefix}{n}" for n in range(count)))
            picking = self._sell(self.pump, count).picking_ids
            self._set_lots(picking.move_ids, lots)
            picking.move_ids.picked = True
            picking._action_done()
            lines = self._done_lines(picking)
            units = self._units(lots)
            self.assertEqual(len(units), count)
            units.owner_history.unlink()
            units.unlink()
            return self._count_queries(lines._follow_units)

        measure(2, "W")  # warm the registry caches
        self.assertEqual(measure(2, "A"), measure(20, "B"))
