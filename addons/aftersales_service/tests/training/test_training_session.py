from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..rules import rule
from .common import NOON, TrainingCase


@freeze_time(NOON)
@tagged("post_install", "-at_install")
class TestTrainingSession(TrainingCase):
    """From the invitation to the line in the training file."""

    @rule("R425", "R428")
    def test_who_was_there_all_the_time_has_passed_and_it_is_on_his_file(self):
        session = self._create_session(outlet_id=self.outlet.id).with_user(self.head)
        line = session.attendance_ids
        self.assertEqual((line.status, line.result), ("invited", "open"))
        session.action_mark_present()
        self.assertEqual(line.hours, 8)
        session.action_hold()
        self.assertEqual(line.result, "passed")
        self.assertEqual(str(line.passed_on), "2026-03-01")
        self.assertEqual(str(line.valid_to), "2027-03-01")
        resume = self.technician.resume_line_ids
        self.assertEqual(resume.name, "Rules and Conduct")
        self.assertEqual(str(resume.date_end), "2027-03-01")
        self.assertEqual(session.passed_count, 1)

    def test_the_day_is_the_company_s(self):
        session = self._create_session(
            date_start="2026-02-28 12:00:00", date_end="2026-02-28 17:00:00"
        )
        self._hold(session)
        self.assertEqual(str(session.attendance_ids.passed_on), "2026-03-01")

    def test_who_came_too_late_has_failed_unless_the_course_allows_it(self):
        session = self._create_session()
        session.attendance_ids.write({"status": "late", "hours": 7})
        session.action_hold()
        self.assertEqual(session.attendance_ids.result, "failed")
        self.course.min_attendance = 0.8
        self.assertEqual(session.attendance_ids.result, "passed")

    def test_absent_is_failed_and_has_no_hours(self):
        session = self._hold(self._create_session(), "absent")
        line = session.attendance_ids
        self.assertEqual((line.result, line.hours), ("failed", 0))
        self.assertFalse(line.passed_on)
        self.assertFalse(self.technician.resume_line_ids)

    def test_a_course_gives_its_certificate_with_its_end(self):
        self.course.skill_id = self.permit
        self._hold(self._create_session())
        certificate = self.technician.employee_skill_ids
        self.assertEqual(certificate.skill_id, self.permit)
        self.assertEqual(str(certificate.valid_from), "2026-03-01")
        self.assertEqual(str(certificate.valid_to), "2027-03-01")
        # So he may be sent where it is required, until then.
        held = self.technician._get_held_skills(self.permit.ids)
        self.assertEqual(str(held[self.technician.id][0].until), "2027-03-01")

    def test_holding_needs_people_marks_a_trainer_and_a_day_that_is_past(self):
        session = self._create_session().with_user(self.manager)
        session.trainer_id = False
        with self.assertRaises(UserError) as caught:
            session.action_hold()
        self.assertIn("Wang Gong", str(caught.exception))
        self.assertIn("External Trainer", str(caught.exception))
        session.date_end = "2026-04-01 09:00:00"
        session.date_start = "2026-04-01 01:00:00"
        with self.assertRaisesRegex(UserError, "begins later"):
            session.action_hold()
        with self.assertRaisesRegex(UserError, "who was there"):
            self._create_session(self.technician.browse()).action_hold()

    def test_what_was_earned_does_not_change(self):
        session = self._hold(self._create_session())
        line = session.attendance_ids.with_user(self.manager)
        for vals in ({"status": "absent"}, {"hours": 1}):
            with self.assertRaisesRegex(UserError, "has passed"):
                line.write(vals)
        with self.assertRaises(UserError):
            line.unlink()
        with self.assertRaises(UserError):
            session.with_user(self.manager).unlink()
        with self.assertRaisesRegex(UserError, "Leave it out"):
            line.write({"valid_to": "2099-12-31"})
        with self.assertRaisesRegex(UserError, "Leave it out"):
            line.create(
                {
                    "session_id": session.id,
                    "employee_id": self.trainer.id,
                    "passed_on": "2026-03-01",
                }
            )

    @rule("R431")
    def test_a_closed_session_was_evaluated(self):
        session = self._hold(self._create_session()).with_user(self.manager)
        with self.assertRaisesRegex(UserError, "Effect and Judged By"):
            session.action_close()
        with Form(session) as form:
            form.effect = "effective"
            form.effect_method = "practice"
            form.effect_note = "Two need practice with drives."
        session.action_close()
        self.assertEqual(session.state, "closed")
        self.assertEqual(session.effect_user_id, self.manager)
        with self.assertRaisesRegex(UserError, "closed"):
            session.attendance_ids.create(
                {"session_id": session.id, "employee_id": self.trainer.id}
            )

    def test_a_cancelled_session_says_why_and_can_be_planned_again(self):
        session = self._create_session().with_user(self.manager)
        with self.assertRaisesRegex(UserError, "Cancel Reason"):
            session.action_cancel()
        session.cancel_reason = "Trainer is ill"
        session.action_cancel()
        session.action_replan()
        self.assertEqual(session.state, "planned")

    def test_places_are_limited(self):
        with self.assertRaises(ValidationError):
            self._create_session(self.technician | self.trainer, capacity=1)

    def test_nobody_is_entered_twice(self):
        session = self._create_session()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            session.attendance_ids.create(
                {"session_id": session.id, "employee_id": self.technician.id}
            )

    @rule("R088", "R426", "R427")
    def test_who_needs_it_is_entered_at_once(self):
        self._demand(training_ids=[Command.set(self.course.ids)])
        others = self.env["hr.employee"].create(
            [{"name": f"P{i}", "job_id": self.job.id} for i in range(3)]
        )
        clerk = self.env["hr.employee"].create({"name": "Clerk"})
        self.outlet.technician_ids |= others | clerk
        self._hold(self._create_session(others[0]))
        session = self._create_session(
            self.technician.browse(),
            outlet_id=self.outlet.id,
            date_start="2026-03-05 01:00:00",
            date_end="2026-03-05 09:00:00",
        ).with_user(self.head)
        session.action_invite()
        self.assertEqual(
            session.sudo().attendance_ids.employee_id,
            self.technician | others[1] | others[2],
        )
        session.action_invite()
        self.assertEqual(session.people_count, 3)
        # A year later the first one needs it again.
        later = self._create_session(
            self.technician.browse(),
            outlet_id=self.outlet.id,
            date_start="2027-03-02 01:00:00",
            date_end="2027-03-02 09:00:00",
            capacity=2,
        )
        later.action_invite()
        self.assertEqual(later.people_count, 2)

    @rule("R179", "R180", "R199", "R272", "R429", "R430", "R435")
    def test_customers_people_are_trained_again_when_they_change(self):
        topic = self.env.ref("aftersales_service.training_customer")
        order = self._create_order(type_id=self.type_installation.id)
        with self.assertRaises(ValidationError):
            self._create_session(self.technician.browse(), training_id=topic.id)
        operators = self.env["res.partner"].create(
            [
                {"name": name, "parent_id": self.customer.id}
                for name in ("Operator Ma", "Operator Hu")
            ]
        )

        def train(operator):
            session = self._create_session(
                self.technician.browse(),
                training_id=topic.id,
                partner_id=self.customer.id,
                order_id=order.id,
                date_start="2026-02-26 01:00:00",
                date_end="2026-03-01 09:00:00",
                hours=24,
                attendance_ids=[Command.create({"partner_id": operator.id})],
            )
            return self._hold(session)

        first, second = map(train, operators)
        self.assertEqual(first.attendance_ids.result, "passed")
        self.assertEqual(second.order_id, order)
        customer = self.customer.with_user(self.manager)
        sections = {
            section["key"]: section
            for section in customer._get_customer_file_sections()
        }
        people = [row[2] for row in sections["trainings"]["rows"]]
        self.assertCountEqual(people, ["Operator Ma", "Operator Hu"])

    def test_one_line_is_one_person(self):
        session = self._create_session()
        for vals in (
            {},
            {"employee_id": self.trainer.id, "partner_id": self.customer.id},
        ):
            with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
                session.attendance_ids.create({"session_id": session.id, **vals})

    def test_papers_are_printed(self):
        session = self._hold(self._create_session())
        session.write({"content": "The five voices", "effect_note": "Go on"})
        for name, words in (
            ("training_record", ("Training Record", "Wang Gong", "The five voices")),
            ("training_sign_in", ("Sign-In Sheet", "Wang Gong", "Signature")),
        ):
            html, _kind = self.env["ir.actions.report"]._render_qweb_html(
                f"aftersales_service.report_{name}", session.ids
            )
            for word in words:
                self.assertIn(word, html.decode())
