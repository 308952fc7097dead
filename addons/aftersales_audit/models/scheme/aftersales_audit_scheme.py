from odoo import api, fields, models

from ...tools import clause_tree, scheme_flow


class AftersalesAuditScheme(models.Model):
    """An edition of a standard, or a checklist of the house: clauses with points.

    What is in force does not change; audits that were made by it can be read later. A
    change is a new edition.
    """

    _name = "aftersales.audit.scheme"
    _description = "Evaluation Scheme"
    _inherit = ["aftersales.thread.mixin", "aftersales.flow.mixin"]
    _order = "sequence, code, valid_from desc, id"
    _rec_names_search = ["name", "code"]

    _flow_roles = scheme_flow.ROLES

    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char(required=True, help="Number of the standard, or a short name.")
    edition = fields.Char(help="Year or revision.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    kind = fields.Selection(
        [("standard", "Standard"), ("house", "House Checklist")],
        string="Kind of Scheme",
        default="house",
        required=True,
    )
    state = fields.Selection(
        [("draft", "Draft"), ("in_force", "In Force"), ("superseded", "Superseded")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    valid_from = fields.Date(tracking=True)
    note = fields.Text(translate=True)
    previous_id = fields.Many2one(
        "aftersales.audit.scheme",
        string="Previous Edition",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    grade_scheme_ids = fields.Many2many(
        "aftersales.grade.scheme",
        relation="aftersales_audit_scheme_grade_rel",
        column1="scheme_id",
        column2="grade_scheme_id",
        string="Graded By",
    )
    clause_ids = fields.One2many("aftersales.audit.clause", "scheme_id")
    leaf_count = fields.Integer(string="Indicators", compute="_compute_points")
    unknown_count = fields.Integer(
        string="Without Points",
        compute="_compute_points",
        help="Indicators whose points nobody has entered. With any, the scheme serves "
        "for checks and gives no score.",
    )
    point_sum = fields.Float(string="Points", compute="_compute_points", digits=(6, 2))
    is_complete = fields.Boolean(
        string="Can Be Scored",
        compute="_compute_points",
        help="Every indicator has points, and they add up.",
    )
    uses_placeholder = fields.Boolean(
        string="Points Not From the Standard",
        compute="_compute_points",
        help="Some points are equal shares that stand in for unknown ones.",
    )
    warning = fields.Text(string="Sum Check", compute="_compute_points")

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(edition, ''), COALESCE(company_id, 0))",
        "This edition of the scheme exists already.",
    )

    @api.depends("name", "code", "edition")
    def _compute_display_name(self):
        for scheme in self:
            parts = (scheme.code, scheme.name, scheme.edition)
            scheme.display_name = " ".join(filter(None, parts))

    @api.depends(
        "clause_ids.points",
        "clause_ids.points_source",
        "clause_ids.parent_id",
        "clause_ids.code",
    )
    def _compute_points(self):
        for scheme in self:
            tree = scheme._get_tree()
            leaves = clause_tree.leaves(tree)
            problems = clause_tree.problems(tree)
            unknown = clause_tree.unknown_leaves(tree)
            scheme.leaf_count = len(leaves)
            scheme.unknown_count = len(unknown)
            scheme.point_sum = sum(clause.points or 0 for clause in leaves)
            scheme.is_complete = bool(leaves) and not unknown and not problems
            scheme.uses_placeholder = "placeholder" in scheme.clause_ids.mapped(
                "points_source"
            )
            scheme.warning = "\n".join(map(scheme._describe_problem, problems))

    def _describe_problem(self, problem: clause_tree.Problem) -> str:
        if problem.kind == "total":
            return self.env._(
                "The sections have %(found)g points together, not %(expected)g.",
                found=problem.found,
                expected=problem.expected,
            )
        return self.env._(
            "%(clause)s has %(expected)g points; what is below it has %(found)g.",
            clause=problem.code,
            expected=problem.expected,
            found=problem.found,
        )

    def _get_tree(self) -> list[clause_tree.Clause]:
        """The clauses for the decisions in ``tools``, in their order."""
        self.ensure_one()
        return [
            clause_tree.Clause(
                clause.code,
                clause.parent_id.code or None,
                clause.points or None,
                clause.name,
            )
            for clause in self.clause_ids.sorted("sort_key")
        ]

    def _get_leaves(self):
        """Indicators in their order."""
        return self.clause_ids.filtered("is_leaf").sorted("sort_key")

    # -- steps -------------------------------------------------------------------------

    def _get_flow(self):
        return scheme_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "put_in_force": self.env._("Put in Force"),
            "reopen": self.env._("Back to Draft"),
            "supersede": self.env._("Supersede"),
        }

    def action_put_in_force(self):
        """Editions before it give way to it."""
        self._check_step_role("put_in_force")
        self._refuse(
            [
                self.env._(
                    "%(scheme)s has no clauses. Add them, or import them.",
                    scheme=scheme.display_name,
                )
                for scheme in self
                if not scheme.clause_ids
            ]
        )
        self._transition("put_in_force")
        for scheme in self.filtered(lambda one: not one.valid_from):
            scheme.valid_from = fields.Date.context_today(self)
        before = self.previous_id.filtered(lambda one: one.state == "in_force")
        before._transition("supersede")

    def action_reopen(self):
        """Only while no audit has been made by it."""
        self._check_step_role("reopen")
        self._refuse(
            [
                self.env._(
                    "%(scheme)s is used by %(users)s. Make a new edition instead.",
                    scheme=scheme.display_name,
                    users=", ".join(users),
                )
                for scheme in self
                if (users := scheme._get_users())
            ]
        )
        self._transition("reopen")

    def action_supersede(self):
        self._transition("supersede")

    def _get_users(self) -> list[str]:
        """Hook: names of documents that rely on what the scheme says."""
        return []

    # -- editions ----------------------------------------------------------------------

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        for scheme, vals in zip(self, vals_list, strict=True):
            if "edition" not in (default or {}):
                vals["edition"] = self.env._("%s (copy)", scheme.edition or "").strip()
        return vals_list

    def copy(self, default=None):
        copies = super().copy(default)
        for scheme, new in zip(self, copies, strict=True):
            scheme.clause_ids._copy_to(new)
        return copies

    def action_new_edition(self):
        """A draft with the same clauses and points, which supersedes this one once it
        is put in force."""
        self.ensure_one()
        new = self.copy()
        new.previous_id = self
        return new._get_form_action()

    def action_compare(self):
        """What this edition changes against the one before, or any other one."""
        self.ensure_one()
        others = [("code", "=", self.code), ("id", "!=", self.id)]
        old = self.previous_id or self.search(others, order="id desc", limit=1) or self
        wizard = self.env["aftersales.audit.scheme.comparison"].create(
            {"new_id": self.id, "old_id": old.id}
        )
        return wizard._get_action()

    def _get_form_action(self) -> dict:
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_view_clauses(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_audit.aftersales_audit_clause_action"
        )
        action["domain"] = [("scheme_id", "=", self.id)]
        action["context"] = {"default_scheme_id": self.id}
        return action
