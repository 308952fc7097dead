from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import order_flow, phone
from ..flag import flag_domain


class AftersalesOrder(models.Model):
    """One job for one customer: from the call to the closed file.

    This file holds what an order *is*. What it does stands beside it, by subject:
    ``_unit`` (unit and fault), ``_links`` (what belongs to it), ``_site`` (where,
    which outlet), ``_history`` (duplicates, repeats), ``_steps`` and ``_closing``
    (states), ``_money`` (coverage, quotation, settlement), ``_import``, ``_portal``.
    """

    _name = "aftersales.order"
    _description = "Service Order"
    _inherit = [
        "aftersales.page.mixin",
        "aftersales.thread.mixin",
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
        check_company=True,
        ondelete="restrict",
        default=lambda self: self._default_type_id(),
        tracking=True,
    )
    needs_visit = fields.Boolean(related="type_id.needs_visit")
    needs_unit = fields.Boolean(related="type_id.needs_unit")
    needs_signature = fields.Boolean(compute="_compute_needs_signature")
    is_remote = fields.Boolean(
        string="Remote Help",
        help="Solved without a visit: the visit steps are left out.",
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
            ("weather", "Weather"),
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
        default=lambda self: self._default_user_id(),
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
    reopened_at = fields.Datetime(string="Reopened", readonly=True, copy=False)
    signed_by = fields.Char(
        copy=False, help="Where there is no visit, the customer signs here."
    )
    signature = fields.Binary(attachment=True, copy=False)
    signature_refused_reason = fields.Char(
        copy=False,
        tracking=True,
        help="Why the customer did not sign. Stands instead of the signature.",
    )

    # Lists open on a company's newest orders; boards on one state of them.
    _company_received_idx = models.Index("(company_id, received_at DESC, id DESC)")
    _state_received_idx = models.Index("(company_id, state, received_at DESC, id DESC)")
    _outlet_received_idx = models.Index("(outlet_id, received_at DESC, id DESC)")

    def _default_type_id(self):
        Type = self.env["aftersales.order.type"]
        return Type.browse(Type._get_first_id(self.env.company.id))

    def _default_user_id(self):
        """Who takes the call; a customer is not his own dispatcher."""
        user = self.env.user
        return user.browse() if user.share else user

    @api.model
    def _group_expand_state(self, states, domain):
        """Columns of the board: the way of an order, whether filled or not."""
        shown = [state for state in order_flow.STATES if state not in ("archived",)]
        return [state for state in shown if state != "cancelled" or state in states]

    @api.depends("type_id.needs_signature", "is_remote")
    def _compute_needs_signature(self):
        """Who is helped from afar has nothing to sign on."""
        for order in self:
            order.needs_signature = (
                order.type_id.needs_signature and not order.is_remote
            )

    @api.depends("state")
    def _compute_is_open(self):
        for order in self:
            order.is_open = order.state not in order_flow.DONE_STATES

    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        open_orders = Domain("state", "not in", order_flow.DONE_STATES)
        return flag_domain(value, open_orders)

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

    @api.depends("name")
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
