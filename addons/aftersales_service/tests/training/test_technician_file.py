from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..rules import rule
from .common import NOON, TrainingCase


@freeze_time(NOON)
@tagged("post_install", "-at_install")
class TestTechnicianFile(TrainingCase):
    """A technician's file, read without rights on personnel files."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stranger = cls.env["hr.employee"].create({"name": "Stranger"})
        cls.other_head = cls._create_user("outlet_manager", login="other_head")
        cls.other = cls._create_outlet(
            name="Jinan Branch", cities="Jinan", manager_id=cls.other_head.id
        )
        cls.other.technician_ids = cls.stranger
        cls.File = cls.env["aftersales.technician.file"]
        cls.file = cls.File.browse(cls.technician.id)

    def _renew(self):
        self.env.flush_all()
        self.file.invalidate_recordset()
        return self.file

    @rule("R428", "R425")
    def test_post_experience_papers_and_trainings_on_one_page(self):
        self.technician.aftersales_experience_from = "2022-09-02"
        self._give(self.technician, self.permit, last="2026-12-31")
        self._hold(self._create_session())
        file = self._renew().with_user(self.head)
        self.assertEqual(file.job_id, self.job)
        self.assertEqual(file.outlet_ids, self.outlet)
        self.assertEqual(file.experience_years, 3.5)
        self.assertEqual(str(file.next_end), "2026-12-31")
        self.assertFalse(file.has_expired)
        self.assertEqual(file.attendance_ids.result, "passed")
        with Form(file, view="aftersales_service.aftersales_technician_file_view_form"):
            pass

    @rule("R424")
    def test_what_has_expired_shows_until_it_is_renewed(self):
        self._give(self.technician, self.permit, last="2026-03-01")
        self.assertTrue(self._renew().has_expired)
        self._give(self.technician, self.permit, first="2026-03-01", last="2027-03-01")
        self.assertFalse(self._renew().has_expired)
        self.assertEqual(str(self.file.next_end), "2027-03-01")

    def test_everybody_sees_what_concerns_him(self):
        both = self.File.browse((self.technician | self.stranger).ids)
        self.env.flush_all()

        def see(user):
            return self.File.with_user(user).search([("id", "in", both.ids)])

        self.assertEqual(see(self.technician_user).ids, self.technician.ids)
        self.assertEqual(see(self.head).ids, self.technician.ids)
        self.assertEqual(see(self.other_head).ids, self.stranger.ids)
        self.assertEqual(see(self.dispatcher), both)
        self.assertFalse(see(self._create_user("finance")))
        with self.assertRaises(AccessError):
            both[1].with_user(self.head).mapped("name")
        with self.assertRaises(AccessError):
            self.technician.with_user(self.manager).read(["aftersales_experience_from"])

    def test_many_are_put_on_duty_at_once(self):
        self._demand(training_ids=[Command.set(self.course.ids)])
        late = self.env["hr.employee"].create({"name": "Late", "job_id": self.job.id})
        self.outlet.technician_ids |= late
        self._hold(self._create_session())
        files = self.File.browse((self.technician | late).ids)
        self.env.flush_all()
        action = files.with_user(self.head).action_put_on_duty()
        duties = self.env["aftersales.employee.duty"].search(action["domain"])
        self.assertEqual(
            {duty.employee_id: duty.state for duty in duties},
            {self.technician: "on_duty", late: "draft"},
        )
        self.assertEqual(self._renew().duty_id.employee_id, self.technician)
        files.with_user(self.head).action_put_on_duty()
        found = self.env["aftersales.employee.duty"].search_count(
            [("employee_id", "in", (self.technician | late).ids)]
        )
        self.assertEqual(found, 2)
        with self.assertRaises(AccessError):
            files.with_user(self.technician_user).action_put_on_duty()

    @rule("R428")
    def test_file_and_list_are_printed(self):
        self._give(self.technician, self.permit, last="2026-12-31")
        self._hold(self._create_session())
        self._renew()
        for name, words in (
            ("technician_file", ("Technician", "Electrician", "Rules and Conduct")),
            ("technician_list", ("List of Technicians", "Wang Gong", "Electrician")),
        ):
            report = self.env["ir.actions.report"].with_user(self.head)
            html, _kind = report._render_qweb_html(
                f"aftersales_service.report_{name}", self.file.ids
            )
            for word in words:
                self.assertIn(word, html.decode())

    def test_many_files_cost_as_many_queries_as_two(self):
        self._demand(
            training_ids=[Command.set(self.course.ids)],
            skill_ids=[Command.set(self.permit.ids)],
        )
        people = self.env["hr.employee"].create(
            [{"name": f"P{i}", "job_id": self.job.id} for i in range(20)]
        )
        self.outlet.technician_ids |= people
        files = self.File.browse(people.ids)

        def measure(records):
            return self._count_queries(
                lambda: [
                    (file.name, file.missing, file.next_end, file.duty_id.id)
                    for file in records
                ]
            )

        measure(files)
        self.assertEqual(measure(files[:2]), measure(files))
