from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools import mask, return_visit_flow
from ..dispatch.aftersales_dispatch_visit import OPINIONS
from ..flag import flag_domain

METHODS = [
    ("phone", "By Phone"),
    ("on_site", "Visit in Person"),
    ("letter", "By Letter"),
    ("online", "Online"),
]
# What was asked and said: fixed when the visit has ended.
FINDINGS = frozenset(
    {
        *("campaign_id", "company_id", "partner_id", "order_id", "outlet_id"),
        *("method", "visitor_ids", "checklist_id", "satisfaction", "comment"),
        *("problem", "is_complaint", "planned_date", "call_at", "user_id"),
    }
)
STAMPS = frozenset({"visited_at", "attempt_count", "attempt_ids", "complaint_id"})


class AftersalesReturnVisit(models.Model):
    """Return visit (回访): a customer is asked after the service how it was, and what
    he would have us do better (R246, R273, R283)."""

    _name = "aftersales.return.visit"
    _description = "Return Visit"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        # Clerks name who went along without having rights on personnel files.
        "hr.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
        "aftersales.checklist.mixin",
    ]
    _order = "planned_date, id"
    _check_company_auto = True

    _flow_roles = return_visit_flow.VISIT_ROLES
    _flow_moments = return_visit_flow.VISIT_MOMENTS

    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("not_reached", "Not Reached"),
            ("reached", "Spoken To"),
            ("done", "Done"),
            ("refused", "Refused"),
            ("unreachable", "Unreachable"),
            ("cancelled", "Cancelled"),
        ],
        default="planned",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    campaign_id = fields.Many2one(
        "aftersales.return.visit.campaign",
        string="Return-Visit Campaign",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        help="Empty: a visit of its own, of no campaign.",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        ondelete="restrict",
        compute="_compute_from_order",
        store=True,
        readonly=False,
        precompute=True,
    )
    customer_id = fields.Many2one(
        "res.partner",
        string="Customer's Company",
        compute="_compute_customer_id",
        store=True,
        precompute=True,
        index=True,
        help="Whom the visit counts for, whoever answered.",
    )
    order_id = fields.Many2one(
        "aftersales.order",
        string="Service Order",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        compute="_compute_from_order",
        store=True,
        readonly=False,
        precompute=True,
    )
    phone = fields.Char(compute="_compute_phone")
    user_id = fields.Many2one(
        "res.users",
        string="Clerk",
        index="btree_not_null",
        domain="[('share', '=', False)]",
        tracking=True,
        help="Empty: whoever has time.",
    )
    method = fields.Selection(METHODS, required=True, default="phone", tracking=True)
    planned_date = fields.Date(
        string="Planned", required=True, default=fields.Date.context_today, index=True
    )
    call_at = fields.Datetime(
        string="Call Again At", help="As the customer asked for.", copy=False
    )
    visited_at = fields.Datetime(string="Visited", readonly=True, copy=False)
    visitor_ids = fields.Many2many(
        "hr.employee",
        string="Visitors",
        check_company=True,
        help="Who went to the customer.",
    )
    attempt_ids = fields.One2many(
        "aftersales.return.visit.attempt", "visit_id", "Attempts", readonly=True
    )
    attempt_count = fields.Integer(string="Attempts Made", readonly=True, copy=False)
    checklist_id = fields.Many2one(
        string="Questionnaire",
        domain="[('usage', '=', 'return_visit'), ('state', '=', 'published')]",
        default=lambda self: self._default_checklist_id(),
    )
    answer_ids = fields.One2many(
        "aftersales.checklist.answer", "return_visit_id", "Answers"
    )
    satisfaction = fields.Selection(OPINIONS, copy=False, tracking=True, index=True)
    comment = fields.Text(string="Customer's Words", copy=False)
    problem = fields.Text(
        copy=False, help="What is to be put right. It opens a corrective task."
    )
    has_problem = fields.Boolean(
        string="Problem Found", compute="_compute_has_problem", store=True
    )
    task_count = fields.Integer(
        string="Corrective Tasks", compute="_compute_task_count"
    )
    is_open = fields.Boolean(compute="_compute_is_open", search="_search_is_open")
    color = fields.Integer()

    _customer_uniq = models.UniqueIndex(
        "(campaign_id, customer_id) WHERE campaign_id IS NOT NULL",
        "A campaign asks each customer once.",
    )
    _covered_idx = models.Index(
        "(company_id, visited_at, customer_id) WHERE state = 'done'"
    )
    _to_do_idx = models.Index(
        "(planned_date, user_id) WHERE state IN ('planned', 'not_reached', 'reached')"
    )

    def _default_checklist_id(self):
        return self.env["aftersales.checklist"]._find_latest(
            "return_visit", self.env.company
        )

    @api.depends("order_id")
    def _compute_from_order(self):
        for visit in self:
            visit.partner_id = visit.partner_id or visit.order_id.partner_id
            visit.outlet_id = visit.outlet_id or visit.order_id.outlet_id

    @api.depends("partner_id")
    def _compute_customer_id(self):
        for visit in self:
            partner = visit.partner_id.sudo()
            visit.customer_id = partner.commercial_partner_id or partner

    @api.depends("partner_id", "order_id")
    @api.depends_context("uid")
    def _compute_phone(self):
        """As the customer gave it for the service, else his own; masked for who has
        nothing to do with him."""
        masked = self.partner_id._get_masked()
        for visit in self:
            phone = visit.sudo().order_id.phone or visit.sudo().partner_id.phone
            is_masked = visit.partner_id in masked
            visit.phone = mask.mask_phone(phone) if is_masked and phone else phone

    @api.depends("problem")
    def _compute_has_problem(self):
        for visit in self:
            visit.has_problem = bool((visit.problem or "").strip())

    def _compute_task_count(self):
        counts = self.env["aftersales.corrective.task"]._count_for(self)
        for visit in self:
            visit.task_count = counts.get(visit.id, 0)

    @api.depends("state")
    def _compute_is_open(self):
        for visit in self:
            visit.is_open = visit.state in return_visit_flow.OPEN_STATES

    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        open_ = Domain("state", "in", return_visit_flow.OPEN_STATES)
        return flag_domain(value, open_)

    # -- what may be written -----------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_stamps(vals)
        visits = super().create(vals_list)
        visits._hand_out_questions()
        return visits

    def write(self, vals):
        self._check_stamps(vals)
        if FINDINGS & vals.keys():
            self._check_open()
        changed = self.filtered(
            lambda visit: (
                "checklist_id" in vals and visit.checklist_id.id != vals["checklist_id"]
            )
        )
        changed.sudo().answer_ids.unlink()
        result = super().write(vals)
        changed._hand_out_questions()
        return result

    def _check_stamps(self, vals: dict) -> None:
        if STAMPS & vals.keys() and not (self.env.su or self._is_in_step()):
            raise UserError(
                self.env._(
                    "When a customer was called is recorded by the buttons, not typed "
                    "in."
                )
            )

    def _check_open(self) -> None:
        self._refuse(
            [
                self.env._(
                    "%(visit)s has ended: what was said stays as it is.",
                    visit=visit.display_name,
                )
                for visit in self
                if visit.state not in return_visit_flow.OPEN_STATES
            ]
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_tried(self):
        self._refuse(
            [
                self.env._(
                    "%(visit)s: a customer who was called stays on record.",
                    visit=visit.display_name,
                )
                for visit in self
                if visit.state not in ("planned", "cancelled") or visit.attempt_count
            ]
        )

    def _is_open_for_answers(self) -> bool:
        self.ensure_one()
        return self.state in return_visit_flow.OPEN_STATES

    def _get_answer_line(self) -> str:
        """What was answered, in one line."""
        self.ensure_one()
        return "; ".join(
            f"{answer.name} {answer.option_id.name or answer.value_typed}"
            for answer in self._get_asked_answers()
            if answer.is_answered and (answer.option_id or answer.value_typed)
        )

    def _get_tasks(self):
        """Tasks that a paper names: who may read the visit may read them."""
        return self.env["aftersales.corrective.task"].sudo()._find_for(self)

    def action_view_tasks(self):
        return self.env["aftersales.corrective.task"]._get_action_for(self)
