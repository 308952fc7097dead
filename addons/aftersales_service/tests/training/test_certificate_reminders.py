from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged

from ..rules import rule
from .common import TrainingCase


@tagged("post_install", "-at_install")
class TestCertificateReminders(TrainingCase):
    """Somebody is told before a certificate ends, once, and not if it was renewed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Certificate = cls.env["hr.employee.skill"]
        cls.Certificate.search([]).aftersales_is_told = True
        cls.company.aftersales_certificate_remind_days = 60
        cls.outlet.supervisor_id = cls.manager

    def _run(self, day, progress=None):
        with (
            freeze_time(day),
            patch.object(
                type(self.env["ir.cron"]),
                "_commit_progress",
                side_effect=progress or (lambda *args, **kwargs: 1.0),
            ),
        ):
            self.Certificate._cron_remind()

    def _told(self):
        kind = self.env.ref("aftersales_service.activity_type_certificate")
        return self.env["mail.activity"].search([("activity_type_id", "=", kind.id)])

    @rule("R424")
    def test_told_once_on_the_outlet_and_again_of_another_end(self):
        paper = self._give(self.technician, self.permit, last="2026-06-01")
        before = self._told()
        self._run("2026-04-01")
        self.assertEqual(self._told(), before)
        self._run("2026-04-02")
        told = self._told() - before
        self.assertEqual(told.user_id, self.manager)
        self.assertEqual(
            (told.res_model, told.res_id), ("aftersales.outlet", self.outlet.id)
        )
        self.assertIn("Wang Gong: Electrician", told.summary)
        self._run("2026-04-03")
        self.assertEqual(self._told() - before, told)
        paper.valid_to = "2026-06-02"
        self._run("2026-04-03")
        self.assertEqual(len(self._told() - before), 2)

    def test_what_was_renewed_or_ended_long_ago_is_no_news(self):
        before = self._told()
        self._give(self.technician, self.permit, last="2026-06-01")
        self._give(self.technician, self.permit, first="2026-03-01", last="2027-06-01")
        self._give(self.trainer, self.permit, last="2026-06-01")  # of no outlet
        welding = self._create_certificate("Welder")
        self._give(self.technician, welding, last="2026-01-02")
        self._run("2026-05-01")
        self.assertEqual(self._told(), before)

    @rule("R471")
    def test_a_manager_s_certificate_is_told_to_the_representative(self):
        diploma = self._create_certificate("Service Manager")
        self.company.aftersales_manager_skill_ids = diploma
        self.company.aftersales_representative_id = self.dispatcher
        before = self._told()
        self._give(self.trainer, diploma, last="2026-06-01")
        self._run("2026-05-01")
        told = self._told() - before
        self.assertEqual(told.user_id, self.dispatcher)
        self.assertEqual(told.res_model, "res.partner")
        self.assertEqual(told.res_id, self.trainer.work_contact_id.id)

    def test_a_killed_run_goes_on_and_tells_nobody_twice(self):
        people = self.env["hr.employee"].create([{"name": f"P{i}"} for i in range(5)])
        self.outlet.technician_ids |= people
        for person in people:
            self._give(person, self.permit, last="2026-06-01")
        before = self._told()
        with patch(
            "odoo.addons.aftersales_service.models.outlet.reminder_mixin.BATCH", 2
        ):
            steps = iter([1.0, 0.0])
            self._run("2026-05-01", progress=lambda *args, **kwargs: next(steps))
            self.assertEqual(len(self._told() - before), 2)
            self._run("2026-05-01")
        self.assertEqual(len(self._told() - before), 5)

    def test_many_cost_as_many_queries_as_two(self):
        people = self.env["hr.employee"].create([{"name": f"P{i}"} for i in range(20)])
        self.outlet.technician_ids |= people
        papers = self.Certificate.union(
            *(self._give(person, self.permit, last="2026-06-01") for person in people)
        )

        def measure(records):
            return self._count_queries(records._prepare_reminders)

        measure(papers)
        self.assertEqual(measure(papers[:2]), measure(papers))
