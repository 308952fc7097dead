from datetime import date, datetime

import pytz

from odoo import fields, models
from odoo.tools import format_date

from ...tools.assignment import Bar
from ...tools.skills import Held, Reason


class HrEmployee(models.Model):
    """Where a technician starts from, and what he can do."""

    _inherit = "hr.employee"

    aftersales_start_partner_id = fields.Many2one(
        "res.partner",
        string="Starts From",
        groups="hr.group_hr_user",
        help="Where the technician's day begins. Empty: at the outlet.",
    )

    def _get_start_partner(self):
        """Address the technician's day begins at."""
        self.ensure_one()
        if self.aftersales_start_partner_id:
            return self.aftersales_start_partner_id
        # No slice: it would read the addresses one by one.
        addresses = self.aftersales_outlet_ids.partner_id
        return next(iter(addresses), addresses)

    def _get_local_day(self, moment: datetime) -> date:
        """Day of a moment (naive, UTC) on the technician's own clock."""
        self.ensure_one()
        zone = pytz.timezone(self.tz or "UTC")
        return pytz.utc.localize(moment).astimezone(zone).date()

    def _get_held_skills(self, skill_ids) -> dict[int, list[Held]]:
        """Skills of these people, among those asked for, by employee, in one query."""
        found = self.env["hr.employee.skill"].search(
            [("employee_id", "in", self.ids), ("skill_id", "in", list(skill_ids))]
        )
        held: dict[int, list[Held]] = {}
        for skill in found:
            held.setdefault(skill.employee_id.id, []).append(
                Held(
                    skill.skill_id.id,
                    skill.level_progress,
                    skill.valid_from or None,
                    skill.valid_to or None,
                )
            )
        return held

    def _get_assignment_bars(self) -> dict[int, list[Bar]]:
        """Days on which these people are sent nowhere, by employee, for all at once.

        Rooms above say so, with the reason and the cure in words.
        """
        return {}

    def _describe_skill_problem(self, problem: Reason) -> str:
        """Why a skill that the work requires is not there, and what helps."""
        skill_id, *details = problem.value
        names = {"skill": self.env["hr.skill"].sudo().browse(skill_id).display_name}
        if problem.code == "expired":
            return self.env._(
                "%(skill)s ended on %(date)s. Renew it on the employee or choose "
                "another technician.",
                date=format_date(self.env, details[0]),
                **names,
            )
        if problem.code == "not_yet":
            return self.env._(
                "%(skill)s is valid only from %(date)s. Choose a later day or another "
                "technician.",
                date=format_date(self.env, details[0]),
                **names,
            )
        if problem.code == "too_low":
            return self.env._(
                "%(skill)s is at %(level)s %%, the work requires %(needed)s %%. Choose "
                "another technician.",
                level=details[0],
                needed=details[1],
                **names,
            )
        return self.env._(
            "%(skill)s is missing. Enter it on the employee or choose another "
            "technician.",
            **names,
        )
