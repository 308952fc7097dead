from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import AftersalesCase
from ..rules import rule


@tagged("post_install", "-at_install")
class TestWarrantyCost(AftersalesCase):
    """Parts nobody pays for reach cost at once; parts the customer pays are quoted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category = cls.env["product.category"].create(
            {
                "name": "Spare Parts",
                "property_valuation": "real_time",
                "property_cost_method": "standard",
            }
        )
        cls.rail = cls._create_part("Rail", cost=40.0, price=90.0)
        cls.lock = cls._create_part("Lock", cost=10.0, price=30.0)
        plan = cls.env["account.analytic.plan"].create({"name": "Outlets"})
        cls.analytic = cls.env["account.analytic.account"].create(
            {"name": "Qingdao", "plan_id": plan.id}
        )
        cls.outlet.analytic_account_id = cls.analytic
        cls.location = cls.company.aftersales_warranty_location_id

    @classmethod
    def _create_part(cls, name, cost, price):
        part = cls.env["product.product"].create(
            {
                "name": name,
                "type": "consu",
                "is_storable": True,
                "categ_id": cls.category.id,
                "standard_price": cost,
                "list_price": price,
                "taxes_id": [Command.clear()],
            }
        )
        warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        cls.env["stock.quant"]._update_available_quantity(
            part, warehouse.lot_stock_id, 10
        )
        return part

    def _create_assessed_order(self):
        order = self._create_order(technician_id=self.technician.id)
        order.action_accept()
        order.action_dispatch()
        order.dispatch_ids.action_arrive()
        order.action_assess()
        return order

    def _create_repair(self, order, *parts):
        """Repair with parts: (product, quantity, coverage or None for the proposal)."""
        repair = self.env["repair.order"].create(order._prepare_repair_vals())
        self.env["stock.move"].create(
            [
                {
                    "repair_id": repair.id,
                    "repair_line_type": "add",
                    "product_id": product.id,
                    "product_uom_qty": quantity,
                    **({"coverage": coverage} if coverage else {}),
                }
                for product, quantity, coverage in parts
            ]
        )
        return repair

    def _finish(self, repair):
        repair.action_validate()
        repair.action_assign()
        repair.action_repair_start()
        repair.action_repair_end()

    @rule("R132")
    def test_covered_part_is_booked_as_cost_of_the_outlet_at_once(self):
        order = self._create_assessed_order()
        repair = self._create_repair(order, (self.rail, 2, None))
        self.assertEqual(repair.move_ids.coverage, "covered")
        self._finish(repair)
        move = repair.move_ids
        self.assertEqual(move.location_dest_id, self.location)
        entry = move.account_move_id
        self.assertEqual(entry.state, "posted")
        cost_line = entry.line_ids.filtered("debit")
        self.assertRecordValues(
            cost_line,
            [
                {
                    "account_id": self.location.valuation_account_id.id,
                    "debit": 80.0,
                    "analytic_distribution": {str(self.analytic.id): 100.0},
                }
            ],
        )

    def test_part_the_customer_pays_is_quoted_and_books_no_warranty_cost(self):
        order = self._create_assessed_order()
        repair = self._create_repair(
            order, (self.rail, 1, "covered"), (self.lock, 1, "customer")
        )
        order.action_create_quotation()
        self.assertRecordValues(
            order.sale_order_id.order_line,
            [
                {
                    "product_id": self.lock.id,
                    "product_uom_qty": 1.0,
                    "price_unit": 30.0,
                    "analytic_distribution": {str(self.analytic.id): 100.0},
                }
            ],
        )
        self._finish(repair)
        paid = repair.move_ids.filtered(lambda move: move.product_id == self.lock)
        self.assertFalse(paid.account_move_id)
        self.assertNotEqual(paid.location_dest_id, self.location)
        self.assertEqual(order.sale_order_id.order_line.qty_delivered, 1.0)

    def test_coverage_changed_on_a_draft_repair_moves_the_part_elsewhere(self):
        order = self._create_assessed_order()
        repair = self._create_repair(order, (self.rail, 1, "customer"))
        move = repair.move_ids
        self.assertNotEqual(move.location_dest_id, self.location)
        move.coverage = "covered"
        self.assertEqual(move.location_dest_id, self.location)
        move.coverage = "customer"
        self.assertNotEqual(move.location_dest_id, self.location)

    def test_part_made_free_leaves_the_draft_quotation(self):
        order = self._create_assessed_order()
        repair = self._create_repair(
            order, (self.rail, 1, "customer"), (self.lock, 1, "customer")
        )
        order.action_create_quotation()
        self.assertEqual(len(order.sale_order_id.order_line), 2)
        repair.move_ids[0].coverage = "covered"
        order.action_create_quotation()
        self.assertEqual(order.sale_order_id.order_line.product_id, self.lock)

    def test_coverage_of_a_used_part_is_fixed(self):
        order = self._create_assessed_order()
        repair = self._create_repair(order, (self.rail, 1, "covered"))
        self._finish(repair)
        with self.assertRaisesRegex(UserError, "Coverage of Rail is fixed"):
            repair.move_ids.coverage = "customer"

    def test_covered_part_without_an_account_for_its_cost_is_refused(self):
        self.location.valuation_account_id = False
        order = self._create_assessed_order()
        repair = self._create_repair(order, (self.rail, 1, "covered"))
        with self.assertRaisesRegex(UserError, "Warranty Cost"):
            self._finish(repair)

    def test_repair_without_service_order_goes_the_hosts_way(self):
        repair = self.env["repair.order"].create({"partner_id": self.customer.id})
        move = self.env["stock.move"].create(
            {
                "repair_id": repair.id,
                "repair_line_type": "add",
                "product_id": self.rail.id,
                "product_uom_qty": 1,
            }
        )
        self.assertFalse(move.coverage)
        self.assertNotEqual(move.location_dest_id, self.location)

    @rule("R133", "R134")
    def test_charged_order_is_settled_when_its_invoice_is_paid(self):
        order = self._create_assessed_order()
        repair = self._create_repair(order, (self.lock, 1, "customer"))
        order.action_create_quotation()
        order.sale_order_id.action_confirm()
        self._finish(repair)
        order.write({"cause_id": self.cause.id})
        order.dispatch_ids.write(self.FINISH_VALS)
        order.dispatch_ids.action_finish()
        with self.assertRaisesRegex(UserError, "not fully invoiced"):
            order.action_settle()
        order.action_create_invoice()
        with self.assertRaisesRegex(UserError, "not posted"):
            order.action_settle()
        order.invoice_ids.action_post()
        with self.assertRaisesRegex(UserError, "not paid"):
            order.action_settle()
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=order.invoice_ids.ids
        ).create({})._create_payments()
        order.action_settle()
        self.assertEqual(order.state, "settled")
