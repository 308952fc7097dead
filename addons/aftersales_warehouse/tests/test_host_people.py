from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from .common import WarehouseCase
from .parts.common import PartsCase

PEOPLE = {
    "keeper": "stock.group_stock_user",
    "chief": "stock.group_stock_manager",
    "buyer": "purchase.group_purchase_user",
    "seller": "sales_team.group_sale_salesman",
    "bookkeeper": "account.group_account_invoice",
}


@tagged("post_install", "-at_install")
class TestHostPeople(WarehouseCase):
    """Who has no role of ours works as before, with goods of outlets, too."""

    @classmethod
    def _setup_users(cls):
        result = super()._setup_users()
        for name, group in PEOPLE.items():
            user = new_test_user(
                cls.env, f"host_{name}", groups=f"base.group_user,{group}"
            )
            setattr(cls, name, user)
        return result

    def setUp(self):
        super().setUp()
        self.warehouses = self.head_office | self.warehouse
        self._receive(self.head_office, self.goods, 20)
        self._receive(self.warehouse, self.goods, 20)

    def _plan(self, picking_type, quantity=3, product=None, **vals):
        product = product or self.goods
        ends = {
            "location_id": picking_type.default_location_src_id.id,
            "location_dest_id": picking_type.default_location_dest_id.id,
            **vals,
        }
        return (
            self.env["stock.picking"]
            .with_user(self.keeper)
            .create(
                {
                    "picking_type_id": picking_type.id,
                    **ends,
                    "move_ids": [
                        Command.create(
                            {
                                "product_id": product.id,
                                "product_uom_qty": quantity,
                                **ends,
                            }
                        )
                    ],
                }
            )
        )

    def _finish(self, picking):
        picking = picking.with_user(self.keeper)
        picking.action_confirm()
        picking.action_assign()
        picking.move_ids.picked = True
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        return picking

    def _get_held(self, warehouse):
        return self.goods.with_context(warehouse_id=warehouse.id).qty_available

    def _get_layered(self, warehouse):
        layers = self.env["aftersales.stock.layer"].search(
            [("product_id", "=", self.goods.id), ("warehouse_id", "=", warehouse.id)]
        )
        return sum(layers.mapped("remaining_quantity"))

    def test_a_stock_user_receives_delivers_and_takes_back(self):
        for warehouse in self.warehouses:
            with self.subTest(warehouse=warehouse.name):
                self._finish(self._plan(warehouse.in_type_id))
                sent = self._finish(self._plan(warehouse.out_type_id, 5))
                wizard = (
                    self.env["stock.return.picking"]
                    .with_user(self.keeper)
                    .with_context(active_id=sent.id, active_model="stock.picking")
                    .create({})
                )
                wizard.product_return_moves.quantity = 2
                back = self.env["stock.picking"].browse(
                    wizard.action_create_returns()["res_id"]
                )
                self._finish(back)
                self.assertEqual(self._get_held(warehouse), 20)
        self.assertEqual(self._get_layered(self.warehouse), 20)

    def test_a_stock_user_changes_splits_and_cancels_transfers(self):
        for warehouse in self.warehouses:
            with self.subTest(warehouse=warehouse.name):
                picking = self._plan(warehouse.out_type_id, 5)
                picking.action_confirm()
                picking.move_ids.product_uom_qty = 4
                picking.action_assign()
                picking.move_ids.write({"quantity": 3, "picked": True})
                picking.with_context(skip_backorder=True).button_validate()
                self.assertEqual(picking.state, "done")
                picking.backorder_ids.action_cancel()
                picking.move_line_ids.quantity = 4
                (picking.backorder_ids | picking.copy()).with_user(self.chief).unlink()
                self.assertEqual(self._get_held(warehouse), 16)
        self.assertEqual(self._get_layered(self.warehouse), 16)

    def test_a_stock_user_counts_scraps_and_moves(self):
        for warehouse in self.warehouses:
            with self.subTest(warehouse=warehouse.name):
                stock = warehouse.lot_stock_id
                quants = self.env["stock.quant"].with_user(self.keeper)
                quant = quants._gather(self.goods, stock)[:1].with_user(self.keeper)
                quant.with_context(inventory_mode=True).inventory_quantity = 18
                quant.action_apply_inventory()
                scrap = self.env["stock.scrap"].with_user(self.keeper)
                scrap = scrap.create(
                    {
                        "product_id": self.goods.id,
                        "scrap_qty": 1,
                        "location_id": stock.id,
                    }
                )
                scrap.action_validate()
                self.assertEqual(scrap.state, "done")
                self.assertEqual(self._get_held(warehouse), 17)
        self._finish(
            self._plan(
                self.warehouse.int_type_id,
                location_dest_id=self.head_office.lot_stock_id.id,
            )
        )
        self.assertEqual(self._get_held(self.warehouse), 14)
        self.assertEqual(self._get_layered(self.warehouse), 14)

    def test_a_stock_manager_makes_and_changes_warehouses(self):
        warehouses = self.env["stock.warehouse"].with_user(self.chief)
        made = warehouses.create({"name": "Weifang", "code": "WF"})
        made.write({"name": "Weifang North", "reception_steps": "two_steps"})
        made.active = False
        for warehouse in self.warehouses.with_user(self.chief):
            with Form(warehouse) as form:
                form.name = f"{warehouse.name} 1"
            with Form(warehouse.lot_stock_id) as form:
                form.name = "Shelves"

    def test_a_stock_manager_replenishes(self):
        for warehouse in self.warehouses:
            vendor = self.env["res.partner"].create({"name": "Factory"})
            self.goods.seller_ids = [Command.create({"partner_id": vendor.id})]
            point = self.env["stock.warehouse.orderpoint"].with_user(self.chief)
            point = point.create(
                {
                    "product_id": self.goods.id,
                    "warehouse_id": warehouse.id,
                    "location_id": warehouse.lot_stock_id.id,
                    "product_min_qty": 30,
                    "product_max_qty": 30,
                    "route_id": self.env.ref("purchase_stock.route_warehouse0_buy").id,
                }
            )
            point.action_replenish()
            line = self.env["purchase.order.line"].search(
                [
                    ("product_id", "=", self.goods.id),
                    ("order_id.picking_type_id", "=", warehouse.in_type_id.id),
                ]
            )
            self.assertEqual(line.product_qty, 10)

    def test_who_duplicates_a_product_needs_no_role(self):
        maker = new_test_user(
            self.env, "maker", groups="base.group_user,product.group_product_manager"
        )
        self.env.invalidate_all()
        copied = self.goods.product_tmpl_id.with_user(maker).copy()
        with Form(copied) as form:
            form.name = "Wooden Desk"

    def test_an_order_is_bought_received_and_billed(self):
        vendor = self.env["res.partner"].create({"name": "Factory"})
        for warehouse in self.warehouses:
            with self.subTest(warehouse=warehouse.name):
                form = Form(self.env["purchase.order"].with_user(self.buyer))
                form.partner_id = vendor
                form.picking_type_id = warehouse.in_type_id
                with form.order_line.new() as line:
                    line.product_id = self.goods
                    line.product_qty = 2
                    line.price_unit = 90
                order = form.save()
                order.button_confirm()
                self._finish(order.sudo().picking_ids)
                order.with_user(self.bookkeeper).action_create_invoice()
                bill = order.sudo().invoice_ids.with_user(self.bookkeeper)
                bill.invoice_date = fields.Date.today()
                bill.action_post()
                self.assertEqual(bill.state, "posted")
                order.copy().button_cancel()

    def test_an_order_is_sold_delivered_and_invoiced(self):
        for warehouse in self.warehouses:
            with self.subTest(warehouse=warehouse.name):
                form = Form(self.env["sale.order"].with_user(self.seller))
                form.partner_id = self.customer
                with form.order_line.new() as line:
                    line.product_id = self.goods
                    line.product_uom_qty = 2
                order = form.save()
                order.warehouse_id = warehouse
                order.action_confirm()
                self._finish(order.sudo().picking_ids)
                invoice = order._create_invoices().with_user(self.bookkeeper)
                invoice.action_post()
                self.assertEqual(invoice.state, "posted")
                order.copy().action_cancel()

    def test_a_number_is_received_sold_returned_and_credited(self):
        """Its unit, its warranty card and its layer are made behind their backs."""
        numbered = self._create_goods(
            "Safe", tracking="serial", aftersales_card_on_delivery=True
        )
        for warehouse in self.warehouses:
            with self.subTest(warehouse=warehouse.name):
                received = self._plan(warehouse.in_type_id, 1, numbered)
                received.action_confirm()
                received.move_ids.move_line_ids.write(
                    {"lot_name": f"SF-{warehouse.code}", "quantity": 1}
                )
                self._finish(received)
                order = (
                    self.env["sale.order"]
                    .with_user(self.seller)
                    .create(
                        {
                            "partner_id": self.customer.id,
                            "warehouse_id": warehouse.id,
                            "order_line": [Command.create({"product_id": numbered.id})],
                        }
                    )
                )
                order.action_confirm()
                sent = self._finish(order.sudo().picking_ids)
                unit = self.env["aftersales.equipment"].search(
                    [("lot_id", "=", sent.move_line_ids.lot_id.id)]
                )
                self.assertEqual(unit.partner_id, self.customer)
                invoice = order._create_invoices().with_user(self.bookkeeper)
                invoice.action_post()
                wizard = (
                    self.env["stock.return.picking"]
                    .with_user(self.keeper)
                    .with_context(active_id=sent.id, active_model="stock.picking")
                    .create({})
                )
                wizard.product_return_moves.quantity = 1
                back = self.env["stock.picking"].browse(
                    wizard.action_create_returns()["res_id"]
                )
                self._finish(back)
                credit = invoice._reverse_moves()
                credit.invoice_date = fields.Date.today()
                credit.action_post()
                self.assertEqual(credit.state, "posted")

    def test_a_stock_user_repairs(self):
        for warehouse in self.warehouses:
            with self.subTest(warehouse=warehouse.name):
                form = Form(self.env["repair.order"].with_user(self.keeper))
                form.picking_type_id = warehouse.repair_type_id
                form.product_id = self.product
                with form.move_ids.new() as line:
                    line.repair_line_type = "add"
                    line.product_id = self.goods
                    line.product_uom_qty = 1
                repair = form.save()
                repair.action_validate()
                repair.action_repair_start()
                repair.move_ids.picked = True
                repair.action_repair_end()
                self.assertEqual(repair.state, "done")
                self.assertEqual(self._get_held(warehouse), 19)

    def test_our_papers_stay_ours(self):
        """What lets them work gives them nothing of ours to read."""
        for user in (self.keeper, self.seller, self.buyer, self.bookkeeper):
            with self.assertRaises(AccessError):
                self.env["aftersales.stock.layer"].with_user(user).search([])


