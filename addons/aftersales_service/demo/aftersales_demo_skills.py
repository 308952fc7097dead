from datetime import timedelta

from odoo import api, models
from odoo.fields import Command

from ..tools.skills import skill_problem
from .texts import Text

LEVELS: tuple[tuple[Text, int], ...] = (
    (("Basic", "初级"), 30),
    (("Skilled", "中级"), 70),
    (("Master", "高级"), 100),
)
VALID: Text = ("Valid", "有效")
# Technicians by their numbers: the level of each skill, and days the certificate
# is still valid for.
LOCKS = {0: 1, 1: 2, 4: 1, 6: 1, 8: 0, 9: 1}
DRIVES = {0: 2, 2: 1, 4: 2, 7: 1}
CERTIFICATES = {0: 500, 1: 200, 2: -20, 4: 700, 6: 300}


class AftersalesDemo(models.AbstractModel):
    """What technicians are able and allowed to do."""

    _inherit = "aftersales.demo"

    @api.model
    def _load_skills(self):
        repair, permits = self._ref("skill_type_repair"), self._ref("skill_type_permit")
        repair.skill_level_ids = [
            Command.create({"name": self._text(name), "level_progress": progress})
            for name, progress in LEVELS
        ]
        permits.skill_level_ids = [
            Command.create({"name": self._text(VALID), "level_progress": 100})
        ]
        levels = repair.skill_level_ids.sorted("level_progress")
        today = self._today()
        rows = [
            (number, self._ref(f"skill_{name}"), levels[level], False)
            for name, found in (("locks", LOCKS), ("drives", DRIVES))
            for number, level in found.items()
        ]
        rows += [
            (
                number,
                self._ref("skill_electrician"),
                permits.skill_level_ids,
                today + timedelta(days=days),
            )
            for number, days in CERTIFICATES.items()
        ]
        self.env["hr.employee.skill"].create(
            [
                {
                    "employee_id": self._ref(f"technician_{number}").id,
                    "skill_type_id": skill.skill_type_id.id,
                    "skill_id": skill.id,
                    "skill_level_id": level.id,
                    "valid_from": today - timedelta(days=400),
                    "valid_to": valid_to,
                }
                for number, skill, level, valid_to in rows
            ]
        )
        self.env["aftersales.skill.requirement"].create(
            [
                {
                    "product_tmpl_id": self._ref("shelving_c865").product_tmpl_id.id,
                    "skill_id": self._ref("skill_electrician").id,
                },
                {
                    "fault_code_id": self._ref("symptom_lock").id,
                    "skill_id": self._ref("skill_locks").id,
                    "skill_level_id": levels[1].id,
                },
            ]
        )

    @api.model
    def _find_able(self, order, technicians, day):
        """Those who can do this work, else all of them."""
        needs = self.env["aftersales.skill.requirement"]._get_needs(order)[order]
        held = technicians._get_held_skills({need.skill for need in needs})
        able = technicians.filtered(
            lambda technician: (
                not any(
                    skill_problem(need, held.get(technician.id, ()), day)
                    for need in needs
                )
            )
        )
        return able or technicians
