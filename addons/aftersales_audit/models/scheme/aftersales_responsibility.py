from odoo import api, fields, models
from odoo.exceptions import ValidationError


class AftersalesResponsibility(models.Model):
    """What one department has to do with one clause: a cell of the matrix."""

    _name = "aftersales.responsibility"
    _description = "Responsibility"
    _order = "matrix_id, clause_id, column_id"

    matrix_id = fields.Many2one(
        "aftersales.responsibility.matrix",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="matrix_id.company_id", store=True)
    clause_id = fields.Many2one(
        "aftersales.audit.clause", required=True, index=True, ondelete="cascade"
    )
    column_id = fields.Many2one(
        "aftersales.responsibility.column",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('matrix_id', '=', matrix_id)]",
    )
    department_id = fields.Many2one(related="column_id.department_id")
    mark_id = fields.Many2one(
        "aftersales.responsibility.mark", required=True, ondelete="restrict"
    )
    is_main = fields.Boolean(related="mark_id.is_main", store=True)

    _cell_uniq = models.UniqueIndex(
        "(clause_id, column_id)", "The department has a mark on this clause already."
    )

    @api.depends("clause_id", "column_id", "mark_id")
    def _compute_display_name(self):
        for cell in self:
            cell.display_name = (
                f"{cell.clause_id.code} {cell.mark_id.symbol} {cell.column_id.name}"
            )

    @api.constrains("matrix_id", "clause_id", "column_id", "mark_id")
    def _check_same_matrix(self):
        for cell in self:
            matrix = cell.matrix_id
            if (
                cell.clause_id.scheme_id != matrix.scheme_id
                or cell.column_id.matrix_id != matrix
                or cell.mark_id.legend_id != matrix.legend_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(cell)s: clause, department and mark must be those of the "
                        "matrix %(matrix)s.",
                        cell=cell.display_name,
                        matrix=matrix.name,
                    )
                )
