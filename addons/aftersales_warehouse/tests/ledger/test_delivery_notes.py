from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from .common import LedgerCase


@tagged("post_install", "-at_install")
class TestDeliveryNotes(LedgerCase):
    """At month end delivery notes go from the storekeeper to finance."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.archive_rule = cls.env.ref(
            "aftersales_warehouse.archive_rule_delivery_note"
        )
        cls.archive_rule.date_start = "2026-03-01"
        cls.note = cls._deliver("2026-03-10 04:00:00")
        cls._deliver("2026-04-01 04:00:00")
        with freeze_time("2026-04-01 22:00:00"):
            cls.archive_rule._open_periods(fields.Date.today())
            cls.batch = cls.env["aftersales.archive.batch"].search(
                [
                    ("source", "=", "delivery_note"),
                    ("outlet_id", "=", cls.outlet.id),
                    ("date_from", "=", "2026-03-01"),
                ]
            )
            cls.batch.action_collect()

    @classmethod
    def _deliver(cls, moment, **vals):
        place = cls.warehouse.lot_stock_id
        picking = cls.env["stock.picking"].create(
            {
                "picking_type_id": cls.warehouse.in_type_id.id,
                "location_id": cls.suppliers.id,
                "location_dest_id": place.id,
                "partner_id": cls.customer.id,
                "origin": "PO-1",
                "move_ids": [
                    Command.create(
                        {
                            "product_id": cls.goods.id,
                            "product_uom_qty": 1,
                            "location_id": cls.suppliers.id,
                            "location_dest_id": place.id,
                        }
                    )
                ],
                **vals,
            }
        )
        with freeze_time(moment):
            picking.action_confirm()
            picking.move_ids.write({"quantity": 1, "picked": True})
            picking._action_done()
            cls.env.flush_all()
        return picking

    @rule("R204", "R212")
    def test_the_notes_of_the_month_are_gathered(self):
        self.assertEqual(self.batch.line_ids.mapped("res_id"), self.note.ids)
        self.assertEqual(str(self.batch.due_date), "2026-04-01")

    @rule("R204")
    def test_the_storekeeper_hands_them_in_and_finance_receives_them(self):
        with freeze_time("2026-04-02 01:00:00"):
            batch = self.batch.with_user(self.keeper)
            batch.action_hand_in()
            with self.assertRaises(AccessError):
                batch.action_receive()
            self.batch.with_user(self.finance).action_receive()
        self.assertEqual(self.batch.state, "received")
        self.assertEqual(self.batch.signoff_ids.user_id, self.keeper | self.finance)

    def test_a_receipt_without_the_supplier_s_number_is_a_gap(self):
        self.note.picking_type_id.aftersales_papers = "always"
        gaps = self.env["aftersales.archive.source"]._get_gaps_delivery_note(self.note)
        self.assertIn("supplier's note", " ".join(gaps[self.note.id]))
        self.note.note_number = "QD-77"
        source = self.env["aftersales.archive.source"]
        self.assertFalse(source._get_gaps_delivery_note(self.note))
        row = self._entries(("picking_id", "=", self.note.id))
        self.assertEqual(row.voucher, "QD-77")

    def test_incomplete_formalities_are_gaps(self):
        note = self._deliver("2026-03-11 04:00:00", origin=False, partner_id=False)
        self.batch.action_collect()
        line = self.batch.line_ids.filtered(lambda line: line.res_id == note.id)
        self.assertTrue(line.gaps)

    def test_finance_and_storekeepers_see_delivery_notes_only(self):
        Batch = self.env["aftersales.archive.batch"]
        other = Batch.create(
            {
                "rule_id": self.env.ref("aftersales_service.archive_rule_slip").id,
                "source": "slip",
                "company_id": self.company.id,
                "date_from": "2026-03-01",
                "date_to": "2026-03-31",
                "due_date": "2026-04-02",
            }
        )
        for user in (self.finance, self.keeper):
            found = Batch.with_user(user).search([])
            self.assertIn(self.batch, found)
            self.assertNotIn(other, found)
        stranger = self._create_user("storekeeper", login="keeper_jn")
        self.assertNotIn(self.batch, Batch.with_user(stranger).search([]))

    def test_other_papers_stay_the_office_s(self):
        batch = self.env["aftersales.archive.batch"].new({"source": "slip"})
        self.assertNotIn("finance", batch._get_step_roles("receive"))
