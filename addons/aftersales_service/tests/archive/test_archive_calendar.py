from contextlib import suppress
from datetime import date
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..rules import rule
from .common import ArchiveCase


@tagged("post_install", "-at_install")
class TestArchiveCalendar(ArchiveCase):
    def _due(self, name, today):
        found = self.env.ref(f"aftersales_service.archive_rule_{name}")
        found.write({"active": True, "date_start": "2026-03-02"})
        batches = found._open_periods(self._day(today))
        return [
            (batch.date_from, batch.date_to, batch.due_date)
            for batch in batches
            if batch.company_id == self.company
        ]

    @rule("R395")
    def test_phone_log_is_due_on_the_second_of_the_next_quarter(self):
        self.assertEqual(
            self._due("phone_log", "2026-04-01"),
            [(date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 2))],
        )

    @rule("R396", "R397", "R400")
    def test_slips_receipts_and_files_are_due_on_the_second_of_the_next_month(self):
        for name in ("slip", "receipt", "order"):
            self.assertEqual(
                self._due(name, "2026-04-01"),
                [(date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 2))],
                name,
            )

    @rule("R399")
    def test_statistics_are_due_on_the_tuesday_of_the_next_week(self):
        self.assertEqual(
            self._due("statistic", "2026-03-09"),
            [(date(2026, 3, 2), date(2026, 3, 8), date(2026, 3, 10))],
        )

    @rule("R398")
    def test_return_visits_are_due_on_the_second_of_the_next_month(self):
        self.assertEqual(
            self._due("return_visit", "2026-04-01"),
            [(date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 2))],
        )

    def test_each_period_is_opened_once(self):
        self.assertEqual(len(self._open(today="2026-05-10")), 2)
        self.assertFalse(self._open(today="2026-05-10"))
        self.assertEqual(len(self._open(today="2026-06-01")), 1)

    def test_a_rule_can_ask_each_outlet(self):
        other = self._create_outlet(name="Jinan Branch", cities="Jinan")
        self.rule_slip.is_per_outlet = True
        dispatch = self._create_visit()
        dispatch.outlet_id = self.outlet
        batches = self._open()
        self.assertLessEqual(self.outlet | other, batches.outlet_id)
        mine = batches.filtered(lambda b: b.outlet_id == self.outlet)
        self.assertEqual(mine.line_ids.mapped("name"), [dispatch.name])
        self.assertFalse(batches.filtered(lambda b: b.outlet_id == other).line_ids)

    def test_a_rule_with_batches_keeps_what_it_collects(self):
        self._open()
        with self.assertRaisesRegex(ValidationError, "make a new one"):
            self.rule_slip.source = "receipt"

    def test_days_of_months_and_weeks(self):
        statistic = self.env.ref("aftersales_service.archive_rule_statistic")
        self.assertConstraint(lambda: setattr(statistic, "due_day", 9))

    def assertConstraint(self, function):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            function()
            self.env.flush_all()

    # -- reminding ------------------------------------------------------------------

    def _remind(self, today):
        with freeze_time(f"{today} 06:00:00"):
            Batch = self.env["aftersales.archive.batch"]
            while Batch._remind_some(self._day(today), 100):
                pass

    @rule("R395", "R396", "R397", "R398", "R399")
    def test_giver_then_receiver_are_reminded_once(self):
        self.rule_slip.giver_ids = self.dispatcher
        self.rule_slip.receiver_ids = self.office
        batch = self._open()
        self._remind("2026-03-31")
        self.assertFalse(batch.activity_ids)
        self._remind("2026-04-01")
        self.assertEqual(batch.activity_ids.user_id, self.dispatcher)
        self._remind("2026-04-01")
        self.assertEqual(len(batch.activity_ids), 1)
        self._remind("2026-04-02")
        self.assertEqual(batch.activity_ids.user_id, self.dispatcher | self.office)
        self._remind("2026-04-03")
        self.assertEqual(len(batch.activity_ids), 2)

    def test_a_killed_run_goes_on_where_it_stopped(self):
        """Batches are made, then collected, then told of: each remembers for itself."""
        Rule = self.env["aftersales.archive.rule"]
        Batch = self.env["aftersales.archive.batch"]
        with freeze_time("2026-04-02 06:00:00"):
            with (
                patch.object(
                    type(Batch), "_collect_some", side_effect=KeyboardInterrupt
                ),
                # Not assertRaises: that would roll back what was committed.
                suppress(KeyboardInterrupt),
            ):
                Rule._cron_open()
            batch = Batch.search([("rule_id", "=", self.rule_slip.id)])[0]
            self.assertFalse(batch.collected_at)
            Rule._cron_open()
            self.assertTrue(batch.collected_at)
            told = len(batch.activity_ids)
            self.assertTrue(told)
            Rule._cron_open()
            self.assertEqual(len(batch.activity_ids), told)
