from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import RecallCase


@tagged("post_install", "-at_install")
class TestRecallParts(RecallCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plug = cls.env["product.product"].create(
            {"name": "Plug", "type": "consu", "is_storable": True}
        )
        cls.north = cls.env["stock.warehouse"].create({"name": "North", "code": "NRT"})
        cls.outlet.warehouse_id = cls.north
        cls.buyers = cls._create_buyers(8)
        cls.recall = cls._run(
            min_ready_rate=0.5,
            part_ids=[(0, 0, {"product_id": cls.plug.id, "quantity": 2})],
        )

    def _stock(self, quantity, location):
        self.env["stock.quant"]._update_available_quantity(
            self.plug, location, quantity
        )
        self.env.invalidate_all()

    def _row(self):
        return self.recall.completion_ids.filtered(
            lambda row: row.outlet_id == self.outlet
        )

    def test_parts_of_the_outlets_own_warehouse_count(self):
        self._stock(100, self.stock)
        self.assertEqual(self._row().ready_rate, 0.0)
        # Ten units are to do, two plugs each.
        self._stock(7, self.north.lot_stock_id)
        self.assertEqual(self._row().open_count, 10)
        self.assertAlmostEqual(self._row().ready_rate, 0.3)

    def test_an_outlet_without_a_warehouse_draws_on_the_companys(self):
        self.outlet.warehouse_id = False
        self._stock(100, self.stock)
        self.assertEqual(self._row().ready_rate, 1.0)

    def test_a_wave_waits_for_parts(self):
        wave = self.env["aftersales.recall.wave"].create({"recall_id": self.recall.id})
        self._stock(7, self.north.lot_stock_id)
        with self.assertRaisesRegex(
            UserError, "Qingdao Branch: parts are there for 30 % of the units"
        ):
            wave.action_launch()
        self._stock(3, self.north.lot_stock_id)
        wave.action_launch()
        self.assertEqual(wave.state, "running")

    def test_completion_by_outlet(self):
        self.buyers[:2].recall_line_ids._register_answer("scrapped")
        self.env.invalidate_all()
        row = self._row()
        self.assertEqual(
            (row.unit_count, row.done_count, row.open_count, row.answered_count),
            (10, 2, 8, 2),
        )
        self.assertAlmostEqual(row.done_rate, 0.2)
