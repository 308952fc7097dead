from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..common import AftersalesCase


@tagged("post_install", "-at_install")
class TestBooking(AftersalesCase):
    """Double booking and leave: refused, warned of, or let through."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.aftersales_booking_check = "block"
        cls.second = cls.env["hr.employee"].create({"name": "Zhao Gong"})
        cls.order = cls._create_order()
        cls.first = cls._create_dispatch(cls.order)  # 10:00 to 12:00 in Shanghai

    def _plan(self, start="2026-03-02 03:00:00", end="2026-03-02 05:00:00", **vals):
        return self._create_dispatch(
            self._create_order().with_user(self.dispatcher),
            scheduled_start=start,
            scheduled_end=end,
            **vals,
        )

    def _create_leave(self, **vals):
        return self.env["resource.calendar.leaves"].create(
            {
                "name": "Leave",
                "date_from": "2026-03-03 00:00:00",
                "date_to": "2026-03-03 10:00:00",
                **vals,
            }
        )

    def _set_check(self, check):
        self.company.aftersales_booking_check = check

    # -- double booking ----

    def test_a_second_visit_at_the_same_time_is_refused(self):
        with self.assertRaises(ValidationError) as caught:
            self._plan()
        self.assertIn(self.first.name, str(caught.exception))
        self.assertIn(self.technician.name, str(caught.exception))

    def test_a_visit_is_not_moved_onto_another(self):
        later = self._plan("2026-03-02 06:00:00", "2026-03-02 07:00:00")
        with self.assertRaises(ValidationError):
            later.scheduled_start = "2026-03-02 03:30:00"

    def test_a_technician_is_not_added_to_a_visit_while_he_is_elsewhere(self):
        visit = self._plan(technician_ids=self.second.ids)
        with self.assertRaises(ValidationError):
            visit.technician_ids += self.technician

    def test_two_visits_made_at_once_may_not_collide_either(self):
        with self.assertRaises(ValidationError):
            self.env["aftersales.dispatch"].create(
                [
                    {
                        "order_id": self.order.id,
                        "technician_ids": self.second.ids,
                        "scheduled_start": "2026-03-02 03:00:00",
                        "scheduled_end": "2026-03-02 04:00:00",
                    }
                ]
                * 2
            )

    def test_a_visit_may_start_when_the_other_ends(self):
        visit = self._plan("2026-03-02 04:00:00", "2026-03-02 05:00:00")
        self.assertFalse(visit.conflict_note)

    def test_another_technician_goes_at_the_same_time(self):
        visit = self._plan(technician_ids=self.second.ids)
        self.assertFalse(visit.conflict_note)

    def test_a_finished_visit_no_longer_takes_time(self):
        self.order.action_accept()
        self.first.action_send()
        self.first.action_arrive()
        self.first.write({"outcome": "follow_up", "work_done": "Looked at it."})
        self.first.action_finish()
        self.assertFalse(self._plan().conflict_note)

    def test_a_cancelled_visit_takes_no_time(self):
        self.first.action_cancel()
        self.assertFalse(self._plan().conflict_note)

    def test_a_visit_without_a_time_takes_none(self):
        visit = self._plan(start=False, end=False)
        self.assertFalse(visit.conflict_note)

    def test_a_double_booking_is_shown_where_it_is_only_warned_of(self):
        self._set_check("warn")
        visit = self._plan()
        self.assertIn(self.first.name, visit.conflict_note)
        self.assertIn(visit.name, self.first.conflict_note)

    def test_times_of_the_other_visit_are_those_of_the_reader(self):
        self._set_check("warn")
        note = self._plan().with_user(self.dispatcher).conflict_note
        self.assertIn("2026-03-02 10:00", note)  # Asia/Shanghai

    def test_nothing_is_said_where_nothing_is_checked(self):
        self._set_check("none")
        self.assertFalse(self._plan().conflict_note)

    def test_a_visit_of_an_outlet_one_does_not_see_blocks_the_time_too(self):
        manager = self._create_user("outlet_manager")
        elsewhere = self._create_outlet(name="Yantai", manager_id=manager.id)
        order = self._create_order(outlet_id=elsewhere.id).with_user(manager)
        self.assertFalse(
            self.env["aftersales.dispatch"]
            .with_user(manager)
            .search([("id", "=", self.first.id)])
        )
        with self.assertRaises(ValidationError) as caught:
            self._create_dispatch(order)
        self.assertIn(self.first.name, str(caught.exception))
        self._set_check("warn")
        visit = self._create_dispatch(order).with_user(manager)
        self.env.invalidate_all()
        self.assertIn(self.first.name, visit.conflict_note)

    # -- leave ----

    def _plan_on_leave_day(self, **vals):
        return self._plan("2026-03-03 02:00:00", "2026-03-03 04:00:00", **vals)

    def test_a_visit_in_a_technicians_leave_is_refused(self):
        self._create_leave(resource_id=self.technician.resource_id.id)
        with self.assertRaisesRegex(ValidationError, "Wang Gong is on leave"):
            self._plan_on_leave_day()

    def test_leave_is_warned_of_where_the_company_only_warns(self):
        self._set_check("warn")
        self._create_leave(resource_id=self.technician.resource_id.id)
        self.assertIn("on leave", self._plan_on_leave_day().conflict_note)

    def test_leave_is_not_looked_at_where_nothing_is_checked(self):
        self._set_check("none")
        self._create_leave(resource_id=self.technician.resource_id.id)
        self.assertFalse(self._plan_on_leave_day().conflict_note)

    def test_leave_of_another_technician_does_not_matter(self):
        self._create_leave(resource_id=self.second.resource_id.id)
        self.assertFalse(self._plan_on_leave_day().conflict_note)

    def test_a_company_holiday_is_leave_of_everybody(self):
        self._create_leave(calendar_id=False, company_id=self.company.id)
        with self.assertRaisesRegex(ValidationError, "on leave"):
            self._plan_on_leave_day()

    def test_a_holiday_of_the_technicians_calendar_is_his_leave(self):
        self._create_leave(calendar_id=self.technician.resource_calendar_id.id)
        with self.assertRaisesRegex(ValidationError, "on leave"):
            self._plan_on_leave_day()

    def test_a_holiday_of_another_calendar_is_not_his_leave(self):
        calendar = self.env["resource.calendar"].create({"name": "Night Shift"})
        self._create_leave(calendar_id=calendar.id)
        self.assertFalse(self._plan_on_leave_day().conflict_note)

    def test_a_holiday_of_another_company_is_not_his_leave(self):
        company = self.env["res.company"].create({"name": "Other Maker"})
        Leave = self.env["resource.calendar.leaves"].with_company(company)
        leave = Leave.create(
            {
                "name": "Their anniversary",
                "calendar_id": False,
                "date_from": "2026-03-03 00:00:00",
                "date_to": "2026-03-03 10:00:00",
            }
        )
        self.assertEqual(leave.company_id, company)
        self.assertFalse(self._plan_on_leave_day().conflict_note)

    def test_leave_that_ends_when_the_visit_starts_does_not_matter(self):
        self._create_leave(
            resource_id=self.technician.resource_id.id, date_to="2026-03-03 02:00:00"
        )
        self.assertFalse(self._plan_on_leave_day().conflict_note)

    # -- cost ----

    def test_conflicts_cost_the_same_for_many_visits(self):
        self._set_check("warn")
        self._create_leave(resource_id=self.technician.resource_id.id)
        visits = self.env["aftersales.dispatch"].create(
            [
                {
                    "order_id": self.order.id,
                    "technician_ids": self.technician.ids,
                    "scheduled_start": f"2026-03-03 0{hour % 9}:00:00",
                    "scheduled_end": "2026-03-03 09:00:00",
                }
                for hour in range(22)
            ]
        )
        visits.mapped("conflict_note")  # warm the registry caches
        few = self._count_queries(lambda: visits[:2].mapped("conflict_note"))
        many = self._count_queries(lambda: visits.mapped("conflict_note"))
        self.assertTrue(all(visits.mapped("conflict_note")))
        self.assertLessEqual(many, few)
