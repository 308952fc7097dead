from odoo import api, fields, models

from ...tools import audit_flow


class AftersalesAudit(models.Model):
    """An evaluation by a scheme: planned, opened, found, scored, presented, frozen.

    Several files, each one subject: ``_steps``, ``_plan`` (what is asked of whom),
    ``_team``, ``_proposal`` (evidence), ``_result`` (score and grades), ``_freeze``.
    """

    _name = "aftersales.audit"
    _description = "Service Evaluation"
    _inherit = [
        "aftersales.audit.document.mixin",
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
        "aftersales.sealed.mixin",
    ]
    _order = "date_to desc, id desc"
    _check_company_auto = True

    _flow_roles = audit_flow.ROLES
    _flow_moments = audit_flow.MOMENTS
    _stamps = frozenset(
        {"score", "has_score", "digest", "evidence_file", "evidence_digest"}
        | {"opened_at", "closed_at"}
    )

    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("planned", "Planned"),
            ("opened", "Opening Meeting Held"),
            ("in_progress", "In Progress"),
            ("scored", "Scored"),
            ("presented", "Closing Meeting Held"),
            ("closed", "Closed"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    kind = fields.Selection(
        [
            ("internal", "Self-Evaluation"),
            ("rehearsal", "Rehearsal for the Certifier"),
            ("external", "By the Certifier"),
        ],
        string="Kind of Evaluation",
        default="internal",
        required=True,
    )
    programme_id = fields.Many2one(
        "aftersales.audit.programme",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    scheme_id = fields.Many2one(
        "aftersales.audit.scheme",
        required=True,
        check_company=True,
        index=True,
        ondelete="restrict",
        domain="[('state', '=', 'in_force')]",
    )
    matrix_id = fields.Many2one(
        "aftersales.responsibility.matrix",
        check_company=True,
        domain="[('scheme_id', '=', scheme_id)]",
        ondelete="restrict",
    )
    date_from = fields.Date(
        string="Period From",
        required=True,
        default=lambda self: fields.Date.start_of(
            fields.Date.context_today(self), "year"
        ),
    )
    date_to = fields.Date(
        string="Period To",
        required=True,
        default=lambda self: fields.Date.end_of(
            fields.Date.context_today(self), "year"
        ),
    )
    date_planned = fields.Date(
        string="Planned For",
        default=fields.Date.context_today,
        required=True,
        index=True,
        tracking=True,
    )
    department_ids = fields.Many2many(
        "hr.department",
        relation="aftersales_audit_department_rel",
        column1="audit_id",
        column2="department_id",
        string="Departments",
        check_company=True,
        help="Empty: all departments of the matrix.",
    )
    outlet_ids = fields.Many2many(
        "aftersales.outlet",
        relation="aftersales_audit_outlet_rel",
        column1="audit_id",
        column2="outlet_id",
        string="Outlets",
        check_company=True,
    )
    line_ids = fields.One2many("aftersales.audit.line", "audit_id", "Indicators")
    special_ids = fields.One2many(
        "aftersales.audit.special", "audit_id", "Special Items"
    )
    member_ids = fields.One2many("aftersales.audit.member", "audit_id", "Team")
    visit_ids = fields.One2many("aftersales.audit.visit", "audit_id", "Plan")
    meeting_ids = fields.One2many("aftersales.audit.meeting", "audit_id", "Meetings")
    score_ids = fields.One2many("aftersales.audit.score", "audit_id", "Scores")
    grade_ids = fields.One2many("aftersales.audit.grade", "audit_id", "Grades")
    opened_at = fields.Datetime(string="Opened", readonly=True, copy=False)
    closed_at = fields.Datetime(string="Closed On", readonly=True, copy=False)
    digest = fields.Char(
        readonly=True, copy=False, help="Of everything that was frozen at the end."
    )
    conclusion = fields.Text(copy=False, help="What the auditors say at the end.")

    # -- result ------------------------------------------------------------------------
    has_score = fields.Boolean(
        readonly=True,
        copy=False,
        help="Off: not scored yet, or the scheme has no points and served for checks.",
    )
    score = fields.Float(
        readonly=True, copy=False, digits=(5, 2), aggregator="avg", tracking=True
    )
    previous_id = fields.Many2one(
        "aftersales.audit",
        string="Compared With",
        compute="_compute_previous_id",
        help="The last closed evaluation by a scheme of the same number.",
    )
    score_change = fields.Float(
        string="Change", compute="_compute_score_change", digits=(5, 2)
    )
    grade_summary = fields.Char(string="Grade Reached", compute="_compute_grade")
    needs_action = fields.Boolean(
        string="Actions Required",
        compute="_compute_grade",
        help="A house grade asks for corrective and preventive action.",
    )
    uses_placeholder = fields.Boolean(
        string="Points Not From the Standard",
        compute="_compute_progress",
        help="Some points are equal shares that stand in for unknown ones.",
    )
    line_count = fields.Integer(string="To Look At", compute="_compute_progress")
    done_count = fields.Integer(string="Looked At", compute="_compute_progress")
    progress = fields.Float(compute="_compute_progress")

    _period_order = models.Constraint(
        "CHECK(date_from <= date_to)", "The period ends before it begins."
    )

    @api.depends("line_ids.result", "line_ids.points_source")
    def _compute_progress(self):
        """One query for all of them, whatever the number of their lines."""
        rows = {
            audit: (count, done, placeholder)
            for audit, count, done, placeholder in self.env[
                "aftersales.audit.line"
            ]._read_group(
                [("audit_id", "in", self.ids)],
                ["audit_id"],
                ["__count", "is_done:sum", "is_placeholder:sum"],
            )
        }
        for audit in self:
            count, done, placeholder = rows.get(audit._origin, (0, 0, 0))
            audit.line_count = count
            audit.done_count = done
            audit.progress = 100.0 * (done or 0) / count if count else 0.0
            audit.uses_placeholder = bool(placeholder)

    @api.depends("grade_ids.band_id", "grade_ids.needs_corrective")
    def _compute_grade(self):
        for audit in self:
            whole = audit.grade_ids.filtered(lambda row: row.score_id.scope == "audit")
            audit.grade_summary = whole.score_id._name_bands(whole.band_id)
            audit.needs_action = any(audit.grade_ids.mapped("needs_corrective"))

    @api.depends("company_id", "scheme_id.code", "date_to")
    def _compute_previous_id(self):
        before = self.search(
            [
                ("state", "=", "closed"),
                ("company_id", "in", self.company_id.ids),
                ("scheme_id.code", "in", self.scheme_id.mapped("code")),
            ],
            order="date_to desc, id desc",
        )
        for audit in self:
            audit.previous_id = next(
                (
                    one
                    for one in before
                    if one.company_id == audit.company_id
                    and one.scheme_id.code == audit.scheme_id.code
                    and audit.date_to
                    and one.date_to < audit.date_to
                ),
                False,
            )

    @api.depends("score", "has_score", "previous_id")
    def _compute_score_change(self):
        for audit in self:
            before = audit.previous_id
            audit.score_change = (
                audit.score - before.score
                if audit.has_score and before.has_score
                else 0.0
            )

    def _get_flow(self):
        return audit_flow.FLOW

    def _get_form_action(self) -> dict:
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }
