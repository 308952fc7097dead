from odoo import api, fields, models

from ...tools import training_flow

FROZEN = frozenset({"year", "company_id", "department_id", "line_ids"})


class AftersalesTrainingPlan(models.Model):
    """What a company trains its service people in within a year (R422)."""

    _name = "aftersales.training.plan"
    _description = "Training Plan"
    _inherit = [
        "aftersales.numbered.mixin",
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
    ]
    _order = "year desc, id desc"
    _check_company_auto = True

    _flow_roles = training_flow.PLAN_ROLES

    year = fields.Integer(
        required=True, default=lambda self: fields.Date.context_today(self).year
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("approved", "Approved"),
            ("running", "Running"),
            ("closed", "Closed"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    department_id = fields.Many2one(
        "hr.department",
        check_company=True,
        help="Who plans and organises. Empty: the company's plan.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        tracking=True,
    )
    line_ids = fields.One2many("aftersales.training.plan.line", "plan_id", copy=True)
    session_ids = fields.One2many("aftersales.training.session", "plan_id")
    session_count = fields.Integer(compute="_compute_progress")
    held_count = fields.Integer(string="Sessions Held", compute="_compute_progress")
    progress = fields.Float(
        compute="_compute_progress", help="Share of the lines with a session held."
    )
    note = fields.Text()

    @api.depends("name", "year", "department_id")
    def _compute_display_name(self):
        for plan in self:
            parts = (plan.name, str(plan.year), plan.department_id.name)
            plan.display_name = " · ".join(filter(None, parts))

    @api.depends("line_ids", "session_ids.state", "session_ids.plan_line_id")
    def _compute_progress(self):
        for plan in self:
            held = plan.session_ids.filtered(lambda s: s.state in ("held", "closed"))
            plan.session_count = len(plan.session_ids)
            plan.held_count = len(held)
            done = held.plan_line_id & plan.line_ids
            plan.progress = len(done) / len(plan.line_ids) if plan.line_ids else 0.0

    def write(self, vals):
        if FROZEN & vals.keys() and not self._is_in_step():
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts_only(self):
        self._check_draft()

    def _check_draft(self) -> None:
        self._refuse(
            [
                self.env._(
                    "%(plan)s is approved. Reopen it before you change it.",
                    plan=plan.display_name,
                )
                for plan in self
                if plan.state != "draft"
            ]
        )

    # -- steps -------------------------------------------------------------------------

    def _get_flow(self):
        return training_flow.PLAN

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "approve": self.env._("Approve"),
            "start": self.env._("Start"),
            "close": self.env._("Close"),
            "reopen": self.env._("Reopen"),
        }

    def action_approve(self):
        """A plan says what, when and what it costs, within the year's budget."""
        self._check_step_role("approve")
        self._check_step_possible("approve")
        self._refuse([p for plan in self for p in plan._get_approve_problems()])
        self._transition("approve")

    def _get_approve_problems(self) -> list[str]:
        self.ensure_one()
        if not self.line_ids:
            return [
                self.env._(
                    "%(plan)s: add the trainings of the year.", plan=self.display_name
                )
            ]
        return [
            self.env._(
                "%(plan)s: %(training)s is planned for %(day)s, outside the year.",
                plan=self.display_name,
                training=line.training_id.display_name,
                day=line.planned_date,
            )
            for line in self.line_ids
            if line.planned_date.year != self.year
        ]

    def action_start(self):
        """The year begins: every line without a session gets one."""
        self._transition("start")
        self.line_ids.filtered(lambda line: not line.session_ids)._create_sessions()

    def action_close(self):
        self._check_step_role("close")
        self._check_step_possible("close")
        self._refuse(
            [
                self.env._(
                    "%(plan)s: still planned: %(sessions)s. Hold or cancel them.",
                    plan=plan.display_name,
                    sessions=", ".join(waiting.mapped("display_name")),
                )
                for plan in self
                if (waiting := plan.session_ids.filtered(lambda s: s._can("hold")))
            ]
        )
        self._transition("close")

    def action_reopen(self):
        self._transition("reopen")

    def action_view_sessions(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_training_session_action"
        )
        return {**action, "domain": [("plan_id", "=", self.id)], "context": {}}
