from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .flag import flag_domain
from .sealed_mixin import is_harmless

BATCH = 100
# Context value that lets the mixin write a signature. Compared by identity, so nothing
# that arrives over RPC can stand for it.
SIGNING = object()


class AftersalesSignoff(models.Model):
    """One signature: who, when, for which role, and the digest of what was signed.

    It is never changed by hand and never deleted. A document that says something else
    afterwards makes it void; the row stays.
    """

    _name = "aftersales.signoff"
    _description = "Signature"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id"

    res_model = fields.Char(string="Document Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Document",
        model_field="res_model",
        required=True,
        readonly=True,
        index=True,
    )
    document_name = fields.Char(string="Document Number", required=True, readonly=True)
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    outlet_id = fields.Many2one(
        "aftersales.outlet", readonly=True, index="btree_not_null", ondelete="set null"
    )
    role_id = fields.Many2one(
        "aftersales.signoff.role", required=True, readonly=True, ondelete="restrict"
    )
    role_name = fields.Char(
        string="Signed As", readonly=True, help="As the role was called then."
    )
    state = fields.Selection(
        [("owed", "Owed"), ("signed", "Signed"), ("void", "Void")],
        required=True,
        readonly=True,
        default="signed",
        index=True,
    )
    user_id = fields.Many2one(
        "res.users", string="Signed By", readonly=True, ondelete="restrict"
    )
    signed_at = fields.Datetime(string="Signed", readonly=True)
    digest = fields.Char(
        string="SHA-256",
        readonly=True,
        help="Of the content in its canonical form, when it was signed.",
    )
    signature = fields.Binary(attachment=True, readonly=True)
    note = fields.Char(readonly=True)
    released_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    released_at = fields.Datetime(string="Released", readonly=True)
    release_reason = fields.Char(readonly=True)
    deadline = fields.Datetime(readonly=True)
    escalated_at = fields.Datetime(string="Escalated", readonly=True)
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    void_at = fields.Datetime(string="Void Since", readonly=True)
    void_reason = fields.Char(readonly=True)

    _role_uniq = models.UniqueIndex(
        "(res_model, res_id, role_id) WHERE state != 'void'",
        "A role signs a document once.",
    )
    _person_uniq = models.UniqueIndex(
        "(res_model, res_id, user_id) WHERE state = 'signed'",
        "A person signs a document for one role only.",
    )
    _owed_idx = models.Index("(deadline) WHERE state = 'owed' AND escalated_at IS NULL")

    @api.depends("document_name", "role_name")
    def _compute_display_name(self):
        for signoff in self:
            signoff.display_name = f"{signoff.document_name}: {signoff.role_name}"

    @api.depends("state", "deadline")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for signoff in self:
            signoff.is_overdue = (
                signoff.state == "owed"
                and bool(signoff.deadline)
                and signoff.deadline < now
            )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        overdue = Domain("state", "=", "owed") & Domain(
            "deadline", "<", fields.Datetime.now()
        )
        return flag_domain(value, overdue)

    # -- written by the mixin only --------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self._check_signing()
        return super().create(vals_list)

    def write(self, vals):
        if not all(map(is_harmless, vals)):
            self._check_signing()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("A signature stays. One that does not hold any more is void.")
        )

    def _check_signing(self) -> None:
        if self.env.context.get("_aftersales_signing") is not SIGNING:
            raise UserError(
                self.env._("A signature is given with the button “Sign” only.")
            )

    def _void(self, reason: str) -> None:
        """These hold no more; who signed what, and when, stays to be seen."""
        valid = self.filtered(lambda signoff: signoff.state != "void")
        valid.sudo().with_context(_aftersales_signing=SIGNING).write(
            {
                "state": "void",
                "void_at": fields.Datetime.now(),
                "void_reason": reason,
            }
        )
        valid.sudo().activity_unlink(["aftersales_service.activity_type_signoff"])

    def action_open_document(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.document_name,
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    # -- what is owed ---------------------------------------------------------------

    @api.model
    def _cron_escalate(self) -> None:
        """Tell the service manager of signatures that did not come, each one once."""
        cron = self.env["ir.cron"]
        due = [
            ("state", "=", "owed"),
            ("escalated_at", "=", False),
            ("deadline", "<=", fields.Datetime.now()),
        ]
        cron._commit_progress(remaining=self.search_count(due))
        while rows := self.search(due, limit=BATCH, order="deadline, id"):
            rows._escalate()
            if not cron._commit_progress(len(rows)):
                return

    def _escalate(self) -> None:
        for signoff in self:
            manager = signoff._find_manager()
            if manager:
                signoff._remind(
                    manager,
                    signoff.env._(
                        "%(signature)s is still missing. Released by %(user)s: "
                        "%(reason)s",
                        signature=signoff.display_name,
                        user=signoff.released_by_id.name,
                        reason=signoff.release_reason,
                    ),
                )
        self.sudo().with_context(_aftersales_signing=SIGNING).write(
            {"escalated_at": fields.Datetime.now()}
        )

    def _find_manager(self):
        group = self.env.ref("aftersales_service.group_service_manager").sudo()
        return group.all_user_ids.filtered(
            lambda user: user.active and self.company_id in user.company_ids
        ).sorted("id")[:1]

    def _remind(self, user, summary: str) -> None:
        self.ensure_one()
        self.sudo().activity_schedule(
            "aftersales_service.activity_type_signoff",
            date_deadline=fields.Date.context_today(self),
            summary=summary,
            user_id=user.id,
        )
