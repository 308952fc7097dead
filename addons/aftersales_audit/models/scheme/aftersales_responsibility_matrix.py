from odoo import api, fields, models

from ...tools import responsibility

#: So many gaps are told of one by one.
GAPS_TOLD = 6


class AftersalesResponsibilityMatrix(models.Model):
    """Which department answers for which clause (R484-R486)."""

    _name = "aftersales.responsibility.matrix"
    _description = "Responsibility Matrix"
    _inherit = ["aftersales.thread.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    scheme_id = fields.Many2one(
        "aftersales.audit.scheme", required=True, index=True, ondelete="restrict"
    )
    legend_id = fields.Many2one(
        "aftersales.responsibility.legend", required=True, ondelete="restrict"
    )
    note = fields.Text(translate=True)
    column_ids = fields.One2many(
        "aftersales.responsibility.column", "matrix_id", string="Departments", copy=True
    )
    cell_ids = fields.One2many("aftersales.responsibility", "matrix_id")
    gap_count = fields.Integer(
        string="Gaps",
        compute="_compute_warning",
        help="Indicators for which not exactly one department is mainly responsible.",
    )
    warning = fields.Text(string="Gaps in the Matrix", compute="_compute_warning")

    @api.depends("scheme_id.clause_ids.is_leaf", "cell_ids.mark_id", "column_ids.name")
    def _compute_warning(self):
        for matrix in self:
            gaps = matrix._get_gaps()
            matrix.gap_count = len(gaps)
            matrix.warning = "\n".join(matrix._describe_gaps(gaps))

    @api.constrains("scheme_id", "legend_id")
    def _check_cells(self):
        """With marks on it, a matrix stays with its scheme and legend."""
        self.cell_ids._check_same_matrix()

    def _get_gaps(self) -> list[responsibility.Gap]:
        self.ensure_one()
        parents = self.scheme_id.clause_ids._get_parents_by_code()
        leaves = self.scheme_id._get_leaves().mapped("code")
        return responsibility.gaps(leaves, parents, self._get_main_marks())

    def _get_main_marks(self) -> dict[str, set[int]]:
        """Columns mainly responsible, by the code of the clause the mark stands on."""
        marks: dict[str, set[int]] = {}
        for cell in self.cell_ids:
            if cell.mark_id.is_main:
                marks.setdefault(cell.clause_id.code, set()).add(cell.column_id.id)
        return marks

    def _get_main_columns(self) -> dict:
        """Column mainly responsible, by indicator; those with a gap are left out."""
        self.ensure_one()
        parents = self.scheme_id.clause_ids._get_parents_by_code()
        marks = self._get_main_marks()
        result = {}
        for clause in self.scheme_id._get_leaves():
            columns = responsibility.main_of(clause.code, parents, marks)
            if len(columns) == 1:
                result[clause] = self.column_ids.browse(columns)
        return result

    def _describe_gaps(self, gaps: list[responsibility.Gap]) -> list[str]:
        """A few in words; an empty matrix would tell of nothing else."""
        told = [self._describe_gap(gap) for gap in gaps[:GAPS_TOLD]]
        if len(gaps) > GAPS_TOLD:
            told.append(
                self.env._(
                    "… and %(count)s more indicators.", count=len(gaps) - GAPS_TOLD
                )
            )
        return told

    def _describe_gap(self, gap: responsibility.Gap) -> str:
        clause = self.scheme_id.clause_ids.filtered(lambda one: one.code == gap.code)
        if not gap.columns:
            return self.env._(
                "%(clause)s: nobody is mainly responsible.", clause=clause.display_name
            )
        names = self.column_ids.filtered(lambda one: one.id in gap.columns)
        return self.env._(
            "%(clause)s: several departments are mainly responsible: %(names)s.",
            clause=clause.display_name,
            names=", ".join(names.mapped("name")),
        )

    def copy(self, default=None):
        copies = super().copy(default)
        for matrix, new in zip(self, copies, strict=True):
            matrix._copy_cells_to(new)
        return copies

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        for matrix, vals in zip(self, vals_list, strict=True):
            if "name" not in (default or {}):
                vals["name"] = self.env._("%s (copy)", matrix.name)
        return vals_list

    def _copy_cells_to(self, matrix) -> None:
        """Marks go along by the numbers of their clauses: also into a new edition."""
        clauses = {clause.code: clause for clause in matrix.scheme_id.clause_ids}
        columns = dict(zip(self.column_ids, matrix.column_ids, strict=True))
        self.env["aftersales.responsibility"].create(
            [
                {
                    "matrix_id": matrix.id,
                    "clause_id": clauses[cell.clause_id.code].id,
                    "column_id": columns[cell.column_id].id,
                    "mark_id": cell.mark_id.id,
                }
                for cell in self.cell_ids
                if cell.clause_id.code in clauses
            ]
        )

    @api.model
    def _fill_column(self, column_id: int, codes_by_mark: dict[int, str]) -> None:
        """Marks of one department, for data files: clause numbers by mark."""
        column = self.env["aftersales.responsibility.column"].browse(column_id)
        clauses = {one.code: one for one in column.matrix_id.scheme_id.clause_ids}
        self.env["aftersales.responsibility"].create(
            [
                {
                    "matrix_id": column.matrix_id.id,
                    "clause_id": clauses[code].id,
                    "column_id": column_id,
                    "mark_id": mark_id,
                }
                for mark_id, codes in codes_by_mark.items()
                for code in codes.split()
            ]
        )
