from odoo import api, models


class AftersalesAudit(models.Model):
    """The steps of an evaluation; each says all that is missing at once."""

    _inherit = "aftersales.audit"

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "plan": self.env._("Plan"),
            "open": self.env._("Opening Meeting Held"),
            "start": self.env._("Start"),
            "score": self.env._("Score"),
            "rework": self.env._("Back to the Auditors"),
            "present": self.env._("Closing Meeting Held"),
            "close": self.env._("Close and Freeze"),
            "cancel": self.env._("Cancel"),
        }

    def _take(self, step: str, get_problems, **values) -> None:
        """A step that needs more than its state: problems are told before it."""
        self._check_step_role(step)
        self._check_step_possible(step)
        self._refuse([problem for audit in self for problem in get_problems(audit)])
        self._transition(step, **values)

    def action_plan(self):
        """Ask each indicator of its department and the sampled outlets."""
        self._take("plan", lambda audit: audit._get_plan_problems())
        self._create_lines()

    def action_open(self):
        self._take(
            "open",
            lambda audit: (
                audit._get_team_problems() + audit._get_meeting_problems("opening")
            ),
        )

    def action_start(self):
        """Auditors look; what live records say is proposed to them."""
        self._take("start", lambda audit: audit._get_team_problems())
        self._collect_evidence()

    def action_score(self):
        self._take("score", lambda audit: audit._get_score_problems())
        self._write_scores()

    def action_rework(self):
        """Back to the auditors: scores and grades are void."""
        self._transition("rework")
        self._drop_scores()

    def action_present(self):
        self._take(
            "present",
            lambda audit: (
                audit._get_stale_problems() + audit._get_meeting_problems("closing")
            ),
        )

    def action_close(self):
        """Freeze the evaluation with the digest of all it says."""
        self._take("close", lambda audit: audit._get_close_problems())

    def action_cancel(self):
        self._transition("cancel")

    def _prepare_transition_vals(self, step: str) -> dict:
        vals = super()._prepare_transition_vals(step)
        if step == "close":
            # With the state, in one write: afterwards nothing can be written.
            vals["digest"] = self._get_digest()
        return vals

    def _get_meeting_problems(self, kind: str) -> list[str]:
        self.ensure_one()
        held = self.meeting_ids.filtered(
            lambda meeting: meeting.kind == kind and meeting.participant_ids
        )
        if held:
            return []
        kinds = dict(
            self.env["aftersales.audit.meeting"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        return [
            self.env._(
                "%(audit)s: record the %(meeting)s with its participants.",
                audit=self.name,
                meeting=kinds[kind],
            )
        ]

    def _get_score_problems(self) -> list[str]:
        """What the auditors still owe."""
        self.ensure_one()
        lines = self.line_ids
        problems = [
            self.env._("%(line)s: no result yet.", line=line.display_name)
            for line in lines
            if not line.result
        ]
        problems += [
            self.env._(
                "%(line)s: the result differs from what the records say. Give the "
                "reason.",
                line=line.display_name,
            )
            for line in lines
            if line.is_override and not line.override_reason
        ]
        problems += [
            self.env._("%(line)s: write down what was found.", line=line.display_name)
            for line in lines
            if line._needs_finding() and not line.finding
        ]
        return problems

    def _get_close_problems(self) -> list[str]:
        """Hook: what must be done before the evaluation is frozen, in words."""
        self.ensure_one()
        problems = self._get_stale_problems()
        if not self.conclusion:
            problems.append(
                self.env._("%(audit)s: write the conclusion.", audit=self.name)
            )
        return problems

    def _get_stale_problems(self) -> list[str]:
        """A result that came in while the score was computed is not in it."""
        self.ensure_one()
        if self._is_score_current():
            return []
        return [
            self.env._(
                "%(audit)s: its score is not that of its results and special items. "
                "Choose “Back to the Auditors” and score it again.",
                audit=self.name,
            )
        ]
