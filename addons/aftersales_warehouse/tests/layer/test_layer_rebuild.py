from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_layer_moves import FEB, JAN, MAR, LayerCase

FIELDS = (
    *("product_id", "lot_id", "owner_id", "warehouse_id", "quality", "liability"),
    *("first_received_on", "received_on", "quantity", "remaining_quantity"),
    *("unit_cost", "allowance", "origin_move_id", "is_depreciable", "outlet_id"),
)


@tagged("post_install", "-at_install")
class TestLayerRebuild(LayerCase):
    def _play(self):
        """A bit of everything."""
        lots = self._create_goods("Lamp", cost=40.0, tracking="lot")
        lot = self._create_lot("L1", lots)
        place = self._create_nonconforming_place(self.warehouse)
        self._receive(self.warehouse, self.goods, 9, cost=100.0, day=JAN)
        self._receive(self.warehouse, lots, 5, day=JAN, lot=lot)
        self._receive(self.warehouse_b, self.goods, 2, day=FEB, owner=self.owner)
        self._receive(self.head_office, self.goods, 4, day=FEB)
        self._move(self.head_office, self.warehouse_b, self.goods, 4, day=FEB)
        sold = self._issue(self.warehouse, self.goods, 3, day=FEB)
        self._move(self.warehouse, self.warehouse_b, self.goods, 2, day=MAR)
        self._move(self.warehouse, place, self.goods, 1, day=MAR)
        self._return(sold, 1, "2026-03-11")
        self._issue(self.warehouse, lots, 6, day="2026-03-12", lot=lot)
        self._receive(self.warehouse, lots, 2, day="2026-03-13", lot=lot)
        return self.goods | lots

    def _read(self, records):
        self.env.flush_all()
        self.env.invalidate_all()
        return sorted(
            (str([record[name] for name in FIELDS]) for record in records),
        )

    def _get_all(self, products):
        return self.env["aftersales.stock.layer"].search(
            [("product_id", "in", products.ids)]
        )

    def test_layers_made_of_old_moves_are_those_that_followed_them(self):
        products = self._play()
        layers = self._get_all(products)
        before = self._read(layers)
        uses = len(layers.use_ids)
        layers.use_ids.unlink()
        layers.unlink()
        self.env["aftersales.stock.shortage"].search([]).unlink()
        self.env["aftersales.stock.layer"]._rebuild(self.company, products)
        layers = self._get_all(products)
        self.assertEqual(self._read(layers), before)
        self.assertEqual(len(layers.use_ids), uses)
        self.assertStock()

    def test_a_second_time_changes_nothing(self):
        products = self._play()
        layers = self._get_all(products)
        layers[0].allowance = 16.0
        sold = self._issue(self.warehouse, self.goods, 1, day="2026-04-01")
        before, uses = self._read(layers), layers.use_ids.ids
        self.assertTrue(sold)
        # What the host makes of the past with it changes no layer.
        self.goods.standard_price = 70.0
        for _time in range(2):
            self.env["aftersales.stock.layer"]._rebuild(self.company, products)
            again = self._get_all(products)
            self.assertEqual(again, layers)
            self.assertEqual(self._read(again), before)
            self.assertEqual(again.use_ids.ids, uses)
            self.assertStock()

    def test_what_is_booked_is_not_lost(self):
        """History turns out differently: the sum of the allowances stays."""
        self._receive(self.warehouse, self.goods, 4, day=FEB)
        early = self._receive(self.warehouse, self.goods, 4, day=MAR)
        old, new = self._get_layers()
        old.allowance, new.allowance = 32.0, 4.0
        self._issue(self.warehouse, self.goods, 1, day="2026-03-12")
        early.date = f"{JAN} 04:00:00"
        self._issue(self.warehouse, self.goods, 2, day="2026-03-13")
        self.env["aftersales.stock.layer"]._rebuild(self.company, self.goods)
        layers = old | new
        self.assertEqual((old.remaining_quantity, new.remaining_quantity), (4, 1))
        gone = layers.use_ids.filtered(lambda use: not use.target_layer_id)
        self.assertEqual(
            sum(layers.mapped("allowance")) + sum(gone.mapped("allowance")), 36.0
        )
        for layer in layers:
            self.assertEqual(
                layer.quantity - sum(layer.use_ids.mapped("quantity")),
                layer.remaining_quantity,
            )
        self.assertStock()

    def test_a_warehouse_that_becomes_an_outlets(self):
        self._receive(self.head_office, self.goods, 4, cost=60.0, day=JAN)
        self.goods.standard_price = 90.0
        self.outlet_b.warehouse_id = self.head_office
        differences = self.env["aftersales.stock.difference"]
        self.assertEqual(
            [row["difference"] for row in differences._find(self.company)], [4.0]
        )
        self.env["aftersales.stock.layer"]._rebuild(self.company, self.goods)
        self.assertStock()

    def test_the_job_compares_and_goes_on_where_it_was_stopped(self):
        products = self._play()
        layers = self._get_all(products)
        layers.use_ids.unlink()
        layers.unlink()
        rebuild = (
            self.env["aftersales.stock.rebuild"]
            .with_user(self.finance)
            .create({"company_id": self.company.id})
        )
        rebuild.action_start()
        job = rebuild.sudo()
        self.assertEqual(job.state, "running")
        with self.assertRaises(UserError):
            rebuild.action_start()
        with patch(
            "odoo.addons.aftersales_warehouse.models.layer"
            ".aftersales_stock_rebuild.BATCH",
            1,
        ):
            self.assertEqual(job._rebuild_batch(), 1)
            self.assertEqual(job.done_count, 1)
            # Killed here; the next run goes on.
            while job._rebuild_batch():
                pass
        self.assertEqual((job.state, job.difference_count), ("done", 0))
        self.assertEqual(job.done_count, job.product_count)
        line = rebuild.line_ids.filtered(lambda x: x.warehouse_id == self.warehouse_b)
        self.assertEqual((line.quantity_before, line.quantity_after), (0, 8))

    def test_only_finance_rebuilds(self):
        for user in (self.storekeeper, self.outlet_manager, self.technician_user):
            with self.assertRaises(AccessError):
                self.env["aftersales.stock.rebuild"].with_user(user).create({})


