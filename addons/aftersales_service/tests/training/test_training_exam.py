from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..rules import rule
from .common import NOON, TrainingCase


@freeze_time(NOON)
@tagged("post_install", "-at_install")
class TestTrainingExam(TrainingCase):
    """The exam is a certification of the host: sent, sat, read back, sat again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.exam = cls.env["survey.survey"].create(
            {
                "title": "Exam on Conduct",
                "certification": True,
                "scoring_type": "scoring_without_answers",
                "scoring_success_min": 60,
                "is_attempts_limited": True,
                "attempts_limit": 2,
                "access_mode": "token",
                "certification_validity_months": 6,
                "question_and_page_ids": [
                    Command.create(
                        {
                            "title": "May you say “I don't know” to a customer?",
                            "question_type": "simple_choice",
                            "suggested_answer_ids": [
                                Command.create({"value": "Yes"}),
                                Command.create(
                                    {
                                        "value": "No",
                                        "is_correct": True,
                                        "answer_score": 10,
                                    }
                                ),
                            ],
                        }
                    )
                ],
            }
        )
        cls.course.write({"exam_id": cls.exam.id, "skill_id": cls.permit.id})
        cls.session = cls._create_session(outlet_id=cls.outlet.id)
        cls.line = cls.session.attendance_ids

    def _sit(self, line, is_right):
        """Answer the only question of the open attempt."""
        attempt = line.sudo()._get_open_attempt()
        question = self.exam.question_ids
        answer = question.suggested_answer_ids.filtered(
            lambda a: a.is_correct == is_right
        )
        attempt._save_lines(question, str(answer.id))
        attempt._mark_done()

    @rule("R424", "R426")
    def test_passed_gives_score_certificate_and_one_line_on_file(self):
        self.line.status = "present"
        self.session.with_user(self.head).action_send_exams()
        self.assertIn("answer_token=", self.line.exam_url)
        self._sit(self.line, True)
        self.assertEqual((self.line.exam_score, self.line.exam_count), (100, 1))
        self.assertEqual(self.line.result, "open", "the session was not held yet")
        self.session.with_user(self.head).action_hold()
        self.assertEqual(self.line.result, "passed")
        # Sat on the second, the session was on the first.
        self.assertEqual(str(self.line.passed_on), "2026-03-02")
        self.assertEqual(self.line.certificate_id.skill_id, self.permit)
        resume = self.technician.resume_line_ids
        self.assertEqual(resume.survey_id, self.exam, "the host's line is taken over")
        self.assertEqual(str(resume.date_end), "2027-03-02")
        self.assertFalse(self.line.exam_url)

    def test_held_first_the_exam_gives_it_at_once(self):
        self._hold(self.session)
        self.assertEqual(self.line.result, "open")
        with self.assertRaisesRegex(UserError, "still open"):
            self.session.write({"effect": "effective", "effect_method": "exam"})
            self.session.action_close()
        self.line.with_user(self.head).action_send_exam()
        self._sit(self.line, True)
        self.assertEqual(self.line.result, "passed")
        self.assertEqual(self.technician.employee_skill_ids.skill_id, self.permit)
        self.session.action_close()

    def test_failed_is_sat_again_as_often_as_the_exam_allows(self):
        self._hold(self.session)
        session = self.session.with_user(self.head)
        session.action_send_exams()
        session.action_send_exams()
        self.assertEqual(len(self.line.user_input_ids), 1, "one attempt at a time")
        self._sit(self.line, False)
        self.assertEqual((self.line.exam_score, self.line.result), (0, "open"))
        session.action_send_exams()
        self.assertEqual(len(self.line.user_input_ids), 2)
        self.assertEqual(len(set(self.line.user_input_ids.mapped("invite_token"))), 1)
        self._sit(self.line, False)
        self.assertTrue(self.line.exam_is_final)
        self.assertEqual(self.line.result, "failed")
        session.action_send_exams()
        self.assertEqual(len(self.line.user_input_ids), 2)
        self.assertFalse(self.technician.employee_skill_ids)

    def test_the_second_attempt_counts(self):
        self._hold(self.session)
        self.session.action_send_exams()
        self._sit(self.line, False)
        self.session.action_send_exams()
        self._sit(self.line, True)
        self.assertEqual((self.line.exam_count, self.line.result), (2, "passed"))

    def test_an_exam_does_not_stand_for_the_course(self):
        self.session.action_send_exams()
        self._sit(self.line, True)
        self._hold(self.session, "absent")
        self.assertEqual(self.line.result, "failed")
        self.assertFalse(self.technician.employee_skill_ids)

    def test_people_of_an_outlet_without_a_user_sit_it_too(self):
        helper = self.env["hr.employee"].create(
            {"name": "Wu Bin", "is_outsourced": True, "work_email": "wu@example.com"}
        )
        self.outlet.technician_ids |= helper
        session = self._hold(self._create_session(helper, outlet_id=self.outlet.id))
        session.with_user(self.head).action_send_exams()
        line = session.attendance_ids
        self.assertEqual(line.user_input_ids.partner_id, helper.work_contact_id)
        self._sit(line, True)
        self.assertEqual(line.result, "passed")
        self.assertEqual(helper.employee_skill_ids.skill_id, self.permit)
        self.assertEqual(helper.resume_line_ids.survey_id, self.exam)
        mail = self.env["mail.message"].search(
            [("partner_ids", "in", helper.work_contact_id.ids)]
        )
        self.assertIn("answer_token=", mail.body)

    def test_a_trial_by_the_author_is_no_attempt(self):
        self.session.action_send_exams()
        self.line.user_input_ids.test_entry = True
        self._sit(self.line, True)
        self.assertEqual((self.line.exam_count, self.line.exam_is_passed), (0, False))

    def test_a_technician_sends_himself_no_exam(self):
        with self.assertRaises(AccessError):
            self.line.with_user(self.technician_user).action_send_exam()
        self.assertFalse(self.line.user_input_ids)

    def test_a_certificate_is_renewed_by_the_next_exam(self):
        self._hold(self.session)
        self.session.action_send_exams()
        self._sit(self.line, True)
        with freeze_time("2027-02-01 04:00:00"):
            session = self._create_session(
                date_start="2027-02-01 01:00:00", date_end="2027-02-01 03:00:00"
            )
            session.attendance_ids.status = "present"
            session.action_hold()
            session.action_send_exams()
            self._sit(session.attendance_ids, True)
        ends = sorted(map(str, self.technician.employee_skill_ids.mapped("valid_to")))
        self.assertEqual(ends, ["2027-03-02", "2028-02-01"])
        self.assertEqual(len(self.technician.resume_line_ids), 1)
