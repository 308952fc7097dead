from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...tools import complaint_flow, complaint_level
from ..flow_mixin import ROLE_GROUPS

# Handlers that are a room and not a person: any of its people will do.
HANDLER_ROLES = {"dispatch_room": "dispatcher", "service_manager": "service_manager"}


class AftersalesComplaint(models.Model):
    """Whose complaint it is: the level says who handles it (R255-R257, R266)."""

    _inherit = "aftersales.complaint"

    can_handle = fields.Boolean(
        compute="_compute_can_handle",
        help="May this user answer, resolve and close this complaint?",
    )

    # -- who it is ---------------------------------------------------------------------
    def _assign(self, is_told_again: bool = False) -> None:
        """Bring complaints to those their level belongs to, and tell them.

        One who was put in charge stays while he stands high enough.
        """
        moved = defaultdict(lambda: self.browse())
        told = self.browse()
        for complaint in self:
            if complaint.user_id and complaint._may_be_handled_by(complaint.user_id):
                told |= complaint if is_told_again else told
                continue
            user = complaint._find_chain()[:1]
            if user != complaint.user_id:
                moved[user] |= complaint
        for user, complaints in moved.items():
            complaints._hand_to(user)
            told |= complaints
        for complaint in self.filtered(lambda c: not c.assigned_at):
            complaint._in_step().assigned_at = complaint.received_at
        told._tell_handlers()

    def _hand_to(self, user) -> None:
        """Who takes over from somebody who took note has his own time to do so."""
        self._in_step().write({"user_id": user.id})
        noted = self.filtered("reported_at")
        noted._in_step().write(
            {"reported_at": False, "assigned_at": self._get_step_moment()}
        )

    def _find_chain(self):
        """Users who may handle this complaint: of its level, then of those above."""
        self.ensure_one()
        handlers = self.env["aftersales.complaint.level"]._get_handlers(
            self.company_id.id
        )
        users = self.env["res.users"]
        for level, (kind, user_id) in handlers.items():
            if complaint_level.rank(level) >= complaint_level.rank(self.level):
                found = getattr(self.sudo(), f"_find_{kind}")(user_id)
                users |= found.filtered("active").sudo(False)
        return users - self.sudo().respondent_employee_ids.user_id.sudo(False)

    def _find_user(self, user_id):
        return self.env["res.users"].browse(user_id)

    def _find_dispatch_room(self, _user_id):
        return (
            self.order_id.user_id.filtered(
                lambda user: user.has_group("aftersales_service.group_dispatcher")
            )
            or self.company_id.aftersales_complaint_user_id
        )

    def _find_service_manager(self, _user_id):
        return self.company_id.aftersales_service_manager_id or self.env[
            "aftersales.order"
        ]._get_first_service_manager(self.company_id)

    def _find_branch_manager(self, _user_id):
        """Manager of the office above the outlet; of a branch that has none above, its
        own."""
        above = self.outlet_id.parent_id
        while above and not above.manager_id:
            above = above.parent_id
        if above or self.outlet_id.kind not in ("own", "office"):
            return above.manager_id
        return self.outlet_id.manager_id

    def _find_general_manager(self, _user_id):
        return self.company_id.aftersales_general_manager_id

    # -- telling him -------------------------------------------------------------------
    def _tell_handlers(self) -> None:
        """One open activity for each complaint and the one responsible."""
        kind = self.env.ref("aftersales_service.activity_type_complaint")
        self.sudo().activity_unlink(["aftersales_service.activity_type_complaint"])
        model_id = self.env["ir.model"]._get_id(self._name)
        self.env["mail.activity"].sudo().with_context(
            mail_activity_quick_update=True
        ).create(
            [
                {
                    "activity_type_id": kind.id,
                    "automated": True,
                    "res_model_id": model_id,
                    "res_id": complaint.id,
                    "user_id": complaint.user_id.id,
                    "summary": complaint._get_told_summary(),
                    "date_deadline": fields.Date.context_today(complaint),
                }
                for complaint in self
                if complaint.user_id
            ]
        )

    def _get_told_summary(self) -> str:
        self.ensure_one()
        words = self.with_context(lang=self.user_id.lang)
        return words.env._(
            "%(level)s complaint: %(title)s",
            level=words._get_level_label(self.level),
            title=self.title,
        )

    # -- who may -----------------------------------------------------------------------
    @api.depends_context("uid")
    @api.depends("user_id", "level")
    def _compute_can_handle(self):
        for complaint in self:
            complaint.can_handle = complaint._may_handle()

    def _may_handle(self) -> bool:
        self.ensure_one()
        return self.env.su or self._may_be_handled_by(self.env.user)

    def _may_be_handled_by(self, user) -> bool:
        """Is he the one responsible, or does he stand above him? Never one whom the
        complaint is about. Where nobody is known, service managers see to it."""
        self.ensure_one()
        if user in self.sudo().respondent_employee_ids.user_id:
            return False
        users = self._find_chain()
        handlers = self.env["aftersales.complaint.level"]._get_handlers(
            self.company_id.id
        )
        kind, _user_id = handlers.get(self.level, (None, None))
        group = ROLE_GROUPS.get(HANDLER_ROLES.get(kind) or "")
        if not users:
            group = ROLE_GROUPS["service_manager"]
        return user in users or bool(group and user.has_group(group))

    def _check_handler(self, step: str) -> None:
        self._check_access_or_refuse(
            [
                self.env._(
                    "“%(step)s” of %(complaint)s is for %(users)s: complaints of level "
                    "“%(level)s” belong to them.",
                    step=self._get_step_label(step),
                    complaint=complaint.name,
                    users=", ".join(complaint._find_chain().sudo().mapped("name"))
                    or self.env._("service managers"),
                    level=self._get_level_label(complaint.level),
                )
                for complaint in self
                if not complaint._may_handle()
            ]
        )

    @api.model
    def _check_access_or_refuse(self, problems: list[str]) -> None:
        if problems:
            raise AccessError("\n".join(problems))

    def _check_step_role(self, step: str) -> None:
        """The role, and for what decides: is it his complaint?"""
        result = super()._check_step_role(step)
        if step in complaint_flow.HANDLER_STEPS:
            self._check_handler(step)
        return result

    def _reassign(self, user, reason: str) -> None:
        """Put somebody else in charge who stands high enough, with the reason."""
        self._check_step_role("reassign")
        self._check_reason(reason)
        self._refuse(
            [
                self.env._(
                    "%(complaint)s: level “%(level)s” is handled by %(users)s, not by "
                    "%(user)s.",
                    complaint=complaint.name,
                    level=self._get_level_label(complaint.level),
                    users=", ".join(complaint._find_chain().sudo().mapped("name")),
                    user=user.name,
                )
                for complaint in self
                if not complaint._may_be_handled_by(user)
            ]
        )
        complaints = self.sudo()
        complaints._hand_to(user)
        complaints._message_log_batch(
            bodies={
                complaint.id: self.env._("Handed over: %(reason)s", reason=reason)
                for complaint in complaints
            }
        )
        complaints._tell_handlers()

    def action_take(self):
        """The one responsible takes note of it (R242)."""
        self._check_step_role("take")
        self._check_handler("take")
        self._take_note()

    def _take_note(self) -> None:
        complaints = self.sudo().filtered(lambda c: c.is_open and not c.reported_at)
        complaints._in_step().reported_at = self._get_step_moment()
        complaints.activity_feedback(["aftersales_service.activity_type_complaint"])
