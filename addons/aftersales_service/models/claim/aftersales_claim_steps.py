from odoo import api, models
from odoo.exceptions import UserError

from ...tools import claim_flow


class AftersalesClaim(models.Model):
    """The steps of a claim. Each kind adds what a step needs and does:
    ``_get_<step>_problems`` return words, none: free to go; ``_carry_out`` and
    ``_conclude`` act on those of their kind."""

    _inherit = "aftersales.claim"

    _flow_roles = claim_flow.ROLES
    _flow_moments = claim_flow.MOMENTS

    def _get_flow(self):
        return claim_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "submit": self.env._("Submit"),
            "approve": self.env._("Approve"),
            "start": self.env._("Carry Out"),
            "finish": self.env._("Finish"),
            "refuse": self.env._("Refuse"),
            "cancel": self.env._("Cancel"),
            "reopen": self.env._("Back to New"),
            "inspect": self.env._("Inspected"),
            "settle": self.env._("Settle Refund"),
        }

    def _refuse_problems(self, problems: list[str]) -> None:
        """Raise all problems of a batch at once, so that none is found one by one."""
        if problems:
            raise UserError("\n".join(problems))

    # -- what kinds add -------------------------------------------------------------

    def _get_submit_problems(self) -> list[str]:
        """What a claim lacks before it goes to those who approve."""
        return [
            self.env._(
                "%(claim)s: write down in Reason what the customer demands and why.",
                claim=claim.display_name,
            )
            for claim in self
            if not claim.reason
        ]

    def _get_approve_problems(self) -> list[str]:
        """Why a claim cannot be granted as it stands."""
        return []

    def _get_start_problems(self) -> list[str]:
        """What a claim lacks before its papers are made."""
        return []

    def _carry_out(self) -> None:
        """Make the host's documents: pickings, invoices, credit notes."""

    def _get_finish_problems(self) -> list[str]:
        """What is still open of a claim that is carried out."""
        return []

    def _conclude(self) -> None:
        """What follows from a claim that is done."""

    def _get_cancel_problems(self) -> list[str]:
        """What has happened already and cannot be taken back by cancelling."""
        return []

    def _undo(self) -> None:
        """Drop the documents of a cancelled claim that nothing came of."""

    # -- steps ----------------------------------------------------------------------

    def action_submit(self):
        self._check_step_role("submit")
        self._check_step_possible("submit")
        self._refuse_problems(self._get_submit_problems())
        self._transition("submit", submitted_by_id=self.env.uid)

    def action_approve(self):
        self._check_step_role("approve")
        self._check_step_possible("approve")
        self._refuse_problems(self._get_approve_problems())
        self._transition("approve")

    def action_start(self):
        """Carry out what was granted."""
        self._check_step_role("start")
        self._check_step_possible("start")
        self._refuse_problems(self._get_start_problems())
        self._transition("start")
        self._carry_out()

    def action_finish(self):
        self._check_step_role("finish")
        self._check_step_possible("finish")
        self._refuse_problems(self._get_finish_problems())
        self._transition("finish")
        self._conclude()

    def action_refuse(self):
        self._check_step_role("refuse")
        self._check_step_possible("refuse")
        self._refuse_problems(
            [
                self.env._(
                    "%(claim)s: fill in Refuse Reason before “Refuse”: the customer "
                    "reads it.",
                    claim=claim.display_name,
                )
                for claim in self
                if not claim.refuse_reason
            ]
        )
        self._transition("refuse")

    def action_cancel(self):
        self._check_step_role("cancel")
        self._check_step_possible("cancel")
        self._refuse_problems(self._get_cancel_problems())
        self._undo()
        self._transition("cancel")

    def action_reopen(self):
        """Take a claim up again: what was stamped on its first way starts anew."""
        self._transition(
            "reopen",
            submitted_by_id=False,
            **dict.fromkeys(claim_flow.MOMENTS.values(), False),
        )
