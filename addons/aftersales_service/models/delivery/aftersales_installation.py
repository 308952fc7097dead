from odoo import api, fields, models
from odoo.fields import Command

from ...tools import installation_flow


class AftersalesInstallation(models.Model):
    """Installation of an order's units, up to the customer's acceptance (R160-R185).

    This file holds what an installation *is*; ``_steps`` what it does, ``_guard`` what
    stays as it is, ``_run`` its run at full load.
    """

    _name = "aftersales.installation"
    _description = "Installation"
    _inherit = [
        "aftersales.page.mixin",
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        # Planners name installers without having rights on personnel files.
        "hr.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "order_id", "partner_id"]

    _flow_roles = installation_flow.ROLES
    _flow_moments = installation_flow.MOMENTS

    order_id = fields.Many2one(
        "aftersales.order",
        string="Service Order",
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
            ("draft", "To Start"),
            ("in_progress", "At Work"),
            ("presented", "Presented"),
            ("accepted", "Accepted by Customer"),
            ("refused", "Refused"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    partner_id = fields.Many2one(related="order_id.partner_id", store=True, index=True)
    site_partner_id = fields.Many2one(related="order_id.site_partner_id")
    outlet_id = fields.Many2one(
        related="order_id.outlet_id", store=True, index="btree_not_null"
    )
    product_id = fields.Many2one(related="order_id.product_id", store=True)
    equipment_ids = fields.Many2many(
        "aftersales.equipment",
        relation="aftersales_installation_equipment_rel",
        column1="installation_id",
        column2="equipment_id",
        string="Units",
        check_company=True,
        help="What is installed: accepted together, and in warranty from that day "
        "where the policy counts from acceptance.",
    )
    delivery_id = fields.Many2one(
        "aftersales.delivery",
        check_company=True,
        index="btree_not_null",
        compute="_compute_delivery_id",
        store=True,
        readonly=False,
    )
    procedure_id = fields.Many2one(
        "aftersales.installation.procedure",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="Chosen by product, category or order type. Until the work starts another "
        "one can be chosen.",
    )
    leader_id = fields.Many2one(
        "hr.employee",
        string="Team Leader",
        check_company=True,
        index="btree_not_null",
        compute="_compute_leader_id",
        store=True,
        readonly=False,
        tracking=True,
    )
    supervisor_id = fields.Many2one(
        "res.users",
        check_company=True,
        index="btree_not_null",
        tracking=True,
    )
    promised_date = fields.Date(
        string="Promised", index=True, tracking=True, help="As agreed on (R158, R160)."
    )
    drawing_ids = fields.Many2many(
        "ir.attachment",
        relation="aftersales_installation_drawing_rel",
        column1="installation_id",
        column2="attachment_id",
        string="Drawings",
        bypass_search_access=True,
        help="What is installed by: drawings, the customer's own wishes.",
    )
    wish_note = fields.Text(string="Customer's Wishes")

    # -- work -----------------------------------------------------------------------
    step_ids = fields.One2many(
        "aftersales.installation.step", "installation_id", "Steps"
    )
    step_progress = fields.Char(string="Steps Done", compute="_compute_step_progress")
    has_no_property = fields.Boolean(
        string="No Property Affected",
        copy=False,
        help="Nothing of the customer's stands where the work is done.",
    )
    property_ids = fields.One2many(
        "aftersales.installation.property", "installation_id", "Customer's Property"
    )
    training_ids = fields.One2many(
        "aftersales.installation.training", "installation_id", "User Training"
    )
    document_ids = fields.One2many(
        "aftersales.delivery.document", "installation_id", "Papers Handed Over"
    )
    change_note = fields.Text(
        string="Changes on the Way",
        copy=False,
        help="Changes of hardware or software during the work; the papers handed over "
        "have them (R184).",
    )

    # -- the customer's answer ------------------------------------------------------
    started_at = fields.Datetime(string="Work Begun", readonly=True, copy=False)
    presented_at = fields.Datetime(string="First Presented", readonly=True, copy=False)
    answered_at = fields.Datetime(
        string="Last Answered", readonly=True, copy=False, index=True
    )
    accepted_at = fields.Datetime(readonly=True, copy=False)
    signed_by = fields.Char(copy=False)
    signature = fields.Binary(attachment=True, copy=False)
    acceptance_note = fields.Text(
        copy=False, help="The customer's words, and what is left to do."
    )
    refusal_reason = fields.Text(copy=False, tracking=True)
    refusal_count = fields.Integer(string="Refusals", readonly=True, copy=False)
    failure_count = fields.Integer(
        string="Failed Attempts",
        compute="_compute_failure_count",
        store=True,
        help="Times it was refused, and runs that broke off. None: a success at the "
        "first try.",
    )

    can_start = fields.Boolean(compute="_compute_can")
    can_present = fields.Boolean(compute="_compute_can")
    can_accept = fields.Boolean(compute="_compute_can")
    can_refuse = fields.Boolean(compute="_compute_can")
    can_rework = fields.Boolean(compute="_compute_can")
    can_cancel = fields.Boolean(compute="_compute_can")

    @api.depends("order_id")
    def _compute_company_id(self):
        for installation in self:
            installation.company_id = (
                installation.order_id.company_id or self.env.company
            )

    @api.depends("order_id.origin_picking_id")
    def _compute_delivery_id(self):
        for installation in self:
            deliveries = installation.order_id.sudo().origin_picking_id
            installation.delivery_id = (
                installation.delivery_id or deliveries._get_open_deliveries()[:1]
            )

    @api.depends("order_id.technician_id")
    def _compute_leader_id(self):
        for installation in self:
            installation.leader_id = (
                installation.leader_id or installation.order_id.technician_id
            )

    @api.depends("step_ids.state")
    def _compute_step_progress(self):
        for installation in self:
            steps = installation.step_ids
            installation.step_progress = bool(steps) and self.env._(
                "%(done)s of %(all)s steps done",
                done=len(steps.filtered(lambda step: step.state == "done")),
                all=len(steps),
            )

    @api.depends("refusal_count", "run_break_count")
    def _compute_failure_count(self):
        for installation in self:
            installation.failure_count = (
                installation.refusal_count + installation.run_break_count
            )

    @api.depends("state")
    def _compute_can(self):
        for installation in self:
            for step in installation_flow.FLOW.steps:
                installation[f"can_{step}"] = installation._can(step)

    @api.model_create_multi
    def create(self, vals_list):
        orders = self.env["aftersales.order"].browse(
            [vals["order_id"] for vals in vals_list if vals.get("order_id")]
        )
        found = self.env["aftersales.installation.procedure"]._find_for_orders(orders)
        installations = super().create(
            [
                {**self._prepare_from_order(vals.get("order_id"), found), **vals}
                for vals in vals_list
            ]
        )
        installations._take_procedure()
        return installations

    @api.model
    def _prepare_from_order(self, order_id, procedures: dict) -> dict:
        """What an installation takes over from its order.

        :param procedures: the procedure of each order that has one
        """
        order = self.env["aftersales.order"].browse(order_id)
        return {
            "equipment_ids": [Command.set(order.equipment_id.ids)],
            "procedure_id": order in procedures and procedures[order].id,
        }

    def _take_procedure(self) -> None:
        """Steps and papers of the procedure, as they are today."""
        self.env["aftersales.installation.step"].sudo().create(
            [
                step._prepare_step_vals(installation)
                for installation in self
                for step in installation.procedure_id.sudo().step_ids
            ]
        )
        self.env["aftersales.delivery.document"]._list_for(
            "acceptance",
            [(item, item.sudo().product_id, "installation_id") for item in self],
        )
