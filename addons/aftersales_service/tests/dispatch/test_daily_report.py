from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import AftersalesCase
from ..rules import rule


@tagged("post_install", "-at_install")
@freeze_time("2026-03-03 10:00:00")
class TestDailyReport(AftersalesCase):
    """What is left of the day, and what a technician tells his manager of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.keeper = cls._create_user("outlet_manager")
        cls.outlet.manager_id = cls.keeper
        cls.company.aftersales_booking_check = "none"
        orders = [cls._create_order(cause_id=cls.cause.id) for _number in range(4)]
        cls.left, cls.today, cls.tomorrow, cls.follow_up = (
            cls._create_dispatch(
                order,
                scheduled_start=f"{day} 01:00:00",
                scheduled_end=f"{day} 02:00:00",
            )
            for order, day in zip(
                orders,
                ("2026-03-02", "2026-03-03", "2026-03-04", "2026-03-03"),
                strict=True,
            )
        )
        for order in orders:
            order.action_accept()
        visits = cls.left | cls.today | cls.tomorrow | cls.follow_up
        visits.action_send()
        cls.today.action_arrive()
        cls.today.write({**cls.FINISH_VALS, "arrived_at": "2026-03-03 08:30:00"})
        cls.today.action_finish()
        cls.follow_up.action_arrive()
        cls.follow_up.write({"outcome": "parts_needed", "work_done": "Lock broken."})
        cls.follow_up.action_finish()
        cls.env.flush_all()

    def _open(self, user=None):
        visits = self.env["aftersales.dispatch"].with_user(user or self.technician_user)
        # As the button above the list calls it, with nothing selected.
        action = call_kw(visits, "action_daily_report", [[]], {})
        return (
            self.env["aftersales.daily.report"]
            .with_user(user or self.technician_user)
            .browse(action["res_id"])
        )

    @rule("R062")
    def test_what_was_planned_before_today_and_is_open_is_left_over(self):
        visits = self.left | self.today | self.tomorrow | self.follow_up
        self.assertEqual(visits.filtered("is_left_over"), self.left)
        mine = [("id", "in", visits.ids)]
        Dispatch = self.env["aftersales.dispatch"].with_user(self.dispatcher)
        self.assertEqual(
            Dispatch.search([*mine, ("is_left_over", "=", True)]), self.left
        )
        self.assertEqual(
            Dispatch.search([*mine, ("is_left_over", "=", False)]), visits - self.left
        )
        outlet = self.outlet.with_user(self.dispatcher)
        self.assertEqual(outlet.left_over_count, 1)
        action = outlet.action_view_left_over()
        self.assertEqual(action["context"], {"search_default_left_over": 1})

    def test_left_over_counts_days_on_the_user_s_clock(self):
        # 16:30 UTC of the 3rd is the 4th in Shanghai.
        visit = self.today.with_user(self.dispatcher)
        with freeze_time("2026-03-03 16:30:00"):
            self.tomorrow.scheduled_start = "2026-03-03 15:00:00"
            self.env.invalidate_all()
            self.assertTrue(self.tomorrow.with_user(self.dispatcher).is_left_over)
            self.assertFalse(visit.is_left_over, "it is finished")

    @rule("R085")
    def test_the_report_tells_of_today_what_is_open_and_tomorrow(self):
        report = self._open()
        self.assertEqual(report.employee_id, self.technician)
        self.assertEqual(report.outlet_id, self.outlet)
        done, open_, tomorrow = report.text.split("\n\n")
        self.assertIn("Done: 2 visits, 1.5 hours", done)
        self.assertIn(self.today.name, done)
        self.assertIn("Rail replaced", done)
        self.assertIn("Open: 2", open_)
        self.assertIn(self.left.name, open_)
        self.assertIn("Lock broken.", open_)
        self.assertIn("Tomorrow: 1", tomorrow)
        self.assertIn("03-04 09:00", tomorrow)
        self.assertIn(self.tomorrow.name, tomorrow)

    @rule("R085")
    def test_one_report_a_day_is_sent_to_the_manager_once(self):
        report = self._open()
        self.assertEqual(self._open(), report)
        report.text = "All well."
        report.action_send()
        self.assertEqual(report.sent_at, datetime(2026, 3, 3, 10))
        message = report.message_ids.filtered(
            lambda m: self.keeper.partner_id in m.partner_ids
        )
        self.assertIn("All well.", message.body)
        self.assertTrue(report.with_user(self.keeper).text)
        for change in (report.action_send, report.action_compose):
            with self.assertRaises(UserError):
                change()
        self.assertEqual(self._open(), report)

    def test_a_report_without_reader_is_not_sent(self):
        self.outlet.manager_id = False
        report = self._open()
        group = self.env.ref("aftersales_service.group_service_manager")
        group.all_user_ids.sudo().active = False
        with self.assertRaisesRegex(UserError, "name a manager"):
            report.action_send()

    def test_a_user_without_employee_is_told_so(self):
        with self.assertRaisesRegex(UserError, "no employee"):
            self._open(self._create_user("technician", login="nobody"))

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_a_report_is_its_technician_s_and_read_by_managers(self):
        report = self._open()
        colleague = self._create_user("technician", login="colleague")
        with self.assertRaises(AccessError):
            report.with_user(colleague).read(["text"])
        with self.assertRaises(AccessError):
            self.env["aftersales.daily.report"].with_user(colleague).create(
                {
                    "employee_id": self.technician.id,
                    "report_date": "2026-03-01",
                    "text": "Not mine",
                }
            )
        for user in (self.keeper, self.dispatcher, self._create_user("inspector")):
            self.assertTrue(report.with_user(user).read(["text"]))
            with self.assertRaises(AccessError):
                report.with_user(user).text = "Else"
