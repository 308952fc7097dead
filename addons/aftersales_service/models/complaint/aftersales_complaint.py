from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import complaint_flow
from ..flag import flag_domain
from .aftersales_complaint_level import LEVELS

GRADES = [("1", "Low"), ("2", "Medium"), ("3", "High")]


class AftersalesComplaint(models.Model):
    """A customer is not content with us, and wants an answer (GB/T 19012, R242-R271).

    This file holds what a complaint *is*. What it does stands beside it, by subject:
    ``_parties`` (who, about what), ``_intake`` (registered, repeats), ``_assessment``
    (level), ``_handler`` (whose it is), ``_steps``, ``_answer`` (offers), ``_outside``
    (routes, mediation), ``_compensation``, ``_feedback``, ``_clock``, ``_outlet``,
    ``_guard`` (what nobody writes by hand).
    """

    _name = "aftersales.complaint"
    _description = "Complaint"
    _inherit = [
        "aftersales.page.mixin",
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
        string="Intake Channel",
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
            ("received", "Complaint Received"),
            ("acknowledged", "Acknowledged"),
            ("assessed", "Assessment Made"),
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
        string="Complaint Date", required=True, copy=False, default=fields.Datetime.now
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
        readonly=True,
        copy=False,
        help="Empty: the system told the complainant by itself.",
    )
    assessed_at = fields.Datetime(string="Assessment Made", readonly=True, copy=False)
    assessed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    answered_at = fields.Datetime(string="Answered", readonly=True, copy=False)
    accepted_at = fields.Datetime(
        string="Answer Accepted On", readonly=True, copy=False
    )
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
        return flag_domain(value, opened)

    @api.depends("name", "title")
    def _compute_display_name(self):
        for complaint in self:
            complaint.display_name = f"{complaint.name} {complaint.title or ''}".strip()
