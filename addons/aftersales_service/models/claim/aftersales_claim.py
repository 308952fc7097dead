from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools import claim_flow
from ..flag import flag_domain

# What changes the moments of an order that promises go by.
MOMENTS = {"state", "order_id", "demanded_at"}


class AftersalesClaim(models.Model):
    """What a customer demands beyond a repair, and what becomes of it (R442, R445).

    This file holds what a claim *is*. What it does stands beside it: ``_steps``, and
    one file for each kind of remedy.
    """

    _name = "aftersales.claim"
    _description = "Claim"
    _inherit = [
        "aftersales.page.mixin",
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "demanded_at desc, id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "partner_id", "equipment_id"]

    kind = fields.Selection(
        [
            ("exchange", "Exchange"),
            ("return", "Return of Goods"),
            ("compensation", "Compensation"),
            ("advance_payment", "Advance Payment"),
            ("goodwill", "Goodwill"),
            ("supplier", "Supplier Recovery"),
        ],
        required=True,
        default="exchange",
        index=True,
        tracking=True,
    )
    state = fields.Selection(
        [
            ("draft", "New"),
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("in_progress", "Under Way"),
            ("done", "Done"),
            ("refused", "Refused"),
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
    company_id = fields.Many2one(
        compute="_compute_company_id", store=True, precompute=True, readonly=False
    )
    order_id = fields.Many2one(
        "aftersales.order",
        string="Service Order",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('equipment_id', '=?', equipment_id)]",
        tracking=True,
    )
    equipment_id = fields.Many2one(
        "aftersales.equipment",
        string="Unit",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        compute="_compute_equipment_id",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    product_id = fields.Many2one(related="equipment_id.product_id", store=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        check_company=True,
        index=True,
        ondelete="restrict",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        tracking=True,
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        compute="_compute_outlet_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        check_company=True,
        index="btree_not_null",
        default=lambda self: self.env.user,
        tracking=True,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(
        compute="_compute_amount",
        store=True,
        readonly=False,
        tracking=True,
        help="What this claim gives the customer (or asks of the supplier) in money. "
        "Approval goes by it.",
    )
    reason = fields.Text(help="What is demanded and why, in the customer's words.")
    refuse_reason = fields.Text(copy=False, tracking=True)
    dispute_routes = fields.Text(
        related="company_id.aftersales_dispute_routes", string="Routes of Dispute"
    )

    # -- moments ------------------------------------------------------------------
    demanded_at = fields.Datetime(
        string="Demanded", required=True, copy=False, default=fields.Datetime.now
    )
    due_date = fields.Date(
        string="Promised",
        copy=False,
        compute="_compute_due_date",
        store=True,
        readonly=False,
        precompute=True,
        help="Day by which the remedy is promised.",
    )
    submitted_at = fields.Datetime(string="Submitted", readonly=True, copy=False)
    submitted_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    approved_at = fields.Datetime(string="Approved", readonly=True, copy=False)
    started_at = fields.Datetime(string="Started", readonly=True, copy=False)
    done_at = fields.Datetime(string="Done", readonly=True, copy=False)
    refused_at = fields.Datetime(string="Refused", readonly=True, copy=False)

    _company_demanded_idx = models.Index("(company_id, demanded_at DESC, id DESC)")

    @api.model
    def _group_expand_state(self, states, domain):
        """Columns of the board: the way of a claim, and its ends where there are."""
        return [
            state
            for state in claim_flow.STATES
            if state in states or state not in ("refused", "cancelled")
        ]

    @api.model
    def _get_kinds(self) -> list[tuple[str, str]]:
        """Kinds and their names, as settings by kind offer them."""
        return self._fields["kind"]._description_selection(self.env)

    def _get_demanded_day(self):
        self.ensure_one()
        moment = self.demanded_at or fields.Datetime.now()
        return fields.Datetime.context_timestamp(self, moment).date()

    def _is_customers(self) -> bool:
        """Is it the customer who demands (and who reads the claim)?"""
        self.ensure_one()
        return self.kind != "supplier" and self.state != "cancelled"

    @api.depends("state")
    def _compute_is_open(self):
        for claim in self:
            claim.is_open = claim.state in claim_flow.OPEN_STATES

    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        open_claims = Domain("state", "in", claim_flow.OPEN_STATES)
        return flag_domain(value, open_claims)

    @api.depends("order_id", "equipment_id")
    def _compute_company_id(self):
        for claim in self:
            claim.company_id = (
                claim.order_id.company_id
                or claim.equipment_id.company_id
                or claim.company_id
                or self.env.company
            )

    @api.depends("order_id")
    def _compute_equipment_id(self):
        for claim in self:
            claim.equipment_id = claim.order_id.equipment_id or claim.equipment_id

    @api.depends("order_id", "equipment_id")
    def _compute_partner_id(self):
        for claim in self:
            claim.partner_id = (
                claim.partner_id
                or claim.order_id.partner_id
                or claim.equipment_id.partner_id
            )

    @api.depends("order_id")
    def _compute_outlet_id(self):
        for claim in self:
            claim.outlet_id = claim.order_id.outlet_id or claim.outlet_id

    @api.depends("kind", "price", "new_price", "refund_amount")
    def _compute_amount(self):
        """Typed where money is given; the kinds with goods work it out."""
        for claim in self:
            claim.amount = claim.amount

    @api.depends("demanded_at", "company_id")
    def _compute_due_date(self):
        for claim in self:
            days = claim.company_id.aftersales_claim_days
            claim.due_date = (
                claim._get_demanded_day() + timedelta(days=days)
                if days
                else claim.due_date
            )

    # -- what was submitted stays as it was ----------------------------------------

    def _get_frozen_fields(self) -> set[str]:
        """Facts that those who approve rely on: they change in a new claim only."""
        return {
            "kind",
            "company_id",
            "order_id",
            "equipment_id",
            "partner_id",
            "outlet_id",
            "demanded_at",
            "amount",
        }

    def write(self, vals):
        frozen = self._get_frozen_fields() & vals.keys()
        if frozen and not self._is_in_step():
            beyond = self.filtered(lambda claim: claim.state != "draft")
            if beyond:
                labels = self.fields_get(sorted(frozen), ["string"])
                raise UserError(
                    self.env._(
                        "%(claims)s: submitted already, so %(fields)s cannot be "
                        "changed. Take the claim “Back to New” first.",
                        claims=", ".join(beyond.mapped("name")),
                        fields=", ".join(
                            f"“{label['string']}”" for label in labels.values()
                        ),
                    )
                )
        result = super().write(vals)
        if MOMENTS & vals.keys():
            self._tell_orders()
        return result

    @api.model_create_multi
    def create(self, vals_list):
        claims = super().create(vals_list)
        claims._tell_orders()
        return claims

    def _tell_orders(self) -> None:
        """Promises about claims start and end with the moments of their orders."""
        # Who works on a claim may have no rights on promises of its order.
        self.order_id.sudo()._follow_moments()
