from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import order_flow, phone


class AftersalesOrder(models.Model):
    """One job for one customer: from the call to the closed file.

    This file holds what an order *is*. What it does stands beside it, by subject:
    ``aftersales_order_steps`` (states), ``_site`` (where, which outlet), ``_history``
    (duplicates, repeated faults), ``_money`` (coverage, quotation, settlement),
    ``_portal`` (what the customer sees).
    """

    _name = "aftersales.order"
    _description = "Service Order"
    _inherit = [
        "portal.mixin",
        "mail.thread.cc",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "received_at desc, id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "serial", "phone", "partner_id"]

    # -- identity -----------------------------------------------------------------
    type_id = fields.Many2one(
        "aftersales.order.type",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_type_id(),
        tracking=True,
    )
    needs_visit = fields.Boolean(related="type_id.needs_visit")
    needs_unit = fields.Boolean(related="type_id.needs_unit")
    needs_signature = fields.Boolean(related="type_id.needs_signature")
    is_remote = fields.Boolean(
        string="Remote Help", help="Solved without a visit: the visit steps are left out."
    )
    channel = fields.Selection(
        [
            ("phone", "Phone"),
            ("web", "Web"),
            ("portal", "Portal"),
            ("qr", "QR Code"),
            ("email", "E-mail"),
            ("wechat", "WeChat"),
            ("counter", "Counter"),
            ("letter", "Letter"),
            ("outlet", "Outlet"),
        ],
        default="phone",
        required=True,
    )
    state = fields.Selection(
        [
            ("draft", "New"),
            ("accepted", "Accepted"),
            ("dispatched", "Dispatched"),
            ("on_site", "On Site"),
            ("assessed", "Assessed"),
            ("in_progress", "In Progress"),
            ("repaired", "Repaired"),
            ("signed", "Signed"),
            ("settled", "Settled"),
            ("closed", "Closed"),
            ("archived", "Archived"),
            ("waiting", "Waiting"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand="_group_expand_state",
    )
    is_open = fields.Boolean(
        string="Open", compute="_compute_is_open", search="_search_is_open"
    )
    state_before_wait = fields.Char(readonly=True, copy=False)
    waiting_reason = fields.Selection(
        [
            ("customer", "Customer"),
            ("parts", "Parts"),
            ("access", "Access to the Site"),
            ("third_party", "Third Party"),
        ],
        copy=False,
        tracking=True,
    )
    cancel_reason = fields.Char(copy=False, tracking=True)
    priority = fields.Selection(
        [("0", "Normal"), ("1", "Urgent"), ("2", "Very Urgent"), ("3", "Emergency")],
        default="0",
        required=True,
        tracking=True,
    )
    color = fields.Integer()
    user_id = fields.Many2one(
        "res.users",
        string="Dispatcher",
        default=lambda self: self.env.user,
        index="btree_not_null",
        check_company=True,
    )

    # -- parties ------------------------------------------------------------------
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    commercial_partner_id = fields.Many2one(related="partner_id.commercial_partner_id")
    contact_name = fields.Char(
        compute="_compute_contact", store=True, readonly=False, precompute=True
    )
    phone = fields.Char(
        compute="_compute_contact", store=True, readonly=False, precompute=True
    )
    phone_key = fields.Char(
        compute="_compute_phone_key",
        store=True,
        precompute=True,
        index="btree_not_null",
        help="Digits of the phone number, to find earlier calls.",
    )

    # -- unit ---------------------------------------------------------------------
    equipment_id = fields.Many2one(
        "aftersales.equipment",
        string="Unit",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        domain="[('partner_id', '=?', partner_id), ('product_id', '=?', product_id)]",
        tracking=True,
    )
    product_id = fields.Many2one(
        "product.product",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        compute="_compute_unit_fields",
        store=True,
        readonly=False,
        precompute=True,
    )
    lot_id = fields.Many2one(
        "stock.lot",
        string="Lot/Serial Number",
        check_company=True,
        index="btree_not_null",
        compute="_compute_unit_fields",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('product_id', '=?', product_id)]",
    )
    serial = fields.Char(
        compute="_compute_unit_fields",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        help="As the customer reads it from the unit, also where the unit is unknown.",
    )
    warranty_end_date = fields.Date(related="equipment_id.warranty_end_date")

    # -- fault --------------------------------------------------------------------
    description = fields.Text(help="What the customer says, in his words.")
    symptom_id = fields.Many2one(
        "aftersales.fault.code",
        domain=[("kind", "=", "symptom")],
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    cause_id = fields.Many2one(
        "aftersales.fault.code",
        domain=[("kind", "=", "cause")],
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    remedy_id = fields.Many2one(
        "aftersales.fault.code",
        domain=[("kind", "=", "remedy")],
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    solution = fields.Text(
        copy=False, help="What was found and done, as explained to the customer."
    )
    is_out_of_scope = fields.Boolean(
        string="Out of Scope",
        help="Not our product or not our service: explained to the customer.",
    )
    parts_status = fields.Selection(
        [
            ("none", "No Parts Needed"),
            ("in_stock", "In Stock"),
            ("to_order", "To Order"),
            ("received", "Received"),
        ],
        default="none",
        required=True,
        copy=False,
        tracking=True,
    )

    # -- who does it --------------------------------------------------------------
    technician_id = fields.Many2one(
        "hr.employee",
        index="btree_not_null",
        check_company=True,
        copy=False,
        tracking=True,
    )

    # -- moments, each stamped once -------------------------------------------------
    received_at = fields.Datetime(
        string="Received",
        required=True,
        copy=False,
        default=fields.Datetime.now,
    )
    accepted_at = fields.Datetime(string="Accepted", readonly=True, copy=False)
    dispatched_at = fields.Datetime(string="Dispatched", readonly=True, copy=False)
    arrived_at = fields.Datetime(string="Arrived", readonly=True, copy=False)
    assessed_at = fields.Datetime(string="Assessed", readonly=True, copy=False)
    repaired_at = fields.Datetime(string="Repaired", readonly=True, copy=False)
    signed_at = fields.Datetime(string="Signed", readonly=True, copy=False)
    settled_at = fields.Datetime(string="Settled", readonly=True, copy=False)
    closed_at = fields.Datetime(string="Closed", readonly=True, copy=False)
    signature_refused_reason = fields.Char(
        copy=False,
        tracking=True,
        help="Why the customer did not sign. Stands instead of the signature.",
    )

    # -- what belongs to it ---------------------------------------------------------
    dispatch_ids = fields.One2many("aftersales.dispatch", "order_id", "Dispatches")
    dispatch_count = fields.Integer(compute="_compute_dispatch_count")
    receipt_ids = fields.One2many(
        "aftersales.equipment.receipt", "order_id", "Equipment Receipts"
    )
    repair_ids = fields.One2many("repair.order", "aftersales_order_id", "Repairs")
    repair_count = fields.Integer(compute="_compute_repair_count")
    line_ids = fields.One2many(
        "aftersales.order.line", "order_id", "Labour and Travel", copy=True
    )

    # -- where it comes from, where it leads ------------------------------------------
    origin_sale_id = fields.Many2one(
        "sale.order", check_company=True, index="btree_not_null", copy=False
    )
    origin_picking_id = fields.Many2one(
        "stock.picking", check_company=True, index="btree_not_null", copy=False
    )
    origin_invoice_id = fields.Many2one(
        "account.move", check_company=True, index="btree_not_null", copy=False
    )
    origin_lead_id = fields.Many2one(
        "crm.lead", check_company=True, index="btree_not_null", copy=False
    )
    opportunity_ids = fields.One2many(
        "crm.lead", "aftersales_source_order_id", "Opportunities"
    )
    opportunity_count = fields.Integer(compute="_compute_opportunity_count")

    # Lists open on a company's newest orders; boards on one state of them.
    _company_received_idx = models.Index("(company_id, received_at DESC, id DESC)")
    _state_received_idx = models.Index("(company_id, state, received_at DESC, id DESC)")
    _outlet_received_idx = models.Index("(outlet_id, received_at DESC, id DESC)")

    def _default_type_id(self):
        return self.env["aftersales.order.type"].search(
            [("company_id", "in", (self.env.company.id, False))], limit=1
        )

    @api.model
    def _group_expand_state(self, states, domain):
        """Columns of the board: the way of an order, whether filled or not."""
        shown = [state for state in order_flow.STATES if state not in ("archived",)]
        return [state for state in shown if state != "cancelled" or state in states]

    @api.depends("state")
    def _compute_is_open(self):
        for order in self:
            order.is_open = order.state not in order_flow.DONE_STATES

    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        open_orders = Domain("state", "not in", order_flow.DONE_STATES)
        wanted = Domain.FALSE
        if True in value:
            wanted |= open_orders
        if False in value:
            wanted |= ~open_orders
        return wanted

    @api.depends("equipment_id")
    def _compute_partner_id(self):
        for order in self:
            if not order.partner_id:
                order.partner_id = order.equipment_id.partner_id

    @api.depends("partner_id")
    def _compute_contact(self):
        for order in self:
            if not order.contact_name:
                order.contact_name = order.partner_id.name
            if not order.phone:
                order.phone = order.partner_id.phone

    @api.depends("phone")
    def _compute_phone_key(self):
        for order in self:
            order.phone_key = phone.phone_key(order.phone) or False

    @api.depends("equipment_id")
    def _compute_unit_fields(self):
        for order in self:
            unit = order.equipment_id
            if unit:
                order.product_id = unit.product_id
                order.lot_id = unit.lot_id
                order.serial = unit.serial

    def _compute_dispatch_count(self):
        self._count_into("dispatch_count", "aftersales.dispatch", "order_id")

    def _compute_repair_count(self):
        self._count_into("repair_count", "repair.order", "aftersales_order_id")

    def _compute_opportunity_count(self):
        self._count_into(
            "opportunity_count", "crm.lead", "aftersales_source_order_id"
        )

    def _count_into(self, field: str, model: str, inverse: str) -> None:
        """One grouped query for a counter of records that point back to orders."""
        counts = dict(
            self.env[model]._read_group(
                [(inverse, "in", self.ids)], [inverse], ["__count"]
            )
        )
        for order in self:
            order[field] = counts.get(order, 0)

    @api.depends("name", "product_id")
    @api.depends_context("aftersales_show_product")
    def _compute_display_name(self):
        show_product = self.env.context.get("aftersales_show_product")
        for order in self:
            order.display_name = (
                f"{order.name} · {order.product_id.display_name}"
                if show_product and order.product_id
                else order.name
            )

    def _get_form_action(self) -> dict:
        """Open this order."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
