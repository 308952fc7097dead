from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import complaint_flow, phone
from .aftersales_complaint_level import LEVELS

GRADES = [("1", "Low"), ("2", "Medium"), ("3", "High")]


class AftersalesComplaint(models.Model):
    """A customer is not content with us, and wants an answer (GB/T 19012, R242-R271).

    This file holds what a complaint *is*. What it does stands beside it, by subject:
    ``_intake`` (registered, repeats), ``_assessment`` (level), ``_handler`` (whose it
    is), ``_steps``, ``_answer`` (offers), ``_outside`` (routes, mediation),
    ``_compensation``, ``_feedback``, ``_guard`` (what nobody writes by hand).
    """

    _name = "aftersales.complaint"
    _description = "Complaint"
    _inherit = [
        "portal.mixin",
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        # Handlers name the people complained about without rights on personnel files.
        "hr.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "received_at desc, id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "title", "partner_id", "contact_phone"]

    title = fields.Char(string="Subject", required=True, tracking=True)
    description = fields.Text(help="What happened, in the complainant's words.")
    channel = fields.Selection(
        [
            ("phone", "Phone"),
            ("portal", "Portal"),
            ("page", "Public Page"),
            ("email", "E-mail"),
            ("letter", "Letter"),
            ("order", "Service Order"),
            ("rating", "Opinion"),
            ("return_visit", "Return Visit"),
            ("visit_in_person", "In Person"),
        ],
        default="phone",
        required=True,
        index=True,
    )
    source_key = fields.Char(
        readonly=True,
        copy=False,
        help="What the complaint came from: the same is not registered twice.",
    )
    state = fields.Selection(
        [
            ("received", "Received"),
            ("acknowledged", "Acknowledged"),
            ("assessed", "Assessed"),
            ("investigating", "Under Investigation"),
            ("proposed", "Answered"),
            ("accepted", "Answer Accepted"),
            ("executing", "Being Carried Out"),
            ("rejected", "Answer Rejected"),
            ("escalated", "Escalated"),
            ("mediation", "In Mediation"),
            ("external", "Outside Body"),
            ("resolved", "Resolved"),
            ("closed", "Closed"),
            ("withdrawn", "Withdrawn"),
            ("cancelled", "Cancelled"),
        ],
        default="received",
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
    is_disputed = fields.Boolean(string="Answer in Dispute", compute="_compute_is_open")
    color = fields.Integer()

    # -- who complains -----------------------------------------------------------------
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    commercial_partner_id = fields.Many2one(related="partner_id.commercial_partner_id")
    is_anonymous = fields.Boolean(
        string="Anonymous",
        help="The complainant does not want to be named. He is looked after as far as "
        "he can be reached.",
    )
    contact_name = fields.Char(
        string="Complainant",
        compute="_compute_contact",
        store=True,
        readonly=False,
        precompute=True,
    )
    contact_phone = fields.Char(
        string="Phone",
        compute="_compute_contact",
        store=True,
        readonly=False,
        precompute=True,
    )
    contact_email = fields.Char(
        string="E-mail",
        compute="_compute_contact",
        store=True,
        readonly=False,
        precompute=True,
    )
    phone_key = fields.Char(
        compute="_compute_phone_key",
        store=True,
        precompute=True,
        index="btree_not_null",
        help="Digits of the phone number, to find earlier complaints.",
    )

    # -- what it is about --------------------------------------------------------------
    category_id = fields.Many2one(
        "aftersales.complaint.category",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        default=lambda self: self._default_category_id(),
        tracking=True,
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
        domain="[('partner_id', '=?', partner_id)]",
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
    )
    product_id = fields.Many2one(
        "product.product",
        check_company=True,
        index="btree_not_null",
        compute="_compute_product_id",
        store=True,
        readonly=False,
        precompute=True,
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
        tracking=True,
    )
    respondent_employee_ids = fields.Many2many(
        "hr.employee",
        relation="aftersales_complaint_respondent_rel",
        column1="complaint_id",
        column2="employee_id",
        string="People Complained About",
        check_company=True,
        help="They do not read the complaint and never handle it.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")

    # -- how serious it is, whose it is ------------------------------------------------
    level = fields.Selection(
        LEVELS,
        default="general",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        readonly=True,
        copy=False,
        index="btree_not_null",
        check_company=True,
        tracking=True,
    )
    severity = fields.Selection(GRADES, tracking=True, help="How bad it is.")
    safety = fields.Selection(
        GRADES, tracking=True, help="Does anybody's safety depend on it?"
    )
    complexity = fields.Selection(GRADES, help="How much there is to find out.")
    impact = fields.Selection(
        GRADES, help="How far it reaches: this customer, many, the public."
    )
    criterion_ids = fields.Many2many(
        "aftersales.complaint.criterion",
        relation="aftersales_complaint_criterion_rel",
        column1="complaint_id",
        column2="criterion_id",
        string="Criteria",
        domain=[("dimension", "=", False)],
        help="What is known of it that decides its level.",
    )

    # -- moments -----------------------------------------------------------------------
    received_at = fields.Datetime(
        string="Received", required=True, copy=False, default=fields.Datetime.now
    )
    reported_at = fields.Datetime(
        string="Taken Up",
        readonly=True,
        copy=False,
        help="When the one responsible took note of it (R242).",
    )
    acknowledged_at = fields.Datetime(
        string="Acknowledged", readonly=True, copy=False, tracking=True
    )
    acknowledged_by_id = fields.Many2one(
        "res.users",
        string="Acknowledged By",
        readonly=True,
        copy=False,
        help="Empty: the system told the complainant by itself.",
    )
    assessed_at = fields.Datetime(string="Assessed", readonly=True, copy=False)
    assessed_by_id = fields.Many2one(
        "res.users", string="Assessed By", readonly=True, copy=False
    )
    answered_at = fields.Datetime(string="Answered", readonly=True, copy=False)
    accepted_at = fields.Datetime(string="Accepted", readonly=True, copy=False)
    resolved_at = fields.Datetime(
        string="Resolved", readonly=True, copy=False, tracking=True
    )
    closed_at = fields.Datetime(
        string="Closed", readonly=True, copy=False, tracking=True
    )
    withdrawn_at = fields.Datetime(string="Withdrawn", readonly=True, copy=False)

    _source_key_uniq = models.UniqueIndex(
        "(source_key) WHERE source_key IS NOT NULL",
        "This complaint is registered already.",
    )
    _company_received_idx = models.Index("(company_id, received_at DESC, id DESC)")
    _resolved_brin = models.Index("USING brin (resolved_at)")

    @api.model
    def _default_category_id(self):
        return self.env["aftersales.complaint.category"].search(
            [("company_id", "in", (self.env.company.id, False))], limit=1
        )

    @api.model
    def _group_expand_state(self, states, domain):
        """Columns of the board: the way of a complaint, others where there are some."""
        return [
            state
            for state in complaint_flow.STATES
            if state in states or state in complaint_flow.MAIN_STATES
        ]

    @api.depends("state")
    def _compute_is_open(self):
        for complaint in self:
            complaint.is_open = complaint.state in complaint_flow.OPEN_STATES
            complaint.is_disputed = complaint.state in complaint_flow.DISPUTED_STATES

    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        opened = Domain("state", "in", complaint_flow.OPEN_STATES)
        wanted = Domain.FALSE
        if True in value:
            wanted |= opened
        if False in value:
            wanted |= ~opened
        return wanted

    @api.depends("order_id", "equipment_id")
    def _compute_company_id(self):
        for complaint in self:
            complaint.company_id = (
                complaint.order_id.company_id
                or complaint.equipment_id.company_id
                or complaint.company_id
                or self.env.company
            )

    @api.depends("order_id", "equipment_id", "is_anonymous")
    def _compute_partner_id(self):
        """Who is on the order is not named where the complainant wants it so."""
        for complaint in self:
            complaint.partner_id = complaint.partner_id or (
                not complaint.is_anonymous
                and (complaint.order_id.partner_id or complaint.equipment_id.partner_id)
            )

    @api.depends("partner_id")
    def _compute_contact(self):
        for complaint in self:
            partner = complaint.partner_id
            complaint.contact_name = complaint.contact_name or partner.name
            complaint.contact_phone = complaint.contact_phone or partner.phone
            complaint.contact_email = complaint.contact_email or partner.email

    @api.depends("contact_phone")
    def _compute_phone_key(self):
        for complaint in self:
            complaint.phone_key = phone.phone_key(complaint.contact_phone) or False

    @api.depends("order_id")
    def _compute_equipment_id(self):
        for complaint in self:
            complaint.equipment_id = (
                complaint.order_id.equipment_id or complaint.equipment_id
            )

    @api.depends("equipment_id", "order_id")
    def _compute_product_id(self):
        for complaint in self:
            complaint.product_id = (
                complaint.equipment_id.product_id
                or complaint.order_id.product_id
                or complaint.product_id
            )

    @api.depends("order_id")
    def _compute_outlet_id(self):
        for complaint in self:
            complaint.outlet_id = complaint.order_id.outlet_id or complaint.outlet_id

    @api.depends("name", "title")
    def _compute_display_name(self):
        for complaint in self:
            complaint.display_name = f"{complaint.name} {complaint.title or ''}".strip()
