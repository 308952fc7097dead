from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import training_flow
from .aftersales_employee_duty import DECIDED, FROZEN


class AftersalesEmployeeDuty(models.Model):
    """The steps of a duty, and what may be written beside them: nothing."""

    _inherit = "aftersales.employee.duty"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_undecided(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_undecided(vals)
        if FROZEN & vals.keys() and not self._is_in_step():
            self._check_drafts()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts_only(self):
        self._check_drafts()

    def _check_undecided(self, vals: dict) -> None:
        if DECIDED & vals.keys() and not (self._is_in_step() or self.env.su):
            raise UserError(
                self.env._(
                    "What was found when somebody is put on duty is written by the "
                    "button only."
                )
            )

    def _check_drafts(self) -> None:
        self._refuse(
            [
                self.env._(
                    "%(duty)s was decided and stays on file. End it and enter another "
                    "duty.",
                    duty=duty.display_name,
                )
                for duty in self
                if duty.state != "draft"
            ]
        )

    # -- steps -------------------------------------------------------------------------

    def _get_flow(self):
        return training_flow.DUTY

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "put": self.env._("Put on Duty"),
            "override": self.env._("Put on Duty All the Same"),
            "end": self.env._("End Duty"),
            "cancel": self.env._("Cancel"),
        }

    def action_put_on_duty(self):
        """Nobody takes up a post before he has all it demands."""
        self._check_step_role("put")
        self._check_step_possible("put")
        gaps = self._find_gaps()
        self._refuse(
            [
                self.env._("%(duty)s: %(gap)s.", duty=duty.display_name, gap=words)
                for duty in self
                for words in duty._describe_gaps(gaps.get(duty, ()))
            ]
        )
        self._transition("put", is_ready=True, put_user_id=self.env.uid)

    def action_override(self):
        """Put on duty with something missing; the reason and what was missing stay."""
        self._check_step_role("override")
        self._check_step_possible("override")
        gaps = self._find_gaps()
        problems = []
        for duty in self:
            if duty not in gaps:
                problems.append(
                    self.env._(
                        "%(duty)s: nothing is missing. Use “Put on Duty”.",
                        duty=duty.display_name,
                    )
                )
            elif not (duty.override_reason or "").strip():
                problems.append(
                    self.env._(
                        "%(duty)s: fill in Override Reason.", duty=duty.display_name
                    )
                )
            elif duty.employee_id.sudo().user_id == self.env.user:
                problems.append(
                    self.env._(
                        "%(duty)s: nobody puts himself on duty with something missing.",
                        duty=duty.display_name,
                    )
                )
        self._refuse(problems)
        for duty in self:
            words = duty._describe_gaps(gaps[duty])
            duty._transition(
                "override",
                is_ready=False,
                is_override=True,
                gap_note="\n".join(words),
                put_user_id=self.env.uid,
            )

    def action_end(self):
        """Today is the last day, or the first one if it has not come yet."""
        self._check_step_role("end")
        self._check_step_possible("end")
        today = fields.Date.context_today(self)
        for day, duties in self.grouped(lambda d: max(d.date_start, today)).items():
            duties._transition("end", date_end=day)

    def action_cancel(self):
        self._transition("cancel")
