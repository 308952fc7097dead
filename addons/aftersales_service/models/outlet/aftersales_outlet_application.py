from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

ACTIVITY = "aftersales_service.activity_type_outlet_approval"


class AftersalesOutlet(models.Model):
    """From the application to work: who proposes, who approves, what must be there.

    The approving department is the company's choice (R154); without one, service
    managers approve. Whoever proposed an outlet does not approve it.
    """

    _inherit = "aftersales.outlet"

    supervisor_id = fields.Many2one(
        "res.users",
        string="Looked After By",
        check_company=True,
        domain=[("share", "=", False)],
        tracking=True,
        help="Who looks after this outlet at head office, and is told when its "
        "documents or its contract end.",
    )
    applicant_id = fields.Many2one(
        "res.users",
        string="Proposed By",
        readonly=True,
        copy=False,
        default=lambda self: self.env.user,
    )
    applied_at = fields.Datetime(string="Application", readonly=True, copy=False)
    approved_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, tracking=True
    )
    approved_at = fields.Datetime(string="Approved", readonly=True, copy=False)
    active_since = fields.Date(readonly=True, copy=False)
    can_approve = fields.Boolean(compute="_compute_can_approve")

    @api.depends("state", "applicant_id", "company_id")
    @api.depends_context("uid")
    def _compute_can_approve(self):
        approving = self.company_id.filtered(self._is_approver)
        for outlet in self:
            outlet.can_approve = (
                outlet.state == "candidate"
                and outlet.company_id in approving
                and outlet.applicant_id != self.env.user
            )

    @api.model
    def _is_approver(self, company) -> bool:
        """Whether the user belongs to the department that approves outlets."""
        department = company.sudo().aftersales_outlet_department_id
        if not department:
            return self.env.user.has_group("aftersales_service.group_service_manager")
        mine = self.env.user.sudo().employee_ids.department_id
        return any(
            found.parent_path.startswith(department.parent_path) for found in mine
        )

    @api.model
    def _get_approvers(self, company):
        """Users who may approve outlets of a company."""
        department = company.sudo().aftersales_outlet_department_id
        if department:
            users = self.env["hr.employee"].sudo()
            users = users.search([("department_id", "child_of", department.id)]).user_id
        else:
            group = self.env.ref("aftersales_service.group_service_manager")
            users = group.sudo().all_user_ids
        return users.filtered(lambda user: company in user.company_ids)

    def _get_paper_user(self):
        """Who is told when a document or contract of this outlet ends."""
        self.ensure_one()
        for user in (self.supervisor_id, self.manager_id, self.applicant_id):
            if user.active:
                return user
        return self.applicant_id

    # -- steps -------------------------------------------------------------------------

    def action_submit(self):
        """Hand the application in: complete, and the approvers know of it."""
        self._check_step_role("submit")
        self._check_own("submit")
        self._refuse(
            [
                self._get_step_problem("approve")
                for outlet in self
                if outlet.state != "candidate"
            ]
        )
        self._refuse(self._get_papers_wanted("submit"))
        outlets = self.sudo()
        outlets.write(
            {"applied_at": fields.Datetime.now(), "applicant_id": self.env.uid}
        )
        outlets._tell_approvers()

    def _check_own(self, step: str) -> None:
        """An outlet's people speak for it alone, head office for all of them."""
        if self.env.su or self.env.user.has_group(
            "aftersales_service.group_service_manager"
        ):
            return
        foreign = self.filtered(
            lambda outlet: self.env.user not in outlet.sudo().access_user_ids
        )
        if foreign:
            raise AccessError(
                self.env._(
                    "“%(step)s”: %(outlets)s is not your outlet.",
                    step=self._get_step_label(step),
                    outlets=", ".join(foreign.mapped("display_name")),
                )
            )

    def _tell_approvers(self) -> None:
        """One activity for each who may approve; a decision ends them all."""
        model_id = self.env["ir.model"]._get_id(self._name)
        kind = self.env.ref(ACTIVITY)
        vals_list = []
        for company, outlets in self.grouped("company_id").items():
            for user in self._get_approvers(company) - self.env.user:
                words = self.with_context(lang=user.lang)
                vals_list += [
                    {
                        "activity_type_id": kind.id,
                        "res_model_id": model_id,
                        "res_id": outlet.id,
                        "user_id": user.id,
                        "automated": True,
                        "summary": words.env._("Approve the outlet, or send it back"),
                    }
                    for outlet in outlets
                ]
        self.env["mail.activity"].sudo().with_context(
            mail_activity_quick_update=True
        ).create(vals_list)

    def action_approve(self):
        """The department that may approves; an analytic account is opened."""
        self._check_approver("approve")
        self._check_step_possible("approve")
        self._refuse(self._get_approve_problems())
        # Whoever approves need not have the right to change outlets otherwise.
        outlets = self.sudo()
        outlets._transition(
            "approve", approved_by_id=self.env.uid, approved_at=fields.Datetime.now()
        )
        outlets._open_analytic_accounts()
        outlets.activity_feedback([ACTIVITY])

    def _decline(self, reason: str) -> None:
        """Send applications back, with the reason in their history."""
        self._check_approver("decline")
        self._check_step_possible("approve")
        outlets = self.sudo()
        outlets.applied_at = False
        outlets._message_log_batch(
            bodies={
                outlet.id: self.env._(
                    "Application sent back by %(user)s: %(reason)s",
                    user=self.env.user.name,
                    reason=reason,
                )
                for outlet in outlets
            }
        )
        outlets.activity_feedback([ACTIVITY], feedback=reason)

    def _check_approver(self, step: str) -> None:
        """Only the approving department, and nobody his own proposal."""
        if self.env.su:
            return
        self.check_access("read")
        for company in self.company_id:
            if not self._is_approver(company):
                department = company.sudo().aftersales_outlet_department_id
                group = self.env.ref("aftersales_service.group_service_manager")
                raise AccessError(
                    self.env._(
                        "“%(step)s” is for: %(roles)s.",
                        step=self._get_step_label(step),
                        roles=department.name or group.sudo().name,
                    )
                )
        own = self.filtered(lambda outlet: outlet.applicant_id == self.env.user)
        if own:
            raise UserError(
                self.env._(
                    "%(outlets)s: you proposed it yourself. Somebody else who may "
                    "approve outlets decides.",
                    outlets=", ".join(own.mapped("display_name")),
                )
            )

    def action_activate(self):
        """Begin to work: documents are valid, a partner has a contract in force."""
        self._check_step_role("activate")
        self._check_step_possible("activate")
        self._refuse(self._get_activate_problems())
        self._transition("activate")
        new = self.filtered(lambda outlet: not outlet.active_since)
        new.active_since = fields.Date.context_today(self)

    def action_reapply(self):
        """A closed outlet starts again from its application."""
        self._transition(
            "reapply",
            applicant_id=self.env.uid,
            applied_at=False,
            approved_by_id=False,
            approved_at=False,
        )
