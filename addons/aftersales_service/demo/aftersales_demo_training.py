from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.fields import Command

from . import training_texts as words

# Technicians by their numbers.
INSTALLERS = (1, 4)
TRAINED = (0, 1, 2, 3, 4, 5, 6, 7)
FAILED = 9
NEWCOMER = 8
PASS_MARK = 60
YEARS = {0: 9, 1: 5, 2: 4, 3: 2, 4: 12, 5: 3, 6: 6, 7: 1, 9: 2}


class AftersalesDemo(models.AbstractModel):
    """A year of training: an exam, who passed it, who is on duty, what comes next."""

    _inherit = "aftersales.demo"

    @api.model
    def _load_training(self):
        self._name_posts()
        trainer = self.env["hr.employee"].create({"name": self._text(words.TRAINER)})
        course = self._prepare_course()
        self._hold_course(course, trainer)
        self._hold_others(trainer)
        self._demand_of_posts(course)
        self._put_on_duty()
        self._plan_trainings(course)
        self._certify_managers()

    @api.model
    def _get_technician(self, number: int):
        return self._ref(f"technician_{number}")

    @api.model
    def _name_posts(self):
        technician, installer = self.env["hr.job"].create(
            [
                {"name": self._text(name), "company_id": self.env.company.id}
                for name in (words.TECHNICIAN, words.INSTALLER)
            ]
        )
        self._create_ids({"job_technician": technician, "job_installer": installer})
        today = self._today()
        for number in (*TRAINED, NEWCOMER, FAILED):
            since = YEARS.get(number)
            self._get_technician(number).write(
                {
                    "job_id": (installer if number in INSTALLERS else technician).id,
                    "aftersales_experience_from": since
                    and today - relativedelta(years=since, days=40),
                }
            )

    @api.model
    def _create_ids(self, records: dict) -> None:
        """External ids for records made by hand."""
        self.env["ir.model.data"]._update_xmlids(
            [
                {
                    "xml_id": f"aftersales_service.demo_{name}",
                    "record": record,
                    "noupdate": True,
                }
                for name, record in records.items()
            ]
        )

    @api.model
    def _create_certificate(self, kind: words.Text, name: words.Text):
        return (
            self.env["hr.skill.type"]
            .create(
                {
                    "name": self._text(kind),
                    "is_certification": True,
                    "skill_ids": [Command.create({"name": self._text(name)})],
                    "skill_level_ids": [
                        Command.create(
                            {"name": self._text(words.HELD), "level_progress": 100}
                        )
                    ],
                }
            )
            .skill_ids
        )

    # -- the course with its exam ------------------------------------------------------

    @api.model
    def _prepare_course(self):
        course = self.env.ref("aftersales_service.training_rules")
        course.write(
            {
                "exam_id": self._create_exam().id,
                "skill_id": self._create_certificate(words.PASS_TYPE, words.PASS).id,
                "min_attendance": 0.8,
            }
        )
        return course

    @api.model
    def _create_exam(self):
        return self.env["survey.survey"].create(
            {
                "title": self._text(words.EXAM),
                "certification": True,
                "scoring_type": "scoring_without_answers",
                "scoring_success_min": PASS_MARK,
                "is_attempts_limited": True,
                "attempts_limit": 2,
                "access_mode": "token",
                "certification_validity_months": 12,
                "question_and_page_ids": [
                    Command.create(
                        {
                            "title": self._text(title),
                            "question_type": "simple_choice",
                            "suggested_answer_ids": [
                                Command.create(
                                    {
                                        "value": self._text(answer),
                                        "is_correct": number == right,
                                        "answer_score": 20 * (number == right),
                                    }
                                )
                                for number, answer in enumerate(answers)
                            ],
                        }
                    )
                    for title, answers, right in words.QUESTIONS
                ],
            }
        )

    @api.model
    def _hold_course(self, course, trainer):
        """Eight months ago: all passed but one, who failed twice."""
        session = self._create_session(
            course, -240, (*TRAINED, FAILED), trainer, words.ROOM, words.TAUGHT
        )
        session.action_mark_present()
        session.action_send_exams()
        for line in session.attendance_ids:
            self._sit_exam(
                line,
                rights=4 if line.employee_id != self._get_technician(FAILED) else 2,
            )
        self._sit_again(session)
        session.action_hold()
        session.write(
            {
                "effect": "effective",
                "effect_method": "work",
                "effect_note": self._text(words.EFFECT),
            }
        )
        session.with_user(self._ref("user_manager")).action_close()

    @api.model
    def _sit_again(self, session):
        failed = session.attendance_ids.filtered(lambda line: not line.exam_is_passed)
        failed.action_send_exam()
        for line in failed:
            self._sit_exam(line, rights=1)

    @api.model
    def _sit_exam(self, line, rights: int):
        """Answer the first questions rightly and the others wrongly."""
        attempt = line._get_open_attempt()
        for number, question in enumerate(attempt.survey_id.question_ids):
            answer = question.suggested_answer_ids.filtered(
                lambda one, is_right=number < rights: one.is_correct == is_right
            )[:1]
            attempt._save_lines(question, str(answer.id))
        attempt._mark_done()
        # As it was on that day.
        attempt.end_datetime = line.session_id.date_end

    @api.model
    def _create_session(
        self, course, days, numbers, trainer, place, taught=None, **vals
    ):
        start = self._moment(days, 9 * 60)
        return self.env["aftersales.training.session"].create(
            {
                "training_id": course.id,
                "date_start": start,
                "date_end": start + timedelta(hours=min(course.hours, 8)),
                "trainer_id": trainer.id,
                "place": self._text(place),
                "content": taught and self._text(taught),
                "user_id": self._ref("user_manager").id,
                "attendance_ids": [
                    Command.create({"employee_id": self._get_technician(number).id})
                    for number in numbers
                ],
                **vals,
            }
        )

    @api.model
    def _hold_others(self, trainer):
        """One that waits for its evaluation, a customer's, and two to come."""
        safety = self.env.ref("aftersales_service.training_safety")
        session = self._create_session(
            safety, -12, (0, 1, 2, 3), trainer, words.WORKSHOP, words.SAFETY_TAUGHT
        )
        session.attendance_ids[3].status = "absent"
        session.attendance_ids[2].write({"status": "late", "hours": 3})
        session.action_mark_present()
        session.action_hold()
        school = self._ref("customer_0")
        users = self.env["res.partner"].create(
            [{"name": name, "parent_id": school.id} for name in self._get_operators()]
        )
        customer = self._create_session(
            self.env.ref("aftersales_service.training_customer"),
            -30,
            (),
            trainer,
            words.ROOM,
            partner_id=school.id,
            attendance_ids=[Command.create({"partner_id": user.id}) for user in users],
        )
        customer.action_mark_present()
        customer.action_hold()
        rules = self.env.ref("aftersales_service.training_rules")
        self._create_session(
            rules, 9, (FAILED, NEWCOMER), trainer, words.ROOM, capacity=12
        )
        skills = self.env.ref("aftersales_service.training_skills")
        school_partner = self.env["res.partner"].create(
            {"name": self._text(words.SCHOOL), "is_company": True}
        )
        self._create_session(
            skills,
            23,
            (4, 5),
            trainer,
            words.WORKSHOP,
            trainer_id=False,
            trainer_partner_id=school_partner.id,
            cost_ids=[
                Command.create(
                    {"kind": "fee", "amount": 12, "partner_id": school_partner.id}
                )
            ],
        )

    @api.model
    def _get_operators(self) -> list[str]:
        names = (("Operator Ma", "马操作员"), ("Operator Hu", "胡操作员"))
        return [self._text(name) for name in names]
