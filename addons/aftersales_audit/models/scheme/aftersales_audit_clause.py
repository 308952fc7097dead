from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import clause_tree

LEVELS = ("section", "second", "leaf")
# What audits rely on; the rest (the company's copy of the text, hints) may change.
FIXED = frozenset({"scheme_id", "parent_id", "code", "name", "points", "points_source"})


class AftersalesAuditClause(models.Model):
    """A clause of a scheme. Points stand on indicators; those of the clauses above are
    sums that are checked. No points: they are not known, which is not nought."""

    _name = "aftersales.audit.clause"
    _description = "Evaluation Clause"
    _order = "scheme_id, sort_key, id"
    _parent_store = True
    _rec_names_search = ["code", "name"]

    scheme_id = fields.Many2one(
        "aftersales.audit.scheme", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="scheme_id.company_id", store=True)
    scheme_state = fields.Selection(related="scheme_id.state")
    parent_id = fields.Many2one(
        "aftersales.audit.clause",
        string="Part Of",
        index=True,
        ondelete="cascade",
        domain="[('scheme_id', '=', scheme_id)]",
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("aftersales.audit.clause", "parent_id")
    code = fields.Char(string="Clause Number", required=True)
    sort_key = fields.Char(
        compute="_compute_sort_key", store=True, precompute=True, index=True
    )
    name = fields.Char(
        required=True, translate=True, help="In short, in our own words."
    )
    text = fields.Html(
        string="Text of the Standard",
        help="From the company's own copy: the standard's text is protected.",
    )
    guidance = fields.Text(
        string="How to Check", translate=True, help="What the auditor looks at."
    )
    level = fields.Selection(
        [("section", "Section"), ("second", "Second Level"), ("leaf", "Indicator")],
        string="Clause Level",
        compute="_compute_place",
        store=True,
        recursive=True,
    )
    section_id = fields.Many2one(
        "aftersales.audit.clause",
        compute="_compute_place",
        store=True,
        recursive=True,
        index=True,
    )
    is_leaf = fields.Boolean(
        string="Is Scored",
        compute="_compute_is_leaf",
        store=True,
        help="It has nothing below it: the auditor gives it a result.",
    )
    points = fields.Float(digits=(6, 2), help="Empty: not known.")
    has_points = fields.Boolean(compute="_compute_has_points")
    points_source = fields.Selection(
        [
            ("standard", "Published Figure of the Standard"),
            ("company", "The Company's Copy of the Standard"),
            ("house", "Set by the House"),
            ("placeholder", "Equal Share, Not From the Standard"),
        ],
        compute="_compute_points_source",
        store=True,
        readonly=False,
        precompute=True,
    )
    points_below = fields.Float(
        compute="_compute_points_below",
        digits=(6, 2),
        help="Sum of the points of what is below it.",
    )
    source = fields.Char(string="Where It Is Written")
    is_sampled = fields.Boolean(
        string="By Samples",
        help="Several samples of one kind are drawn; points are lost in proportion.",
    )
    is_at_outlets = fields.Boolean(
        string="At Outlets", help="Also looked at in each sampled outlet."
    )
    mapped_ids = fields.Many2many(
        "aftersales.audit.clause",
        relation="aftersales_audit_clause_mapping_rel",
        column1="clause_id",
        column2="mapped_id",
        string="Corresponds To",
        help="Clauses of another scheme that ask for the same.",
    )

    _code_uniq = models.UniqueIndex(
        "(scheme_id, code)", "The scheme has a clause with this number already."
    )
    _points_positive = models.Constraint(
        "CHECK(points >= 0)", "Points of a clause cannot be negative."
    )

    @api.depends("code", "name")
    def _compute_display_name(self):
        for clause in self:
            clause.display_name = f"{clause.code or ''} {clause.name or ''}".strip()

    @api.depends("code")
    def _compute_sort_key(self):
        """Numbers of equal length, so that the database sorts them as people do."""
        for clause in self:
            clause.sort_key = ".".join(
                part.zfill(4) if part.isdigit() else part
                for part in (clause.code or "").split(".")
            )

    @api.depends("parent_id.level", "parent_id.section_id")
    def _compute_place(self):
        for clause in self:
            above = clause.parent_id
            depth = LEVELS.index(above.level) + 1 if above.level else 0
            clause.level = LEVELS[min(depth, len(LEVELS) - 1)]
            clause.section_id = above.section_id or clause

    @api.depends("child_ids")
    def _compute_is_leaf(self):
        for clause in self:
            clause.is_leaf = not clause.child_ids

    @api.depends("points")
    def _compute_has_points(self):
        for clause in self:
            clause.has_points = bool(clause.points)

    @api.depends("scheme_id.clause_ids.points", "scheme_id.clause_ids.parent_id")
    def _compute_points_below(self):
        for scheme, clauses in self.grouped("scheme_id").items():
            sums = clause_tree.sums(scheme._get_tree())
            for clause in clauses:
                clause.points_below = float(sums.get(clause.code, 0))

    @api.depends("points")
    def _compute_points_source(self):
        """Points that somebody types over a placeholder are his."""
        for clause in self:
            if not clause.points:
                clause.points_source = False
            elif clause.points_source in (False, "placeholder"):
                is_house = clause.scheme_id.kind == "house"
                clause.points_source = "house" if is_house else "company"
            else:
                clause.points_source = clause.points_source

    @api.constrains("parent_id", "scheme_id")
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A clause cannot be part of itself."))
        for clause in self:
            if clause.parent_id and clause.parent_id.scheme_id != clause.scheme_id:
                raise ValidationError(
                    self.env._(
                        "%(clause)s: the clause above it belongs to another scheme.",
                        clause=clause.display_name,
                    )
                )

    # -- what is in force stays --------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        clauses = super().create(vals_list)
        clauses.scheme_id._check_draft()
        return clauses

    def write(self, vals):
        if FIXED & vals.keys():
            self.scheme_id._check_draft()
        return super().write(vals)

    def _update_field_translations(
        self, field_name, translations, digest=None, source_lang=""
    ):
        """The host puts translations past ``write``."""
        if field_name in FIXED:
            self.scheme_id._check_draft()
        return super()._update_field_translations(
            field_name, translations, digest, source_lang
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        self.scheme_id._check_draft()

    def action_open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    # -- copies ------------------------------------------------------------------------

    def _copy_to(self, scheme) -> None:
        """The same tree in another scheme, level by level, in all languages."""
        twins = {self.browse(): self.browse()}
        level = self.filtered(lambda one: not one.parent_id)
        while level:
            copies = self.create(
                [
                    {
                        **clause.copy_data()[0],
                        "scheme_id": scheme.id,
                        "parent_id": twins[clause.parent_id].id,
                    }
                    for clause in level
                ]
            )
            for clause, copy in zip(level, copies, strict=True):
                clause.copy_translations(copy)
                twins[clause] = copy
            level = level.child_ids

    def _get_parents_by_code(self) -> dict[str, str | None]:
        return {clause.code: clause.parent_id.code or None for clause in self}

    @api.model
    def _find_parent(self, code: str, by_code: dict):
        """The clause a new number belongs below."""
        parent = clause_tree.parent_code(code, by_code)
        return by_code[parent] if parent else self.browse()
