from freezegun import freeze_time

from odoo import Command

from ..common import AftersalesCase

NOON = "2026-03-02 04:00:00"  # of a Monday in Shanghai


class TrainingCase(AftersalesCase):
    """An installer's post, a course that gives a certificate, people who need it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            context={**cls.env.context, "lang": "en_US", "tz": "Asia/Shanghai"}
        )
        cls.manager = cls._create_user("service_manager")
        cls.head = cls._create_user("outlet_manager")
        cls.outlet.manager_id = cls.head
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.job = cls.env["hr.job"].create({"name": "Installer"})
        cls.technician.job_id = cls.job
        cls.permit = cls._create_certificate("Electrician")
        cls.course = cls.env["aftersales.training"].create(
            {"name": "Rules and Conduct", "hours": 8, "validity_months": 12}
        )
        cls.trainer = cls.env["hr.employee"].create({"name": "Teacher Sun"})

    @classmethod
    def _create_certificate(cls, name):
        kind = cls.env["hr.skill.type"].create(
            {
                "name": f"{name} Papers",
                "is_certification": True,
                "skill_ids": [Command.create({"name": name})],
                "skill_level_ids": [
                    Command.create({"name": "Held", "level_progress": 100})
                ],
            }
        )
        return kind.skill_ids

    @classmethod
    def _give(cls, employee, skill, first="2026-01-01", last=False):
        return cls.env["hr.employee.skill"].create(
            {
                "employee_id": employee.id,
                "skill_type_id": skill.skill_type_id.id,
                "skill_id": skill.id,
                "skill_level_id": skill.skill_type_id.skill_level_ids.id,
                "valid_from": first,
                "valid_to": last,
            }
        )

    @classmethod
    def _demand(cls, **vals):
        return cls.env["aftersales.post.requirement"].create(
            {"job_id": cls.job.id, **vals}
        )

    @classmethod
    def _create_session(cls, people=None, **vals):
        people = cls.technician if people is None else people
        return cls.env["aftersales.training.session"].create(
            {
                "training_id": cls.course.id,
                "date_start": "2026-03-01 01:00:00",
                "date_end": "2026-03-01 09:00:00",
                "trainer_id": cls.trainer.id,
                "attendance_ids": [
                    Command.create({"employee_id": person.id}) for person in people
                ],
                **vals,
            }
        )

    @classmethod
    def _hold(cls, session, status="present"):
        with freeze_time(NOON):
            session.attendance_ids.status = status
            session.action_hold()
        return session

    @classmethod
    def _create_duty(cls, employee=None, **vals):
        return cls.env["aftersales.employee.duty"].create(
            {
                "employee_id": (employee or cls.technician).id,
                "date_start": "2026-03-02",
                **vals,
            }
        )
