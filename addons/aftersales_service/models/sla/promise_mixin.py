from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...tools import sla_clock
from ..flag import flag_domain
from ..flow_mixin import ROLE_GROUPS


class AftersalesPromiseMixin(models.AbstractModel):
    """One promise of one document: the figures of a target on that day, and its clock.

    ``deadline`` is empty while the clock has not started (the milestone it is counted
    from lies ahead) and final once the promise is met. What depends on now is derived.

    The model names its document, one that inherits ``aftersales.promised.mixin``: the
    field that points to it, its model and its address, the field of activities that
    points back here, and their type.
    """

    _name = "aftersales.promise.mixin"
    _description = "Promise with a Clock"
    _order = "deadline, id"
    _rec_name = "milestone"

    _document_field: str
    _document_model: str
    _document_path: str
    _activity_field: str
    _activity_type: str

    # -- what was promised: a snapshot ------------------------------------------------
    policy_id = fields.Many2one(
        "aftersales.sla.policy", index="btree_not_null", ondelete="set null"
    )
    policy_version = fields.Integer(readonly=True)
    policy_named = fields.Char(
        readonly=True, help="Criteria of the policy that the order met."
    )
    target_id = fields.Many2one("aftersales.sla.target", ondelete="set null")
    milestone = fields.Selection(selection="_selection_milestone", required=True)
    start_milestone = fields.Selection(
        selection="_selection_start_milestone", required=True
    )
    amount = fields.Float(string="Figure", required=True, digits=(16, 2))
    unit = fields.Selection(
        [
            (sla_clock.HOUR, "Clock Hours"),
            (sla_clock.WORK_HOUR, "Hours of Work"),
            (sla_clock.WORK_DAY, "Working Days"),
        ],
        string="Counted In",
        required=True,
    )
    parts_status = fields.Selection(
        [
            ("none", "No Parts Needed"),
            ("in_stock", "In Stock"),
            ("to_order", "To Order"),
            ("received", "Parts Received"),
        ],
        string="If Parts",
    )
    warn_rate = fields.Float(digits=(16, 4))
    calendar_id = fields.Many2one(
        "resource.calendar", string="Service Hours", ondelete="restrict"
    )

    # -- its clock -------------------------------------------------------------------
    state = fields.Selection(
        [
            ("running", "Running"),
            ("paused", "Paused"),
            ("met", "Met"),
            ("cancelled", "Dropped"),
        ],
        default="running",
        required=True,
        readonly=True,
    )
    start_at = fields.Datetime(string="Starts", readonly=True)
    deadline = fields.Datetime(readonly=True)
    warn_at = fields.Datetime(string="At Risk From", readonly=True)
    met_at = fields.Datetime(readonly=True)
    recorded_at = fields.Datetime(
        string="Recorded",
        readonly=True,
        help="When the server heard of it; later than the moment itself where the work "
        "was recorded without a network.",
    )
    breached_at = fields.Datetime(string="Missed At", readonly=True)
    is_missed = fields.Boolean(
        string="Was Missed", readonly=True, help="Stays, also when met later."
    )
    paused_hours = fields.Float(
        readonly=True, help="Time that did not count, on the clock of the unit."
    )
    used_hours = fields.Float(
        readonly=True, help="Time that counted, on the clock of the unit."
    )
    has_no_work_time = fields.Boolean(
        string="No Working Time",
        readonly=True,
        help="The Service Hours have no working time, so there is no deadline.",
    )
    is_late = fields.Boolean(
        string="Late", compute="_compute_is_late", search="_search_is_late"
    )

    # -- escalation --------------------------------------------------------------------
    plan = fields.Json(readonly=True, help="Steps of the ladder with their moments.")
    escalation_level = fields.Integer(readonly=True)
    escalated_at = fields.Datetime(string="Last Escalated", readonly=True)
    taken_at = fields.Datetime(string="Taken Up", readonly=True)
    taken_by_id = fields.Many2one("res.users", string="Taken Up By", readonly=True)
    next_check_at = fields.Datetime(
        readonly=True, help="When the sweep has to look at it again."
    )

    @api.model
    def _get_document_model(self):
        """Model of the documents; the mixin itself has none."""
        return self.env[
            "aftersales.promised.mixin" if self._abstract else self._document_model
        ]

    def _get_document(self):
        return self[self._document_field]

    @api.model
    def _selection_milestone(self):
        return self._get_document_model()._get_milestone_labels()

    @api.model
    def _selection_start_milestone(self):
        return self._get_document_model()._get_start_labels()

    @api.depends("state", "deadline", "is_missed")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for row in self:
            row.is_late = row.is_missed or bool(
                row.state == "running" and row.deadline and row.deadline < now
            )

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = fields.Domain("is_missed", "=", True) | fields.Domain(
            [("state", "=", "running"), ("deadline", "<", fields.Datetime.now())]
        )
        return flag_domain(value, late)

    @api.depends("milestone", "amount", "unit")
    def _compute_display_name(self):
        targets = self.env["aftersales.sla.target"]
        for row in self:
            row.display_name = targets._get_label(row.milestone, row.amount, row.unit)

    def _drop(self) -> None:
        """The promise does not hold any more: another one does, or the order is off."""
        self.write({"state": "cancelled", "next_check_at": False})
        self._close_activities()

    # -- taking up ---------------------------------------------------------------------
    def action_take(self):
        """Somebody sees to it: no reminders until the next step of the ladder."""
        roles = ("technician", "outlet_manager", "dispatcher", "service_manager")
        if not self.env.su and not any(
            self.env.user.has_group(ROLE_GROUPS[role]) for role in roles
        ):
            raise AccessError(
                self.env._("“Take Up” is for those who work on service orders.")
            )
        # Who may read a document's promises may see to them.
        self.check_access("read")
        self.sudo()._take()

    def _take(self) -> None:
        self.filtered(lambda row: row.state == "running").write(
            {"taken_at": fields.Datetime.now(), "taken_by_id": self.env.uid}
        )
        for row in self:
            row.next_check_at = row.state == "running" and row._get_next_check()

    def _close_activities(self) -> None:
        activities = self.env["mail.activity"].sudo()
        activities.search([(self._activity_field, "in", self.ids)]).unlink()

    # -- for the customer --------------------------------------------------------------
    @api.model
    def _get_customer_labels(self) -> dict[str, str]:
        """Milestones in a customer's words; the desk's own are not shown to him."""
        return {}

    def _get_customer_label(self) -> str:
        self.ensure_one()
        return self._get_customer_labels()[self.milestone]
