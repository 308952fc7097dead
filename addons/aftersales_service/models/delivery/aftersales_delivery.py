from datetime import datetime

import pytz

from odoo import api, fields, models

from ...tools import delivery_flow


class AftersalesDelivery(models.Model):
    """Goods on their way to a customer: papers, call, promised day, receipt (R177).

    This file holds what a delivery *is*; ``_steps`` what it does.
    """

    _name = "aftersales.delivery"
    _description = "Delivery"
    _inherit = [
        "aftersales.page.mixin",
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        # Storekeepers name drivers without having rights on personnel files.
        "hr.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
        "aftersales.checklist.mixin",
    ]
    _order = "promised_date desc, id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "picking_id", "partner_id"]

    _flow_roles = delivery_flow.ROLES
    _flow_moments = delivery_flow.MOMENTS

    picking_id = fields.Many2one(
        "stock.picking",
        string="Delivery Order",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        domain="[('picking_type_code', '=', 'outgoing')]",
    )
    company_id = fields.Many2one(
        compute="_compute_company_id", store=True, precompute=True, readonly=False
    )
    sale_id = fields.Many2one(related="picking_id.sale_id")
    state = fields.Selection(
        [
            ("draft", "To Prepare"),
            ("ready", "Ready"),
            ("sent", "In Transit"),
            ("delivered", "Handed Over"),
            ("received", "Signed For"),
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
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        compute="_compute_partner_id",
        store=True,
        index=True,
        check_company=True,
    )
    site_partner_id = fields.Many2one(
        related="picking_id.partner_id", string="Delivered To"
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet", check_company=True, index="btree_not_null", tracking=True
    )
    driver_id = fields.Many2one(
        "hr.employee",
        string="Brought By",
        check_company=True,
        index="btree_not_null",
        tracking=True,
    )
    carrier_id = fields.Many2one("res.partner", string="Haulier", check_company=True)
    tracking_ref = fields.Char(string="Waybill")

    # -- papers and packing ---------------------------------------------------------
    document_ids = fields.One2many(
        "aftersales.delivery.document", "delivery_id", "Papers in the Package"
    )
    packaging = fields.Char(help="As agreed on: wooden case, cardboard … (R173).")
    checklist_id = fields.Many2one(
        domain="[('usage', '=', 'packing'), ('state', '=', 'published')]",
    )
    answer_ids = fields.One2many(
        "aftersales.checklist.answer", "delivery_id", "Checklist Answers"
    )

    # -- when -----------------------------------------------------------------------
    promised_date = fields.Date(
        string="Promised",
        compute="_compute_promised_date",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        tracking=True,
        help="The day agreed on in the sale; else the deadline of the delivery order.",
    )
    promise_warning = fields.Char(compute="_compute_promise_warning")
    called_at = fields.Datetime(string="Called", copy=False, tracking=True)
    called_by_id = fields.Many2one(
        "res.users", copy=False, check_company=True, index="btree_not_null"
    )
    call_contact = fields.Char(string="Agreed With", copy=False)
    agreed_at = fields.Datetime(string="Agreed Time", copy=False, tracking=True)
    call_note = fields.Text(copy=False)
    prepared_at = fields.Datetime(string="Ready Since", readonly=True, copy=False)
    sent_at = fields.Datetime(string="Sent", readonly=True, copy=False)
    delivered_at = fields.Datetime(string="Delivered", readonly=True, copy=False)
    received_at = fields.Datetime(string="Receipt Signed", readonly=True, copy=False)
    delivered_date = fields.Date(compute="_compute_delivered_date", store=True)
    delay_days = fields.Integer(
        string="Delay (days)",
        compute="_compute_delay_days",
        store=True,
        aggregator="avg",
        help="Days after the promised day; early days count below zero.",
    )
    is_overdue = fields.Boolean(string="Overdue", compute="_compute_is_overdue")

    # -- at the customer's ----------------------------------------------------------
    is_model_right = fields.Boolean(string="Model Right", copy=False)
    is_quantity_right = fields.Boolean(string="Quantity Right", copy=False)
    is_mark_right = fields.Boolean(string="Marks Right", copy=False)
    is_packaging_sound = fields.Boolean(string="Packaging Sound", copy=False)
    damage_ids = fields.One2many(
        "aftersales.delivery.damage", "delivery_id", "Damage and Differences"
    )
    damage_count = fields.Integer(
        string="Damages", compute="_compute_damage_count", store=True
    )
    has_freight_damage = fields.Boolean(
        string="Freight Damage", compute="_compute_damage_count", store=True
    )
    customer_note = fields.Text(string="Customer's Words", copy=False)
    signed_by = fields.Char(copy=False)
    signature = fields.Binary(attachment=True, copy=False)
    signature_refused_reason = fields.Char(copy=False, tracking=True)
    installation_ids = fields.One2many(
        "aftersales.installation", "delivery_id", "Installations"
    )

    can_prepare = fields.Boolean(compute="_compute_can")
    can_send = fields.Boolean(compute="_compute_can")
    can_deliver = fields.Boolean(compute="_compute_can")
    can_receive = fields.Boolean(compute="_compute_can")
    can_cancel = fields.Boolean(compute="_compute_can")

    _picking_uniq = models.UniqueIndex(
        "(picking_id) WHERE state != 'cancelled'",
        "This delivery order has a delivery already.",
    )

    @api.depends("picking_id")
    def _compute_company_id(self):
        for delivery in self:
            delivery.company_id = delivery.picking_id.company_id or self.env.company

    @api.depends("picking_id.partner_id", "picking_id.sale_id.partner_id")
    def _compute_partner_id(self):
        """Who bought; where it goes may be somebody else's door."""
        for delivery in self:
            picking = delivery.picking_id.sudo()
            delivery.partner_id = picking.sale_id.partner_id or picking.partner_id

    @api.depends("picking_id.sale_id.commitment_date", "picking_id.date_deadline")
    def _compute_promised_date(self):
        for delivery in self:
            picking = delivery.picking_id.sudo()
            moment = picking.sale_id.commitment_date or picking.date_deadline
            if moment and delivery.state in delivery_flow.OPEN_STATES:
                delivery.promised_date = delivery._get_local_day(moment)
            else:
                delivery.promised_date = delivery.promised_date

    @api.depends("promised_date", "picking_id.sale_id.date_order")
    def _compute_promise_warning(self):
        for delivery in self:
            ordered = delivery.picking_id.sudo().sale_id.date_order
            months = delivery.company_id.aftersales_delivery_months
            too_far = delivery_flow.is_too_far(
                ordered and delivery._get_local_day(ordered),
                delivery.promised_date,
                months,
            )
            delivery.promise_warning = too_far and self.env._(
                "Promised later than %(months)s months after the order.", months=months
            )

    @api.depends("delivered_at")
    def _compute_delivered_date(self):
        for delivery in self:
            moment = delivery.delivered_at
            delivery.delivered_date = moment and delivery._get_local_day(moment)

    @api.depends("promised_date", "delivered_date")
    def _compute_delay_days(self):
        for delivery in self:
            delivery.delay_days = delivery_flow.delay(
                delivery.promised_date, delivery.delivered_date
            )

    @api.depends("state", "promised_date")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for delivery in self:
            delivery.is_overdue = (
                delivery.state in delivery_flow.OPEN_STATES
                and bool(delivery.promised_date)
                and delivery.promised_date < today
            )

    @api.depends("damage_ids.kind", "damage_ids.liability")
    def _compute_damage_count(self):
        for delivery in self:
            delivery.damage_count = len(delivery.damage_ids)
            delivery.has_freight_damage = any(
                damage._is_freight_damage() for damage in delivery.damage_ids
            )

    @api.depends("state")
    def _compute_can(self):
        for delivery in self:
            for step in delivery_flow.FLOW.steps:
                delivery[f"can_{step}"] = delivery._can(step)

    @api.model_create_multi
    def create(self, vals_list):
        deliveries = super().create(vals_list)
        deliveries._list_documents()
        deliveries._take_checklists()
        deliveries._hand_out_questions()
        return deliveries

    def _take_checklists(self) -> None:
        """The latest published questions for packing, of the own company first."""
        open_ = self.filtered(lambda delivery: not delivery.checklist_id)
        Checklist = self.env["aftersales.checklist"]
        domain = Checklist._get_published_domain("packing", open_.company_id.ids)
        published = Checklist.sudo().search(domain, order="published_at desc, id desc")
        for company, deliveries in open_.grouped("company_id").items():
            own = published.filtered(lambda item, own=company: item.company_id == own)
            common = published.filtered(lambda item: not item.company_id)
            deliveries.checklist_id = (own or common)[:1]

    def _list_documents(self) -> None:
        """The papers that the goods need; those on the list already stay."""
        self.env["aftersales.delivery.document"]._list_for(
            "packing",
            [
                (
                    delivery,
                    delivery.picking_id.sudo().move_ids.product_id,
                    "delivery_id",
                )
                for delivery in self
            ],
        )

    def _get_local_day(self, moment: datetime):
        """Day of a moment (UTC) where the company is."""
        self.ensure_one()
        zone = pytz.timezone(self.company_id.resource_calendar_id.tz or "UTC")
        return pytz.utc.localize(moment).astimezone(zone).date()

    def _is_open_for_answers(self) -> bool:
        self.ensure_one()
        return self.state == "draft"