@tagged("post_install", "-at_install")
class TestStockDifference(LayerCase):
    def test_the_nightly_check_lists_differences_and_their_moves(self):
        move = self._receive(self.warehouse, self.goods, 5, day=JAN)
        layer = self._get_layers()
        layer.remaining_quantity = 3
        differences = self.env["aftersales.stock.difference"]
        differences._check(self.company)
        found = differences.search([("product_id", "=", self.goods.id)])
        self.assertEqual(
            (found.stock_quantity, found.layer_quantity, found.difference), (5, 3, 2)
        )
        self.assertEqual(found.outlet_id, self.outlet)
        action = found.action_open_moves()
        self.assertEqual(
            self.env[action["res_model"]].search(action["domain"]).move_id, move
        )
        action = found.action_open_layers()
        self.assertEqual(self.env[action["res_model"]].search(action["domain"]), layer)
        found.found_on = JAN
        differences._check(self.company)
        self.assertEqual(found.exists().found_on.isoformat(), JAN)
        layer.remaining_quantity = 5
        differences.with_user(self.storekeeper).action_check()
        self.assertFalse(found.exists())

    def test_who_may_not_check(self):
        with self.assertRaises(AccessError):
            self.env["aftersales.stock.difference"].with_user(
                self.technician_user
            ).action_check()

    def test_head_office_is_compared_where_it_ages(self):
        self._receive(self.head_office, self.goods, 5, day=JAN)
        self.assertStock()
        self.policy.ages_head_office = True
        rows = self.env["aftersales.stock.difference"]._find(self.company)
        mine = [row for row in rows if row["product_id"] == self.goods.id]
        self.assertEqual([row["difference"] for row in mine], [5.0])

    def test_nobody_writes_layers(self):
        self._receive(self.warehouse, self.goods, 5, day=JAN)
        layer = self._get_layers()
        for user in (self.storekeeper, self.finance, self.env.ref("base.user_admin")):
            mine = layer.with_user(user)
            with self.assertRaises(AccessError):
                mine.write({"unit_cost": 1})
            with self.assertRaises(AccessError):
                mine.unlink()
            with self.assertRaises(AccessError):
                mine.create({"product_id": self.goods.id})
