from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..rules import rule
from .common import DeliveryCase

START = datetime(2026, 3, 2, 1)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-09 03:00:00")
class TestLoadRun(DeliveryCase):
    """72 hours at full load before the machine is handed over (R178)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.procedure = cls.env.ref("aftersales_service.installation_procedure_machine")
        cls.load, cls.temperature = cls.procedure.measure_ids
        cls.installation = cls._create_installation(cls.procedure)
        cls.installation.action_start()

    def _read(self, *hours, load="100", **vals):
        return (
            self.env["aftersales.installation.reading"]
            .with_user(self.technician_user)
            .create(
                [
                    {
                        "installation_id": self.installation.id,
                        "measured_at": START + timedelta(hours=hour),
                        "value_ids": [
                            Command.create({"measure_id": self.load.id, "typed": load}),
                            Command.create(
                                {"measure_id": self.temperature.id, "typed": "61,5"}
                            ),
                        ],
                        **vals,
                    }
                    for hour in hours
                ]
            )
        )

    @rule("R178")
    def test_the_run_is_complete_after_its_hours(self):
        self._read(*range(0, 69, 4))
        self.assertFalse(self.installation.run_completed_at)
        self.assertEqual(self.installation.run_hours, 68)
        self.assertEqual(self.installation.next_reading_at, START + timedelta(hours=72))
        self.assertIn("68 of 72", self.installation._get_run_problems()[0])
        self._read(72)
        self.assertEqual(
            self.installation.run_completed_at, START + timedelta(hours=72)
        )
        self.assertEqual(self.installation.failure_count, 0)

    @rule("R178", "R181")
    def test_what_lies_outside_the_limits_begins_it_anew(self):
        self._read(0, 4)
        bad = self._read(8, load="97.5")
        self.assertTrue(bad.is_out_of_limits)
        self._read(12, 16)
        self.assertEqual(self.installation.run_hours, 4)
        self.assertEqual(self.installation.run_break_count, 1)
        self.assertIn("Load", self.installation.run_note)
        self.assertEqual(self.installation.failure_count, 1)

    @rule("R178")
    def test_a_gap_or_a_standstill_begins_it_anew(self):
        self._read(0, 4.5, 10)
        self.assertEqual(self.installation.run_break_count, 1)
        stop = self._read(12, is_stop=True)
        stop.value_ids.unlink()
        self.assertEqual(self.installation.run_hours, 0)
        self.assertIn("stood still", self.installation.run_note)

    def test_a_reading_says_all_there_is_to_read(self):
        with self.assertRaisesRegex(ValidationError, "Temperature"):
            self._read(
                0,
                value_ids=[
                    Command.create({"measure_id": self.load.id, "typed": "100"})
                ],
            )
        with self.assertRaisesRegex(ValidationError, "not a number"):
            self._read(1, load="full")
        with self.assertRaisesRegex(ValidationError, "future"):
            self._read(24 * 30)

    def test_a_new_reading_has_a_line_for_each_measure(self):
        Reading = self.env["aftersales.installation.reading"].with_user(
            self.technician_user
        )
        with Form(
            Reading.with_context(default_installation_id=self.installation.id)
        ) as form:
            self.assertEqual(len(form.value_ids), 2)
            for number, typed in enumerate(("100", "0")):
                with form.value_ids.edit(number) as line:
                    line.typed = typed
        self.assertFalse(form.record.is_out_of_limits)
        self.assertEqual(form.record.value_ids.mapped("value"), [100.0, 0.0])

    def test_limits_are_those_of_the_day(self):
        reading = self._read(0)
        self.load.minimum = 110
        self.assertFalse(reading.is_out_of_limits)
        self.assertTrue(self._read(4).is_out_of_limits)

    @rule("R178")
    def test_the_step_and_the_acceptance_wait_for_the_run(self):
        installation = self.installation
        installation.has_no_property = True
        run = installation.step_ids.filtered(lambda step: step.kind == "load_run")
        for step in installation.step_ids:
            if step == run:
                break
            self._answer_well(step)
            step.action_done()
        with self.assertRaisesRegex(UserError, "72 hours"):
            run.action_done()
        self._read(*range(0, 73, 4))
        run.action_done()
        self.assertEqual(run.state, "done")
