from odoo import api, models

from ...tools import complaint_flow


class AftersalesComplaint(models.Model):
    """The steps of a complaint, from its receipt to its end (standard D.2).

    Steps that need words are private methods with them as arguments; the form asks for
    them (``aftersales.complaint.step``).
    """

    _inherit = "aftersales.complaint"

    _flow_roles = complaint_flow.ROLES
    _flow_moments = complaint_flow.MOMENTS

    def _get_flow(self):
        return complaint_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "acknowledge": self.env._("Acknowledge"),
            "assess": self.env._("Make Assessment"),
            "investigate": self.env._("Investigate"),
            "propose": self.env._("Give Answer"),
            "accept": self.env._("Answer Accepted"),
            "reject": self.env._("Answer Rejected"),
            "execute": self.env._("Carry Out"),
            "escalate": self.env._("Escalate"),
            "mediate": self.env._("Mediate"),
            "refer": self.env._("To Outside Body"),
            "resolve": self.env._("Resolve"),
            "close": self.env._("Close"),
            "withdraw": self.env._("Withdraw"),
            "reopen": self.env._("Reopen"),
            "cancel": self.env._("Cancel"),
            "take": self.env._("Take Up"),
            "feed_back": self.env._("Feed Back Result"),
            "reassign": self.env._("Pass On"),
            "change_level": self.env._("Change Level"),
            "conclude_mediation": self.env._("End Mediation"),
        }

    def _transition(self, step: str, **values) -> None:
        result = super()._transition(step, **values)
        # Who takes a step of his complaint has taken note of it.
        self.filtered(lambda c: c.user_id == self.env.user)._take_note()
        return result

    def _check_reason(self, reason: str | None) -> None:
        if not (reason or "").strip():
            self._refuse([self.env._("Fill in the Reason: it is kept on the file.")])

    def _log_step(self, step: str, reason: str) -> None:
        self._message_log_batch(
            bodies={
                complaint.id: self.env._(
                    "%(step)s: %(reason)s",
                    step=self._get_step_label(step),
                    reason=reason,
                )
                for complaint in self
            }
        )

    # -- the way in --------------------------------------------------------------------
    def action_acknowledge(self):
        """Somebody told the complainant that we have his complaint."""
        self._transition("acknowledge", acknowledged_by_id=self.env.uid)

    def _acknowledge(self) -> None:
        """The system told the complainants itself (mail, page): nobody's signature."""
        self.sudo().filtered(lambda c: c.state == "received")._transition("acknowledge")

    def action_assess(self):
        """Initial assessment: how bad, how dangerous, how difficult, how far."""
        self._check_step_role("assess")
        self._check_step_possible("assess")
        self._refuse(self._get_assess_problems())
        self._transition("assess", assessed_by_id=self.env.uid)
        self._follow_level()

    def _get_assess_problems(self) -> list[str]:
        """What a complaint lacks before it counts as assessed."""
        problems = []
        for complaint in self:
            missing = [
                name
                for name in ("severity", "safety", "complexity", "impact")
                if not complaint[name]
            ]
            if missing:
                problems.append(
                    self.env._(
                        "%(complaint)s: fill in %(fields)s before “Make Assessment”.",
                        complaint=complaint.name,
                        fields=self._name_fields(missing),
                    )
                )
        return problems

    def action_investigate(self):
        self._transition("investigate")

    def action_escalate(self):
        """A rejected answer goes to the level above."""
        self._transition("escalate")
        self.sudo()._escalate(
            self.env._("The complainant rejected the answer: brought to who is above.")
        )

    # -- the ways out ------------------------------------------------------------------
    def _withdraw(self, reason: str) -> None:
        """The complainant takes it back, in his words; his own right, nobody else's."""
        self._check_reason(reason)
        self._transition("withdraw")
        self._log_step("withdraw", reason)
        self._close_activities()

    def _cancel(self, reason: str) -> None:
        """It was no complaint: registered by mistake, or a call for service (R252)."""
        self._check_reason(reason)
        self._transition("cancel")
        self._log_step("cancel", reason)
        self._close_activities()

    def _reopen(self, reason: str) -> None:
        """The complainant comes back: looked into anew, nothing counts as told."""
        self._check_reason(reason)
        moments = dict.fromkeys(complaint_flow.REOPENED_MOMENTS, False)
        self._transition("reopen", **moments, **self._get_reopened_vals())
        self._log_step("reopen", reason)
        self.sudo()._assign(is_told_again=True)

    def _get_reopened_vals(self) -> dict:
        """What a reopened complaint has before it once more."""
        return {}

    def action_close(self):
        self._check_step_role("close")
        self._check_step_possible("close")
        self._refuse(self._get_closing_problems())
        self._transition("close")
        self._close_activities()
        self.filtered("lesson")._on_lesson()

    def _get_closing_problems(self) -> list[str]:
        """What is owed to the complainant before his complaint may be closed."""
        return []

    def _close_activities(self) -> None:
        self.sudo().activity_unlink(["aftersales_service.activity_type_complaint"])

    def _on_lesson(self) -> None:
        """Hook: these closed complaints taught us something: nonconformity, measure."""
