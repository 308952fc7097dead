from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import PartsCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-20 03:00:00")
class TestPartProposal(PartsCase):
    """Bounds are proposed from units in the field and past repairs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["aftersales.part.policy"].search([]).active = False
        cls.policy = cls.env["aftersales.part.policy"].create(
            {
                "name": "Test",
                "lead_days": 60,
                "review_days": 60,
                "for_vans": True,
                "van_lead_days": 30,
            }
        )
        # 3 units at Qingdao, one with no outlet that lives in Jinan.
        cls.unit.outlet_id = cls.outlet
        cls._create_unit(serial="SN2", outlet_id=cls.outlet.id)
        cls._create_unit(serial="SN3", outlet_id=cls.outlet.id)
        cls.customer_b = cls.env["res.partner"].create(
            {"name": "Jinan School", "city": "Jinan"}
        )
        cls._create_unit(serial="SN4", partner_id=cls.customer_b.id)

    def _use_parts(self, quantity=4.0):
        self._stock_part(self.stock, quantity)
        order = self._create_part_order(quantity)
        repair = order.repair_ids
        repair._action_repair_confirm()
        repair.action_repair_start()
        repair.move_ids.write({"quantity": quantity, "picked": True})
        repair.action_repair_end()

    def _reckon(self):
        self.env["aftersales.part.proposal"].with_user(self.storekeeper).action_reckon()
        return self.env["aftersales.part.proposal"].search(
            [("product_id", "=", self.part.id)]
        )

    def _line(self, lines, location):
        return lines.filtered(lambda line: line.location_id == location)

    def test_nothing_failed_nothing_is_proposed(self):
        self.assertFalse(self._reckon())

    @rule("R189", "R197")
    def test_a_part_that_fails_is_proposed_with_its_reason(self):
        self._use_parts()
        lines = self._reckon()
        line = self._line(lines, self.stock)
        # 4 pieces for 4 units in a year: one a unit; 3 units need 0.49 in 60 days.
        self.assertRecordValues(
            line,
            [
                {
                    "outlet_id": self.outlet.id,
                    "unit_count": 3,
                    "used_count": 4,
                    "rate": 1.0,
                    "lead_demand": 0.49,
                    "min_now": 0,
                    "min_proposed": 2,
                    "max_proposed": 3,
                }
            ],
        )
        self.assertIn("4.0 pieces were used in 365 days", line.reason)
        other = self._line(lines, self.warehouse_b.lot_stock_id)
        self.assertEqual(other.unit_count, 1)
        self.assertTrue(self._line(lines, self.van).is_van)

    def test_accepting_makes_the_host_s_rule(self):
        self._use_parts()
        line = self._line(self._reckon(), self.stock)
        line.with_user(self.storekeeper).action_accept()
        self.assertRecordValues(
            line.orderpoint_id,
            [
                {
                    "product_min_qty": 2,
                    "product_max_qty": 3,
                    "location_id": self.stock.id,
                }
            ],
        )
        self.assertEqual(line.state, "accepted")
        self._reckon()
        self.assertEqual(line.exists().state, "accepted")

    def test_running_again_changes_nothing(self):
        self._use_parts()
        lines = self._reckon()
        before = lines.read(["min_proposed", "max_proposed", "state", "write_date"])
        self.assertEqual(self._reckon(), lines)
        self.assertEqual(
            lines.read(["min_proposed", "max_proposed", "state", "write_date"]), before
        )

    def test_what_was_dismissed_comes_back_with_new_facts(self):
        self._use_parts()
        line = self._line(self._reckon(), self.stock)
        line.with_user(self.storekeeper).action_dismiss()
        self._reckon()
        self.assertEqual(line.state, "dismissed")
        self._use_parts(40.0)
        self._reckon()
        self.assertEqual(line.state, "open")

    def test_an_outlet_decides_for_itself_only(self):
        self._use_parts()
        line = self._line(self._reckon(), self.stock)
        boss = self._create_user("outlet_manager", login="test_boss")
        with self.assertRaises(AccessError):
            line.with_user(boss).action_accept()
        self.outlet.manager_id = boss
        line.with_user(boss).action_accept()
        with self.assertRaises(UserError):
            line.with_user(self.technician_user).action_reckon()

    def test_reckoning_costs_the_same_for_many_units(self):
        self._use_parts()
        reckon = self.env["aftersales.part.proposal"]._reckon
        reckon(self.company)
        few = self._count_queries(lambda: reckon(self.company))
        for number in range(10):
            self._create_unit(
                serial=f"MORE{number}",
                outlet_id=self.outlet_b.id,
                product_id=self.part.id,
            )
        self.assertEqual(self._count_queries(lambda: reckon(self.company)), few)
