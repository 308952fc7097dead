from contextlib import suppress
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import RecallCase


class Killed(Exception):
    """The server went down."""


@tagged("post_install", "-at_install")
class TestRecallOrders(RecallCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyers = cls._create_buyers(5)
        cls.recall = cls._run(work_instructions="Cut, strip, crimp.")

    def _raise_all(self, **progress):
        with patch.object(
            type(self.env["ir.cron"]),
            "_commit_progress",
            **(progress or {"return_value": 1.0}),
        ):
            self.env["aftersales.recall"]._cron_raise_orders()

    def test_each_unit_at_a_customer_gets_its_free_order(self):
        self.recall.with_user(self.dispatcher).action_raise_orders()
        self._raise_all()
        lines = self._lines(self.recall)
        order = lines["HX-0101"].order_id
        self.assertEqual(order.equipment_id, self.heater_unit)
        self.assertEqual(order.partner_id, self.customer)
        self.assertEqual(order.channel, "recall")
        self.assertEqual(order.outlet_id, self.outlet)
        self.assertIn("Cut, strip, crimp.", order.description)
        self.assertEqual(order._propose_coverage()[0], "covered")
        self.assertEqual(lines["HX-0101"].state, "scheduled")
        # In stock there is nobody to go to.
        self.assertFalse(lines["HX-0098"].order_id)
        self.assertEqual(self.recall.order_count, 7)
        self.assertFalse(self.recall.is_raising_orders)

    def test_a_number_without_a_unit_is_put_on_file(self):
        self.recall.action_raise_orders()
        self._raise_all()
        line = self._lines(self.recall)["HX-0100"]
        self.assertEqual(line.equipment_id.lot_id, self.lots[2])
        self.assertEqual(line.order_id.equipment_id, line.equipment_id)
        # Looking once more finds the unit, and knows it is the same thing.
        count = len(self.recall.line_ids)
        self.recall.action_refresh()
        self.assertEqual(len(self.recall.line_ids), count)

    def test_never_two_orders_however_often_asked(self):
        line = self.heater_unit.recall_line_ids
        line.with_user(self.dispatcher).action_raise_order()
        first = line.order_id
        for _again in range(2):
            line.with_user(self.dispatcher).action_raise_order()
            self.recall.action_raise_orders()
            self._raise_all()
        self.assertEqual(line.order_id, first)
        self.assertEqual(
            self.env["aftersales.order"].search_count(
                [("equipment_id", "=", self.heater_unit.id)]
            ),
            1,
        )

    def test_a_killed_run_goes_on_behind_its_last_batch(self):
        self.recall.action_raise_orders()
        with (
            patch(
                "odoo.addons.aftersales_service.models.recall"
                ".aftersales_recall_orders.BATCH",
                3,
            ),
            # Not the assertion: that would take back what was committed.
            suppress(Killed),
        ):
            self._raise_all(side_effect=[1.0, Killed])
        self.assertEqual(self.recall.order_count, 3)
        self.assertTrue(self.recall.is_raising_orders)
        self._raise_all()
        self.assertEqual(self.recall.order_count, 7)
        orders = self.recall.line_ids.order_id
        self.assertEqual(len(orders.equipment_id), 7)

    def test_a_closed_order_is_a_done_unit_and_a_dropped_one_is_not(self):
        line = self.buyers[0].recall_line_ids
        line.action_raise_order()
        line.order_id.action_cancel()
        self.assertEqual(line.state, "found")
        line.order_id.action_reopen()
        self.assertEqual(line.state, "scheduled")

        line = self.heater_unit.recall_line_ids
        line.action_raise_order()
        order = line.order_id
        with self.assertRaisesRegex(UserError, f"close service order {order.name}"):
            line.action_finish()
        order.solution = "Plug changed."
        visit = self._walk_to_signed(order)
        visit.debrief_note = "Plug changed."
        visit.action_hand_in()
        order.action_settle()
        order.action_close()
        self.assertEqual(line.state, "done")
        self.assertTrue(line.done_at)
        self.assertFalse(self.heater_unit.is_recalled)
        order.action_reopen()
        self.assertEqual((line.state, line.done_at), ("scheduled", False))

    def test_who_sold_it_on_or_scrapped_it_gets_no_order(self):
        lines = self._lines(self.recall)
        lines["HX-0500"]._register_answer("sold", "To Mr. Zhou")
        lines["HX-0501"]._register_answer("scrapped")
        self.recall.action_raise_orders()
        self._raise_all()
        self.assertFalse((lines["HX-0500"] + lines["HX-0501"]).order_id)
        self.assertEqual(
            (lines["HX-0501"].state, lines["HX-0501"].place), ("done", "scrapped")
        )

    def test_it_runs_before_orders_are_raised(self):
        draft = self._create_recall()
        with self.assertRaisesRegex(UserError, "start the recall"):
            draft.action_raise_orders()
        with self.assertRaises(AccessError):
            self.recall.with_user(self.technician_user).action_raise_orders()

    def test_recalled_units_are_found_and_shown_everywhere(self):
        Unit = self.env["aftersales.equipment"].with_user(self.dispatcher)
        recalled = Unit.search([("is_recalled", "=", True)])
        self.assertEqual(recalled, self.buyers | self.heater_unit)
        self.assertNotIn(self.heater_unit, Unit.search([("is_recalled", "=", False)]))
        note = self.recall.display_name
        self.assertEqual(self.heater_unit.recall_note, note)
        order = self._create_order(equipment_id=self.heater_unit.id)
        self.assertEqual(order.recall_note, note)
        intake = self.env["aftersales.intake"].new({"query": "HX-0101"})
        self.assertEqual(intake.recall_note, note)
        self.assertFalse(self.unit.is_recalled)

    def test_a_recall_comes_before_the_warranty(self):
        self.heater_unit.warranty_end_date = "2020-01-01"
        order = self._create_order(
            equipment_id=self.heater_unit.id, type_id=self.type_repair.id
        )
        self.assertTrue(order.decision_id.is_covered)
        self.heater_unit.recall_line_ids.action_finish()
        later = self._create_order(
            equipment_id=self.heater_unit.id, type_id=self.type_repair.id
        )
        self.assertFalse(later.decision_id.is_covered)

    def test_a_campaign_does_not_touch_the_warranty(self):
        self.recall.cancel_reason = "Other kind"
        self.recall.action_cancel()
        campaign = self._run(kind="campaign")
        self.assertFalse(self.heater_unit.is_recalled)
        self.assertEqual(self.heater_unit.recall_note, campaign.display_name)

    def test_what_it_costs(self):
        line = self.heater_unit.recall_line_ids
        line.action_raise_order()
        line.order_id.line_ids = [(0, 0, {"product_id": self.labour.id, "quantity": 2})]
        self.env.invalidate_all()
        self.assertEqual(self.recall.amount_free, 200.0)

    def test_orders_cost_the_same_number_of_queries_each(self):
        lines = self.buyers.recall_line_ids
        more = self._create_buyers(20, first=600)
        self.recall.action_refresh()
        lines[2:3]._raise_orders()

        def measure(some):
            return self._count_queries(some.browse(some.ids)._raise_orders)

        self.assertEqual(measure(lines[:2]), measure(more.recall_line_ids))
