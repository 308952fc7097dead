from odoo import api, fields, models
from odoo.fields import Command, Domain
from odoo.tools import format_date

from odoo.addons.aftersales_service.models.sealed_mixin import is_harmless


class AftersalesManagementReview(models.Model):
    """From the agenda to the signed minutes and their tasks."""

    _inherit = "aftersales.management.review"

    @api.model_create_multi
    def create(self, vals_list):
        topics = self.env["aftersales.management.review.topic"].search(Domain.TRUE)
        agenda = [
            Command.create({"topic_id": topic.id, "sequence": topic.sequence})
            for topic in topics
        ]
        return super().create([{"line_ids": agenda, **vals} for vals in vals_list])

    def write(self, vals):
        if not (self._is_in_step() or all(map(is_harmless, vals))):
            self._refuse(
                [
                    self.env._(
                        "%(record)s is settled: its minutes stay as they were signed.",
                        record=review.display_name,
                    )
                    for review in self
                    if review.state == "closed"
                ]
            )
        return super().write(vals)

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "prepare": self.env._("Prepare Papers"),
            "redo": self.env._("Back to the Agenda"),
            "hold": self.env._("Meeting Held"),
            "close": self.env._("Settle"),
            "cancel": self.env._("Cancel"),
        }

    def action_prepare(self):
        """Figures as they are now, frozen; departments look at their documents."""
        self._check_step_role("prepare")
        self._transition("prepare")
        for review in self:
            review._write_pack()
            # Whoever prepares the meeting need not be in charge of the documents.
            self.env["aftersales.document"].sudo().search(
                [("company_id", "=", review.company_id.id)]
            )._open_reviews()

    def action_redo(self):
        self._transition("redo", prepared_at=False)
        self.sudo().figure_ids.unlink()

    def action_hold(self):
        self._check_step_role("hold")
        self._check_step_possible("hold")
        self._refuse([one for review in self for one in review._get_hold_problems()])
        self._transition("hold")

    def action_close(self):
        """Signed minutes; each decision becomes somebody's task."""
        self._check_step_role("close")
        self._check_step_possible("close")
        self._refuse([one for review in self for one in review._get_close_problems()])
        self._transition("close")
        for review in self:
            review._open_tasks()

    def action_cancel(self):
        self._transition("cancel")

    def action_view_tasks(self):
        return self.env["aftersales.corrective.task"]._get_action_for(self)

    def _get_hold_problems(self) -> list[str]:
        problems = self._get_missing_fields("chair_id", "participant_ids")
        if self.date > fields.Date.context_today(self):
            problems.append(
                self.env._(
                    "%(record)s: the meeting is on %(day)s and was not held yet.",
                    record=self.display_name,
                    day=format_date(self.env, self.date),
                )
            )
        if self.unreviewed_count and not self.unreviewed_reason:
            problems.append(
                self.env._(
                    "%(record)s: %(count)s documents were not reviewed before the "
                    "meeting. Let them be reviewed, or say why not.",
                    record=self.display_name,
                    count=self.unreviewed_count,
                )
            )
        return problems

    def _get_signing_problem(self, role) -> str | None:
        """Minutes are of a meeting that took place."""
        if self.state in ("held", "closed"):
            return super()._get_signing_problem(role)
        return self.env._(
            "%(record)s: minutes are signed once “%(step)s” is noted.",
            record=self.display_name,
            step=self._get_step_label("hold"),
        )

    def _get_close_problems(self) -> list[str]:
        problems = self._get_missing_fields("conclusion")
        if not self.is_signed_off:
            problems.append(
                self.env._(
                    "%(record)s: still to be signed by %(roles)s.",
                    record=self.display_name,
                    roles=self.signoff_missing,
                )
            )
        return problems

    def _open_tasks(self) -> None:
        # Whoever settles the minutes need not be one who gives out tasks.
        Task = self.env["aftersales.corrective.task"].sudo()
        for decision in self.decision_ids:
            Task._open_for(
                self,
                {
                    "problem": decision.reason or self.title,
                    "measure": decision.name,
                    "user_id": decision.user_id.id,
                    "deadline": decision.deadline,
                },
            )
