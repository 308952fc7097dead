from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import AssignmentCase, monday


@tagged("post_install", "-at_install")
class TestPinsAndRoutes(AssignmentCase):
    """A technician's day: what is promised stays, the rest goes along a short way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        home = cls.env["res.partner"].create({"name": "Home"})
        cls._place(home, 36.0, 120.0)
        cls.wang.aftersales_start_partner_id = home
        # From west to east: A, B, C. Planned the other way round.
        cls.visits = cls.Dispatch.browse()
        for place, (name, hour) in enumerate((("A", 6), ("B", 3), ("C", 0)), 1):
            site = cls.env["res.partner"].create({"name": name})
            cls._place(site, 36.0, 120 + place / 10)
            cls.visits |= cls._create_dispatch(
                cls._create_order(site_partner_id=site.id),
                scheduled_start=monday(hour),
                scheduled_end=monday(hour + 1),
            )
        cls.a, cls.b, cls.c = cls.visits

    # -- pins ----

    def test_a_pinned_visit_is_not_moved(self):
        self.a.with_user(self.dispatcher).action_pin()
        for vals in (
            {"scheduled_start": monday(5)},
            {"scheduled_end": monday(8)},
            {"technician_ids": self.li.ids},
        ):
            with self.assertRaisesRegex(UserError, "Unpin them first"):
                self.a.with_user(self.dispatcher).write(vals)

    def test_what_does_not_change_may_be_written(self):
        self.a.action_pin()
        self.a.write(
            {
                "scheduled_start": monday(6),
                "technician_ids": [(6, 0, self.wang.ids)],
                "work_done": "Rail replaced.",
            }
        )

    def test_pinning_again_does_not_let_move(self):
        self.a.action_pin()
        with self.assertRaises(UserError):
            self.a.write({"is_pinned": True, "scheduled_start": monday(5)})

    def test_an_unpinned_visit_moves_again(self):
        self.a.action_pin()
        self.a.with_user(self.dispatcher).action_unpin()
        self.a.scheduled_start = monday(5)

    def test_the_form_does_not_move_a_pinned_visit(self):
        self.a.action_pin()
        form = Form(self.a.with_user(self.dispatcher))
        with self.assertRaises(AssertionError):
            form.scheduled_start = monday(5)

    def test_only_what_is_planned_is_pinned(self):
        self.a.write({"scheduled_start": False, "scheduled_end": False})
        with self.assertRaisesRegex(UserError, "before “Pin”"):
            self.a.action_pin()

    def test_a_technician_does_not_pin_and_unpin(self):
        visit = self.a.with_user(self.technician_user)
        for change in (
            visit.action_pin,
            visit.action_unpin,
            lambda: visit.write({"is_pinned": True}),
        ):
            with self.assertRaises(AccessError):
                change()

    def test_a_pinned_visit_may_be_cancelled(self):
        self.a.action_pin()
        self.a.with_user(self.dispatcher).action_cancel()
        self.assertEqual(self.a.state, "cancelled")

    # -- routes ----

    def test_the_day_is_numbered_along_a_short_way(self):
        before = self.visits.mapped("scheduled_start")
        # One of them is enough: it is the technician's whole day.
        self.b.with_user(self.dispatcher).action_order_route()
        self.assertEqual(self.visits.mapped("route_sequence"), [1, 2, 3])
        self.assertEqual(self.visits.mapped("scheduled_start"), before)

    def test_a_technician_orders_his_own_day(self):
        self.visits.with_user(self.technician_user).action_order_route()
        self.assertEqual(self.visits.mapped("route_sequence"), [1, 2, 3])
        with self.assertRaises(AccessError):
            self.visits.with_user(self.technician_user).action_retime_route()

    def test_visits_get_new_times_if_wanted(self):
        self.company.write({"aftersales_travel_speed": 40, "aftersales_road_factor": 1})
        self.visits.with_user(self.dispatcher).action_retime_route()
        starts = self.visits.mapped("scheduled_start")
        self.assertEqual(starts[0], monday(0))
        self.assertEqual(starts, sorted(starts))
        # One hour of work, then about 9 km: 14 minutes.
        self.assertEqual(starts[1], monday(1, 14))
        self.visits.action_retime_route()
        self.assertEqual(self.visits.mapped("scheduled_start"), starts)

    def test_what_is_pinned_keeps_its_time(self):
        self.c.action_pin()
        self.visits.with_user(self.dispatcher).action_retime_route()
        self.assertEqual(self.c.scheduled_start, monday(0))
        self.assertEqual(self.visits.mapped("route_sequence"), [3, 2, 1])

    def test_a_visit_shared_with_a_colleague_keeps_its_time(self):
        self.c.technician_ids += self.zhao
        self.visits.action_retime_route()
        self.assertEqual(self.c.scheduled_start, monday(0))

    def test_who_has_no_coordinates_comes_last_and_is_named(self):
        self.a.site_partner_id.partner_latitude = 0
        self.a.site_partner_id.partner_longitude = 0
        action = self.visits.with_user(self.dispatcher).action_order_route()
        self.assertEqual(self.visits.mapped("route_sequence"), [3, 1, 2])
        self.assertIn(self.a.name, action["params"]["message"])

    def test_pins_that_cannot_be_reached_are_named(self):
        self.company.write({"aftersales_travel_speed": 1, "aftersales_road_factor": 1})
        (self.b | self.c).action_pin()
        action = self.visits.action_order_route()
        self.assertIn(self.b.name, action["params"]["message"])

    def test_other_days_and_people_are_left_alone(self):
        other = self._create_dispatch(
            self._create_order(),
            technician_ids=self.zhao.ids,
            scheduled_start=monday(0),
            scheduled_end=monday(1),
        )
        next_day = self._create_dispatch(
            self._create_order(),
            scheduled_start="2026-03-03 00:00:00",
            scheduled_end="2026-03-03 01:00:00",
        )
        self.visits.action_order_route()
        self.assertEqual((other | next_day).mapped("route_sequence"), [0, 0])

    def test_what_is_not_planned_has_no_route(self):
        visit = self._create_dispatch(
            self._create_order(), scheduled_start=False, scheduled_end=False
        )
        visit.action_order_route()
        self.assertEqual(visit.route_sequence, 0)