@tagged("post_install", "-at_install")
class TestHostRepair(PartsCase):
    """A workshop without a role of ours repairs what a service order sends it."""

    def test_a_stock_user_repairs_for_a_service_order(self):
        keeper = new_test_user(
            self.env, "host_keeper", groups="base.group_user,stock.group_stock_user"
        )
        chief = new_test_user(
            self.env, "host_chief", groups="base.group_user,stock.group_stock_manager"
        )
        self.warehouse._create_old_part_location()
        self._stock_part(self.stock, 5)
        order = self._create_part_order()
        repair = order.repair_ids.with_user(keeper)
        self.env.invalidate_all()
        with Form(repair) as form:
            with form.move_ids.new() as line:
                line.repair_line_type = "add"
                line.product_id = self.part
                line.product_uom_qty = 1
            with form.move_ids.new() as line:
                line.repair_line_type = "remove"
                line.product_id = self.part
                line.product_uom_qty = 1
        added = repair.move_ids.filtered(lambda move: move.repair_line_type == "add")
        added[1:].product_uom_qty = 2
        repair.action_validate()
        repair.action_repair_start()
        added[0].with_user(chief).unlink()
        for move in repair.move_ids:
            move.write({"quantity": move.product_uom_qty, "picked": True})
        repair.action_repair_end()
        self.assertEqual(repair.state, "done")
        self.assertEqual(order.old_part_ids.product_id, self.part)
