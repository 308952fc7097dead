from datetime import datetime

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import AftersalesCase
from ..rules import rule


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestEquipmentReceipt(AftersalesCase):
    """What was taken from the customer, and the way it comes back (R065, R070)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._create_order(technician_id=cls.technician.id)
        cls.dispatch = cls._create_dispatch(cls.order)

    def _create_receipt(self, **vals):
        return (
            self.env["aftersales.equipment.receipt"]
            .with_user(self.technician_user)
            .create(
                {
                    "dispatch_id": self.dispatch.id,
                    "description": "Drawer of the cabinet",
                    "condition": "Rail bent, front scratched.",
                    **vals,
                }
            )
        )

    def test_a_receipt_knows_order_unit_and_customer_of_its_visit(self):
        receipt = self._create_receipt()
        self.assertRecordValues(
            receipt,
            [
                {
                    "order_id": self.order.id,
                    "equipment_id": self.unit.id,
                    "partner_id": self.customer.id,
                    "company_id": self.company.id,
                    "state": "taken",
                    "taken_at": datetime(2026, 3, 2, 3),
                }
            ],
        )
        self.assertTrue(receipt.name.startswith("ER/2026/"))

    @rule("R065", "R070")
    def test_goods_go_back_first_then_the_receipt_comes_back(self):
        receipt = self._create_receipt()
        with self.assertRaisesRegex(UserError, "Give Back"):
            receipt.with_user(self.dispatcher).action_recover()
        receipt.action_return()
        receipt.with_user(self.dispatcher).action_recover()
        self.assertRecordValues(
            receipt,
            [
                {
                    "state": "recovered",
                    "returned_at": datetime(2026, 3, 2, 3),
                    "recovered_at": datetime(2026, 3, 2, 3),
                }
            ],
        )

    @rule("R070")
    def test_the_dispatcher_takes_the_receipt_back_not_the_technician(self):
        receipt = self._create_receipt()
        receipt.action_return()
        with self.assertRaises(AccessError):
            receipt.action_recover()
        self.assertEqual(receipt.state, "returned")

    def test_a_receipt_written_by_mistake_is_cancelled_by_the_office(self):
        receipt = self._create_receipt()
        with self.assertRaises(AccessError):
            receipt.action_cancel()
        receipt.with_user(self.dispatcher).action_cancel()
        self.assertEqual(receipt.state, "cancelled")

    def test_a_receipt_of_nothing_is_refused(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self._create_receipt(quantity=0)
            self.env.flush_all()
