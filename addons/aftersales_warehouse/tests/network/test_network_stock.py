from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import AGED, NetworkCase


@tagged("post_install", "-at_install")
class TestNetworkStock(NetworkCase):
    """What the network shows, to whom, and at which price."""

    @rule("R223", "R227")
    def test_aged_goods_are_offered_at_their_net_value(self):
        offer = self._get_offer()
        self.assertEqual(offer.outlet_id, self.outlet)
        self.assertEqual(offer.quantity, 10)
        self.assertEqual(offer.price_unit, 92.0)
        self.assertEqual(offer.value, 920.0)

    @rule("R223")
    def test_goods_enter_by_themselves_when_their_term_is_over(self):
        fresh = self._create_goods("Fresh Desk")
        self._receive(self.warehouse, fresh, 3, day="2026-01-31")
        with freeze_time("2026-03-31 04:00:00"):
            self.assertFalse(self._get_offer(fresh))
        with freeze_time("2026-04-01 04:00:00"):
            self.assertEqual(self._get_offer(fresh).quantity, 3)
            self.assertEqual(self._get_offer(fresh).price_unit, 100.0)

    def test_the_price_falls_with_the_month_that_ends(self):
        with freeze_time("2026-03-30 04:00:00"):
            self.assertEqual(self._get_offer().price_unit, 92.0)
        with freeze_time("2026-03-31 04:00:00"):
            self.assertEqual(self._get_offer().price_unit, 84.0)

    def test_consigned_and_nonconforming_goods_are_not_offered(self):
        consigned, bad = self._create_goods("Consigned"), self._create_goods("Bad")
        place = self._create_nonconforming_place(self.warehouse)
        self._receive(self.warehouse, consigned, 3, day=AGED, owner=self.owner)
        self._receive(place, bad, 3, day=AGED)
        self.assertFalse(self._get_offer(consigned))
        self.assertFalse(self._get_offer(bad))

    def test_head_office_offers_nothing(self):
        product = self._create_goods("At Head Office")
        self._receive(self.head_office, product, 3, day=AGED)
        self.assertFalse(self._get_offer(product))

    def test_what_is_reserved_is_no_offer(self):
        move = self.env["stock.move"].create(
            {
                "product_id": self.goods.id,
                "product_uom_qty": 7,
                "location_id": self.warehouse.lot_stock_id.id,
                "location_dest_id": self.customers.id,
            }
        )
        move._action_confirm()
        move._action_assign()
        self.assertEqual(self._get_offer().quantity, 3)

    def test_lots_are_offered_apart(self):
        product = self._create_goods("Lot Desk", tracking="lot")
        lots = [self._create_lot(name, product) for name in ("L1", "L2")]
        for lot in lots:
            self._receive(self.warehouse, product, 2, day=AGED, lot=[lot])
        self.assertEqual(self._get_offer(product).lot_id, lots[0] | lots[1])

    def test_who_may_look(self):
        for user in (self.manager_b, self.storekeeper, self.finance):
            offer = self.stock.with_user(user).search(
                [("product_id", "=", self.goods.id)]
            )
            self.assertEqual(offer.quantity, 10)
            self.assertTrue(offer.read(["outlet_id", "price_unit", "city"]))
        self.assertFalse(self.stock.with_user(self.technician_user).has_access("read"))

    def test_cost_and_allowance_are_not_shown(self):
        names = set(self.stock.fields_get())
        self.assertFalse(names & {"unit_cost", "allowance", "standard_price"})
        layers = self.env["aftersales.stock.layer"].with_user(self.manager_b)
        self.assertFalse(layers.search([("product_id", "=", self.goods.id)]))

    def test_distance_is_measured_from_ones_own_outlet(self):
        self.outlet.partner_id = self.env["res.partner"].create(
            {"name": "QD", "partner_latitude": 36.07, "partner_longitude": 120.38}
        )
        self.outlet_b.partner_id = self.env["res.partner"].create(
            {"name": "JN", "partner_latitude": 36.65, "partner_longitude": 117.12}
        )
        stock = self.stock.with_user(self.manager_b)
        domain = [("product_id", "=", self.goods.id)]
        self.assertEqual(round(stock.search(domain).km), 299)
        self.assertTrue(stock.search([*domain, ("km", "<=", 300)]))
        self.assertFalse(stock.search([*domain, ("km", "<=", 200)]))
        self.env.invalidate_all()
        own = stock.with_context(network_outlet_id=[self.outlet.id]).search(domain)
        self.assertEqual((own.km, own.is_own), (0.0, True))

    def test_place_stands_in_for_missing_coordinates(self):
        state = self.env.ref("base.state_cn_SD")
        for outlet in self.outlet | self.outlet_b:
            outlet.partner_id = self.env["res.partner"].create(
                {"name": outlet.name, "city": "Jinan", "state_id": state.id}
            )
        offer = self._get_offer(network_outlet_id=self.outlet_b.id)
        self.assertEqual((offer.nearness, offer.km), ("city", 20.0))

    def test_search_by_specification_and_colour(self):
        attribute = self.env["product.attribute"].create(
            {
                "name": "Colour",
                "display_type": "color",
                "value_ids": [
                    Command.create({"name": name}) for name in ("Black", "White")
                ],
            }
        )
        template = self.env["product.template"].create(
            {
                "name": "Chair",
                "is_storable": True,
                "attribute_line_ids": [
                    Command.create(
                        {
                            "attribute_id": attribute.id,
                            "value_ids": [Command.set(attribute.value_ids.ids)],
                        }
                    )
                ],
            }
        )
        black, white = template.product_variant_ids
        for variant in (black, white):
            self._receive(self.warehouse, variant, 1, day=AGED)
        values = "product_id.product_template_attribute_value_ids"
        colour = [
            ("name", "ilike", "black"),
            ("attribute_id.display_type", "=", "color"),
        ]
        stock = self.stock.with_user(self.manager_b)
        self.assertEqual(stock.search([(values, "any", colour)]).product_id, black)
        self.assertEqual(
            stock.search([(f"{values}.name", "ilike", "white")]).product_id, white
        )

    def test_a_sister_company_sees_what_is_shared(self):
        sister = self.env["res.company"].create({"name": "Sister"})
        user = self._create_user(
            "outlet_manager",
            login="sister",
            company_id=sister.id,
            company_ids=[Command.set(sister.ids)],
        )
        stock = self.stock.with_user(user).with_company(sister)
        domain = [("product_id", "=", self.goods.id)]
        self.assertFalse(stock.search(domain))
        self.company.aftersales_network_is_shared = True
        offer = stock.search(domain)
        self.assertEqual(offer.quantity, 10)
        spec = {name: {"fields": {"display_name": {}}} for name in ("outlet_id",)}
        row = offer.web_read({**spec, "price_unit": {}, "image_128": {}, "city": {}})[0]
        self.assertEqual(row["outlet_id"]["display_name"], self.outlet.display_name)

    def test_queries_do_not_grow_with_what_is_offered(self):
        def look():
            rows = self.stock.search([("product_id", "in", products.ids)])
            rows.read(["product_id", "outlet_id", "quantity", "price_unit", "km"])

        def offer_more(count):
            more = self.env["product.product"]
            for number in range(count):
                product = self._create_goods(f"Desk {number}")
                self._receive(self.warehouse, product, 1, day=AGED)
                more |= product
            return more

        products = self.goods | offer_more(2)
        look()
        few = self._count_queries(look)
        products |= offer_more(18)
        self.assertEqual(self._count_queries(look), few)
