from itertools import chain

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools import dispatch_flow
from ...tools.skills import skill_problem


class AftersalesDispatch(models.Model):
    """May these people do this work on that day? Certificates decide (R424)."""

    _inherit = "aftersales.dispatch"

    skill_note = fields.Text(string="Missing Skills", compute="_compute_skill_note")

    @api.depends("order_id", "scheduled_start", "technician_ids", "state")
    def _compute_skill_note(self):
        problems = self._find_skill_problems()
        for dispatch in self:
            found = problems.get(dispatch, ())
            dispatch.skill_note = "\n".join(words for words, _hard in found) or False

    @api.constrains("order_id", "scheduled_start", "technician_ids")
    def _check_certificates(self):
        problems = self._find_certificate_problems()
        if problems:
            raise ValidationError("\n".join(chain(*problems.values())))

    def action_send(self):
        """A certificate may have ended since the visit was planned."""
        self._check_step_role("send")
        self._check_step_possible("send")
        problems = self._find_certificate_problems()
        if problems:
            raise UserError("\n".join(chain(*problems.values())))
        return super().action_send()

    def _find_certificate_problems(self) -> dict:
        """What stands against visits in companies that refuse them, by dispatch."""
        refusing = self.filtered(
            lambda d: d.company_id.aftersales_skill_check == "block"
        )
        return {
            dispatch: hard
            for dispatch, found in refusing._find_skill_problems().items()
            if (hard := [words for words, is_hard in found if is_hard])
        }

    def _find_skill_problems(self) -> dict:
        """(words, is it a certificate) by dispatch; queries flat in their number.

        A team meets a requirement if one of its members does.
        """
        checked = self.filtered(
            lambda d: (
                d.technician_ids
                and d.state in dispatch_flow.BUSY_STATES
                and d.company_id.aftersales_skill_check != "none"
            )
        )
        needs = self.env["aftersales.skill.requirement"]._get_needs(checked.order_id)
        checked = checked.filtered(lambda d: needs[d.order_id])
        people = checked.technician_ids.sudo()._origin
        skills = {need.skill for found in needs.values() for need in found}
        held = people._get_held_skills(skills) if checked else {}
        result: dict = {}
        for dispatch in checked:
            moment = dispatch.scheduled_start or fields.Datetime.now()
            for need in needs[dispatch.order_id]:
                problems = {
                    person: skill_problem(
                        need, held.get(person.id, ()), person._get_local_day(moment)
                    )
                    for person in dispatch.technician_ids.sudo()._origin
                }
                if all(problems.values()):
                    result.setdefault(dispatch, []).extend(
                        (dispatch._describe_skill(*item), need.is_certificate)
                        for item in problems.items()
                    )
        return result

    def _describe_skill(self, technician, problem) -> str:
        return self.env._(
            "%(dispatch)s: %(technician)s: %(problem)s",
            dispatch=self.name if self._origin else self.order_id.name,
            technician=technician.name,
            problem=technician._describe_skill_problem(problem),
        )
