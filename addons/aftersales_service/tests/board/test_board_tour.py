from odoo.tests import HttpCase, tagged

from ..common import AftersalesCase

BOARD = "/odoo/dispatch-board"


@tagged("post_install", "-at_install")
class TestBoardTour(AftersalesCase, HttpCase):
    """The dispatch board in a real browser."""

    @classmethod
    def _setup_users(cls):
        result = super()._setup_users()
        cls.first = cls.env["hr.employee"].create({"name": "Li Gong"})
        cls.outlet.name = "Tour Outlet"
        cls.outlet.technician_ids += cls.first
        calendar = cls.env["resource.calendar"].create({"name": "Day", "tz": "UTC"})
        cls.outlet.technician_ids.write(
            {"resource_calendar_id": calendar.id, "tz": "UTC"}
        )
        cls.company.aftersales_booking_check = "block"
        return result

    def _create_accepted(self):
        order = self._create_order(outlet_id=self.outlet.id)
        order.action_accept()
        return order

    def test_a_visit_is_planned_moved_and_taken_back(self):
        order = self._create_accepted()
        self.start_tour(BOARD, "aftersales_board_drag", login=self.dispatcher.login)
        visits = order.dispatch_ids
        self.assertEqual(sorted(visits.mapped("state")), ["cancelled", "sent"])
        sent = visits.filtered(lambda visit: visit.state == "sent")
        self.assertEqual(sent.technician_ids, self.first)
        self.assertEqual(order.technician_id, self.first)
        hours = (sent.scheduled_end - sent.scheduled_start).total_seconds() / 3600
        self.assertEqual(hours, self.company.aftersales_visit_hours)

    def test_a_refused_move_is_told_and_the_visit_stays(self):
        visit = self._create_dispatch(
            self._create_accepted(), technician_ids=self.first.ids
        )
        self._create_dispatch(
            self._create_accepted(),
            scheduled_start="2026-03-02 00:00:00",
            scheduled_end="2026-03-02 23:45:00",
        )
        self.start_tour(BOARD, "aftersales_board_refused", login=self.dispatcher.login)
        self.assertEqual(visit.technician_ids, self.first)
