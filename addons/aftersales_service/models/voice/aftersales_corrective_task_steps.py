from odoo import api, models

from ...tools import corrective_flow


class AftersalesCorrectiveTask(models.Model):
    """The steps: whoever is responsible does it, another person verifies it."""

    _inherit = "aftersales.corrective.task"

    def _get_flow(self):
        return corrective_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "start": self.env._("Start"),
            "finish": self.env._("Done"),
            "verify": self.env._("Verify"),
            "reject": self.env._("Reject"),
            "cancel": self.env._("Cancel"),
        }

    def action_start(self):
        self._transition("start")

    def action_finish(self):
        """The measure is carried out; somebody else looks whether it works."""
        self._check_step_role("finish")
        self._check_step_possible("finish")
        self._refuse(
            [
                self.env._(
                    "%(task)s: fill in %(field)s before “Done”.",
                    task=task.display_name,
                    field=task._fields[name]._description_string(self.env),
                )
                for task in self
                for name in ("cause", "measure")
                if not task[name]
            ]
        )
        self._transition("finish", done_by_id=self.env.uid)
        self._drop_activities()

    def action_verify(self):
        self._check_step_role("verify")
        self._check_step_possible("verify")
        self._check_other_person()
        self._transition("verify", verified_by_id=self.env.uid)

    def action_reject(self):
        """It did not help: back to the responsible."""
        self._check_step_role("reject")
        self._check_step_possible("reject")
        self._check_other_person()
        self._transition("reject", done_at=False, done_by_id=False)
        self._create_activities()

    def action_cancel(self):
        self._transition("cancel")
        self._drop_activities()

    def _check_other_person(self) -> None:
        """Nobody finds his own work good, whatever his role."""
        user = self.env.user
        self._refuse(
            [
                self.env._(
                    "%(task)s: somebody other than %(person)s verifies it.",
                    task=task.display_name,
                    person=user.name,
                )
                for task in self
                if user in (task.user_id, task.done_by_id)
            ]
        )
