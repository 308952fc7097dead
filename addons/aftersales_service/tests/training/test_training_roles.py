from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import NOON, TrainingCase


@freeze_time(NOON)
@tagged("post_install", "-at_install")
class TestTrainingRoles(TrainingCase):
    """Who sees and does what with other people's trainings and duties."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stranger = cls.env["hr.employee"].create({"name": "Stranger"})
        cls.other_head = cls._create_user("outlet_manager", login="other_head")
        cls.other = cls._create_outlet(
            name="Jinan Branch", cities="Jinan", manager_id=cls.other_head.id
        )
        cls.other.technician_ids = cls.stranger
        cls.mine = cls._create_session(outlet_id=cls.outlet.id)
        cls.shared = cls._create_session(cls.technician | cls.stranger)
        cls.foreign = cls._create_session(cls.stranger, outlet_id=cls.other.id)
        cls.sessions = cls.mine | cls.shared | cls.foreign

    def _see(self, user, records):
        model = self.env[records._name].with_user(user)
        return model.search([("id", "in", records.ids)])

    def test_a_technician_sees_his_own_and_writes_nothing(self):
        user = self.technician_user
        self.assertEqual(self._see(user, self.sessions), self.mine | self.shared)
        lines = self._see(user, self.sessions.attendance_ids)
        self.assertEqual(lines.employee_id.ids, self.technician.ids)
        with self.assertRaises(AccessError):
            lines[0].status = "present"
        with self.assertRaises(AccessError):
            self.mine.with_user(user).action_hold()
        with self.assertRaises(AccessError):
            self.env["aftersales.training.plan"].with_user(user).search([])

    def test_an_outlet_keeps_its_own_sessions_and_reads_where_its_people_are(self):
        self.assertEqual(self._see(self.head, self.sessions), self.mine | self.shared)
        self.mine.with_user(self.head).place = "Workshop"
        lines = self._see(self.head, self.shared.attendance_ids)
        self.assertEqual(lines.employee_id.ids, self.technician.ids)
        for act in (
            lambda: self.shared.with_user(self.head).write({"place": "Workshop"}),
            lambda: lines.write({"status": "present"}),
            lambda: self.foreign.with_user(self.head).action_mark_present(),
        ):
            with self.assertRaises(AccessError):
                act()
        Session = self.env["aftersales.training.session"].with_user(self.head)
        vals = {
            "training_id": self.course.id,
            "date_start": "2026-04-01 01:00:00",
            "date_end": "2026-04-01 09:00:00",
        }
        Session.create({**vals, "outlet_id": self.outlet.id})
        with self.assertRaises(AccessError):
            Session.create({**vals, "outlet_id": self.other.id})

    def test_an_outlet_gives_no_certificate_without_an_exam(self):
        self.course.skill_id = self.permit
        session = self.mine.with_user(self.head)
        session.action_mark_present()
        with self.assertRaisesRegex(UserError, "without an exam"):
            session.action_hold()
        self.mine.with_user(self.manager).action_hold()
        self.assertEqual(self.technician.employee_skill_ids.skill_id, self.permit)

    def test_an_outlet_names_nobody_else_s_people_as_its_own(self):
        with self.assertRaises(ValidationError):
            self.env["aftersales.employee.duty"].with_user(self.head).create(
                {"employee_id": self.stranger.id, "outlet_id": self.outlet.id}
            )

    def test_head_office_sees_all_and_the_inspector_only_reads(self):
        for role in ("dispatcher", "inspector", "finance"):
            user = self.dispatcher
            if role != "dispatcher":
                user = self._create_user(role)
            self.assertEqual(self._see(user, self.sessions), self.sessions)
            with self.assertRaises(AccessError):
                self.foreign.with_user(user).place = "Here"
        self.foreign.with_user(self.manager).place = "Here"

    def test_an_outlet_puts_its_own_people_on_duty(self):
        mine, foreign = self._create_duty(), self._create_duty(self.stranger)
        self.assertEqual(self._see(self.head, mine | foreign), mine)
        mine.with_user(self.head).action_put_on_duty()
        with self.assertRaises(AccessError):
            foreign.with_user(self.head).action_put_on_duty()
        with self.assertRaises(AccessError):
            self._create_duty(self.stranger).with_user(self.head).write(
                {"date_start": "2026-03-01"}
            )
        self.assertEqual(self._see(self.technician_user, mine | foreign), mine)
        with self.assertRaises(AccessError):
            mine.with_user(self.technician_user).action_end()

    def test_demands_are_set_by_the_service_manager(self):
        demand = self._demand(experience_years=1)
        for user in (self.head, self.dispatcher, self.technician_user):
            self.assertEqual(demand.with_user(user).experience_years, 1)
            with self.assertRaises(AccessError):
                demand.with_user(user).experience_years = 0
        demand.with_user(self.manager).experience_years = 2

    def test_another_company_sees_nothing(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        user = self._create_user(
            "service_manager",
            login="elsewhere",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        duty = self._create_duty()
        self.assertFalse(self._see(user, self.sessions))
        self.assertFalse(self._see(user, self.sessions.attendance_ids))
        self.assertFalse(self._see(user, duty))
