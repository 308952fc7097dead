from odoo import api, fields, models
from odoo.tools import SQL

#: The whole, then clauses as in a table of contents, then units.
SCOPES = {"audit": 0, "section": 1, "second": 1, "department": 2, "outlet": 3}
#: Figures, and what says that there are any.
HELD_BY = {
    "score": ("has_score",),
    "previous_score": ("has_previous",),
    "change": ("has_score", "has_previous"),
}


class AftersalesAuditScore(models.Model):
    """What an audit comes to: as a whole, by clause, by department, by outlet."""

    _name = "aftersales.audit.score"
    _description = "Score of an Audit"
    _inherit = ["aftersales.audit.part"]
    _order = "audit_id, scope_order, sort_key, id"

    scope = fields.Selection(
        [
            ("audit", "Whole"),
            ("section", "Section"),
            ("second", "Clause of the Second Level"),
            ("department", "Department"),
            ("outlet", "Outlet"),
        ],
        string="Score Of",
        required=True,
        readonly=True,
        index=True,
    )
    scope_order = fields.Integer(
        compute="_compute_scope_order", store=True, precompute=True
    )
    clause_id = fields.Many2one(
        "aftersales.audit.clause", readonly=True, ondelete="restrict"
    )
    clause_code = fields.Char(
        string="Clause Number", readonly=True, help="Years are compared by it."
    )
    sort_key = fields.Char(related="clause_id.sort_key", store=True)
    date_to = fields.Date(related="audit_id.date_to", store=True, string="Until")
    audit_state = fields.Selection(
        related="audit_id.state", store=True, string="State of the Audit"
    )
    has_score = fields.Boolean(readonly=True, help="Off: no points are known.")
    uses_placeholder = fields.Boolean(
        string="Points Not From the Standard",
        readonly=True,
        help="Some points are equal shares that stand in for unknown ones.",
    )
    points_basis = fields.Selection(
        [
            ("known", "Known Points"),
            ("placeholder", "Equal Share, Not From the Standard"),
        ],
        compute="_compute_points_basis",
        store=True,
        precompute=True,
        help="Charts and tables keep scores of equal shares apart.",
    )
    involved = fields.Float(
        string="Points Involved", readonly=True, digits=(6, 2), aggregator=None
    )
    obtained = fields.Float(
        string="Points Reached", readonly=True, digits=(6, 2), aggregator=None
    )
    deductions = fields.Integer(string="Special Deductions", readonly=True)
    bonuses = fields.Integer(string="Special Strengths", readonly=True)
    score = fields.Float(readonly=True, digits=(5, 2), aggregator="avg")
    has_previous = fields.Boolean(readonly=True)
    previous_score = fields.Float(
        readonly=True, digits=(5, 2), aggregator="avg", help="Of the year before."
    )
    change = fields.Float(
        compute="_compute_change", store=True, digits=(5, 2), aggregator="avg"
    )
    grade_ids = fields.One2many("aftersales.audit.grade", "score_id", "Grades")
    band_names = fields.Char(string="Grade Reached", compute="_compute_band_names")
    consequence_names = fields.Char(
        string="Consequences", compute="_compute_band_names"
    )

    @api.depends("scope")
    def _compute_scope_order(self):
        for row in self:
            row.scope_order = SCOPES[row.scope]

    @api.depends("uses_placeholder")
    def _compute_points_basis(self):
        for row in self:
            row.points_basis = "placeholder" if row.uses_placeholder else "known"

    @api.depends("score", "previous_score", "has_score", "has_previous")
    def _compute_change(self):
        for row in self:
            is_comparable = row.has_score and row.has_previous
            row.change = is_comparable and row.score - row.previous_score

    @api.depends("grade_ids.band_id.name", "grade_ids.consequence_names")
    def _compute_band_names(self):
        for row in self:
            row.band_names = " · ".join(row.grade_ids.mapped("band_id.name"))
            found = row.grade_ids.mapped("consequence_names")
            row.consequence_names = " · ".join(filter(None, found))

    @api.depends("scope", "clause_id", "department_id", "outlet_id")
    def _compute_display_name(self):
        for row in self:
            row.display_name = row.clause_id.display_name or row.unit_name

    def _name_bands(self, bands) -> str:
        """Grades by name, with a word on points that are from no standard: whoever
        reads the grade reads it."""
        names = " · ".join(bands.mapped("name"))
        if not self.uses_placeholder:
            return names
        return self.env._(
            "%(grades)s (equal shares, not from the standard)", grades=names
        )

    def _read_group_select(self, aggregate_spec, query):
        name, _dot, function = aggregate_spec.partition(":")
        if function == "avg" and name in HELD_BY:
            # What has no score is no nought.
            return SQL(
                "AVG(%s) FILTER (WHERE %s)",
                self._field_to_sql(self._table, name, query),
                SQL(" AND ").join(
                    self._field_to_sql(self._table, held, query)
                    for held in HELD_BY[name]
                ),
            )
        return super()._read_group_select(aggregate_spec, query)

    def _get_key(self) -> tuple:
        """What is compared from year to year."""
        self.ensure_one()
        return (self.scope, self.clause_code, self.department_id, self.outlet_id)
