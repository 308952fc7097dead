from secrets import token_urlsafe

from odoo import api, fields, models

from ..dispatch.aftersales_dispatch_visit import OPINIONS, POINTS

# 128 bits from the system's source of chance.
TOKEN_BYTES = 16


class AftersalesOpinion(models.Model):
    """What a customer says of one service: one opinion a visit, the last word holds.

    It is asked for when the service ends (R259) and comes from the slip, by its link or
    on the phone. Earlier answers stand in the history. Nobody writes opinions: slips,
    the page and the phone form do, with raised rights.
    """

    _name = "aftersales.opinion"
    _description = "Opinion"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        # Readers without rights on personnel files see who did the work.
        "hr.mixin",
        "rating.mixin",
    ]
    _order = "asked_at desc, id desc"
    _check_company_auto = True
    _rec_names_search = ["order_id", "dispatch_id"]

    order_id = fields.Many2one(
        "aftersales.order",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    dispatch_id = fields.Many2one(
        "aftersales.dispatch",
        string="Visit",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
        help="Empty where nobody had to come: help from afar, the workshop.",
    )
    company_id = fields.Many2one(
        related="order_id.company_id", store=True, index=True, precompute=True
    )
    partner_id = fields.Many2one(
        related="order_id.partner_id", store=True, index=True, precompute=True
    )
    type_id = fields.Many2one(
        related="order_id.type_id", store=True, index=True, precompute=True
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        compute="_compute_outlet_id",
        store=True,
        index="btree_not_null",
        precompute=True,
    )
    technician_id = fields.Many2one(
        "hr.employee",
        compute="_compute_technician_id",
        store=True,
        index="btree_not_null",
        precompute=True,
    )

    # -- the question ---------------------------------------------------------------
    asked_at = fields.Datetime(
        default=fields.Datetime.now, required=True, readonly=True
    )
    sent_at = fields.Datetime(string="Link Sent", readonly=True)
    # In the link alone: who may read opinions must not be able to give them.
    access_token = fields.Char(
        default=lambda self: token_urlsafe(TOKEN_BYTES),
        readonly=True,
        copy=False,
        groups="base.group_system",
    )

    # -- the answer -----------------------------------------------------------------
    answered_at = fields.Datetime(string="Answered", readonly=True, index=True)
    channel = fields.Selection(
        [("slip", "Slip"), ("link", "Link"), ("phone", "Phone")],
        string="Answered By Way Of",
        readonly=True,
        tracking=True,
    )
    opinion = fields.Selection(OPINIONS, readonly=True, tracking=True)
    score = fields.Integer(
        compute="_compute_score",
        store=True,
        aggregator="avg",
        help="5 for very satisfied … 1 for very dissatisfied; 0: no answer.",
    )
    comment = fields.Text(string="Customer's Words", readonly=True, tracking=True)
    user_id = fields.Many2one(
        "res.users", string="Asked on the Phone By", readonly=True, tracking=True
    )
    is_low = fields.Boolean(
        string="Low Mark",
        readonly=True,
        help="As low as the company wanted to follow up on the day of the answer.",
    )
    wants_complaint = fields.Boolean(
        string="Wants to Complain", readonly=True, tracking=True
    )
    complaint_id = fields.Many2one(
        "aftersales.complaint",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        check_company=True,
    )
    rating_id = fields.Many2one(
        "rating.rating", readonly=True, ondelete="set null", index="btree_not_null"
    )

    _visit_uniq = models.UniqueIndex(
        "(dispatch_id) WHERE dispatch_id IS NOT NULL",
        "The customer's opinion of this visit is there already.",
    )
    _order_uniq = models.UniqueIndex(
        "(order_id) WHERE dispatch_id IS NULL",
        "The customer's opinion of this order is there already.",
    )

    @api.depends("dispatch_id.outlet_id", "order_id.outlet_id")
    def _compute_outlet_id(self):
        for opinion in self:
            service = opinion.dispatch_id or opinion.order_id
            opinion.outlet_id = service.outlet_id

    @api.depends("dispatch_id.technician_ids", "order_id.technician_id")
    def _compute_technician_id(self):
        for opinion in self:
            opinion.technician_id = (
                opinion.dispatch_id.technician_ids[:1]
                if opinion.dispatch_id
                else opinion.order_id.technician_id
            )

    @api.depends("opinion")
    def _compute_score(self):
        for opinion in self:
            opinion.score = POINTS.get(opinion.opinion, 0)

    @api.depends("dispatch_id.name", "order_id.name")
    def _compute_display_name(self):
        for opinion in self:
            opinion.display_name = opinion.dispatch_id.name or opinion.order_id.name

    # -- host's ratings -----------------------------------------------------------
    def _rating_get_operator(self):
        return self.technician_id.user_id.partner_id

    def _rating_get_parent_field_name(self):
        return "outlet_id"

    def _mail_get_partner_fields(self, introspect_fields=False):
        return ["partner_id"]
