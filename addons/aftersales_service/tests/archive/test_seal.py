from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..rules import rule
from .common import ArchiveCase

REMARK = "The customer rang again"


@tagged("post_install", "-at_install")
class TestSeal(ArchiveCase):
    @rule("R396")
    def test_sealed_records_are_read_only_for_everybody(self):
        dispatch = self._create_visit()
        batch = self._seal(self._open())
        self.assertEqual(dispatch.sealed_in, batch.name)
        for user in (self.dispatcher, self.office, self.admin):
            with self.assertRaisesRegex(UserError, batch.name):
                dispatch.with_user(user).write({"work_done": "Nothing"})
        with self.assertRaisesRegex(UserError, batch.name):
            dispatch.sudo().write({"opinion": "dissatisfied"})
        with self.assertRaisesRegex(UserError, batch.name):
            dispatch.sudo().unlink()

    def test_a_seal_is_not_taken_off_by_writing(self):
        dispatch = self._create_visit()
        self._seal(self._open())
        dispatch.sudo().write({"sealed_at": False, "sealed_in": False})
        self.assertTrue(dispatch.sealed_at)
        context = {"_aftersales_sealing": True}
        with self.assertRaises(UserError):
            dispatch.with_context(**context).write({"work_done": "Nothing"})

    def test_a_seal_is_not_put_on_by_writing(self):
        order = self._create_order(sealed_at="2026-03-02 00:00:00")
        self.assertFalse(order.sealed_at)
        order.write({"sealed_at": "2026-03-02 00:00:00"})
        self.assertFalse(order.sealed_at)

    def test_lines_of_sealed_records_are_sealed(self):
        order = self._create_visit().order_id
        line = self.env["aftersales.order.line"].create(
            {"order_id": order.id, "product_id": self.labour.id}
        )
        order._seal("AR/1")
        with self.assertRaisesRegex(UserError, "AR/1"):
            line.quantity = 5
        with self.assertRaisesRegex(UserError, "AR/1"):
            line.unlink()
        with self.assertRaisesRegex(UserError, "AR/1"):
            line.copy({"order_id": order.id})
        other = self._create_order()
        loose = line.copy({"order_id": other.id})
        with self.assertRaisesRegex(UserError, "AR/1"):
            loose.order_id = order

    def test_messages_and_activities_go_on(self):
        dispatch = self._create_visit()
        self._seal(self._open())
        dispatch.with_user(self.dispatcher).message_post(body=REMARK)
        dispatch.with_user(self.dispatcher).activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.dispatcher.id
        )
        self.assertTrue(dispatch.activity_ids)

    def test_what_changed_after_handing_in_is_not_sealed(self):
        dispatch = self._create_visit()
        batch = self._open()
        self._hand_over(batch)
        dispatch.work_done = "Something else"
        with self.assertRaisesRegex(UserError, dispatch.name):
            batch.with_user(self.office).action_seal()
        self.assertFalse(dispatch.sealed_at)

    @rule("R397")
    def test_a_paper_that_is_still_out_is_listed_and_comes_again(self):
        receipt = self.env["aftersales.equipment.receipt"].create(
            {
                "order_id": self._create_order().id,
                "description": "Lock",
                "condition": "Scratched",
            }
        )
        receipt.action_return()
        receipt.returned_at = "2026-03-05 03:00:00"
        found = self.env.ref("aftersales_service.archive_rule_receipt")
        batch = self._open(found)
        batch.line_ids.excuse = "The customer looks for his copy"
        self._seal(batch)
        self.assertFalse(receipt.sealed_at)
        receipt.returned_condition = "Repaired"
        receipt.action_recover()
        later = self._open(found, "2026-05-01")
        self.assertEqual(later.line_ids.mapped("name"), [receipt.name])
        self._seal(later)
        self.assertEqual(receipt.sealed_in, later.name)
        self.assertFalse(self._open(found, "2026-06-01").line_ids)

    def test_the_administrator_opens_a_seal_with_a_reason(self):
        dispatch = self._create_visit()
        batch = self._seal(self._open())
        digest = batch.zip_digest
        with self.assertRaises(AccessError):
            batch.with_user(self.office).action_unseal("Wrong name")
        admin = batch.with_user(self.admin)
        self.assertEqual(
            admin.action_unseal()["res_model"], "aftersales.archive.reason"
        )
        admin.action_unseal("Court order 12/2026")
        self.assertEqual(batch.state, "collecting")
        self.assertFalse(dispatch.sealed_at)
        self.assertFalse(batch.zip_digest)
        note = " ".join(batch.message_ids.mapped("body"))
        self.assertIn("Court order 12/2026", note)
        self.assertIn(digest, note)
        self.assertEqual(set(batch.signoff_ids.mapped("state")), {"void"})
        dispatch.work_done = "Corrected"
        batch.with_user(self.dispatcher).action_collect()
        self.assertTrue(self._seal(batch).zip_digest)

    def test_sealing_costs_the_same_however_many(self):
        orders = self.env["aftersales.order"].browse()
        for _number in range(12):
            orders |= self._create_order()
        few = self._count_queries(lambda: orders[:2]._seal("AR/1"))
        many = self._count_queries(lambda: orders[2:]._seal("AR/1"))
        self.assertLessEqual(many, few)
