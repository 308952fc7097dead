from odoo import api, models
from odoo.exceptions import UserError

from ...tools import reward_flow

BATCH = 200


class AftersalesPerformanceEntry(models.Model):
    """Proposing and deciding."""

    _inherit = "aftersales.performance.entry"

    def _get_flow(self):
        return reward_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "approve": self.env._("Approve"),
            "reject": self.env._("Reject"),
            "reopen": self.env._("Reopen"),
        }

    def action_approve(self):
        """A manager other than the person and than who proposed it (R459)."""
        self._check_step_role("approve")
        self._check_step_possible("approve")
        self._refuse(
            self._get_partial_problems()
            + [
                self.env._(
                    "%(entry)s: fill in Amount, or tick No Money.",
                    entry=entry.display_name,
                )
                for entry in self
                if not entry.amount and not entry.is_without_money
            ]
        )
        self._transition("approve", decided_by_id=self.env.uid)

    def action_reject(self):
        self._check_step_role("reject")
        self._check_step_possible("reject")
        self._refuse(
            self._get_partial_problems()
            + [
                self.env._(
                    "%(entry)s: fill in Reject Reason before “Reject”.",
                    entry=entry.display_name,
                )
                for entry in self
                if not entry.reject_reason
            ]
        )
        self._transition("reject", decided_by_id=self.env.uid)

    def action_reopen(self):
        self._check_step_role("reopen")
        self._check_step_possible("reopen")
        self._refuse(
            self._get_partial_problems()
            + [
                self.env._(
                    "%(entry)s was exported to the payroll. Propose another entry that "
                    "makes up for it.",
                    entry=entry.display_name,
                )
                for entry in self
                if entry.exported_at
            ]
        )
        self._transition("reopen", decided_by_id=False, decided_at=False)

    def _get_partial_problems(self) -> list[str]:
        """Nobody decides about himself, or about what he proposed."""
        problems = [
            self.env._(
                "%(entry)s is about you, so another manager decides.",
                entry=entry.display_name,
            )
            for entry in self
            # Personnel files are closed to managers; whose login it is, is not.
            if entry.sudo().employee_id.user_id == self.env.user
        ]
        problems += [
            self.env._(
                "%(entry)s was proposed by you, so another manager decides.",
                entry=entry.display_name,
            )
            for entry in self
            if entry.create_uid == self.env.user and not entry.is_automatic
        ]
        return problems

    @api.ondelete(at_uninstall=False)
    def _unlink_only_proposed(self):
        decided = self.filtered(lambda entry: entry.state != "proposed")
        if decided:
            raise UserError(
                self.env._(
                    "Decisions are kept: %(entries)s.",
                    entries=", ".join(decided.mapped("display_name")),
                )
            )

    # -- found by rules ----------------------------------------------------------------
    @api.model
    def _cron_propose(self) -> None:
        """Cases of every rule, batch by batch; each batch commits."""
        cron = self.env["ir.cron"]
        rules = self.env["aftersales.performance.rule"].search(
            [("source", "!=", False)]
        )
        cron._commit_progress(remaining=len(rules))
        for rule in rules:
            while self._propose(rule, BATCH):
                if not cron._commit_progress():
                    return
            if not cron._commit_progress(1):
                return

    @api.model
    def _propose(self, rule, limit: int):
        """Entries of at most ``limit`` new cases of a rule."""
        Source = self.env["aftersales.performance.source"].sudo()
        cases = getattr(Source, f"_find_{rule.source}")(rule, limit)
        return self.create(
            [{**case, "rule_id": rule.id, "is_automatic": True} for case in cases]
        )
