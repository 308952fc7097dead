from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.aftersales_service.tests.rules import rule

from ..receipt.common import GoodsCase


@tagged("post_install", "-at_install")
class TestGoodsIssue(GoodsCase):
    """Goods leave against a delivery note that those who must have signed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls._receive(cls.warehouse, cls.goods, 20)
        cls.picking = cls._create_transfer("issue", [(cls.goods, 3)])
        cls.move = cls.picking.move_ids

    @rule("R209", "R210")
    def test_three_signatures_and_the_receiver_s_let_goods_go(self):
        self._sign_issue(self.picking)
        self.assertTrue(self.picking.is_signed_off)
        with self.assertRaisesRegex(UserError, "whoever takes"):
            self.picking.with_user(self.storekeeper).button_validate()
        self._take(self.picking)
        self.picking.with_user(self.storekeeper).button_validate()
        self.assertEqual(self.picking.state, "done")
        self.assertEqual(self.picking.issue_state, "issued")
        self.assertTrue(self.picking.is_signed_off)
        self.assertEqual(self.picking.issue_content["lines"][0][3], 3)
        self.assertEqual(self.picking.issued_by_id, self.storekeeper)

    def test_what_has_left_stays_as_the_note_says(self):
        self._sign_issue(self.picking)
        self._take(self.picking)
        self.picking.with_user(self.storekeeper).button_validate()
        self.picking.is_locked = False
        for change in (
            lambda: self.picking.write({"partner_id": self.supplier.id}),
            lambda: self.move.write({"quantity": 5}),
            lambda: self.move.move_line_ids.write({"quantity": 1}),
            lambda: self.move.copy({"picking_id": self.picking.id}),
        ):
            with self.assertRaisesRegex(UserError, "have left"):
                change()
        self.assertTrue(self.picking.is_signed_off)

    @rule("R209")
    def test_no_way_leads_around_the_signatures(self):
        self._take(self.picking)
        self._sign_issue(self.picking, "issue_head", "issue_finance")
        self.move.picked = True
        for way in (
            self.picking.button_validate,
            self.picking._action_done,
            self.move._action_done,
            self.picking.with_context(skip_backorder=True).button_validate,
            self.picking.sudo().button_validate,
        ):
            with self.assertRaisesRegex(UserError, "Operations Supervisor"):
                way()
        other = self._create_transfer("issue", [(self.goods, 1)])
        with self.assertRaisesRegex(UserError, other.name):
            (self.picking | other).button_validate()

    def test_a_backorder_needs_signatures_of_its_own(self):
        self._sign_issue(self.picking)
        self._take(self.picking)
        self.move.quantity = 1
        self.picking.with_context(skip_backorder=True).button_validate()
        self.assertEqual(self.picking.state, "done")
        self.assertTrue(self.picking.is_signed_off)
        backorder = self.picking.backorder_ids
        self.assertFalse(backorder.is_signed_off)
        with self.assertRaisesRegex(UserError, "have not signed"):
            backorder.button_validate()

    def test_a_change_after_the_signatures_voids_them(self):
        changes = {
            "quantity": lambda: self.move.write({"product_uom_qty": 4}),
            "partner": lambda: self.picking.write({"partner_id": self.supplier.id}),
            "line": lambda: self.move.copy({"product_id": self.lamp.id}),
            "article": lambda: self.picking.move_ids[-1].write(
                {"product_id": self.product.id}
            ),
            "cancelled": lambda: self.picking.move_ids[-1]._action_cancel(),
        }
        for name, change in changes.items():
            self._sign_issue(self.picking)
            self.assertTrue(self.picking.is_signed_off, name)
            change()
            self.assertFalse(self.picking.is_signed_off, name)
        self.assertEqual(set(self.picking.signoff_ids.mapped("state")), {"void"})

    def test_reservation_is_no_change(self):
        self._sign_issue(self.picking)
        self.picking.do_unreserve()
        self.picking.action_assign()
        self.assertTrue(self.picking.is_signed_off)

    def test_more_than_was_signed_does_not_leave(self):
        self._sign_issue(self.picking)
        self._take(self.picking)
        self.move.quantity = 5
        with self.assertRaisesRegex(UserError, "more than the signed note"):
            self.picking.button_validate()

    @rule("R209")
    def test_a_person_signs_for_one_role_only(self):
        self.finance.group_ids += self.env.ref(
            "aftersales_warehouse.group_operations_supervisor"
        )
        self._sign_issue(self.picking, "issue_finance")
        with self.assertRaisesRegex(UserError, "another role"):
            self.picking.with_user(self.finance).action_sign("issue_operations")

    def test_the_head_of_another_outlet_does_not_sign(self):
        other = self._create_user("outlet_manager", login="jinan_head")
        self.outlet_b.user_ids = [(4, other.id)]
        with self.assertRaises(AccessError):
            self.picking.with_user(other).action_sign("issue_head")
        role = self.env.ref("aftersales_warehouse.signoff_role_issue_head")
        # A deputy is named.
        role.user_ids = other | self.outlet_manager
        self.picking.with_user(other).action_sign("issue_head")
        self.assertEqual(self.picking.signoff_ids.user_id, other)

    def test_the_order_of_signatures_is_data(self):
        role = self.env.ref("aftersales_warehouse.signoff_role_issue_finance")
        role.is_ordered = True
        with self.assertRaisesRegex(UserError, "Department Head"):
            self._sign_issue(self.picking, "issue_finance")
        self.env.ref(
            "aftersales_warehouse.signoff_role_issue_operations"
        ).active = False
        self._sign_issue(self.picking, "issue_head", "issue_finance")
        self.assertTrue(self.picking.is_signed_off)

    def test_who_has_no_role_does_not_sign(self):
        for user in (self.storekeeper, self.technician_user, self.dispatcher):
            with self.assertRaises(AccessError):
                self.picking.with_user(user).action_sign("issue_operations")

    def test_each_finds_what_waits_for_him(self):
        def waiting(user):
            found = self.env["stock.picking"].with_user(user)
            return self.picking in found.search([("can_sign", "=", True)])

        self.assertTrue(waiting(self.finance))
        self.assertTrue(waiting(self.outlet_manager))
        self.assertFalse(waiting(self.storekeeper))
        self._sign_issue(self.picking, "issue_finance")
        self.assertFalse(waiting(self.finance))

    def test_parts_claims_and_other_warehouses_need_no_note(self):
        own = self._create_transfer("issue", [(self.goods, 1)], self.head_office)
        self._receive(self.head_office, self.goods, 1)
        own.action_assign()
        own.button_validate()
        self.assertEqual(own.state, "done")
        self.assertFalse(own.goods_operation)
        claim = self.env["aftersales.claim"].create(
            {"kind": "exchange", "partner_id": self.customer.id}
        )
        self.picking.aftersales_claim_id = claim
        self.env.invalidate_all()
        self.assertFalse(self.picking.goods_operation)

    def test_stamps_are_nobody_s_to_write(self):
        for vals in (
            {"issue_content": {"lines": []}},
            {"phoned_at": "2026-03-02"},
            {"refused_at": "2026-03-02"},
        ):
            with self.assertRaises(AccessError):
                self.picking.with_user(self.storekeeper).write(vals)
            with self.assertRaises(AccessError):
                self.picking.with_user(self.storekeeper).with_context(
                    _aftersales_goods_step=True
                ).write(vals)

    def test_people_without_a_role_of_service_work_on(self):
        """Stock users of the host read and validate what is not an outlet's."""
        clerk = self._create_user("reader", login="stock_clerk")
        clerk.group_ids = self.env.ref("stock.group_stock_user")
        own = self._create_transfer("receipt", [(self.goods, 1)], self.head_office)
        own.with_user(clerk).button_validate()
        self.assertEqual(own.state, "done")
        own.with_user(clerk).read()
        with self.assertRaisesRegex(UserError, "have not signed"):
            self.picking.with_user(clerk).button_validate()

    def test_every_role_opens_the_form(self):
        users = (self.technician_user, self.operations, self.storekeeper)
        for user in (*users, self.finance, self.outlet_manager):
            with Form(self.picking.with_user(user)) as form:
                self.assertEqual(form.issue_state, "to_sign")

    def test_queries_do_not_grow_with_the_notes(self):
        def gate(count):
            pickings = self.env["stock.picking"]
            for _number in range(count):
                picking = self._create_transfer("issue", [(self.goods, 0.1)])
                self._sign_issue(picking)
                self._take(picking)
                pickings |= picking
            pickings.move_ids.picked = True
            return self._count_queries(
                lambda: pickings._check_goods_papers(pickings.move_ids)
            )

        gate(1)
        few, many = gate(2), gate(12)
        # Writing the notes down is one statement for each different note.
        self.assertLessEqual(many - few, 10)
