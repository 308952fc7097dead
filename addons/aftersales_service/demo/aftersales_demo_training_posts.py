from datetime import timedelta

from odoo import api, models
from odoo.fields import Command

from . import training_texts as words
from .aftersales_demo_training import FAILED, NEWCOMER, TRAINED


class AftersalesDemo(models.AbstractModel):
    """What posts demand, and who is on duty."""

    _inherit = "aftersales.demo"

    @api.model
    def _demand_of_posts(self, course):
        self.env["aftersales.post.requirement"].create(
            [
                {
                    "company_id": self.env.company.id,
                    "training_ids": [Command.set(course.ids)],
                    "note": self._text(words.HANDBOOK),
                },
                {
                    "company_id": self.env.company.id,
                    "job_id": self._ref("job_installer").id,
                    "experience_years": 3,
                    "skill_ids": [Command.set(self._ref("skill_electrician").ids)],
                    "note": self._text(words.THREE_YEARS),
                },
            ]
        )

    @api.model
    def _put_on_duty(self):
        """All who passed; one all the same, and one who still waits."""
        Duty = self.env["aftersales.employee.duty"]
        start = self._today() - timedelta(days=200)
        duties = Duty.create(
            [
                {
                    "employee_id": self._get_technician(number).id,
                    "date_start": start,
                }
                for number in TRAINED
            ]
        )
        duties.with_user(self._ref("user_manager")).action_put_on_duty()
        Duty.create(
            {
                "employee_id": self._get_technician(FAILED).id,
                "date_start": self._today() - timedelta(days=20),
                "override_reason": self._text(words.REASON),
            }
        ).with_user(self._ref("user_manager")).action_override()
        Duty.create({"employee_id": self._get_technician(NEWCOMER).id})
