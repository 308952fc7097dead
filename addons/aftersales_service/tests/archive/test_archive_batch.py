from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..rules import rule
from .common import ArchiveCase


@tagged("post_install", "-at_install")
class TestArchiveBatch(ArchiveCase):
    @rule("R396", "R400")
    def test_slips_of_the_month_are_collected(self):
        inside = self._create_visit("2026-03-31 15:59:00")  # still March in Shanghai
        self._create_visit("2026-03-31 16:00:00")  # April there
        batch = self._open()
        self.assertEqual(batch.line_ids.mapped("name"), [inside.name])
        self.assertEqual(batch.line_count, 1)
        self.assertFalse(batch.gap_count)

    @rule("R396")
    def test_what_is_missing_is_named_for_each_slip(self):
        complete = self._create_visit()
        poor = self._create_visit(hand_in=False, briefing_given=False, opinion=False)
        lines = {line.name: line.gaps for line in self._open().line_ids}
        self.assertFalse(lines[complete.name])
        for words in ("not handed in", "no briefing", "opinion is missing"):
            self.assertIn(words, lines[poor.name])

    def test_incomplete_papers_are_completed_or_explained(self):
        dispatch = self._create_visit(opinion=False)
        batch = self._open().with_user(self.dispatcher)
        with self.assertRaisesRegex(UserError, f"{dispatch.name}.*opinion"):
            batch.action_hand_in()
        batch.line_ids.excuse = "The customer was called to the phone."
        batch.action_hand_in()
        self.assertEqual(batch.state, "handed_in")

    def test_completed_papers_are_collected_anew(self):
        dispatch = self._create_visit(opinion=False)
        batch = self._open()
        self.assertEqual(batch.open_gap_count, 1)
        dispatch.opinion = "satisfied"
        batch.with_user(self.dispatcher).action_collect()
        self.assertEqual((batch.open_gap_count, batch.line_count), (0, 1))

    def test_explanations_survive_collecting_anew(self):
        self._create_visit(opinion=False)
        batch = self._open()
        batch.line_ids.excuse = "Customer away"
        batch.with_user(self.dispatcher).action_collect()
        self.assertEqual(batch.line_ids.excuse, "Customer away")

    def test_the_period_must_be_over(self):
        batch = self._open()
        with (
            freeze_time("2026-03-31 06:00:00"),
            self.assertRaisesRegex(UserError, "period ends"),
        ):
            batch.with_user(self.dispatcher).action_hand_in()

    @rule("R397")
    def test_receipts_of_the_month(self):
        order = self._create_order()
        receipts = self.env["aftersales.equipment.receipt"].create(
            [
                {"order_id": order.id, "description": name, "condition": "Scratched"}
                for name in ("Lock", "Drawer")
            ]
        )
        receipts.action_return()
        receipts[0].action_recover()
        receipts.write({"returned_at": "2026-03-05 03:00:00"})
        receipts[0].returned_condition = "Repaired"
        batch = self._open(self.env.ref("aftersales_service.archive_rule_receipt"))
        gaps = {line.name: line.gaps for line in batch.line_ids}
        self.assertFalse(gaps[receipts[0].name])
        self.assertIn("copy is not back", gaps[receipts[1].name])
        self.assertIn("is empty", gaps[receipts[1].name])

    @rule("R395")
    def test_phone_log_holds_the_calls_of_the_quarter(self):
        called = self._create_order(channel="phone", description="Drawer sticks")
        self._create_order(channel="web")
        batch = self._open(self.env.ref("aftersales_service.archive_rule_phone_log"))
        self.assertEqual(batch.line_ids.mapped("name"), [called.name])

    @rule("R399")
    def test_statistics_count_the_week_by_outlet(self):
        self._create_visit().order_id.outlet_id = self.outlet
        self._create_order(outlet_id=self.outlet.id)
        batch = self._open(
            self.env.ref("aftersales_service.archive_rule_statistic"), "2026-03-09"
        ).filtered(lambda b: str(b.date_from) == "2026-03-02")
        row = self.env["aftersales.archive.statistic"].search(
            [("batch_id", "=", batch.id), ("outlet_id", "=", self.outlet.id)]
        )
        self.assertEqual(
            (row.received_count, row.visit_count, row.satisfied_count),
            (2, 1, 1),
        )
        self.assertIn(row.display_name, batch.line_ids.mapped("name"))

    @rule("R400")
    def test_files_of_closed_orders(self):
        order = self._create_visit().order_id
        order.action_settle()
        order.action_close()
        order.closed_at = "2026-03-20 03:00:00"
        batch = self._open(self.env.ref("aftersales_service.archive_rule_order"))
        self.assertEqual(batch.line_ids.mapped("name"), [order.name])
        self._seal(batch)
        self.assertEqual(order.state, "archived")
        self.assertTrue(order.sealed_at)

    # -- who may --------------------------------------------------------------------

    @rule("R400")
    def test_dispatcher_hands_in_and_office_receives(self):
        self._create_visit()
        batch = self._open()
        with self.assertRaises(AccessError):
            batch.with_user(self.inspector).action_hand_in()
        batch.with_user(self.dispatcher).action_hand_in()
        with self.assertRaises(AccessError):
            batch.with_user(self.dispatcher).action_receive()
        batch.with_user(self.office).action_receive()
        self.assertEqual(batch.state, "received")
        signed = {sign.role_id.code: sign.user_id for sign in batch.signoff_ids}
        self.assertEqual(signed, {"giver": self.dispatcher, "receiver": self.office})

    def test_one_person_does_not_sign_for_both(self):
        self._create_visit()
        batch = self._open().with_user(self.office)
        batch.action_hand_in()
        with self.assertRaisesRegex(UserError, "one role only"):
            batch.action_receive()

    def test_named_people_only(self):
        self._create_visit()
        self.rule_slip.giver_ids = self.office
        batch = self._open().with_user(self.dispatcher)
        with self.assertRaisesRegex(AccessError, "may not sign"):
            batch.action_hand_in()

    def test_an_outlet_hands_in_its_own(self):
        manager = self._create_user("outlet_manager")
        self.outlet.manager_id = manager
        self.rule_slip.is_per_outlet = True
        self._create_visit().outlet_id = self.outlet
        batches = self._open()
        mine = batches.filtered(lambda b: b.outlet_id == self.outlet)
        mine.with_user(manager).action_hand_in()
        self.assertEqual(mine.state, "handed_in")
        seen = batches.search([("id", "in", batches.ids)]).with_user(manager)
        self.assertEqual(seen.search([("id", "in", batches.ids)]), mine)

    def test_technicians_see_no_archive(self):
        batch = self._open()
        with self.assertRaises(AccessError):
            batch.with_user(self.technician_user).read(["name"])

    def test_nothing_is_changed_past_the_buttons(self):
        self._create_visit()
        batch = self._open().with_user(self.office)
        for vals in (
            {"zip_digest": "0"},
            {"state": "sealed"},
            {"date_to": "2027-01-01"},
        ):
            with self.assertRaises(UserError):
                batch.write(vals)
        with self.assertRaises(UserError):
            batch.line_ids.write({"digest": "0"})
        with self.assertRaises(UserError):
            batch.with_user(self.admin).line_ids.unlink()
        batch.note = "Paper copies in cupboard 3"

    def test_sent_back_with_a_reason_that_voids_the_signature(self):
        self._create_visit()
        batch = self._open()
        batch.with_user(self.dispatcher).action_hand_in()
        office = batch.with_user(self.office)
        self.assertEqual(
            office.action_send_back()["res_model"], "aftersales.archive.reason"
        )
        office.action_send_back("Two slips lie upside down")
        self.assertEqual(batch.state, "collecting")
        self.assertEqual(batch.signoff_ids.mapped("state"), ["void"])
        self.assertIn("upside down", batch.signoff_ids.void_reason)
        batch.with_user(self.dispatcher).action_hand_in()
        self.assertEqual(batch.signoff_ids.mapped("state"), ["void", "signed"])

    # -- cost -----------------------------------------------------------------------

    def test_collecting_costs_the_same_for_five_and_for_fifteen(self):
        order = self._create_order()

        def create(count):
            dispatches = self.env["aftersales.dispatch"].create(
                [{"order_id": order.id} for _ in range(count)]
            )
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE aftersales_dispatch SET state = 'returned', "
                "finished_at = '2026-03-02 03:00:00' WHERE id IN %s",
                [tuple(dispatches.ids)],
            )
            self.env.invalidate_all()

        create(5)
        batch = self._open()
        batch._collect()
        few = self._count_queries(batch._collect)
        create(10)
        batch._collect()  # so that no figure of the batch changes while it is counted
        many = self._count_queries(batch._collect)
        self.assertEqual(batch.line_count, 15)
        # What a cache happens to hold may save or cost a query, not one a visit.
        self.assertLessEqual(many, few + 2)

    def test_storekeepers_and_finance_see_what_a_rule_names_them_for(self):
        batch = self._open()
        users = self._create_user("storekeeper") | self._create_user("finance")
        Batch = self.env["aftersales.archive.batch"]
        for user in users:
            self.assertNotIn(batch, Batch.with_user(user).search([]))
        self.rule_slip.write({"giver_ids": users[0].ids, "receiver_ids": users[1].ids})
        for user in users:
            self.assertIn(batch, Batch.with_user(user).search([]))
            with self.assertRaises(AccessError):
                batch.with_user(user).action_receive()
