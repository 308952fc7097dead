from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.aftersales_service.models.flag import flag_domain
from odoo.addons.aftersales_service.tools.flow import Flow, Step

from ...tools import nonconformity_flow

FLOW = Flow(
    {"finish": Step({"open"}, "done"), "redo": Step({"done"}, "open")},
    by_the_way={"redo"},
)
#: Planned by the unit; what else there is, is what came of it.
PLANNED = frozenset({"nonconformity_id", "name", "kind", "user_id", "deadline"})


class AftersalesCorrectiveAction(models.Model):
    """A measure of the plan: what, of which kind, by whom, until when, what came of it
    (R329, R330, R342)."""

    _name = "aftersales.corrective.action"
    _description = "Measure"
    _inherit = [
        "aftersales.audit.document.mixin",
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.nonconformity.part",
        "aftersales.flow.mixin",
        "aftersales.reminder.mixin",
    ]
    _order = "deadline, sequence, id"

    _flow_roles = {"finish": ("reader",), "redo": nonconformity_flow.DESK}
    _flow_moments = {"done": "done_at"}
    _stamps = frozenset({"done_at", "done_by_id", "told_on"})

    state = fields.Selection(
        [("open", "To Do"), ("done", "Carried Out")],
        default="open",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    name = fields.Char(string="What Is Done", required=True)
    kind = fields.Selection(
        [
            (nonconformity_flow.CORRECTION, "Correction"),
            (nonconformity_flow.CORRECTIVE, "Corrective Action"),
            (nonconformity_flow.PREVENTIVE, "Preventive Action"),
        ],
        string="Kind of Measure",
        required=True,
        default=nonconformity_flow.CORRECTIVE,
        index=True,
        help="Correction puts this case right; corrective action takes the cause away; "
        "preventive action keeps it from happening elsewhere.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        tracking=True,
    )
    deadline = fields.Date(required=True, index=True, tracking=True)
    outcome = fields.Text(string="What Came of It", copy=False)
    attachment_ids = fields.Many2many(
        "ir.attachment",
        relation="aftersales_corrective_action_attachment_rel",
        column1="action_id",
        column2="attachment_id",
        string="Evidence",
        copy=False,
        bypass_search_access=True,
    )
    done_at = fields.Datetime(string="Carried Out On", readonly=True, copy=False)
    done_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    told_on = fields.Date(readonly=True, copy=False)
    outlet_id = fields.Many2one(
        related="nonconformity_id.outlet_id", store=True, index="btree_not_null"
    )
    department_id = fields.Many2one(
        related="nonconformity_id.department_id", store=True, index="btree_not_null"
    )

    @api.depends("state", "deadline")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for action in self:
            action.is_overdue = bool(
                action.state == "open" and action.deadline and action.deadline < today
            )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        return flag_domain(
            value, Domain("state", "=", "open") & Domain("deadline", "<", today)
        )

    def _get_flow(self):
        return FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {"finish": self.env._("Carried Out"), "redo": self.env._("Once More")}

    # -- what may be written -----------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        actions = super().create(vals_list)
        actions.nonconformity_id._check_plan_open()
        return actions

    def write(self, vals):
        if PLANNED & vals.keys():
            self.nonconformity_id._check_plan_open()
        if {"outcome", "attachment_ids"} & vals.keys() and not self._is_in_step():
            self._check_under_way()
        result = super().write(vals)
        if "nonconformity_id" in vals:
            self.nonconformity_id._check_plan_open()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_planned(self):
        self.nonconformity_id._check_plan_open()
        self._refuse(
            [
                self.env._(
                    "“%(action)s” was carried out and stays as a record.",
                    action=action.name,
                )
                for action in self
                if action.state == "done"
            ]
        )

    def _check_under_way(self) -> None:
        """Nothing is carried out before the plan is verified (R329, R345)."""
        self._refuse(
            [
                self.env._(
                    "“%(action)s”: %(record)s has no plan that was verified and is "
                    "being carried out.",
                    action=action.name,
                    record=action.nonconformity_id.display_name,
                )
                for action in self
                if action.nonconformity_id.state != "in_progress"
            ]
        )

    # -- steps -------------------------------------------------------------------------

    def action_finish(self):
        """Carried out, with what came of it."""
        self._check_step_role("finish")
        self._check_step_possible("finish")
        self._check_under_way()
        self._refuse(
            [
                self.env._(
                    "“%(action)s”: write down what came of it.", action=action.name
                )
                for action in self
                if not action.outcome
            ]
        )
        self._transition("finish", done_by_id=self.env.uid)
        self.sudo().activity_unlink(["aftersales_audit.activity_type_nonconformity"])

    def action_redo(self):
        """It was not enough."""
        self._check_step_role("redo")
        self._check_under_way()
        self._transition("redo", done_at=False, done_by_id=False, told_on=False)

    # -- overdue -----------------------------------------------------------------------

    @api.model
    def _get_remind_domain(self) -> Domain:
        return (
            Domain("state", "=", "open")
            & Domain("nonconformity_id.state", "=", "in_progress")
            & Domain("deadline", "<", fields.Date.context_today(self))
            & Domain("told_on", "=", False)
        )

    def _prepare_reminders(self) -> list[dict]:
        """Who is late, and whoever answers for the unit."""
        return [
            action._prepare_activity(
                "activity_type_nonconformity",
                user,
                action.deadline,
                self.with_context(lang=user.lang).env._(
                    "Overdue: %(action)s", action=action.name
                ),
            )
            for action in self
            for user in action.user_id | action.nonconformity_id.user_id
        ]

    def _mark_told(self) -> None:
        self.told_on = fields.Date.context_today(self)
