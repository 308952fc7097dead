from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ...tools import internal_request_flow
from ..flag import flag_domain

ACTIVITY = "aftersales_service.activity_type_internal_request"
# The clock is nobody's to set.
CLOCK = frozenset(
    {"requested_by_id", "requested_at", "deadline"}
    | {"replied_at", "was_late", "escalated_at"}
)


class AftersalesInternalRequest(models.Model):
    """A superior instructs, a colleague asks for help: both are answered within hours
    (R050). Questions about an order stand on the order itself (Ask for Help).
    """

    _name = "aftersales.internal.request"
    _description = "Internal Request"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "requested_at desc, id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "title"]

    _flow_roles = internal_request_flow.ROLES
    _flow_moments = internal_request_flow.MOMENTS

    title = fields.Char(string="Subject", required=True)
    description = fields.Text(string="What Is Asked")
    kind = fields.Selection(
        [("instruction", "Instruction"), ("help", "Request for Help")],
        default="help",
        required=True,
    )
    state = fields.Selection(
        [
            ("asked", "Waiting for Reply"),
            ("replied", "Replied"),
            ("withdrawn", "Withdrawn"),
        ],
        default="asked",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    requested_by_id = fields.Many2one(
        "res.users",
        string="Asked By",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Asked Of",
        required=True,
        index=True,
        check_company=True,
        domain="[('share', '=', False)]",
        tracking=True,
    )
    reply = fields.Text(copy=False, tracking=True)
    requested_at = fields.Datetime(
        string="Asked On",
        required=True,
        readonly=True,
        copy=False,
        default=fields.Datetime.now,
    )
    deadline = fields.Datetime(
        string="Reply Until",
        readonly=True,
        copy=False,
        help="What the company's time to reply said when it was asked.",
    )
    replied_at = fields.Datetime(string="Replied", readonly=True, copy=False)
    escalated_at = fields.Datetime(
        string="Superior Told",
        readonly=True,
        copy=False,
        help="No reply came in time, and the superior was told.",
    )
    was_late = fields.Boolean(
        string="Replied Too Late", readonly=True, copy=False, tracking=True
    )
    is_late = fields.Boolean(
        string="Late",
        compute="_compute_is_late",
        search="_search_is_late",
        help="Replied too late, or not at all.",
    )
    can_reply = fields.Boolean(compute="_compute_can")
    can_ask_again = fields.Boolean(compute="_compute_can")
    can_withdraw = fields.Boolean(compute="_compute_can")

    _waiting_idx = models.Index(
        "(deadline) WHERE state = 'asked' AND escalated_at IS NULL"
    )

    @api.depends("state", "deadline", "was_late")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for request in self:
            is_waiting = request.state == "asked" and request.deadline
            request.is_late = request.was_late or bool(
                is_waiting and request.deadline < now
            )

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("was_late", "=", True) | self._get_overdue_domain()
        return flag_domain(value, late)

    @api.model
    def _get_overdue_domain(self) -> Domain:
        return Domain("state", "=", "asked") & Domain(
            "deadline", "<", fields.Datetime.now()
        )

    @api.depends("state", "user_id", "requested_by_id")
    @api.depends_context("uid")
    def _compute_can(self):
        for request in self:
            for step in internal_request_flow.FLOW.steps:
                may = self.env.user in request._get_people(step)
                request[f"can_{step}"] = may and request._can(step)

    @api.depends("name", "title")
    def _compute_display_name(self):
        for request in self:
            request.display_name = f"{request.name} {request.title}"

    def _get_flow(self):
        return internal_request_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "reply": self.env._("Reply"),
            "ask_again": self.env._("Ask Again"),
            "withdraw": self.env._("Withdraw"),
        }

    # -- asked --------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        now = fields.Datetime.now()
        requests = super().create(
            [
                {
                    **{name: vals[name] for name in vals if name not in CLOCK},
                    "requested_by_id": self.env.uid,
                    "requested_at": now,
                }
                for vals in vals_list
            ]
        )
        requests._set_clock(now)
        return requests

    def write(self, vals):
        if CLOCK & set(vals) and not (self.env.su or self._is_in_step()):
            raise AccessError(
                self.env._("The times of an internal request are stamped by its steps.")
            )
        changed = {"title", "description", "kind", "user_id"} & set(vals)
        if changed and not self.env.su:
            strangers = self.filtered(lambda r: r.requested_by_id != self.env.user)
            strangers._refuse_people("withdraw")
        if "reply" in vals and not self.env.su:
            self.filtered(lambda r: r.user_id != self.env.user)._refuse_people("reply")
            self._refuse(
                [
                    self.env._(
                        "%(request)s is replied to already. The one who asked may ask "
                        "again.",
                        request=request.display_name,
                    )
                    for request in self
                    if request.state != "asked"
                ]
            )
        result = super().write(vals)
        if "user_id" in vals:
            self.sudo()._tell()
        return result

    def _set_clock(self, now) -> None:
        """From now on the one asked has the company's time to reply."""
        for request in self.sudo():
            hours = request.company_id.aftersales_internal_reply_hours
            request.deadline = now + timedelta(hours=hours)
        self.sudo()._tell()

    def _tell(self) -> None:
        """An activity of the one asked, and of nobody who was asked before."""
        self.activity_unlink([ACTIVITY])
        for request in self:
            request.activity_schedule(
                ACTIVITY, summary=request.title, user_id=request.user_id.id
            )
