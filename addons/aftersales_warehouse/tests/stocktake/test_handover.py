from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.aftersales_service.tests.rules import rule

from ..evidence.common import EvidenceMixin
from .common import StocktakeCase


@tagged("post_install", "-at_install")
class TestHandover(EvidenceMixin, StocktakeCase):
    """A storekeeper hands over; only then may he leave."""

    @classmethod
    def _setup_users(cls):
        result = super()._setup_users()
        cls.incoming = cls._create_user("storekeeper", "test_incoming")
        cls.group = cls.env.ref("aftersales_service.group_storekeeper")
        cls.warehouse.with_user(cls.env.ref("base.user_admin")).write(
            {"aftersales_keeper_ids": [(3, cls.counter.id)]}
        )
        return result

    def _create_handover(self, **vals):
        return self.env["aftersales.handover"].create(
            {
                "outgoing_id": self.storekeeper.id,
                "incoming_id": self.incoming.id,
                "supervisor_id": self.finance.id,
                "item_ids": [(0, 0, {"kind": "key", "name": "Gate", "quantity": 2})],
                **vals,
            }
        )

    def _verify_count(self, handover):
        for count in handover.stocktake_ids:
            for line in count.line_ids:
                line.with_user(self.incoming).write(
                    {"counted_quantity": line.book_quantity}
                )
            count.action_close_count()
            count.with_user(self.finance).action_verify()

    def _sign_all(self, handover):
        for code, user in (
            ("outgoing", self.storekeeper),
            ("incoming", self.incoming),
            ("department_head", self.outlet_manager),
            ("finance", self.finance),
        ):
            handover.with_user(user).action_sign(code)

    @rule("R240")
    def test_only_then_may_he_leave(self):
        employee = self.env["hr.employee"].create(
            {"name": "Keeper", "user_id": self.storekeeper.id}
        )
        for record in (self.storekeeper, employee):
            with self.assertRaisesRegex(UserError, "may leave only when the handover"):
                record.active = False
        with self.assertRaisesRegex(UserError, "may leave only"):
            self.storekeeper.unlink()
        handover = self._create_handover()
        self.assertEqual(handover.warehouse_ids, self.warehouse)
        handover.with_user(self.storekeeper).action_prepare()
        self.assertEqual(handover.stocktake_ids.kind, "handover")
        with self.assertRaisesRegex(UserError, "not verified yet"):
            handover.with_user(self.finance).action_finish()
        self._verify_count(handover)
        with self.assertRaisesRegex(UserError, "signatures are missing"):
            handover.with_user(self.finance).action_finish()
        self._sign_all(handover)
        with self.assertRaises(AccessError):
            handover.with_user(self.storekeeper).action_finish()
        handover.with_user(self.outlet_manager).action_finish()
        self.assertEqual(handover.state, "done")
        self.assertEqual(self.warehouse.aftersales_keeper_ids, self.incoming)
        self.assertNotIn(self.group, self.storekeeper.all_group_ids)
        stocktakes = self.env["aftersales.stocktake"]
        with self.assertRaises(AccessError):
            stocktakes.with_user(self.storekeeper).search([])
        self.assertIn(
            handover.stocktake_ids, stocktakes.with_user(self.incoming).search([])
        )
        employee.active = False
        self.storekeeper.active = False

    def test_who_keeps_another_warehouse_stays_a_storekeeper(self):
        self.warehouse_b.aftersales_keeper_ids |= self.storekeeper
        handover = self._create_handover(warehouse_ids=[(6, 0, self.warehouse.ids)])
        handover.action_prepare()
        self._verify_count(handover)
        self._sign_all(handover)
        handover.with_user(self.finance).action_finish()
        self.assertIn(self.group, self.storekeeper.all_group_ids)
        self.assertIn(self.storekeeper, self.warehouse_b.aftersales_keeper_ids)
        with self.assertRaises(UserError):
            self.storekeeper.active = False

    @rule("R240")
    def test_both_and_two_who_supervise_sign(self):
        handover = self._create_handover()
        with self.assertRaisesRegex(UserError, "when it is listed"):
            handover.with_user(self.storekeeper).action_sign("outgoing")
        handover.action_prepare()
        with self.assertRaises(AccessError):
            handover.with_user(self.incoming).action_sign("outgoing")
        with self.assertRaises(AccessError):
            handover.with_user(self.stranger).action_sign("incoming")
        with self.assertRaisesRegex(UserError, "before “Finance Supervisor"):
            handover.with_user(self.finance).action_sign("finance")
        self._verify_count(handover)
        self._sign_all(handover)
        self.assertTrue(handover.is_signed_off)
        handover.item_ids[:1].with_user(self.incoming).note = "One is broken."
        self.assertEqual(set(handover.signoff_ids.mapped("state")), {"void"})
        self.assertFalse(handover.is_signed_off)

    def test_a_keeper_does_not_supervise_himself(self):
        self.storekeeper.group_ids |= self.env.ref(
            "aftersales_service.group_outlet_manager"
        )
        self.outlet.user_ids |= self.storekeeper
        handover = self._create_handover()
        handover.action_prepare()
        with self.assertRaises(AccessError):
            handover.with_user(self.storekeeper).action_sign("department_head")

    def test_open_papers_are_listed(self):
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.in_type_id.id,
                "location_id": self.suppliers.id,
                "location_dest_id": self.warehouse.lot_stock_id.id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.goods.id,
                            "product_uom_qty": 1,
                            "location_id": self.suppliers.id,
                            "location_dest_id": self.warehouse.lot_stock_id.id,
                        },
                    )
                ],
            }
        )
        picking.action_confirm()
        planned = self._create_stocktake()
        handover = self._create_handover()
        handover.with_user(self.storekeeper).action_prepare()
        papers = handover.item_ids.filtered(lambda item: item.kind == "document")
        self.assertEqual(
            {(item.res_model, item.res_id) for item in papers},
            {("stock.picking", picking.id), ("aftersales.stocktake", planned.id)},
        )
        self.assertEqual(handover.document_count, 2)
        handover.with_user(self.finance).action_reopen()
        planned.action_cancel()
        handover.with_user(self.storekeeper).action_prepare()
        self.assertEqual(handover.document_count, 1)
        self.assertEqual(len(handover.item_ids), 2, "the key stays")

    def test_a_count_that_was_made_is_taken(self):
        stocktake = self._start()
        for line in stocktake.line_ids:
            line.with_user(self.storekeeper).counted_quantity = line.book_quantity
        stocktake.with_user(self.storekeeper).action_close_count()
        stocktake.with_user(self.finance).action_verify()
        handover = self._create_handover(stocktake_ids=[(4, stocktake.id)])
        handover.action_prepare()
        self.assertEqual(handover.stocktake_ids, stocktake)

    def test_what_is_wrong_is_said_at_once(self):
        handover = self._create_handover(
            outgoing_id=self.stranger.id,
            incoming_id=self.finance.id,
            warehouse_ids=[(6, 0, self.warehouse.ids)],
            supervisor_id=False,
        )
        with self.assertRaises(UserError) as error:
            handover.with_user(self.manager).action_prepare()
        for words in ("that he keeps", "Finance Supervisor", "Takes Over"):
            self.assertIn(words, str(error.exception))

    @rule("R218")
    def test_keepers_are_changed_by_a_handover_only(self):
        outlet = self.outlet.with_user(self.manager)
        outlet.keeper_ids |= self.incoming
        self.assertIn(self.incoming, self.warehouse.aftersales_keeper_ids)
        with self.assertRaisesRegex(UserError, "must hand over first"):
            outlet.keeper_ids -= self.storekeeper
        with self.assertRaisesRegex(UserError, "do not have the role"):
            outlet.keeper_ids |= self.inspector

    def test_another_s_handover_is_not_seen(self):
        handover = self._create_handover()
        for user, sees in (
            (self.stranger, False),
            (self.storekeeper, True),
            (self.incoming, True),
            (self.outlet_manager, True),
            (self.inspector, True),
        ):
            found = handover.with_user(user).search([("id", "=", handover.id)])
            self.assertEqual(bool(found), sees, user.login)
        for user in (self.technician_user, self.dispatcher):
            with self.assertRaises(AccessError):
                handover.with_user(user).read(["name"])

    def test_a_form_and_the_paper(self):
        form = Form(self.env["aftersales.handover"].with_user(self.storekeeper))
        form.incoming_id = self.incoming
        form.supervisor_id = self.finance
        with form.item_ids.new() as item:
            item.kind = "seal"
            item.name = "Warehouse stamp"
        handover = form.save()
        self.assertEqual(handover.warehouse_ids, self.warehouse)
        handover.action_prepare()
        report = self.env["ir.actions.report"].with_context(lang="en_US")
        html = (
            report.with_user(self.storekeeper)
            ._render_qweb_html("aftersales_warehouse.report_handover", handover.ids)[0]
            .decode()
        )
        for words in ("Warehouse stamp", "Steel Desk", "Handed Over By"):
            self.assertIn(words, html)
        self.assertNotIn("Expected", html, "the count is blind")

    @rule("R240")
    def test_finished_handovers_are_evidence(self):
        handover, waiting = (self._create_handover(date="2026-03-02") for _one in "ab")
        self._create_handover(date="2026-03-02").with_user(self.finance).action_cancel()
        handover.with_user(self.storekeeper).action_prepare()
        self._verify_count(handover)
        self._sign_all(handover)
        handover.with_user(self.outlet_manager).action_finish()
        self._assert_counted("handovers_signed", handover, waiting)
