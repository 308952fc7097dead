from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from .common import DeliveryCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestReturn(DeliveryCase):
    """Goods that come back end their unit's customer; sold again they live anew."""

    def setUp(self):
        super().setUp()
        self.lots = self._create_lots("P-1", "P-2")
        self.sale = self._sell(self.pump, 2, site=self.site)
        self.delivery = self._validate(self.sale.picking_ids, self.lots)
        self.units = self._units(self.lots)
        self.back_unit = self.units[0]
        self.us = self.company.partner_id

    def _back(self, day="2026-04-01 03:00:00", lots=None):
        with freeze_time(day):
            self._come_back(lots or self.lots[:1], partner=self.customer)

    def test_a_return_ends_the_customer(self):
        self._back()
        self.assertRecordValues(
            self.units,
            [
                {
                    "state": "returned",
                    "partner_id": False,
                    "site_partner_id": False,
                    "returned_date": fields.Date.to_date("2026-04-01"),
                    "delivery_date": fields.Date.to_date("2026-03-02"),
                },
                {
                    "state": "in_use",
                    "partner_id": self.customer.id,
                    "site_partner_id": self.site.id,
                    "returned_date": False,
                    "delivery_date": fields.Date.to_date("2026-03-02"),
                },
            ],
        )
        self.assertEqual(
            self._owners(self.back_unit),
            [
                (self.customer, "2026-03-02", "2026-04-01", "sold"),
                (self.us, "2026-04-01", None, "returned"),
            ],
        )

    def test_the_hosts_own_return_does_the_same(self):
        self._return(self.delivery, 2)
        self.assertEqual(set(self.units.mapped("state")), {"returned"})

    def test_goods_sold_again_begin_a_new_life_with_their_history(self):
        self.back_unit.write(
            {
                "acceptance_date": "2026-03-05",
                "invoice_date": "2026-03-04",
                "warranty_end_date": "2027-03-05",
            }
        )
        self._back()
        sale = self._sell(self.pump, 1, partner=self.other, price_unit=500.0)
        with freeze_time("2026-05-01 03:00:00"):
            self._validate(sale.picking_ids, self.lots[:1])
        self.assertRecordValues(
            self._units(self.lots[:1]),
            [
                {
                    "id": self.back_unit.id,
                    "state": "in_use",
                    "partner_id": self.other.id,
                    "site_partner_id": False,
                    "sale_line_id": sale.order_line.id,
                    "price": 565.0,
                    "delivery_date": fields.Date.to_date("2026-05-01"),
                    "returned_date": False,
                    "invoice_date": False,
                    "acceptance_date": False,
                    "warranty_end_date": False,
                }
            ],
        )
        self.assertEqual(
            self._owners(self.back_unit),
            [
                (self.customer, "2026-03-02", "2026-04-01", "sold"),
                (self.us, "2026-04-01", "2026-05-01", "returned"),
                (self.other, "2026-05-01", None, "sold"),
            ],
        )

    def test_goods_given_back_to_their_owner_are_no_new_delivery(self):
        self.back_unit.write({"invoice_date": "2026-03-04"})
        self._back()
        with freeze_time("2026-04-10 03:00:00"):
            self._move(self.lots[:1], partner=self.customer)
        self.assertRecordValues(
            self.back_unit,
            [
                {
                    "state": "in_use",
                    "partner_id": self.customer.id,
                    "sale_line_id": self.sale.order_line.id,
                    "delivery_date": fields.Date.to_date("2026-03-02"),
                    "invoice_date": fields.Date.to_date("2026-03-04"),
                    "returned_date": False,
                    "price": 1130.0,
                }
            ],
        )
        self.assertEqual(self._owners(self.back_unit)[-1][3], "given_back")

    def test_goods_that_come_in_for_repair_stay_their_owners(self):
        self.env["repair.order"].create(
            {
                "partner_id": self.customer.id,
                "product_id": self.pump.id,
                "lot_id": self.lots[0].id,
            }
        )
        self._back()
        self.assertEqual(self.back_unit.state, "in_use")
        self.assertEqual(self.back_unit.partner_id, self.customer)
        with freeze_time("2026-04-10 03:00:00"):
            self._move(self.lots[:1], partner=self.customer)
        self.assertEqual(len(self.back_unit.owner_history), 1)
        self.assertEqual(str(self.back_unit.delivery_date), "2026-03-02")

    def test_an_archived_unit_comes_to_life_when_sold_again(self):
        self._back()
        self.back_unit.active = False
        with freeze_time("2026-05-01 03:00:00"):
            self._move(self.lots[:1], partner=self.other)
        self.assertTrue(self.back_unit.active)
        self.assertEqual(self.back_unit.partner_id, self.other)
        self.assertEqual(len(self._units(self.lots[:1])), 1)

    def test_goods_nobody_knew_make_no_unit_when_they_come_back(self):
        lots = self._create_lots("OLD", stock=False)
        self._come_back(lots, partner=self.customer)
        self.assertFalse(self._units(lots))

    def test_components_go_where_the_whole_goes(self):
        motor = self._create_unit(
            serial="MOTOR", parent_id=self.back_unit.id, warranty_end_date=False
        )
        self._back()
        self.assertEqual(motor.state, "returned")
        self.assertFalse(motor.partner_id)
        self.assertEqual(motor.parent_id, self.back_unit)
        with freeze_time("2026-05-01 03:00:00"):
            self._move(self.lots[:1], partner=self.other)
        self.assertEqual(motor.state, "in_use")
        self.assertEqual(motor.partner_id, self.other)
        self.assertEqual(
            self._owners(motor)[-1], (self.other, "2026-05-01", None, "sold")
        )

    def test_a_component_that_comes_back_alone_leaves_the_whole(self):
        self.units[1].parent_id = self.back_unit
        self._back(lots=self.lots[1:])
        self.assertFalse(self.units[1].parent_id)
        self.assertEqual(self.back_unit.state, "in_use")

    def test_a_person_may_say_that_goods_came_back(self):
        unit = self.back_unit.with_user(self.dispatcher)
        unit.state = "returned"
        self.assertFalse(unit.partner_id)
        self.assertEqual(str(unit.returned_date), "2026-03-02")
        self.assertEqual(self._owners(self.back_unit)[-1][3], "returned")

    def test_pieces_without_a_number_come_back_newest_first(self):
        chair = self._create_product("Chair", is_serviced=True)
        self.env["stock.quant"]._update_available_quantity(chair, self.stock, 5)
        picking = self._validate(self._sell(chair, 3).picking_ids)
        self._validate(self._sell(chair, 2).picking_ids)
        units = self.Unit.search([("product_id", "=", chair.id)], order="id")
        units[2].serial = "typed since"
        self._return(picking, 1)
        self.assertEqual(
            units.mapped("state"),
            ["in_use", "returned", "in_use", "in_use", "in_use"],
        )

    def test_a_line_of_a_repair_or_of_a_loan_changes_nothing(self):
        self.patch(self.registry["stock.move"], "_concerns_units", lambda move: False)
        self._back()
        self.assertEqual(self.back_unit.state, "in_use")

    def test_twenty_returns_cost_as_many_queries_as_two(self):
        def measure(count, prefix):
            lots = self._create_lots(*(f"{prefix}{n}" for n in range(count)))
            self._move(lots, partner=self.customer)
            # Each from a sale of its own day.
            for day, unit in enumerate(self._units(lots), start=1):
                unit.delivery_date = fields.Date.to_date(f"2026-02-{day:02d}")
            self.patch(
                self.registry["stock.move"], "_concerns_units", lambda move: False
            )
            lines = self._done_lines(self._come_back(lots))
            self.patch(
                self.registry["stock.move"], "_concerns_units", lambda move: True
            )
            queries = self._count_queries(lines._follow_units)
            self.assertEqual(set(self._units(lots).mapped("state")), {"returned"})
            return queries

        measure(2, "W")  # warm the registry caches
        self.assertEqual(measure(2, "A"), measure(20, "B"))
