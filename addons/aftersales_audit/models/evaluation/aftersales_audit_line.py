from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import audit_flow, scoring

#: What an auditor says; the rest is the plan.
RESULT = frozenset(
    {"result", "sample_size", "passed_count", "finding", "override_reason"}
    | {"attachment_ids", "auditor_id"}
)
#: Written by the sources of evidence alone.
PROPOSED = frozenset(
    {"proposed_result", "proposed_sample_size", "proposed_passed_count"}
    | {"proposed_reason"}
)

#: What was planned: settled once the auditors look.
PLANNED = frozenset(
    {"audit_id", "clause_id", "department_id", "outlet_id", "points", "points_source"}
)


class AftersalesAuditLine(models.Model):
    """An indicator asked of one department, outlet or the company: what was found."""

    _name = "aftersales.audit.line"
    _description = "Evaluated Indicator"
    # Auditors name people without having rights on personnel files.
    _inherit = ["hr.mixin", "aftersales.audit.part"]
    _order = "audit_id, sort_key, outlet_id, id"
    _rec_names_search = ["clause_id"]

    clause_id = fields.Many2one(
        "aftersales.audit.clause", required=True, index=True, ondelete="restrict"
    )
    section_id = fields.Many2one(related="clause_id.section_id", store=True)
    sort_key = fields.Char(related="clause_id.sort_key", store=True)
    guidance = fields.Text(related="clause_id.guidance")
    audit_state = fields.Selection(related="audit_id.state")
    points = fields.Float(readonly=True, digits=(6, 2), aggregator=None)
    points_source = fields.Selection(
        selection=lambda self: (
            self.env["aftersales.audit.clause"]
            ._fields["points_source"]
            ._description_selection(self.env)
        ),
        readonly=True,
    )
    is_placeholder = fields.Integer(
        compute="_compute_is_placeholder", store=True, precompute=True
    )
    result = fields.Selection(
        [
            (scoring.MET, "Met"),
            (scoring.NOT_MET, "Not Met"),
            (scoring.SAMPLED, "Partly, by Samples"),
            (scoring.DELETED, "Deleted"),
            (scoring.NOT_APPLICABLE, "Not Applicable"),
        ],
        string="Audit Result",
        copy=False,
        index=True,
    )
    is_done = fields.Integer(compute="_compute_is_done", store=True, precompute=True)
    sample_size = fields.Integer(string="Samples", copy=False)
    passed_count = fields.Integer(string="Samples Passed", copy=False)
    share = fields.Float(
        string="Share Reached",
        compute="_compute_mark",
        store=True,
        aggregator="avg",
        help="Part of the points that was earned, from 0 to 1.",
    )
    mark = fields.Float(
        string="Points Reached", compute="_compute_mark", store=True, digits=(6, 2)
    )
    finding = fields.Text(copy=False, help="What was seen, where, in which records.")
    attachment_ids = fields.Many2many(
        "ir.attachment",
        relation="aftersales_audit_line_attachment_rel",
        column1="line_id",
        column2="attachment_id",
        string="Photos",
        copy=False,
        bypass_search_access=True,
    )
    auditor_id = fields.Many2one(
        "hr.employee",
        check_company=True,
        copy=False,
        ondelete="restrict",
    )
    proposed_result = fields.Selection(
        [
            (scoring.MET, "Met"),
            (scoring.NOT_MET, "Not Met"),
            (scoring.SAMPLED, "Partly, by Samples"),
        ],
        string="Proposed",
        readonly=True,
        copy=False,
    )
    proposed_sample_size = fields.Integer(
        string="Records Counted", readonly=True, copy=False
    )
    proposed_passed_count = fields.Integer(
        string="Records Passed", readonly=True, copy=False
    )
    proposed_mark = fields.Float(
        string="Points Proposed", compute="_compute_proposed_mark", digits=(6, 2)
    )
    proposed_reason = fields.Text(
        string="What the Records Say", readonly=True, copy=False
    )
    evidence_ids = fields.One2many("aftersales.audit.evidence.item", "line_id")
    is_override = fields.Boolean(
        string="Differs From the Records", compute="_compute_is_override", store=True
    )
    override_reason = fields.Text(
        string="Why It Differs", copy=False, help="Why the records are not followed."
    )

    is_owed = fields.Boolean(
        string="Finding or Reason Missing", compute="_compute_is_owed", store=True
    )

    _unit_uniq = models.UniqueIndex(
        "(audit_id, clause_id, COALESCE(department_id, 0), COALESCE(outlet_id, 0))",
        "The indicator is asked of this unit already.",
    )
    _samples = models.Constraint(
        "CHECK(result != 'sampled' OR (sample_size > 0 AND passed_count >= 0 "
        "AND passed_count <= sample_size))",
        "A result by samples needs their number, and how many of them passed.",
    )

    @api.depends("clause_id.code", "clause_id.name", "department_id", "outlet_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.clause_id.display_name} · {line.unit_name}"

    @api.depends("points_source")
    def _compute_is_placeholder(self):
        for line in self:
            line.is_placeholder = int(line.points_source == "placeholder")

    @api.depends("result")
    def _compute_is_done(self):
        for line in self:
            line.is_done = int(bool(line.result))

    @api.depends("result", "sample_size", "passed_count", "points")
    def _compute_mark(self):
        for line in self:
            leaf = line._get_leaf()
            share = scoring.share(leaf) if leaf else None
            line.share = float(share or 0)
            line.mark = line.points * line.share

    @api.depends(
        "proposed_result", "proposed_sample_size", "proposed_passed_count", "points"
    )
    def _compute_proposed_mark(self):
        for line in self:
            size, passed = line.proposed_sample_size, line.proposed_passed_count
            is_met = line.proposed_result == scoring.MET
            line.proposed_mark = line.points * (
                passed / size if line.proposed_result == scoring.SAMPLED else is_met
            )

    @api.depends(
        *("result", "sample_size", "passed_count"),
        *("proposed_result", "proposed_sample_size", "proposed_passed_count"),
    )
    def _compute_is_override(self):
        for line in self:
            line.is_override = bool(
                line.result
                and line.proposed_result
                and (
                    line.result != line.proposed_result
                    or (
                        line.result == scoring.SAMPLED
                        and (line.sample_size, line.passed_count)
                        != (line.proposed_sample_size, line.proposed_passed_count)
                    )
                )
            )

    @api.depends(
        *("is_override", "override_reason", "finding"),
        *("result", "sample_size", "passed_count"),
    )
    def _compute_is_owed(self):
        for line in self:
            line.is_owed = (line._needs_finding() and not line.finding) or (
                line.is_override and not line.override_reason
            )

    def _get_leaf(self) -> scoring.Leaf | None:
        """The line for the calculation; None while it cannot be counted."""
        self.ensure_one()
        size, passed = self.sample_size, self.passed_count
        is_open = self.result == scoring.SAMPLED and not 0 <= passed <= size > 0
        if not self.result or is_open:
            return None
        return scoring.Leaf(self.points, self.result, size, size - passed)

    def _needs_finding(self) -> bool:
        """Points were lost: what was seen is written down."""
        self.ensure_one()
        return self.result == scoring.NOT_MET or (
            self.result == scoring.SAMPLED and self.passed_count < self.sample_size
        )

    # -- what may be written -----------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_proposed(vals)
        lines = super().create(vals_list)
        lines._check_not_begun()
        given = lines.filtered("result")
        if given and not self.env.su:
            given.audit_id._check_may_audit(given)
        return lines

    def write(self, vals):
        self.check_access("write")
        self._refuse_sealed_parents()
        self._check_proposed(vals)
        if PLANNED & vals.keys():
            self._check_not_begun()
        if RESULT & vals.keys():
            self._check_may_give()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_begun(self):
        self.audit_id._refuse(
            [
                self.env._(
                    "%(audit)s has begun: give the result “Deleted” instead.",
                    audit=audit.name,
                )
                for audit in self.audit_id
                if audit.state not in audit_flow.BEFORE
            ]
        )

    def _check_proposed(self, vals: dict) -> None:
        if PROPOSED & vals.keys() and not self.env.su:
            raise UserError(
                self.env._("What the records say is counted, not typed in.")
            )

    def _check_may_give(self) -> None:
        """While it is in progress, those of the team give results."""
        self.check_access("write")
        self._check_in_progress()
        if not self.env.su:
            self.audit_id._check_may_audit(self)

    def _check_not_begun(self) -> None:
        if self.env.su:
            return
        self.audit_id._refuse(
            [
                self.env._(
                    "%(audit)s has begun: what is asked of whom, and for how many "
                    "points, is settled.",
                    audit=audit.name,
                )
                for audit in self.audit_id
                if audit.state not in audit_flow.BEFORE
            ]
        )

    def _check_in_progress(self) -> None:
        self.audit_id._refuse(
            [
                self.env._(
                    "%(audit)s is not in progress: results are not given now.",
                    audit=audit.name,
                )
                for audit in self.audit_id
                if audit.state != "in_progress"
            ]
        )
