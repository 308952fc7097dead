from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools import dispatch_flow


class AftersalesDispatch(models.Model):
    """Dispatch slip (派工单): who goes when, what was done, what the customer says."""

    _name = "aftersales.dispatch"
    _description = "Dispatch"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        # Planners name technicians without having rights on personnel files.
        "hr.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "scheduled_start desc, id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "order_id"]

    _flow_roles = dispatch_flow.ROLES
    _flow_moments = dispatch_flow.MOMENTS

    order_id = fields.Many2one(
        "aftersales.order",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        compute="_compute_company_id", store=True, precompute=True, readonly=False
    )
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("sent", "Sent"),
            ("accepted", "Job Accepted"),
            ("departed", "On the Way"),
            ("arrived", "On Site"),
            ("finished", "Finished"),
            ("returned", "Handed In"),
            ("cancelled", "Cancelled"),
        ],
        default="planned",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        check_company=True,
        index="btree_not_null",
        compute="_compute_outlet_id",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    technician_ids = fields.Many2many(
        "hr.employee",
        relation="aftersales_dispatch_technician_rel",
        column1="dispatch_id",
        column2="employee_id",
        string="Technicians",
        check_company=True,
        tracking=True,
    )
    color = fields.Integer(related="outlet_id.color")

    # -- what the slip says of the order --------------------------------------------
    partner_id = fields.Many2one(related="order_id.partner_id")
    site_partner_id = fields.Many2one(related="order_id.site_partner_id")
    contact_name = fields.Char(related="order_id.contact_name")
    phone = fields.Char(related="order_id.phone")
    priority = fields.Selection(related="order_id.priority")
    equipment_id = fields.Many2one(related="order_id.equipment_id")
    description = fields.Text(related="order_id.description")
    symptom_id = fields.Many2one(related="order_id.symptom_id", readonly=False)
    cause_id = fields.Many2one(related="order_id.cause_id", readonly=False)
    remedy_id = fields.Many2one(related="order_id.remedy_id", readonly=False)
    order_state = fields.Selection(related="order_id.state", string="Order State")

    # -- when ---------------------------------------------------------------------
    # A copy is another visit: planned anew, or it would book its people twice.
    scheduled_start = fields.Datetime(tracking=True, index=True, copy=False)
    scheduled_end = fields.Datetime(tracking=True, copy=False)
    sent_at = fields.Datetime(string="Sent", readonly=True, copy=False)
    accepted_at = fields.Datetime(string="Job Accepted", readonly=True, copy=False)
    departed_at = fields.Datetime(string="Departed", readonly=True, copy=False)
    arrived_at = fields.Datetime(string="Arrived", readonly=True, copy=False)
    finished_at = fields.Datetime(string="Finished", readonly=True, copy=False)
    returned_at = fields.Datetime(string="Handed In", readonly=True, copy=False)

    can_send = fields.Boolean(compute="_compute_can")
    can_accept = fields.Boolean(compute="_compute_can")
    can_depart = fields.Boolean(compute="_compute_can")
    can_arrive = fields.Boolean(compute="_compute_can")
    can_finish = fields.Boolean(compute="_compute_can")
    can_hand_in = fields.Boolean(compute="_compute_can")
    can_cancel = fields.Boolean(compute="_compute_can")

    _window_order = models.Constraint(
        "CHECK(scheduled_end >= scheduled_start)",
        "The planned end must not come before the planned start.",
    )

    @api.depends("order_id")
    def _compute_company_id(self):
        for dispatch in self:
            dispatch.company_id = dispatch.order_id.company_id or dispatch.company_id

    @api.depends("order_id")
    def _compute_outlet_id(self):
        # Not with the company: that has a default, and a form leaves out the compute
        # of what has one.
        for dispatch in self:
            dispatch.outlet_id = dispatch.outlet_id or dispatch.order_id.outlet_id

    @api.depends("name", "order_id.name", "partner_id.name")
    @api.depends_context("aftersales_show_customer")
    def _compute_display_name(self):
        show_customer = self.env.context.get("aftersales_show_customer")
        for dispatch in self:
            dispatch.display_name = (
                f"{dispatch.partner_id.name} · {dispatch.order_id.name}"
                if show_customer and dispatch.order_id
                else dispatch.name
            )

    @api.depends("state")
    def _compute_can(self):
        for dispatch in self:
            for step in dispatch_flow.FLOW.steps:
                dispatch[f"can_{step}"] = dispatch._can(step)

    @api.constrains("order_id", "company_id")
    def _check_company_of_order(self):
        for dispatch in self:
            if dispatch.company_id != dispatch.order_id.company_id:
                raise ValidationError(
                    self.env._(
                        "Company of dispatch %(dispatch)s must be that of its order.",
                        dispatch=dispatch.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        dispatches = super().create(vals_list)
        dispatches._name_lead_technician()
        return dispatches

    def write(self, vals):
        result = super().write(vals)
        if "technician_ids" in vals:
            self._name_lead_technician()
        return result

    def _name_lead_technician(self) -> None:
        """An order without technician takes the first one of its visit."""
        for dispatch in self:
            order = dispatch.order_id
            if dispatch.technician_ids and not order.technician_id:
                order.technician_id = dispatch.technician_ids[:1]

    def _get_flow(self):
        return dispatch_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "send": self.env._("Send"),
            "accept": self.env._("Accept Job"),
            "depart": self.env._("Depart"),
            "arrive": self.env._("Arrive"),
            "finish": self.env._("Finish"),
            "hand_in": self.env._("Hand In"),
            "cancel": self.env._("Cancel"),
            "pin": self.env._("Pin"),
            "assign": self.env._("Plan Visits"),
            "route": self.env._("Order the Route"),
            "retime": self.env._("Order and Re-Time the Route"),
        }

    def action_send(self):
        """Send the technician; an accepted order counts as dispatched from now on."""
        self._check_step_role("send")
        self._check_step_possible("send")
        problems = [
            self.env._(
                "%(dispatch)s: choose Technicians before “Send”.",
                dispatch=dispatch.display_name,
            )
            for dispatch in self
            if not dispatch.technician_ids
        ]
        if problems:
            raise UserError("\n".join(problems))
        self._transition("send")
        self.order_id.filtered(lambda order: order._can("dispatch"))._transition(
            "dispatch"
        )

    def action_accept(self):
        self._transition("accept")

    def action_depart(self):
        self._transition("depart")

    def action_arrive(self):
        self._transition("arrive")
        self.order_id.filtered(lambda order: order._can("arrive"))._transition("arrive")

    def action_cancel(self):
        self._transition("cancel")

    def action_print(self):
        return self.env.ref(
            "aftersales_service.action_report_dispatch_slip"
        ).report_action(self)
