from freezegun import freeze_time
from pytz import utc

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import SlaCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 01:00:00")
class TestLoadHolidays(SlaCase):
    def _load(self, country="cn", year=2026):
        wizard = Form(self.env["aftersales.load.holidays"].with_user(self._manager()))
        wizard.year = year
        wizard.country_id = self.env.ref(f"base.{country}")
        wizard.calendar_ids.clear()
        wizard.calendar_ids.add(self.calendar)
        wizard = wizard.save()
        wizard.action_load()
        return wizard

    def _manager(self):
        users = self.env["res.users"]
        return users.search([("login", "=", "test_service_manager")]) or (
            self._create_user("service_manager")
        )

    def _hours(self, start, end):
        return self.calendar.get_work_hours_count(
            utc.localize(self._local(start)), utc.localize(self._local(end))
        )

    def test_holidays_are_off_and_makeup_days_are_worked(self):
        self._load()
        # Saturday 14 February is worked for the Spring Festival, 16-20 February is not.
        self.assertEqual(self._hours("2026-02-14 00:00", "2026-02-15 00:00"), 8)
        self.assertEqual(self._hours("2026-02-16 00:00", "2026-02-21 00:00"), 0)

    def test_host_plans_over_holidays_and_makeup_days(self):
        self._load()
        start = utc.localize(self._local("2026-02-13 08:30"))
        planned = self.calendar.plan_hours(16, start, compute_leaves=True)
        self.assertEqual(
            planned.astimezone(utc).replace(tzinfo=None),
            self._local("2026-02-14 17:30"),
        )
        planned = self.calendar.plan_days(3, start, compute_leaves=True)
        self.assertEqual(
            planned.astimezone(utc).replace(tzinfo=None),
            # The host ends with the first span of the last day.
            self._local("2026-02-24 12:00"),
        )

    def test_second_run_adds_nothing(self):
        self._load()
        leaves, days = self.calendar.leave_ids, self.calendar.aftersales_makeup_day_ids
        self.assertTrue(leaves and days)
        self._load()
        self.assertEqual(self.calendar.leave_ids, leaves)
        self.assertEqual(self.calendar.aftersales_makeup_day_ids, days)

    def test_other_country(self):
        self._load("de")
        self.assertEqual(self._hours("2026-12-25 00:00", "2026-12-26 00:00"), 0)
        self.assertFalse(self.calendar.aftersales_makeup_day_ids)

    def test_unknown_year_names_the_cure(self):
        with self.assertRaisesRegex(UserError, "2090 are not known here yet"):
            self._load(year=2090)

    def test_country_is_asked_for(self):
        self.company.country_id = False
        wizard = self.env["aftersales.load.holidays"].create({"year": 2026})
        with self.assertRaisesRegex(UserError, "Choose the Country"):
            wizard.action_load()

    def test_preview_lists_what_is_loaded(self):
        wizard = self.env["aftersales.load.holidays"].create(
            {"year": 2026, "country_id": self.env.ref("base.cn").id}
        )
        self.assertIn("Spring Festival", wizard.preview)
        self.assertIn("2026-02-14", wizard.preview)

    def test_makeup_day_of_two_weeks_calendar_takes_that_week(self):
        self.calendar.switch_calendar_type()
        day = self.env["aftersales.makeup.day"].create(
            {"name": "x", "calendar_id": self.calendar.id, "date": "2026-02-14"}
        )
        self.assertEqual(len(day._get_attendances()), 2)
