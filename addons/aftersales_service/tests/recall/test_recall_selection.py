from freezegun import freeze_time

from odoo.tests import tagged

from ...tools import serial_range
from .common import RecallCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestRecallSelection(RecallCase):
    def _found(self, *rows):
        return set(self._lines(self._approve(*rows)))

    def test_stock_customers_and_units_are_found_where_they_are(self):
        lines = self._lines(self._approve())
        self.assertEqual(
            {serial: line.place for serial, line in lines.items()},
            {
                "HX-0098": "in_stock",
                "HX-0099": "in_stock",
                "HX-0100": "at_customer",
                "HX-0101": "at_customer",
            },
        )
        self.assertEqual(lines["HX-0098"].location_id, self.stock)
        self.assertTrue(lines["HX-0098"].is_in_house)
        # Delivered, but nobody put a unit on file: who got it is known all the same.
        self.assertEqual(lines["HX-0100"].partner_id, self.customer)
        self.assertFalse(lines["HX-0100"].equipment_id)
        self.assertEqual(lines["HX-0101"].equipment_id, self.heater_unit)
        self.assertEqual(lines["HX-0101"].outlet_id, self.outlet)

    def test_a_number_with_a_unit_on_file_is_one_line(self):
        self._create_unit(
            product_id=self.heater.id, lot_id=self.lots[2].id, serial=False
        )
        lines = self._approve().line_ids
        self.assertEqual(len(lines), 4)

    def test_what_came_back_is_in_stock_again(self):
        self._return(self.lots[2], self.customer)
        line = self._lines(self._approve())["HX-0100"]
        self.assertEqual((line.place, line.partner_id.id), ("in_stock", False))

    def test_who_got_it_last_has_it(self):
        other = self.env["res.partner"].create({"name": "Second Owner"})
        self._return(self.lots[2], self.customer)
        self._deliver(self.lots[2], other)
        self.assertEqual(self._lines(self._approve())["HX-0100"].partner_id, other)

    def test_in_transit_and_scrapped(self):
        transit = self.env["stock.location"].create(
            {"name": "Road", "usage": "transit", "company_id": self.company.id}
        )
        self._deliver(
            self.lots[0],
            None,
            picking_type_id=self.warehouse.int_type_id.id,
            location_dest_id=transit.id,
        )
        scrap = self.env["stock.scrap"].create(
            {"product_id": self.heater.id, "lot_id": self.lots[1].id}
        )
        scrap.action_validate()
        lines = self._lines(self._approve())
        self.assertEqual(lines["HX-0098"].place, "in_transit")
        self.assertEqual(
            (lines["HX-0099"].place, lines["HX-0099"].state), ("scrapped", "done")
        )

    def test_open_transfers_that_hold_a_number_are_shown(self):
        picking = self._prepare_picking(self.lots[0], self.customer)
        line = self._lines(self._approve())["HX-0098"]
        self.assertEqual(line.picking_ids, picking)
        self.assertIn("RC/", picking.recall_note)

    def test_a_batch_is_a_line_for_stock_and_one_for_each_customer(self):
        other = self.env["res.partner"].create({"name": "Other Buyer"})
        batch = self._create_lots(self.cable, "B-7")
        self._put(batch, 100)
        self._deliver(batch, self.customer, 30)
        self._deliver(batch, other, 20)
        self._return(batch, other, 20)
        recall = self._approve({"lot_ids": [(6, 0, batch.ids)]})
        self.assertEqual(
            {
                (line.place, line.partner_id.name): line.quantity
                for line in recall.line_ids
            },
            {("in_stock", False): 70.0, ("at_customer", "Haibin School"): 30.0},
        )

    def test_goods_without_numbers_are_a_line_a_location(self):
        bulk = self.env["product.product"].create(
            {"name": "Screw", "type": "consu", "is_storable": True}
        )
        self.env["stock.quant"]._update_available_quantity(bulk, self.stock, 40)
        recall = self._approve({"product_ids": [(6, 0, bulk.ids)]})
        self.assertEqual(recall.line_ids.mapped("quantity"), [40.0])
        self.assertEqual(recall.line_ids.location_id, self.stock)

    def test_rows_add_up_and_conditions_of_a_row_narrow(self):
        self.assertEqual(
            self._found(
                {"serial_from": "hx-0099", "serial_to": "hx-0100"},
                {
                    "product_ids": [(6, 0, self.heater.ids)],
                    "factory_from": "2026-01-01",
                    "factory_to": "2026-01-31",
                    "with_unknown_dates": False,
                },
            ),
            {"HX-0099", "HX-0100", "HX-0101"},
        )
        self.assertEqual(
            self._found({"serials": "HX-0098, HX-0101", "lot_ids": self.lots.ids}),
            {"HX-0098"},
        )

    def test_categories_and_variants(self):
        categ = self.env["product.category"].create({"name": "Heating"})
        self.heater.categ_id = categ
        parent = self.env["product.category"].create({"name": "Warm"})
        categ.parent_id = parent
        self.assertEqual(len(self._found({"categ_ids": parent.ids})), 4)
        self.assertEqual(
            len(self._found({"product_tmpl_ids": self.heater.product_tmpl_id.ids})), 4
        )

    def test_delivery_dates_and_regions_mean_customers(self):
        shandong = self.env["res.country.state"].create(
            {
                "name": "Shandong Test",
                "code": "SDT",
                "country_id": self.env.ref("base.cn").id,
            }
        )
        heaters = {"product_ids": [(6, 0, self.heater.ids)]}
        self.heater_unit.delivery_date = "2026-02-01"
        # The other one left our stock just now.
        self.assertEqual(
            self._found(
                {**heaters, "delivery_from": "2026-01-01", "delivery_to": "2026-02-28"}
            ),
            {"HX-0101"},
        )
        self.customer.state_id = shandong
        self.assertEqual(
            self._found({**heaters, "state_ids": shandong.ids}),
            # Stock counts wherever it lies.
            {"HX-0098", "HX-0099", "HX-0100", "HX-0101"},
        )
        self.customer.state_id = False
        self.assertEqual(
            self._found({**heaters, "state_ids": shandong.ids}), {"HX-0098", "HX-0099"}
        )

    def test_unknown_dates_are_meant_unless_said_otherwise(self):
        self.heater_unit.factory_date = False
        row = {"factory_from": "2020-01-01", "factory_to": "2020-12-31"}
        self.assertIn("HX-0101", self._found(row))
        self.assertNotIn("HX-0101", self._found({**row, "with_unknown_dates": False}))

    def test_the_database_and_the_range_agree(self):
        serials = [
            *(
                "Q1-09",
                "q1-10",
                "Q1-100",
                "Q1-010",
                "Q10-10",
                "Q1-10X",
                "Q1-",
                "Q1-1_0",
            ),
            *("XQ1-10", "Q1-99999999999999999999", "Q1_10", "Q%1-10", "Q5-1"),
        ]
        self.env["aftersales.equipment"].create(
            [{"product_id": self.product.id, "serial": serial} for serial in serials]
        )
        for first, last in (("Q1-9", "Q1-10"), ("Q1-1", "Q10-1"), ("Q1-10", "Q1-10")):
            batch = serial_range.parse(first, last)
            expected = {s for s in serials if serial_range.contains(batch, s)}
            with self.subTest(first=first, last=last):
                self.assertTrue(expected)
                self.assertEqual(
                    self._found({"serial_from": first, "serial_to": last}), expected
                )

    def test_a_second_look_adds_what_came_and_moves_what_moved(self):
        recall = self._approve()
        before = recall.line_ids
        late = self._create_lots(self.heater, "HX-0102")
        self._put(late)
        other = self.env["res.partner"].create({"name": "Heir"})
        self.heater_unit.partner_id = other
        recall.action_refresh()
        self.assertEqual((recall.line_ids - before).lot_id, late)
        self.assertEqual(self.heater_unit.recall_line_ids.partner_id, other)
        count = len(recall.line_ids)
        recall.action_refresh()
        self.assertEqual(len(recall.line_ids), count)

    def test_the_preview_counts_what_the_approval_finds(self):
        recall = self._create_recall()
        self.assertEqual(recall.preview_count, 4)
        self.assertIn("In Stock: 2", recall.preview_note)
        recall.action_assess()
        recall.action_approve()
        self.assertEqual(len(recall.line_ids), 4)

    def test_selecting_many_costs_no_more_queries_than_few(self):
        recalls = [self._create_recall({"serials": "HX-0500 HX-0501"})]
        units = self._create_buyers(20)
        recalls.append(
            self._create_recall({"serials": " ".join(units.mapped("serial"))})
        )
        for recall in recalls:
            recall.action_assess()
        few, many = (self._count_queries(recall.action_approve) for recall in recalls)
        self.assertEqual(len(recalls[1].line_ids), 20)
        self.assertEqual(few, many)

    def test_another_companys_goods_are_not_meant(self):
        other = self.env["res.company"].create({"name": "Other Company"})
        self.env["aftersales.equipment"].with_company(other).create(
            {
                "company_id": other.id,
                "product_id": self.heater.id,
                "serial": "HX-OTHER",
            }
        )
        shared = self._create_lots(self.heater, "HX-7777")
        self._put(
            shared,
            location=self.env["stock.warehouse"]
            .search([("company_id", "=", other.id)])
            .lot_stock_id,
        )
        mine = self._approve()
        self.assertFalse({"HX-OTHER", "HX-7777"} & set(self._lines(mine)))
        theirs = self._approve(company_id=other.id)
        self.assertEqual(set(self._lines(theirs)), {"HX-OTHER", "HX-7777"})
        self.manager.company_ids = self.company
        Line = self.env["aftersales.recall.line"].with_user(self.manager)
        self.assertFalse(Line.search([("recall_id", "=", theirs.id)]))
