from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

ANSWER = frozenset({"capable", "note"})
# This very object clears an answer; what arrives from outside is never this object.
FORGOTTEN = {"capable": False, "answered_by_id": False, "answered_at": False}


class AftersalesCommitmentCheck(models.Model):
    """A department says whether it is able to keep a commitment (R012, R017)."""

    _name = "aftersales.commitment.check"
    _description = "Feasibility of a Commitment"
    _order = "commitment_id, id"
    _rec_name = "department_id"

    commitment_id = fields.Many2one(
        "aftersales.commitment", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="commitment_id.company_id", store=True)
    state = fields.Selection(related="commitment_id.state", string="Commitment State")
    department_id = fields.Many2one("hr.department", required=True, index=True)
    user_id = fields.Many2one(
        "res.users",
        string="Asked",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
        help="Answers for the department, or for the employees (R017).",
    )
    capable = fields.Selection([("yes", "Yes"), ("no", "No")], copy=False)
    note = fields.Text(string="Words", copy=False)
    answered_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    answered_at = fields.Datetime(string="Answered", readonly=True, copy=False)

    _department_uniq = models.UniqueIndex(
        "(commitment_id, department_id)",
        "This department is asked already. Remove one of the two lines.",
    )

    @api.depends("department_id")
    def _compute_user_id(self):
        for check in self:
            # Who leads a department is known to those who read employees only.
            manager = check.department_id.sudo().manager_id.user_id
            check.user_id = check.user_id or manager

    @api.model_create_multi
    def create(self, vals_list):
        checks = super().create(vals_list)
        checks.commitment_id._check_draft()
        if any(check.capable for check in checks):
            raise UserError(
                self.env._("Departments answer after the commitment was handed in.")
            )
        return checks

    def write(self, vals):
        """Whom to ask is settled in the draft; then whoever is asked answers."""
        if vals is FORGOTTEN:
            return super().write(vals)
        if vals.keys() - ANSWER:
            self.commitment_id._check_draft()
        if vals.keys() & ANSWER:
            self._check_may_answer()
            now = fields.Datetime.now()
            vals = {**vals, "answered_by_id": self.env.uid, "answered_at": now}
        result = super().write(vals)
        if vals.get("capable"):
            self._close_activities()
        return result

    def _check_may_answer(self) -> None:
        if not self.env.su and any(check.user_id != self.env.user for check in self):
            raise AccessError(
                self.env._("Feasibility is answered by the person asked, nobody else.")
            )
        late = self.filtered(lambda check: check.commitment_id.state != "checking")
        if late:
            raise UserError(
                self.env._(
                    "%(commitments)s: feasibility is answered after “Hand In” and "
                    "before “Confirm Feasible”.",
                    commitments=", ".join(
                        late.commitment_id.mapped("display_name"),
                    ),
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        self.commitment_id._check_draft()

    def _ask(self) -> None:
        for check in self:
            check.commitment_id.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=check.user_id.id,
                summary=self.env._("Are we able to keep this commitment?"),
            )

    def _forget_answers(self) -> None:
        """A reworked commitment is asked about anew."""
        self.write(FORGOTTEN)

    def _close_activities(self) -> None:
        for check in self:
            check.commitment_id.sudo().activity_feedback(
                ["mail.mail_activity_data_todo"], user_id=check.user_id.id
            )

    def action_capable(self):
        self.write({"capable": "yes"})

    def action_not_capable(self):
        self.write({"capable": "no"})
