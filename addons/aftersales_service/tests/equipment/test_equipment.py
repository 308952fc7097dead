from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common import AftersalesCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestEquipment(AftersalesCase):
    """The installed base: one unit at one customer."""

    def _assert_unique(self, **vals):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self._create_unit(**vals)
            self.env.flush_all()

    def test_a_serial_is_there_once_per_product(self):
        self._assert_unique()
        other = self.env["product.product"].create({"name": "Safe"})
        self.assertTrue(self._create_unit(product_id=other.id))

    def test_a_serial_may_be_in_two_companies(self):
        company = self.env["res.company"].create({"name": "Other Maker"})
        unit = self._create_unit(company_id=company.id, partner_id=False)
        self.assertEqual(unit.serial, self.unit.serial)

    def test_units_without_serial_are_not_confused(self):
        self.assertTrue(self._create_unit(serial=False))
        self.assertTrue(self._create_unit(serial=False))
        self.env.flush_all()

    def test_the_serial_of_an_archived_unit_is_free_again(self):
        self.unit.active = False
        self.env.flush_all()
        self.assertTrue(self._create_unit())

    def test_a_lot_gives_its_name_as_serial(self):
        self.product.tracking = "serial"
        lot = self.env["stock.lot"].create(
            {"name": "LOT-7", "product_id": self.product.id}
        )
        self.unit.with_user(self.dispatcher).lot_id = lot
        self.assertEqual(self.unit.serial, "LOT-7")

    def test_a_lot_of_another_product_is_refused(self):
        other = self.env["product.product"].create(
            {"name": "Safe", "is_storable": True, "tracking": "serial"}
        )
        lot = self.env["stock.lot"].create({"name": "S1", "product_id": other.id})
        with self.assertRaisesRegex(ValidationError, "Filing Cabinet"):
            self.unit.lot_id = lot
        with self.assertRaises(ValidationError):
            self._create_unit(serial=False, lot_id=lot.id)

    def test_a_unit_is_not_a_part_of_itself(self):
        part = self._create_unit(serial="SN-PART", parent_id=self.unit.id)
        with self.assertRaises(ValidationError):
            self.unit.parent_id = part

    def test_the_warranty_holds_to_its_last_day_and_no_longer(self):
        units = self.env["aftersales.equipment"]
        for serial, end in (
            ("A", "2026-03-01"),
            ("B", "2026-03-02"),
            ("C", "2026-03-03"),
            ("D", False),
        ):
            units += self._create_unit(serial=serial, warranty_end_date=end)
        units = units.with_user(self.dispatcher)
        self.assertEqual(units.mapped("is_in_warranty"), [False, True, True, False])
        mine = [("id", "in", units.ids)]
        inside = units.search(mine + [("is_in_warranty", "=", True)])
        outside = units.search(mine + [("is_in_warranty", "=", False)])
        both = units.search(mine + [("is_in_warranty", "in", [True, False])])
        self.assertEqual(set(inside.mapped("serial")), {"B", "C"})
        self.assertEqual(set(outside.mapped("serial")), {"A", "D"})
        self.assertEqual(both, units.sorted("id", reverse=True))

    def test_the_day_of_warranty_is_that_of_the_reader(self):
        unit = self._create_unit(serial="A", warranty_end_date="2026-03-02")
        with freeze_time("2026-03-02 17:00:00"):  # the third already in Shanghai
            self.assertFalse(unit.with_user(self.dispatcher).is_in_warranty)
            abroad = self._create_user("dispatcher", login="test_abroad")
            abroad.tz = "Europe/London"
            self.assertTrue(unit.with_user(abroad).is_in_warranty)

    def test_a_unit_is_found_by_serial_product_and_number(self):
        Unit = self.env["aftersales.equipment"].with_user(self.dispatcher)
        for text in ("SN000001", "Filing Cabinet", self.unit.name):
            self.assertIn(self.unit.id, [id_ for id_, _name in Unit.name_search(text)])

    def test_a_unit_counts_and_shows_its_orders(self):
        order = self._create_order()
        unit = self.unit.with_user(self.dispatcher)
        self.assertEqual(unit.order_count, 1)
        action = unit.action_view_orders()
        found = self.env["aftersales.order"].search(action["domain"])
        self.assertEqual(found, order)
        form = Form(
            self.env["aftersales.order"]
            .with_user(self.dispatcher)
            .with_context(**action["context"])
        )
        self.assertEqual(form.equipment_id, unit)
        self.assertEqual(form.partner_id, self.customer)
        self.assertEqual(form.serial, "SN000001")
