import pytz

from odoo import fields, models

from ...tools import training as decide
from ...tools.skills import Held

CERTIFICATION = "hr_skills_survey.resume_type_certification"
COURSE = "hr_skills.resume_type_training"


class AftersalesTrainingAttendance(models.Model):
    """What a training gives who passes it: a line on his file, a certificate."""

    _inherit = "aftersales.training.attendance"

    passed_on = fields.Date(readonly=True, copy=False, index=True)
    valid_to = fields.Date(
        string="Valid Until",
        readonly=True,
        copy=False,
        help="After that the training is needed again.",
    )
    certificate_id = fields.Many2one(
        "hr.employee.skill", readonly=True, copy=False, ondelete="set null"
    )
    resume_line_id = fields.Many2one(
        "hr.resume.line", readonly=True, copy=False, ondelete="set null"
    )

    def _settle(self) -> None:
        """Give those who have passed what they earned, each once.

        With raised rights: organisers keep no personnel files but these lines.
        """
        earned = self.sudo().filtered(
            lambda line: line.result == decide.PASSED and not line.passed_on
        )
        for line in earned:
            day = line._get_pass_day()
            line.write(
                {
                    "passed_on": day,
                    "valid_to": decide.valid_until(
                        day, line.training_id.validity_months
                    ),
                }
            )
        own = earned.filtered("employee_id")
        own._grant_certificates()
        own._write_resumes()

    def _get_pass_day(self):
        """The day of the exam, or else the last day of the session."""
        self.ensure_one()
        attempts = self.user_input_ids.filtered(
            lambda attempt: attempt.state == "done" and attempt.scoring_success
        )
        moments = [
            self.session_id.date_end,
            *filter(None, attempts.mapped("end_datetime")),
        ]
        zone = pytz.timezone(self.company_id.resource_calendar_id.tz or "UTC")
        return pytz.utc.localize(max(moments)).astimezone(zone).date()

    def _grant_certificates(self) -> None:
        lines = self.filtered("training_id.skill_id")
        certificates = self.env["hr.employee.skill"].create(
            [line._prepare_certificate_vals() for line in lines]
        )
        for line, certificate in zip(lines, certificates, strict=True):
            line.certificate_id = certificate

    def _prepare_certificate_vals(self) -> dict:
        self.ensure_one()
        skill = self.training_id.skill_id
        return {
            "employee_id": self.employee_id.id,
            "skill_type_id": skill.skill_type_id.id,
            "skill_id": skill.id,
            "skill_level_id": self.training_id.skill_level_id.id,
            "valid_from": self.passed_on,
            "valid_to": self.valid_to,
        }

    def _write_resumes(self) -> None:
        """The host has written a line for exams of people with a user: it is taken
        over, so that nothing stands there twice."""
        Line = self.env["hr.resume.line"]
        known = {
            (line.employee_id, line.survey_id): line
            for line in Line.search(
                [
                    ("employee_id", "in", self.employee_id.ids),
                    ("survey_id", "in", self.training_id.exam_id.ids),
                ]
            )
        }
        new = self.browse()
        for line in self:
            found = known.get((line.employee_id, line.training_id.exam_id))
            if found:
                found.write(line._prepare_resume_vals())
                line.resume_line_id = found
            else:
                new |= line
        created = Line.create([line._prepare_resume_vals() for line in new])
        for line, resume in zip(new, created, strict=True):
            line.resume_line_id = resume

    def _prepare_resume_vals(self) -> dict:
        self.ensure_one()
        exam = self.training_id.exam_id
        kind = self.env.ref(CERTIFICATION if exam else COURSE, raise_if_not_found=False)
        return {
            "employee_id": self.employee_id.id,
            "name": self.training_id.name,
            "date_start": self.passed_on,
            "date_end": self.valid_to,
            "line_type_id": kind.id if kind else False,
            "survey_id": exam.id,
        }

    def _to_held(self) -> Held:
        """A training that was passed, held like a certificate."""
        self.ensure_one()
        return Held(self.training_id.id, 100, self.passed_on, self.valid_to or None)
