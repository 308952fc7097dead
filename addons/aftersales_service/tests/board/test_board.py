from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..common import AftersalesCase

# A Monday in Shanghai, and its week.
DAY = ("2026-03-01 16:00:00", "2026-03-02 16:00:00")
WEEK = ("2026-03-01 16:00:00", "2026-03-08 16:00:00")
MORNING = ("2026-03-02 01:00:00", "2026-03-02 03:00:00")
AFTERNOON = ("2026-03-02 06:00:00", "2026-03-02 08:00:00")


@tagged("post_install", "-at_install")
class TestBoard(AftersalesCase):
    """The dispatch board: what it shows, what it does, what it refuses."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.aftersales_booking_check = "block"
        cls.second = cls.env["hr.employee"].create({"name": "Zhao Gong"})
        cls.outlet.technician_ids += cls.second
        calendar = cls.env["resource.calendar"].create(
            {"name": "Eight to five", "tz": "Asia/Shanghai"}
        )
        (cls.technician | cls.second).write(
            {"resource_calendar_id": calendar.id, "tz": "Asia/Shanghai"}
        )
        cls.board = cls.env["aftersales.board"].with_user(cls.dispatcher)
        cls.order = cls._create_accepted()

    @classmethod
    def _create_accepted(cls, **vals):
        order = cls._create_order(outlet_id=cls.outlet.id, **vals)
        order.action_accept()
        return order

    def _load(self, span=DAY, board=None, **kwargs):
        return (self.board if board is None else board).action_load(*span, **kwargs)

    def _plan(self, order=None, technician=None, span=MORNING):
        """Plan on the board; the visit as the board tells it."""
        changes = self.board.action_plan(
            (order or self.order).id, (technician or self.technician).id, *span
        )
        return changes["visits"][0]

    def _get_row(self, data, technician):
        return next(row for row in data["rows"] if row["id"] == technician.id)

    def _browse(self, visit):
        return self.env["aftersales.dispatch"].browse(visit["id"])

    def _change_meanwhile(self, visit):
        """Somebody else writes; within one transaction the clock stands still."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE aftersales_dispatch SET write_date = write_date + interval '1 s' "
            "WHERE id = %s",
            [visit["id"]],
        )
        self.env.invalidate_all()

    # -- what it shows ----

    def test_technicians_of_outlets_are_rows_with_their_working_time(self):
        row = self._get_row(self._load(), self.technician)
        self.assertEqual(row["name"], "Wang Gong")
        self.assertEqual(row["outlet_id"], self.outlet.id)
        self.assertEqual(row["work"][0][0], "2026-03-02 00:00:00")
        self.assertEqual(row["work"][-1][1], "2026-03-02 09:00:00")

    def test_who_works_at_any_time_works_all_day(self):
        self.technician.resource_calendar_id = False
        self.assertEqual(
            self._get_row(self._load(), self.technician)["work"], [list(DAY)]
        )

    def test_leave_takes_working_time_and_is_shown(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Secret",
                "resource_id": self.technician.resource_id.id,
                "calendar_id": self.technician.resource_calendar_id.id,
                "date_from": DAY[0],
                "date_to": DAY[1],
            }
        )
        row = self._get_row(self._load(), self.technician)
        self.assertFalse(row["work"])
        self.assertEqual(row["leave"], [list(DAY)])
        self.assertNotIn("Secret", str(row))

    def test_an_accepted_order_waits_until_a_visit_is_planned(self):
        self.assertIn(self.order.id, self._waiting())
        visit = self._plan()
        self.assertNotIn(self.order.id, self._waiting())
        shown = self._load()["visits"]
        self.assertEqual([v["id"] for v in shown], [visit["id"]])
        self.assertEqual(shown[0]["customer"], self.customer.name)

    def _waiting(self, **kwargs):
        return [card["order_id"] for card in self._load(**kwargs)["cards"]]

    def test_remote_and_unaccepted_orders_do_not_wait(self):
        remote = self._create_accepted(is_remote=True)
        draft = self._create_order(outlet_id=self.outlet.id)
        self.assertFalse({remote.id, draft.id} & set(self._waiting()))

    def test_an_order_waits_again_when_another_visit_is_needed(self):
        visit = self._browse(self._plan())
        visit.action_send()
        visit.action_arrive()
        self.assertNotIn(self.order.id, self._waiting())
        visit.write({"outcome": "follow_up", "work_done": "Looked at it."})
        visit.action_finish()
        self.assertIn(self.order.id, self._waiting())

    def test_a_planned_visit_without_technician_or_time_waits(self):
        visit = self._create_dispatch(
            self.order, scheduled_start=False, scheduled_end=False
        )
        card = next(c for c in self._load()["cards"] if c["id"])
        self.assertEqual(card["id"], visit.id)
        self.assertEqual(self._waiting().count(self.order.id), 1)

    def test_the_more_urgent_waits_first_then_the_older(self):
        newer = self._create_accepted(received_at="2026-03-02 02:00:00")
        urgent = self._create_accepted(received_at="2026-03-02 03:00:00", priority="2")
        mine = {self.order.id, newer.id, urgent.id}
        waiting = [order for order in self._waiting() if order in mine]
        self.assertEqual(waiting, [urgent.id, self.order.id, newer.id])

    def test_an_outlet_shows_its_own_and_those_below(self):
        below = self._create_outlet(name="Jimo", cities="", parent_id=self.outlet.id)
        other = self._create_outlet(name="Jinan", cities="")
        there = self._create_accepted()
        there.outlet_id = other
        third, fourth = self.env["hr.employee"].create([{"name": "A"}, {"name": "B"}])
        below.technician_ids, other.technician_ids = third, fourth
        data = self._load(outlet_id=self.outlet.id)
        rows = {row["id"] for row in data["rows"]}
        self.assertLessEqual({self.technician.id, third.id}, rows)
        self.assertNotIn(fourth.id, rows)
        self.assertNotIn(there.id, [card["order_id"] for card in data["cards"]])
        self.assertGreaterEqual(data["row_count"], 3)

    def test_who_works_for_no_outlet_is_shown_while_he_has_a_visit(self):
        guest = self.env["hr.employee"].create({"name": "Guest"})
        self._plan(technician=guest)
        self.assertEqual(self._get_row(self._load(), guest)["outlet_id"], 0)

    def test_visits_of_one_technician_at_the_same_time_are_marked(self):
        self.company.aftersales_booking_check = "warn"
        first = self._plan()
        self.env.invalidate_all()  # each move is a request of its own
        second = self.board.action_plan(
            self._create_accepted().id, self.technician.id, *MORNING
        )["visits"]
        self.assertEqual({v["id"] for v in second} & {first["id"]}, {first["id"]})
        self.assertTrue(all(visit["conflict"] for visit in second))
        self.env.invalidate_all()
        moved = self._move(second[0], AFTERNOON)["visits"]
        self.assertFalse(any(visit["conflict"] for visit in moved))

    def test_a_span_must_be_a_short_one(self):
        for span in (DAY[::-1], ("2026-01-01", "2026-12-31"), ("x", "y"), (False,) * 2):
            with self.assertRaises(UserError):
                self._load(span)

    # -- what it does ----

    def _move(self, visit, span, technicians=None):
        ids = visit["technician_ids"] if technicians is None else technicians.ids
        return self.board.action_move(visit["id"], visit["version"], *span, ids)

    def test_a_visit_moves_to_another_time_and_technician(self):
        visit = self._plan()
        self._move(visit, AFTERNOON, self.second)
        dispatch = self._browse(visit)
        self.assertEqual(dispatch.technician_ids, self.second)
        self.assertEqual(
            dispatch.scheduled_start, fields.Datetime.to_datetime(AFTERNOON[0])
        )
        self.assertEqual(self.order.technician_id, self.second)

    def test_who_led_the_order_from_elsewhere_still_leads_it(self):
        self.order.technician_id = self.second
        self._move(self._plan(), AFTERNOON)
        self.assertEqual(self.order.technician_id, self.second)

    def test_a_planned_visit_goes_back_to_wait_and_keeps_its_number(self):
        visit = self._plan()
        changes = self.board.action_unplan(visit["id"], visit["version"])
        self.assertEqual(changes["cards"][0]["id"], visit["id"])
        dispatch = self._browse(visit)
        self.assertEqual(dispatch.state, "planned")
        self.assertFalse(dispatch.technician_ids or dispatch.scheduled_start)
        self.assertFalse(self.order.technician_id)

    def test_discarding_a_visit_lets_its_order_wait_again(self):
        visit = self._plan()
        changes = self.board.action_discard(visit["id"], visit["version"])
        self.assertEqual(changes["removed"], [visit["id"]])
        self.assertEqual(changes["cards"][0]["order_id"], self.order.id)
        self.assertEqual(self._browse(visit).state, "cancelled")
        self.assertFalse(self.order.technician_id)

    def test_sending_takes_those_that_are_still_planned(self):
        visits = [self._plan(), self._plan(self._create_accepted(), self.second)]
        self._browse(visits[0]).action_send()
        changes = self.board.action_send([visit["id"] for visit in visits])
        self.assertEqual([v["id"] for v in changes["visits"]], [visits[1]["id"]])
        self.assertEqual(self._browse(visits[1]).state, "sent")
        self.assertEqual(self._browse(visits[1]).order_id.state, "dispatched")

    def test_a_sent_visit_still_moves(self):
        visit = self._plan()
        sent = self.board.action_send([visit["id"]])["visits"][0]
        self.assertTrue(sent["can_move"])
        self._move(sent, AFTERNOON)

    # -- what it refuses ----

    def test_an_order_is_planned_once(self):
        self._plan()
        with self.assertRaisesRegex(UserError, "no longer waits"):
            self._plan(technician=self.second)

    def test_a_busy_technician_is_refused(self):
        self._plan()
        with self.assertRaisesRegex(ValidationError, "another visit"):
            self._plan(self._create_accepted())

    def test_a_visit_that_somebody_changed_is_refused(self):
        visit = self._plan()
        self._change_meanwhile(visit)
        for method, args in (
            ("action_move", [*AFTERNOON, self.second.ids]),
            ("action_unplan", []),
            ("action_discard", []),
        ):
            with self.assertRaisesRegex(UserError, "meanwhile"):
                getattr(self.board, method)(visit["id"], visit["version"], *args)

    def test_who_is_on_the_way_is_not_moved(self):
        visit = self._plan()
        dispatch = self._browse(visit)
        dispatch.action_send()
        dispatch.action_depart()
        shown = self._load()["visits"][0]
        self.assertFalse(shown["can_move"])
        with self.assertRaisesRegex(UserError, "On the Way"):
            self._move(shown, AFTERNOON)

    def test_a_sent_visit_is_not_taken_back(self):
        sent = self.board.action_send([self._plan()["id"]])["visits"][0]
        with self.assertRaisesRegex(UserError, "Sent"):
            self.board.action_unplan(sent["id"], sent["version"])

    def test_a_visit_that_is_gone_is_refused(self):
        visit = self._plan()
        self._browse(visit).unlink()
        with self.assertRaisesRegex(UserError, "deleted"):
            self._move(visit, AFTERNOON)

    def test_the_board_is_for_planners(self):
        visit = self._plan()
        for role in ("technician", "storekeeper", "finance", "inspector"):
            user = (
                self.technician_user
                if role == "technician"
                else self._create_user(role)
            )
            board = self.board.with_user(user)
            with self.subTest(role):
                for method, args in (
                    ("action_load", DAY),
                    ("action_plan", (self.order.id, self.technician.id, *MORNING)),
                    ("action_unplan", (visit["id"], visit["version"])),
                    ("action_discard", (visit["id"], visit["version"])),
                    ("action_send", ([visit["id"]],)),
                ):
                    with self.assertRaises(AccessError):
                        getattr(board, method)(*args)
                with self.assertRaises(AccessError):
                    board.action_move(
                        visit["id"], visit["version"], *AFTERNOON, self.second.ids
                    )

    # -- an outlet's manager ----

    def _get_managers_board(self):
        manager = self._create_user("outlet_manager")
        self.outlet.manager_id = manager
        self.env.flush_all()  # who has access is stored before anybody opens a board
        return self.board.with_user(manager)

    def test_an_outlet_manager_plans_his_own_people_and_orders(self):
        board = self._get_managers_board()
        other = self._create_outlet(name="Jinan", cities="")
        other.technician_ids = self.env["hr.employee"].create({"name": "Elsewhere"})
        there = self._create_accepted()
        there.outlet_id = other
        data = self._load(board=board)
        self.assertEqual([o["id"] for o in data["outlets"]], self.outlet.ids)
        self.assertEqual(
            {row["id"] for row in data["rows"]}, {self.technician.id, self.second.id}
        )
        self.assertNotIn(there.id, [card["order_id"] for card in data["cards"]])
        board.action_plan(self.order.id, self.technician.id, *MORNING)
        with self.assertRaises(UserError):
            board.action_plan(there.id, self.second.id, *MORNING)

    def test_an_outlet_manager_sees_that_his_people_are_busy_elsewhere(self):
        board = self._get_managers_board()
        there = self._create_accepted()
        there.outlet_id = self._create_outlet(name="Jinan", cities="")
        visit = self._plan(there)
        data = self._load(board=board)
        self.assertNotIn(visit["id"], [v["id"] for v in data["visits"]])
        row = self._get_row(data, self.technician)
        self.assertEqual(row["busy"], [list(MORNING)])
        with self.assertRaises(AccessError):
            board.action_move(
                visit["id"], visit["version"], *AFTERNOON, self.technician.ids
            )

    # -- what it costs ----

    def test_opening_costs_the_same_for_many(self):
        def measure(count):
            people = self.env["hr.employee"].create(
                [{"name": f"T{n}"} for n in range(count)]
            )
            people.resource_calendar_id = self.technician.resource_calendar_id
            self.outlet.technician_ids = people
            for n in range(count):
                customer = self.env["res.partner"].create({"name": f"C{n}"})
                self._create_accepted(partner_id=customer.id)
                self._create_dispatch(
                    self._create_accepted(partner_id=customer.id),
                    technician_ids=people[n].ids,
                )
            return self._count_queries(lambda: self._load(WEEK))

        measure(2)
        few, many = measure(2), measure(20)
        self.assertLessEqual(many, few + 2)
