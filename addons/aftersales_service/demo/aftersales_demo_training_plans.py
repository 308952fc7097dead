from datetime import date, timedelta

from odoo import api, models
from odoo.fields import Command

from . import training_texts as words


class AftersalesDemo(models.AbstractModel):
    """This year's training plan and the next one's; who is a certified manager."""

    _inherit = "aftersales.demo"

    @api.model
    def _plan_trainings(self, course):
        """This year's plan is running, next year's is drafted."""
        company, year = self.env.company, self._today().year
        budget = self.env["aftersales.budget"].search(
            [
                ("kind", "=", "training"),
                ("year", "=", year),
                ("company_id", "=", company.id),
            ]
        )
        company.aftersales_training_account_id = budget.analytic_account_ids[:1]
        last = date(year, 12, 31)
        soon = [min(self._today() + timedelta(days=days), last) for days in (25, 40)]
        lines = [
            (self.env.ref(f"aftersales_service.training_{name}"), day, amount)
            for name, day, amount in (
                ("rules", date(year, 3, 15), 8),
                ("safety", date(year, 5, 15), 0),
                ("product", soon[0], 12),
                ("ethics", soon[1], 0),
            )
        ]
        plans = self.env["aftersales.training.plan"].create(
            [
                {
                    "year": planned_year,
                    "department_id": self._ref("department_field").id,
                    "user_id": self._ref("user_manager").id,
                    "note": self._text(words.PLAN_NOTE),
                    "line_ids": [
                        Command.create(
                            {
                                "training_id": topic.id,
                                "planned_date": day.replace(year=planned_year),
                                "people_count": 10,
                                "amount": amount,
                            }
                        )
                        for topic, day, amount in lines
                    ],
                }
                for planned_year in (year, year + 1)
            ]
        )
        for line in plans[0].line_ids:
            # What was held in spring was held by this plan.
            line.session_ids = line.training_id.session_ids.filtered(
                lambda session: session.state in ("held", "closed")
            )
        running = plans[0].with_user(self._ref("user_manager"))
        running.action_approve()
        running.action_start()

    @api.model
    def _certify_managers(self):
        """Two certified managers; the certificate of one ends soon."""
        diploma = self._create_certificate(words.DIPLOMA_TYPE, words.DIPLOMA)
        self.env.company.aftersales_manager_skill_ids = diploma
        today = self._today()
        for login, days in (("manager", 45), ("general", 600)):
            user = self._ref(f"user_{login}")
            person = user.employee_id or self.env["hr.employee"].create(
                {
                    "name": user.name,
                    "user_id": user.id,
                    "company_id": self.env.company.id,
                }
            )
            self.env["hr.employee.skill"].create(
                {
                    "employee_id": person.id,
                    "skill_type_id": diploma.skill_type_id.id,
                    "skill_id": diploma.id,
                    "skill_level_id": diploma.skill_type_id.skill_level_ids.id,
                    "valid_from": today - timedelta(days=500),
                    "valid_to": today + timedelta(days=days),
                }
            )
