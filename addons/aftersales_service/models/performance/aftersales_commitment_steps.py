from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...tools import commitment_flow

# These go through the inputs of R015; a concept or strategy is proposed and discussed.
WEIGHED = ("commitment", "target")
INPUTS = ("input_law", "input_norms", "input_evaluation", "input_means")


class AftersalesCommitment(models.Model):
    """From the draft to the publication (R016, R017, R036)."""

    _inherit = "aftersales.commitment"

    _flow_roles = commitment_flow.ROLES
    _flow_moments = commitment_flow.MOMENTS

    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("checking", "Feasibility"),
            ("checked", "Feasible"),
            ("approved", "Approved"),
            ("published", "Published"),
            ("superseded", "Superseded"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    drafted_by_id = fields.Many2one(
        "res.users",
        default=lambda self: self.env.user,
        required=True,
        readonly=True,
        copy=False,
    )
    submitted_at = fields.Datetime(string="Submitted", readonly=True, copy=False)
    approved_at = fields.Datetime(string="Approved", readonly=True, copy=False)
    approved_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    published_at = fields.Datetime(string="Published", readonly=True, copy=False)
    may_approve = fields.Boolean(compute="_compute_may_approve")

    @api.depends_context("uid")
    @api.depends("company_id", "drafted_by_id")
    def _compute_may_approve(self):
        for commitment in self:
            commitment.may_approve = commitment._is_approver(self.env.user)

    def _get_flow(self):
        return commitment_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "submit": self.env._("Hand In"),
            "confirm": self.env._("Confirm Feasible"),
            "approve": self.env._("Approve"),
            "publish": self.env._("Publish"),
            "supersede": self.env._("Withdraw"),
            "rework": self.env._("Rework"),
        }

    # -- who ------------------------------------------------------------------------
    def _is_approver(self, user) -> bool:
        """The general manager, or whom the company puts in his place; never who
        drafted it."""
        company = self.company_id.sudo()
        named = user == company.aftersales_general_manager_id
        group = company.aftersales_commitment_group_id
        return user != self.drafted_by_id and (named or group in user.all_group_ids)

    def _check_step_role(self, step: str) -> None:
        if step != "approve":
            return super()._check_step_role(step)
        user = self.env.user
        if not self.env.su and not all(c._is_approver(user) for c in self):
            raise AccessError(
                self.env._(
                    "A commitment is approved by the General Manager named in Settings "
                    "▸ After-Sales, or by the group named there, and not by who "
                    "drafted it."
                )
            )
        return None

    # -- steps ------------------------------------------------------------------------
    def action_submit(self):
        self._check_step_role("submit")
        self._check_step_possible("submit")
        self._refuse([p for c in self for p in c._get_submit_problems()])
        self._transition("submit")
        self.check_ids._ask()

    def _get_submit_problems(self) -> list[str]:
        self.ensure_one()
        problems = []
        missing = [
            self._fields[name]._description_string(self.env)
            for name in INPUTS
            if self.kind in WEIGHED and not self[name]
        ]
        if missing:
            problems.append(
                self.env._(
                    "%(commitment)s: write down what was considered under %(fields)s.",
                    commitment=self.display_name,
                    fields=", ".join(missing),
                )
            )
        if not self.check_ids:
            problems.append(
                self.env._(
                    "%(commitment)s: add the departments that have to keep it under "
                    "Feasibility.",
                    commitment=self.display_name,
                )
            )
        return problems

    def action_confirm(self):
        self._check_step_role("confirm")
        self._check_step_possible("confirm")
        self._refuse([p for c in self for p in c._get_confirm_problems()])
        self._transition("confirm")

    def _get_confirm_problems(self) -> list[str]:
        """Departments that have not said yes, with what they said."""
        self.ensure_one()
        answers = dict(
            self.env["aftersales.commitment.check"]
            ._fields["capable"]
            ._description_selection(self.env)
        )
        return [
            self.env._(
                "%(commitment)s: %(department)s (%(user)s): %(answer)s. %(note)s",
                commitment=self.display_name,
                department=check.department_id.name,
                user=check.user_id.name,
                answer=answers.get(check.capable) or self.env._("no answer yet"),
                note=check.note or "",
            ).strip()
            for check in self.check_ids
            if check.capable != "yes"
        ]

    def action_approve(self):
        # The general manager need not have a role in service.
        self._check_step_role("approve")
        self.check_access("read")
        self.sudo()._transition("approve", approved_by_id=self.env.uid)

    def action_publish(self):
        """From now on customers read it; the version before is superseded."""
        self._check_step_role("publish")
        self._check_step_possible("publish")
        self._refuse([p for c in self for p in c._get_publish_problems()])
        before = self.previous_id.filtered(lambda c: c.state == "published")
        before._transition("supersede")
        self._transition("publish")
        self._plan_revision()

    def _get_publish_problems(self) -> list[str]:
        self.ensure_one()
        if not self.has_conflict or self._is_overridden():
            return []
        return [
            self.env._(
                "%(commitment)s is not kept by our policies:\n%(conflicts)s\nBind "
                "policies that keep it, or have an administrator write an Override "
                "Reason.",
                commitment=self.display_name,
                conflicts=self.conflict_note,
            )
        ]

    def action_supersede(self):
        self._transition("supersede")

    def action_rework(self):
        """Back to the draft: departments are asked anew."""
        self._transition("rework", approved_by_id=False, approved_at=False)
        self.check_ids._forget_answers()
