from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common_parts import PartCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestWarrantyCost(PartCase):
    """Cost of warranty by product, batch, supplier and month, tied to the ledger."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._create_order(
            technician_id=cls.technician.id, outlet_id=cls.outlet.id
        )

    def _get_rows(self, *domain, user=None):
        self.env.flush_all()
        return (
            self.env["aftersales.warranty.cost"]
            .with_user(user or self.finance)
            .search([("order_id", "=", self.order.id), *domain])
        )

    def _create_bill(self, move_type="in_invoice", **vals):
        return self.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": self.supplier.id,
                "invoice_date": "2026-03-20",
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": self.labour.id,
                            "name": "Two hours",
                            "price_unit": 75.0,
                            "quantity": 2,
                            "tax_ids": [Command.clear()],
                            "aftersales_order_id": self.order.id,
                            "aftersales_coverage": "covered",
                            **vals,
                        }
                    )
                ],
            }
        )

    def _assert_tied(self):
        """The report is the ledger: to the cent, and account by account."""
        rows = self.env["aftersales.warranty.cost"]._read_group(
            [], ["account_id"], ["amount:sum"]
        )
        ledger = self.env["account.move.line"]._read_group(
            [("aftersales_coverage", "!=", False), ("parent_state", "=", "posted")],
            ["account_id"],
            ["balance:sum"],
        )
        reported = {account: round(amount, 2) for account, amount in rows if account}
        self.assertEqual(
            reported, {account: round(balance, 2) for account, balance in ledger}
        )
        return sum(reported.values())

    def test_a_covered_part_costs_what_its_entry_says(self):
        move = self._use_part(self.order, self.pump, 2, {self.lot_a: 2})
        row = self._get_rows()
        self.assertRecordValues(
            row,
            [
                {
                    "kind": "part",
                    "coverage": "covered",
                    "amount": 80.0,
                    "quantity": 2.0,
                    "unbooked_quantity": 0.0,
                    "product_id": self.product.id,
                    "equipment_id": self.unit.id,
                    "part_product_id": self.pump.id,
                    "lot_id": self.lot_a.id,
                    "supplier_id": self.supplier.id,
                    "outlet_id": self.outlet.id,
                    "account_id": self.location.valuation_account_id.id,
                    "policy_kind": self.order.decision_id.line_ids.filtered("is_best")[
                        :1
                    ].policy_id.kind,
                }
            ],
        )
        self.assertEqual(row.move_line_id.move_id, move.account_move_id)
        self.assertEqual(row.action_open()["res_id"], move.account_move_id.id)

    def test_a_line_is_shared_among_numbers_to_the_cent(self):
        self.pump.standard_price = 33.335
        before = self._assert_tied()
        self._use_part(self.order, self.pump, 3, {self.lot_a: 1, self.lot_b: 2})
        rows = self._get_rows()
        self.assertEqual(
            {row.lot_id.name: (row.quantity, row.supplier_id.name) for row in rows},
            {"A": (1.0, "Rail Works"), "B": (2.0, "Lock Works")},
        )
        booked = rows.move_line_id.sudo().balance
        self.assertAlmostEqual(sum(rows.mapped("amount")), booked, 2)
        self.assertAlmostEqual(self._assert_tied() - before, booked, 2)

    def test_a_part_without_a_number_is_of_the_product_s_vendor(self):
        self.env["product.supplierinfo"].create(
            {
                "product_tmpl_id": self.seal.product_tmpl_id.id,
                "partner_id": self.other_supplier.id,
            }
        )
        self._use_part(self.order, self.seal, 4)
        self.assertEqual(self._get_rows().supplier_id, self.other_supplier)
        self.assertEqual(self._get_rows().amount, 12.0)

    def test_labour_comes_from_bills_that_name_the_order(self):
        before = self._assert_tied()
        bill = self._create_bill()
        self.assertFalse(self._get_rows(), "a draft is no cost")
        bill.action_post()
        self.assertRecordValues(
            self._get_rows(),
            [{"kind": "labour", "amount": 150.0, "product_id": self.product.id}],
        )
        bill._reverse_moves(
            [{"date": "2026-03-31", "invoice_date": "2026-03-31"}], cancel=True
        )
        self.assertEqual(sum(self._get_rows().mapped("amount")), 0.0)
        self.assertEqual(self._assert_tied(), before)

    def test_charged_work_is_no_cost_of_warranty(self):
        self._create_bill(aftersales_coverage=False).action_post()
        self.assertFalse(self._get_rows())

    def test_what_suppliers_credit_is_negative(self):
        before = self._assert_tied()
        self._use_part(self.order, self.pump, 1, {self.lot_a: 1})
        self._create_bill(
            "in_refund", quantity=1, price_unit=30.0, product_id=self.pump.id
        ).action_post()
        self.assertEqual(
            {row.kind: row.amount for row in self._get_rows()},
            {"part": 40.0, "supplier": -30.0},
        )
        self.assertAlmostEqual(self._assert_tied() - before, 10.0, 2)

    def test_what_claims_give_to_customers_is_cost(self):
        before = self._assert_tied()
        claims = self.env["aftersales.claim"].create(
            [
                {"kind": kind, "order_id": self.order.id, "amount": 30, "reason": "x"}
                for kind in ("compensation", "goodwill")
            ]
        )
        claims._carry_out()
        claims.move_ids.action_post()
        self.assertEqual(
            {(row.kind, row.coverage, row.amount) for row in self._get_rows()},
            {("compensation", "covered", 30.0), ("compensation", "goodwill", 30.0)},
        )
        self.assertEqual(self._get_rows().claim_id, claims)
        self.assertAlmostEqual(self._assert_tied() - before, 60.0, 2)

    def test_parts_that_no_entry_has_taken_up_are_counted_beside(self):
        self.category.property_valuation = "periodic"
        self._use_part(self.order, self.pump, 2, {self.lot_a: 2})
        self.assertRecordValues(
            self._get_rows(),
            [
                {
                    "amount": 0.0,
                    "quantity": 0.0,
                    "unbooked_quantity": 2.0,
                    "lot_id": self.lot_a.id,
                    "supplier_id": self.supplier.id,
                }
            ],
        )
        self.assertEqual(self._get_rows().action_open()["res_id"], self.order.id)

    def test_pivot_by_product_batch_supplier_and_month(self):
        self._use_part(self.order, self.pump, 1, {self.lot_a: 1})
        with freeze_time("2026-04-02 03:00:00"):
            self._use_part(self.order, self.pump, 2, {self.lot_b: 2})
        self.env.flush_all()
        groups = self.env["aftersales.warranty.cost"]._read_group(
            [("order_id", "=", self.order.id)],
            ["product_id", "lot_id", "supplier_id", "date:month"],
            ["amount:sum"],
        )
        self.assertEqual(
            [
                (lot.name, supplier.name, month.month, amount)
                for _product, lot, supplier, month, amount in groups
            ],
            [("A", "Rail Works", 3, 40.0), ("B", "Lock Works", 4, 80.0)],
        )

    def test_the_order_proposes_who_bears_a_line_of_a_bill(self):
        bill = self._create_bill(aftersales_order_id=False, aftersales_coverage=False)
        line = bill.invoice_line_ids
        line.aftersales_order_id = self.order
        line._onchange_aftersales_order_id()
        self.assertEqual(line.aftersales_coverage, "covered")
        self.unit.warranty_end_date = "2020-01-01"
        line._onchange_aftersales_order_id()
        self.assertFalse(line.aftersales_coverage)
        with Form(bill.with_user(self.finance)) as form:
            self.assertTrue(form.invoice_line_ids)

    def test_who_sees_what_warranty_costs(self):
        self._use_part(self.order, self.pump, 1, {self.lot_a: 1})
        for role in ("technician", "dispatcher", "storekeeper"):
            user = self._create_user(role, f"test_cost_{role}")
            with self.assertRaises(AccessError):
                self._get_rows(user=user)
        for role in ("inspector", "service_manager"):
            user = self._create_user(role, f"test_cost_{role}")
            self.assertTrue(self._get_rows(user=user))
        keeper = self._create_user("outlet_manager", "test_cost_keeper")
        self.assertFalse(self._get_rows(user=keeper))
        self.outlet.manager_id = keeper
        self.assertTrue(self._get_rows(user=keeper))

    def test_a_number_knows_its_first_receipt(self):
        self.assertEqual(self.lot_a.aftersales_supplier_id, self.supplier)
        self.assertEqual(str(self.lot_a.aftersales_received_date), "2026-03-02")
        self._receive_again()
        self.assertEqual(self.lot_a.aftersales_supplier_id, self.supplier)
        self.lot_b.aftersales_supplier_id = self.supplier
        self.lot_b._fill_receipt()
        self.assertEqual(self.lot_b.aftersales_supplier_id, self.supplier)

    def _receive_again(self):
        with freeze_time("2026-05-02 03:00:00"):
            picking = self.env["stock.picking"].search(
                [("move_line_ids.lot_id", "=", self.lot_b.id)], limit=1
            )
            copy = picking.copy()
            copy.move_ids.write({"lot_ids": [Command.set(self.lot_a.ids)]})
            copy.move_ids.picked = True
            copy._action_done()
        self.lot_a._fill_receipt()
