from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.aftersales_service.models.flag import flag_domain

from ...tools import impartiality, nonconformity_flow


class AftersalesNonconformity(models.Model):
    """Something is not as it has to be: found, explained, put right, and stays right.

    This file holds what it *is*; beside it stand ``_steps``, ``_guard`` (who writes
    what when), ``_incident`` (accidents), ``_effect`` (key figure before and after)
    and ``_origin`` (where they come from).
    """

    _name = "aftersales.nonconformity"
    _description = "Nonconformity"
    _inherit = [
        "aftersales.audit.document.mixin",
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "date desc, id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "title"]

    _flow_roles = nonconformity_flow.ROLES
    _flow_moments = nonconformity_flow.MOMENTS

    state = fields.Selection(
        [
            ("recorded", "Written Down"),
            ("issued", "With the Unit"),
            ("planned", "Plan Handed In"),
            ("reviewed", "Plan Reviewed"),
            ("in_progress", "Measures Under Way"),
            ("executed", "Measures Carried Out"),
            ("verified", "Measures Verified"),
            ("closed", "Settled"),
            ("cancelled", "Cancelled"),
        ],
        default="recorded",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    is_open = fields.Boolean(
        string="Not Settled", compute="_compute_is_open", search="_search_is_open"
    )
    title = fields.Char(string="Subject", required=True, tracking=True)
    kind = fields.Selection(
        [("nonconformity", "Nonconformity"), ("incident", "Accident")],
        string="Kind of Finding",
        default="nonconformity",
        required=True,
        help="An accident is not settled before the four “not let pass” are kept.",
    )
    severity_id = fields.Many2one(
        "aftersales.nonconformity.severity",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
        default=lambda self: self._default_severity_id(),
    )
    date = fields.Date(
        string="Found On", required=True, default=fields.Date.context_today, index=True
    )
    facts = fields.Text(
        required=True, help="What was seen, where, when, in which records; no opinion."
    )
    requirement = fields.Text(help="What it ought to be, and where that is written.")
    attachment_ids = fields.Many2many(
        "ir.attachment",
        relation="aftersales_nonconformity_attachment_rel",
        column1="nonconformity_id",
        column2="attachment_id",
        string="Evidence",
        copy=False,
        bypass_search_access=True,
    )
    clause_id = fields.Many2one(
        "aftersales.audit.clause", index="btree_not_null", ondelete="restrict"
    )
    department_id = fields.Many2one(
        "hr.department",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        domain="[('share', '=', False)]",
        tracking=True,
        help="Answers for the plan: head of the department or outlet.",
    )
    color = fields.Integer(related="severity_id.color")

    # -- the plan ----------------------------------------------------------------------
    needs_corrective = fields.Boolean(
        string="Corrective Action Required",
        compute="_compute_needs",
        store=True,
        readonly=False,
        precompute=True,
    )
    needs_preventive = fields.Boolean(
        string="Preventive Action Required",
        compute="_compute_needs",
        store=True,
        readonly=False,
        precompute=True,
    )
    needs_order = fields.Boolean(related="severity_id.needs_order")
    order_text = fields.Text(
        string="Words of the Order", help="What the unit is told to do, and until when."
    )
    why_ids = fields.One2many(
        "aftersales.nonconformity.cause",
        "nonconformity_id",
        string="Five Times Why",
        domain=[("category", "=", False)],
    )
    fishbone_ids = fields.One2many(
        "aftersales.nonconformity.cause",
        "nonconformity_id",
        string="Causes by Category",
        domain=[("category", "!=", False)],
    )
    root_cause = fields.Text(tracking=True)
    action_ids = fields.One2many(
        "aftersales.corrective.action", "nonconformity_id", string="Measures"
    )
    open_action_count = fields.Integer(
        string="Measures Open", compute="_compute_open_action_count"
    )
    plan_deadline = fields.Date(string="Plan Due", readonly=True, copy=False)
    return_reason = fields.Text(string="Why It Went Back", copy=False, tracking=True)
    revision_ids = fields.Many2many(
        "aftersales.document.revision",
        relation="aftersales_nonconformity_revision_rel",
        column1="nonconformity_id",
        column2="revision_id",
        string="Documents Changed",
        check_company=True,
        copy=False,
        help="Measures that change documents go through document control: these must "
        "be in force before it is settled.",
    )
    verification = fields.Text(
        string="How It Was Verified",
        copy=False,
        tracking=True,
        help="What somebody else saw of the measures, where, in which records.",
    )

    # -- moments and people ------------------------------------------------------------
    issued_at = fields.Datetime(string="Handed Over", readonly=True, copy=False)
    issued_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    submitted_at = fields.Datetime(string="Plan Handed In", readonly=True, copy=False)
    submitted_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    reviewed_at = fields.Datetime(string="Plan Reviewed", readonly=True, copy=False)
    reviewed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    released_at = fields.Datetime(string="Plan Verified", readonly=True, copy=False)
    released_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    executed_at = fields.Datetime(
        string="Measures Carried Out", readonly=True, copy=False
    )
    executed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    verified_at = fields.Datetime(
        string="Measures Verified", readonly=True, copy=False, tracking=True
    )
    verified_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    closed_at = fields.Datetime(string="Settled On", readonly=True, copy=False)
    closed_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    reopen_count = fields.Integer(string="Reopened", readonly=True, copy=False)

    @api.model
    def _default_severity_id(self):
        return self.env["aftersales.nonconformity.severity"].search([], limit=1)

    @api.depends("name", "title")
    def _compute_display_name(self):
        for record in self:
            record.display_name = f"{record.name} {record.title or ''}".strip()

    @api.depends("state")
    def _compute_is_open(self):
        for record in self:
            record.is_open = record.state in nonconformity_flow.OPEN_STATES

    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        opened = Domain("state", "in", list(nonconformity_flow.OPEN_STATES))
        return flag_domain(value, opened)

    @api.depends("severity_id")
    def _compute_needs(self):
        for record in self:
            record.needs_corrective = record.severity_id.needs_corrective
            record.needs_preventive = record.severity_id.needs_preventive

    @api.depends("department_id", "outlet_id")
    def _compute_user_id(self):
        for record in self:
            head = record.outlet_id.manager_id or (
                record.department_id.sudo().manager_id.user_id
            )
            record.user_id = head or record.user_id

    @api.depends("action_ids.state")
    def _compute_open_action_count(self):
        for record in self:
            record.open_action_count = len(
                record.action_ids.filtered(lambda action: action.state == "open")
            )

    def action_view_measures(self):
        return self._get_view_action(
            "aftersales_corrective_action_action",
            [("nonconformity_id", "in", self.ids)],
        )

    def _get_view_action(self, name: str, domain: list) -> dict:
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"aftersales_audit.{name}"
        )
        return {**action, "domain": domain, "context": {}}

    def _get_flow(self):
        return nonconformity_flow.FLOW

    def _get_unit(self) -> str:
        """The unit as the decisions on audits name it."""
        self.ensure_one()
        return impartiality.unit_key(self.department_id.id, self.outlet_id.id)

    def _get_plan_deadline(self):
        self.ensure_one()
        return fields.Date.context_today(self) + timedelta(
            days=self.severity_id.plan_days
        )

    def _get_form_action(self) -> dict:
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }
