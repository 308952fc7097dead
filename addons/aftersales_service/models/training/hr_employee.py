from odoo import fields, models

from ...tools import training as decide
from ...tools.assignment import Bar
from ...tools.skills import Held


class HrEmployee(models.Model):
    """What a technician's file says of trainings, experience and his post."""

    _inherit = "hr.employee"

    aftersales_experience_from = fields.Date(
        string="In Related Posts Since",
        groups="hr.group_hr_user",
        help="First day in posts of the company that count as experience for service.",
    )
    aftersales_attendance_ids = fields.One2many(
        "aftersales.training.attendance",
        "employee_id",
        string="Trainings",
        groups="hr.group_hr_user",
    )
    aftersales_duty_ids = fields.One2many(
        "aftersales.employee.duty",
        "employee_id",
        string="Service Duties",
        groups="hr.group_hr_user",
    )

    def _get_training_facts(self, posts) -> dict[int, decide.Person]:
        """What these people bring along for such posts, by employee; two queries."""
        posts = list(posts)
        trainings = frozenset().union(*(post.trainings for post in posts))
        skills = frozenset().union(*(post.skills for post in posts))
        passed: dict[int, list[Held]] = {}
        if trainings:
            lines = self.env["aftersales.training.attendance"].search_fetch(
                [
                    ("employee_id", "in", self.ids),
                    ("training_id", "in", list(trainings)),
                    ("passed_on", "!=", False),
                ],
                ["employee_id", "training_id", "passed_on", "valid_to"],
            )
            for line in lines:
                passed.setdefault(line.employee_id.id, []).append(line._to_held())
        held = self._get_held_skills(skills) if skills else {}
        return {
            employee.id: decide.Person(
                tuple(passed.get(employee.id, ())),
                tuple(held.get(employee.id, ())),
                employee.aftersales_experience_from or None,
            )
            for employee in self
        }

    def _get_assignment_bars(self) -> dict[int, list[Bar]]:
        """Whose post demands something is sent while he is on duty, and not before."""
        bars = super()._get_assignment_bars()
        posts = self.env["aftersales.post.requirement"]._get_posts(self.company_id)
        if not posts:
            return bars
        nothing = self.env["hr.job"].sudo()
        bound = self.filtered(
            lambda one: (
                (one.company_id, nothing) in posts
                or (one.company_id, one.job_id) in posts
            )
        )
        duties: dict[int, list[decide.Duty]] = {}
        for duty in bound._find_duties():
            if duty.job_id == duty.employee_id.job_id:
                duties.setdefault(duty.employee_id.id, []).append(
                    decide.Duty(duty.date_start, duty.date_end or None)
                )
        for employee in bound:
            words = employee._describe_off_duty()
            bars.setdefault(employee.id, []).extend(
                Bar(words, first, last)
                for first, last in decide.off_duty(duties.get(employee.id, ()))
            )
        return bars

    def _find_duties(self):
        return (
            self.env["aftersales.employee.duty"]
            .sudo()
            .search(
                [
                    ("employee_id", "in", self.ids),
                    ("state", "in", ("on_duty", "ended")),
                ]
            )
        )

    def _describe_off_duty(self) -> str:
        self.ensure_one()
        return self.env._(
            "%(technician)s is not on duty as %(post)s on that day. Put him on duty "
            "first (Network ▸ People ▸ Duties).",
            technician=self.name,
            post=self.job_id.name or self.env._("technician"),
        )
