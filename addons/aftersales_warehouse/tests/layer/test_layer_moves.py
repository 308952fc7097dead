from odoo import Command, fields
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from ..common import WarehouseCase

JAN, FEB, MAR = "2026-01-10", "2026-02-10", "2026-03-10"


class LayerCase(WarehouseCase):
    def assertLayers(self, expected, warehouse=None, product=None):
        """Open layers as (first day, remaining, unit cost, allowance)."""
        found = [
            (
                fields.Date.to_string(layer.first_received_on),
                layer.remaining_quantity,
                layer.unit_cost,
                layer.allowance,
            )
            for layer in self._get_layers(warehouse, product)
        ]
        self.assertEqual(found, expected)

    def assertStock(self):
        """Layers less shortages are what the host has, everywhere."""
        self.assertFalse(self.env["aftersales.stock.difference"]._find(self.company))

    def _return(self, move, qty, day, dest=None, source=None, lot=None):
        """The host's return of a done move."""
        return self._do_move(
            source or move.location_dest_id,
            dest or move.location_id,
            move.product_id,
            qty,
            day,
            lot,
            origin_returned_move_id=move.id,
        )


@tagged("post_install", "-at_install")
class TestLayerMoves(LayerCase):
    def test_receipt_makes_a_layer(self):
        move = self._receive(self.warehouse, self.goods, 5, cost=80.0, day=JAN)
        layer = self._get_layers()
        self.assertEqual(layer.origin_move_id, move)
        self.assertEqual(layer.outlet_id, self.outlet)
        self.assertEqual((layer.quantity, layer.remaining_quantity), (5, 5))
        self.assertEqual((layer.unit_cost, layer.value), (80.0, 400.0))
        self.assertEqual(str(layer.received_on), JAN)
        self.assertEqual(str(layer.first_received_on), JAN)
        self.assertTrue(layer.is_depreciable)
        self.assertStock()

    def test_head_office_does_not_age_goods_unless_the_policy_says_so(self):
        self._receive(self.head_office, self.goods, 5, day=JAN)
        self.assertFalse(self._get_layers(self.head_office))
        self._move(self.head_office, self.warehouse, self.goods, 2, day=FEB)
        self.assertLayers([(FEB, 2, 100.0, 0.0)])
        self.policy.ages_head_office = True
        self._receive(self.head_office, self.goods, 1, day=FEB)
        self._move(self.warehouse, self.head_office, self.goods, 1, day=MAR)
        self.assertLayers(
            [(FEB, 1, 100.0, 0.0), (FEB, 1, 100.0, 0.0)], self.head_office
        )

    def test_goods_from_head_office_cost_what_they_cost_there(self):
        self._receive(self.head_office, self.goods, 5, cost=70.0, day=JAN)
        self._move(self.head_office, self.warehouse, self.goods, 2, day=FEB)
        self.goods.standard_price = 90.0
        self._move(self.head_office, self.warehouse, self.goods, 2, day=MAR)
        self.assertLayers([(FEB, 2, 70.0, 0.0), (MAR, 2, 90.0, 0.0)])

    @rule("R222")
    def test_issue_takes_the_oldest_first(self):
        self._receive(self.warehouse, self.goods, 3, cost=100.0, day=JAN)
        self._receive(self.warehouse, self.goods, 3, cost=110.0, day=FEB)
        old = self._get_layers()[0]
        old.allowance = 24.0
        move = self._issue(self.warehouse, self.goods, 2, day=MAR)
        self.assertLayers([(JAN, 1, 100.0, 8.0), (FEB, 3, 110.0, 0.0)])
        self.assertEqual(old.use_ids.move_id, move)
        self.assertEqual(old.use_ids.kind, "issue")
        self.assertEqual(old.use_ids.allowance, 16.0)
        self._issue(self.warehouse, self.goods, 2, day=MAR)
        self.assertLayers([(FEB, 2, 110.0, 0.0)])
        self.assertEqual(sum(old.use_ids.mapped("allowance")), 24.0)
        self.assertStock()

    def test_a_lot_keeps_to_its_own_layers(self):
        self.goods.tracking = "lot"
        one, other = self._create_lot("ONE"), self._create_lot("OTHER")
        self._receive(self.warehouse, self.goods, 3, day=JAN, lot=one)
        self._receive(self.warehouse, self.goods, 3, day=FEB, lot=other)
        self._issue(self.warehouse, self.goods, 2, day=MAR, lot=other)
        self.assertEqual(
            self._get_layers().mapped(lambda x: (x.lot_id, x.remaining_quantity)),
            [(one, 3.0), (other, 1.0)],
        )
        self.assertStock()

    def test_each_serial_number_is_a_layer(self):
        self.goods.tracking = "serial"
        serials = self._create_lot("S1") | self._create_lot("S2")
        self._receive(self.warehouse, self.goods, 2, day=JAN, lot=serials)
        self.assertEqual(self._get_layers().lot_id, serials)
        self._issue(self.warehouse, self.goods, 1, day=MAR, lot=serials[0])
        self.assertEqual(self._get_layers().lot_id, serials[1])
        self.assertStock()

    def test_transfer_carries_age_cost_and_allowance(self):
        self._receive(self.warehouse, self.goods, 4, cost=100.0, day=JAN)
        source = self._get_layers()
        source.allowance = 40.0
        self.goods.standard_price = 130.0
        self._move(self.warehouse, self.warehouse_b, self.goods, 3, day=MAR)
        self.assertLayers([(JAN, 1, 100.0, 10.0)])
        self.assertLayers([(JAN, 3, 100.0, 30.0)], self.warehouse_b)
        target = self._get_layers(self.warehouse_b)
        self.assertEqual(target.source_layer_id, source)
        self.assertEqual(target.outlet_id, self.outlet_b)
        self.assertEqual(str(target.received_on), MAR)
        self.assertEqual(source.use_ids.kind, "transfer")
        self.assertEqual(source.use_ids.target_layer_id, target)
        self.assertStock()

    def test_goods_on_the_way_keep_their_age_and_their_giver(self):
        transit = self.company.internal_transit_location_id
        self._receive(self.warehouse, self.goods, 4, day=JAN)
        self._receive(self.head_office, self.goods, 4, day=JAN)
        self._get_layers().allowance = 40.0
        sent = self._move(self.warehouse, transit, self.goods, 2, day=FEB)
        self._move(self.head_office, transit, self.goods, 2, day=FEB)
        way = self.env["aftersales.stock.layer"].search(
            [("origin_move_id", "=", sent.id)]
        )
        self.assertFalse(way.warehouse_id)
        self.assertEqual((way.outlet_id, way.allowance), (self.outlet, 20.0))
        arrived = self._move(
            transit,
            self.warehouse_b,
            self.goods,
            2,
            day=MAR,
            move_orig_ids=[Command.link(sent.id)],
        )
        self.assertEqual(way.remaining_quantity, 0)
        self.assertLayers([(JAN, 2, 100.0, 20.0)], self.warehouse_b)
        self.assertEqual(self._get_layers(self.warehouse_b).origin_move_id, arrived)
        self._move(transit, self.warehouse_b, self.goods, 2, day=MAR)
        self.assertLayers(
            [(JAN, 2, 100.0, 20.0), (MAR, 2, 100.0, 0.0)], self.warehouse_b
        )
        self.assertStock()

    def test_a_return_revives_what_the_issue_took(self):
        self._receive(self.warehouse, self.goods, 2, day=JAN)
        self._receive(self.warehouse, self.goods, 4, day=FEB)
        self._get_layers()[0].allowance = 16.0
        sold = self._issue(self.warehouse, self.goods, 3, day=MAR)
        self._return(sold, 1, "2026-03-11")
        self.assertLayers([(FEB, 4, 100.0, 0.0)])
        self._return(sold, 1, "2026-03-12")
        self.assertLayers([(JAN, 1, 100.0, 8.0), (FEB, 4, 100.0, 0.0)])
        self._return(sold, 1, "2026-03-13")
        self.assertLayers([(JAN, 2, 100.0, 16.0), (FEB, 4, 100.0, 0.0)])
        # More comes back than went: nothing says how old it is.
        self._return(sold, 1, "2026-03-14")
        self.assertLayers(
            [
                (JAN, 2, 100.0, 16.0),
                (FEB, 4, 100.0, 0.0),
                ("2026-03-14", 1, 100.0, 0.0),
            ]
        )
        uses = self.env["aftersales.stock.layer.use"].search([])
        self.assertFalse(sum(uses.mapped("allowance")))
        self.assertStock()

    def test_a_return_to_another_outlet_takes_its_age_there(self):
        self._receive(self.warehouse, self.goods, 2, day=JAN)
        self._get_layers().allowance = 16.0
        sold = self._issue(self.warehouse, self.goods, 2, day=FEB)
        self._return(sold, 2, MAR, dest=self.warehouse_b.lot_stock_id)
        self.assertLayers([])
        self.assertLayers([(JAN, 2, 100.0, 16.0)], self.warehouse_b)
        self.assertStock()

    def test_goods_back_from_head_office_are_as_old_as_they_were(self):
        self._receive(self.warehouse, self.goods, 2, day=JAN)
        sent = self._move(self.warehouse, self.head_office, self.goods, 2, day=FEB)
        self.assertLayers([])
        self._return(sent, 1, MAR)
        self._move(self.head_office, self.warehouse, self.goods, 1, day=MAR)
        self.assertLayers([(JAN, 1, 100.0, 0.0), (MAR, 1, 100.0, 0.0)])
        self.assertStock()

    def test_a_return_to_the_supplier_takes_what_he_brought(self):
        self._receive(self.warehouse, self.goods, 2, day=JAN)
        bought = self._receive(self.warehouse, self.goods, 2, day=FEB)
        self._return(bought, 2, MAR)
        self.assertLayers([(JAN, 2, 100.0, 0.0)])
        self.assertStock()

    def test_scrap_and_inventory(self):
        self._receive(self.warehouse, self.goods, 10, day=JAN)
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": self.goods.id,
                "scrap_qty": 1,
                "location_id": self.warehouse.lot_stock_id.id,
            }
        )
        scrap.action_validate()
        self._count(7)
        layer = self._get_layers()
        self.assertEqual(sorted(layer.use_ids.mapped("kind")), ["loss", "scrap"])
        self.assertEqual(layer.remaining_quantity, 7)
        self.assertStock()

    def test_a_gain_is_of_today_unless_told_otherwise(self):
        self._count(2)
        self.assertEqual(
            self._get_layers().first_received_on, fields.Date.context_today(self)
        )
        self._count(5, aftersales_received_on="2025-01-05")
        self.assertEqual(str(self._get_layers()[0].first_received_on), "2025-01-05")
        self.assertEqual(self._get_layers()[0].remaining_quantity, 3)
        quant = self._get_layers()[0].origin_move_id.move_line_ids
        self.assertEqual(quant.quantity, 3)
        self._count(6)
        self.assertEqual(
            self._get_layers()[-1].first_received_on, fields.Date.context_today(self)
        )
        self.assertStock()

    def _count(self, quantity, **vals):
        quants = self.env["stock.quant"].with_context(inventory_mode=True)
        place = {
            "product_id": self.goods.id,
            "location_id": self.warehouse.lot_stock_id.id,
        }
        quant = quants.create({**place, "inventory_quantity": quantity})
        quant.write(vals)
        quant.action_apply_inventory()

    def test_units_of_measure(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self._receive(self.warehouse, self.goods, 2, day=JAN, uom=dozen)
        self.assertLayers([(JAN, 24, 100.0, 0.0)])
        self._issue(self.warehouse, self.goods, 1, day=FEB, uom=dozen)
        self._issue(self.warehouse, self.goods, 5, day=FEB)
        self.assertLayers([(JAN, 7, 100.0, 0.0)])
        self.assertStock()

    def test_negative_stock_is_flagged_and_never_guessed(self):
        self._receive(self.warehouse, self.goods, 1, day=JAN)
        issued = self._issue(self.warehouse, self.goods, 4, day=FEB)
        shortage = self.env["aftersales.stock.shortage"].search(
            [("move_id", "=", issued.id)]
        )
        self.assertEqual((shortage.quantity, shortage.open_quantity), (3, 3))
        self.assertEqual(shortage.outlet_id, self.outlet)
        self.assertStock()
        self._receive(self.warehouse, self.goods, 2, day=MAR)
        self.assertLayers([])
        self.assertEqual(shortage.open_quantity, 1)
        self._receive(self.warehouse, self.goods, 5, day=MAR)
        self.assertLayers([(MAR, 4, 100.0, 0.0)])
        self.assertEqual((shortage.quantity, shortage.open_quantity), (3, 0))
        self.assertStock()

    def test_what_was_short_arrives_as_of_unknown_age(self):
        self._receive(self.warehouse, self.goods, 1, day=JAN)
        self._move(self.warehouse, self.warehouse_b, self.goods, 3, day=MAR)
        self.assertLayers(
            [(JAN, 1, 100.0, 0.0), (MAR, 2, 100.0, 0.0)], self.warehouse_b
        )
        self.assertEqual(
            self.env["aftersales.stock.shortage"].search([]).open_quantity, 2
        )
        self.assertStock()

    @rule("R233")
    def test_consigned_goods_stand_apart(self):
        self._receive(self.warehouse, self.goods, 2, day=JAN, owner=self.owner)
        self._receive(self.warehouse, self.goods, 2, day=FEB)
        self._issue(self.warehouse, self.goods, 1, day=MAR)
        self.assertEqual(
            self._get_layers().mapped(
                lambda x: (x.owner_id, x.remaining_quantity, x.is_depreciable)
            ),
            [(self.owner, 2.0, False), (self.owner.browse(), 1.0, True)],
        )
        self._receive(
            self.warehouse, self.goods, 1, day=MAR, owner=self.company.partner_id
        )
        self.assertFalse(self._get_layers()[-1].owner_id)
        self.assertStock()

    @rule("R232", "R233")
    def test_nonconforming_goods_age_where_the_outlet_answers_for_them(self):
        own = self._create_nonconforming_place(self.warehouse)
        theirs = self._create_nonconforming_place(self.warehouse, "head_office")
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": own.id}
        )
        self._receive(self.warehouse, self.goods, 6, day=JAN)
        self._get_layers().allowance = 60.0
        self._move(self.warehouse, shelf, self.goods, 1, day=FEB)
        self._move(self.warehouse, theirs, self.goods, 2, day=FEB)
        self._move(shelf, own, self.goods, 1, day=FEB)
        self.assertCountEqual(
            self._get_layers().mapped(
                lambda x: (
                    x.quality,
                    x.liability,
                    x.remaining_quantity,
                    x.allowance,
                    x.is_depreciable,
                )
            ),
            [
                ("qualified", False, 3.0, 30.0, True),
                ("nonconforming", "outlet", 1.0, 10.0, True),
                ("nonconforming", "head_office", 2.0, 20.0, False),
            ],
        )
        self.assertEqual(
            set(self._get_layers()[0].use_ids.mapped("kind")), {"reclassify"}
        )
        self.assertStock()

    def test_backdated_moves(self):
        move = self._receive(self.warehouse, self.goods, 2, day=FEB)
        self._move(self.warehouse, self.warehouse_b, self.goods, 1, day=MAR)
        move.date = f"{JAN} 04:00:00"
        self.assertLayers([(JAN, 1, 100.0, 0.0)])
        self.assertLayers([(JAN, 1, 100.0, 0.0)], self.warehouse_b)
        issue = self._issue(self.warehouse, self.goods, 1, day=MAR)
        issue.date = f"{FEB} 04:00:00"
        use = self.env["aftersales.stock.layer.use"].search(
            [("move_id", "=", issue.id)]
        )
        self.assertEqual(str(use.date), FEB)

    def test_the_day_is_that_of_the_company(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        move = self._receive(self.warehouse, self.goods, 2, day=FEB)
        move.date = "2026-01-31 17:00:00"
        self.assertLayers([("2026-02-01", 2, 100.0, 0.0)])

    def test_cancelled_moves_leave_no_layer(self):
        move = self.env["stock.move"].create(
            {
                "product_id": self.goods.id,
                "product_uom_qty": 2,
                "location_id": self.suppliers.id,
                "location_dest_id": self.warehouse.lot_stock_id.id,
            }
        )
        move._action_confirm()
        move._action_cancel()
        self.assertLayers([])

    def test_a_done_line_that_is_corrected(self):
        bought = self._receive(self.warehouse, self.goods, 5, day=JAN)
        sold = self._issue(self.warehouse, self.goods, 2, day=FEB)
        bought.move_line_ids.quantity = 8
        self.assertLayers([(JAN, 3, 100.0, 0.0), (JAN, 3, 100.0, 0.0)])
        sold.move_line_ids.quantity = 1
        self.assertStock()
        bought.move_line_ids.quantity = 4
        self.assertStock()
        self.assertEqual(sum(self._get_layers().mapped("remaining_quantity")), 3)
        place = self._create_nonconforming_place(self.warehouse)
        bought.move_line_ids.location_dest_id = place
        self.assertStock()

    def test_packages(self):
        pack = self.env["stock.package"].create({"name": "PACK"})
        move = self._receive(self.warehouse, self.goods, 5, day=JAN)
        quant = self.env["stock.quant"].search(
            [
                ("location_id", "=", self.warehouse.lot_stock_id.id),
                ("product_id", "=", self.goods.id),
            ]
        )
        quant.move_quants(package_dest_id=pack, message="Packed")
        self._issue(self.warehouse, self.goods, 1, day=FEB)
        self.assertEqual(self._get_layers().origin_move_id, move)
        self.assertStock()

    def test_a_later_price_reaches_the_layers(self):
        move = self._receive(self.warehouse, self.goods, 4, cost=100.0, day=JAN)
        self._move(self.warehouse, self.warehouse_b, self.goods, 1, day=FEB)
        move.value_manual = 440.0
        self.assertLayers([(JAN, 3, 110.0, 0.0)])
        self.assertLayers([(JAN, 1, 110.0, 0.0)], self.warehouse_b)

    def test_a_storekeeper_receives_delivers_and_takes_back(self):
        """With his own rights, by the host's documents."""
        stock = self.warehouse.lot_stock_id
        bought = self._validate(self.warehouse.in_type_id, self.suppliers, stock, 3)
        self.assertEqual(self._get_layers().picking_id, bought)
        bought.date_done = f"{JAN} 04:00:00"
        sold = self._validate(self.warehouse.out_type_id, stock, self.customers, 2)
        wizard = (
            self.env["stock.return.picking"]
            .with_user(self.storekeeper)
            .with_context(
                active_model="stock.picking", active_id=sold.id, active_ids=sold.ids
            )
            .create({})
        )
        wizard.product_return_moves.quantity = 1
        back = sold.browse(wizard.action_create_returns()["res_id"])
        back.move_ids.picked = True
        back.button_validate()
        self.assertEqual(back.state, "done")
        self.assertLayers([(JAN, 2, 100.0, 0.0)])
        self.assertStock()

    def _validate(self, kind, source, dest, quantity):
        places = {"location_id": source.id, "location_dest_id": dest.id}
        line = {**places, "product_id": self.goods.id, "product_uom_qty": quantity}
        picking = (
            self.env["stock.picking"]
            .with_user(self.storekeeper)
            .create(
                {
                    **places,
                    "picking_type_id": kind.id,
                    "move_ids": [Command.create(line)],
                }
            )
        )
        picking.action_confirm()
        picking.action_assign()
        picking.move_ids.picked = True
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        return picking

    def test_backdating_needs_as_many_queries_for_any_number(self):
        def backdate(number):
            moves = self.env["stock.move"]
            for _number in range(number):
                moves |= self._receive(self.warehouse, self.goods, 2, day=FEB)
            self._move(self.warehouse, self.warehouse_b, self.goods, 2 * number)
            moves = moves.with_prefetch()
            return self._count_queries(lambda: moves._date_layers())

        self.assertEqual(backdate(2), backdate(12))

    def test_the_same_number_of_queries_for_any_number_of_lines(self):
        def validate(number):
            goods = [self._create_goods(f"Part {number}-{i}") for i in range(number)]
            moves = self.env["stock.move"]
            for product in goods:
                moves |= self._receive(self.warehouse, product, 2, day=JAN)
            layers = self.env["aftersales.stock.layer"]
            layers.search([("origin_move_id", "in", moves.ids)]).unlink()
            lines = moves.move_line_ids
            return self._count_queries(lambda: layers._follow(lines))

        self.assertEqual(validate(2), validate(20))
