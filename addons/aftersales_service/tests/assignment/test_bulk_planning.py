from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import AssignmentCase, monday


@tagged("post_install", "-at_install")
class TestBulkPlanning(AssignmentCase):
    """Many orders: a dry run, then all that is good at once."""

    def setUp(self):
        super().setUp()
        self.startFreeze("2026-03-01 20:00:00")  # Monday, 4:00 in Shanghai

    def startFreeze(self, moment):
        frozen = freeze_time(moment)
        frozen.start()
        self.addCleanup(frozen.stop)

    def _create_orders(self, count, **vals):
        orders = self.env["aftersales.order"].create(
            [
                {
                    "partner_id": self.customer.id,
                    "equipment_id": self.unit.id,
                    "type_id": self.type_repair.id,
                    "received_at": monday(0),
                    **vals,
                }
                for _n in range(count)
            ]
        )
        orders.action_accept()
        return orders

    def _open(self, orders, user=None, day="2026-03-02", until=None):
        orders = orders.with_user(user or self.dispatcher)
        action = orders.action_plan_visits()
        wizard = orders.env[action["res_model"]].browse(action["res_id"])
        wizard.write({"date_from": day, "date_to": until or day})
        wizard.action_plan()
        return wizard

    def test_a_dry_run_plans_nothing(self):
        orders = self._create_orders(3)
        wizard = self._open(orders)
        self.assertEqual(wizard.placed_count, 3)
        self.assertFalse(orders.dispatch_ids)
        self.assertTrue(all(wizard.line_ids.mapped("reason")))

    def test_two_orders_never_get_the_same_slot(self):
        orders = self._create_orders(12)
        wizard = self._open(orders)
        wizard.action_commit()
        visits = orders.dispatch_ids
        self.assertEqual(len(visits), 12)
        self.assertFalse(any(visits.mapped("conflict_note")))
        slots = {(v.technician_ids.id, v.scheduled_start) for v in visits}
        self.assertEqual(len(slots), 12)
        # Three technicians, four visits of two hours each between 8 and 17.
        self.assertTrue(
            all(monday(0) <= v.scheduled_start <= monday(7) for v in visits)
        )

    def test_who_finds_no_place_is_told_why(self):
        orders = self._create_orders(13)
        wizard = self._open(orders)
        left = wizard.line_ids.filtered(lambda line: not line.is_selected)
        self.assertEqual(len(left), 1)
        self.assertIn("No free time", left.problem)
        self.assertIn("Wang Gong", left.note)

    def test_the_most_urgent_gets_the_first_place(self):
        orders = self._create_orders(12)
        pressing = self._create_orders(1, priority="3")
        wizard = self._open(orders | pressing)
        self.assertEqual(wizard.line_ids[0].order_id, pressing)
        self.assertEqual(wizard.line_ids[0].scheduled_start, monday(0))

    def test_what_does_not_fit_on_a_day_goes_to_the_next(self):
        orders = self._create_orders(13)
        wizard = self._open(orders, until="2026-03-03")
        self.assertEqual(wizard.placed_count, 13)
        last = wizard.line_ids[-1]
        self.assertEqual(str(last.scheduled_start.date()), "2026-03-03")

    def test_nothing_is_planned_into_the_past(self):
        self.startFreeze("2026-03-02 02:20:00")  # 10:20 in Shanghai
        wizard = self._open(self._create_orders(1))
        # 10:20 to 12:20 runs into lunch.
        self.assertEqual(wizard.line_ids.scheduled_start, monday(5))

    def test_rows_are_changed_and_left_out(self):
        orders = self._create_orders(3)
        wizard = self._open(orders)
        with Form(wizard) as form:
            with form.line_ids.edit(0) as line:
                line.is_selected = False
            with form.line_ids.edit(1) as line:
                line.technician_id = self.li.with_user(self.dispatcher)
                line.scheduled_start = monday(7)
        wizard.action_commit()
        self.assertFalse(wizard.line_ids[0].order_id.dispatch_ids)
        changed = wizard.line_ids[1].order_id.dispatch_ids
        self.assertEqual(changed.technician_ids, self.li)
        self.assertEqual(changed.scheduled_start, monday(7))
        self.assertEqual(changed.scheduled_end, monday(9))

    def test_a_row_that_collides_by_now_is_reported_and_kept(self):
        orders = self._create_orders(2)
        wizard = self._open(orders)
        taken = wizard.line_ids[0]
        visit = self._create_dispatch(
            self._create_order(),
            technician_ids=taken.technician_id.ids,
            scheduled_start=taken.scheduled_start,
            scheduled_end=taken.scheduled_end,
        )
        collided = taken.order_id
        wizard.action_commit()
        self.assertIn(visit.name, taken.problem)
        self.assertFalse(taken.dispatch_id or taken.is_selected)
        self.assertTrue(wizard.line_ids[1].dispatch_id)
        self.assertIn("Planned: ", wizard.line_ids[1].note)
        self.assertEqual((wizard.dispatch_count, wizard.open_count), (1, 1))
        # Proposed anew, it finds another place.
        wizard.action_plan()
        again = wizard.line_ids.filtered("is_selected")
        self.assertEqual(again.order_id, collided)
        wizard.action_commit()
        self.assertEqual(wizard.dispatch_count, 2)

    def test_two_rows_brought_to_the_same_time_collide(self):
        wizard = self._open(self._create_orders(2))
        first, second = wizard.line_ids
        second.write(
            {
                "technician_id": first.technician_id.id,
                "scheduled_start": first.scheduled_start,
                "scheduled_end": first.scheduled_end,
            }
        )
        self.assertIn(first.order_id.name, second.conflict_note)
        self.assertFalse(first.conflict_note)
        wizard.action_commit()
        self.assertTrue(first.dispatch_id)
        self.assertFalse(second.dispatch_id)

    def test_an_order_planned_meanwhile_is_not_planned_twice(self):
        order = self._create_orders(1)
        wizard = self._open(order)
        visit = self._create_dispatch(
            order,
            technician_ids=self.li.ids,
            scheduled_start=monday(8),
            scheduled_end=monday(9),
        )
        wizard.action_commit()
        self.assertIn(visit.name, wizard.line_ids.problem)
        self.assertEqual(order.dispatch_ids, visit)

    def test_a_row_whose_technician_lost_his_certificate_is_kept(self):
        skill = self._create_certificate()
        self.type_repair.requirement_ids = [(0, 0, {"skill_id": skill.id})]
        paper = self._give(self.zhao, skill)
        wizard = self._open(self._create_orders(1))
        self.assertEqual(wizard.line_ids.technician_id, self.zhao)
        paper.valid_to = "2026-03-01"
        wizard.action_commit()
        self.assertIn("ended on 03/01/2026", wizard.line_ids.problem)

    def test_orders_that_cannot_be_planned_say_why(self):
        draft = self._create_order(type_id=self.type_repair.id)
        remote = self._create_orders(1, is_remote=True)
        wizard = self._open(draft | remote)
        problems = {line.order_id: line.problem for line in wizard.line_ids}
        self.assertIn("Accept", problems[draft])
        self.assertIn("needs no visit", problems[remote])
        with self.assertRaisesRegex(UserError, "Tick the rows"):
            wizard.action_commit()

    def test_visits_are_sent_at_once_if_wanted(self):
        orders = self._create_orders(2)
        wizard = self._open(orders)
        wizard.is_sending = True
        wizard.action_commit()
        self.assertEqual(orders.mapped("state"), ["dispatched"] * 2)
        self.assertEqual(orders.dispatch_ids.mapped("state"), ["sent"] * 2)
        self.assertEqual(
            self.Dispatch.search(wizard.action_view_dispatches()["domain"]),
            orders.dispatch_ids,
        )

    def test_a_pinned_visit_stays_where_it_is(self):
        pinned = self._create_dispatch(
            self._create_order(), scheduled_start=monday(0), scheduled_end=monday(2)
        )
        pinned.action_pin()
        self._open(self._create_orders(4)).action_commit()
        self.assertEqual(pinned.scheduled_start, monday(0))

    def test_an_outlet_manager_plans_his_own(self):
        manager = self._create_user("outlet_manager")
        self.outlet.manager_id = manager
        orders = self._create_orders(2)
        self._open(orders, user=manager).action_commit()
        self.assertEqual(len(orders.dispatch_ids), 2)

    def test_a_technician_plans_nobodys_visits(self):
        orders = self._create_orders(1, technician_id=self.wang.id)
        with self.assertRaises(AccessError):
            orders.with_user(self.technician_user).action_plan_visits()

    def test_planning_costs_few_queries_more_for_many(self):
        few, many = self._create_orders(2), self._create_orders(9)
        self._open(self._create_orders(1))
        wizards = [self._open(orders) for orders in (few, many)]
        queries = [self._count_queries(wizard.action_plan) for wizard in wizards]
        self.assertLessEqual(queries[1], queries[0] + 3)
