from odoo import api, models
from odoo.exceptions import ValidationError

#: What the lines are made from.
AGREED = frozenset(
    {"company_id", "scheme_id", "matrix_id", "date_from", "date_to"}
    | {"department_ids", "outlet_ids"}
)


class AftersalesAudit(models.Model):
    """What is asked of whom: lines from the scheme, the matrix, the sample."""

    _inherit = "aftersales.audit"

    @api.constrains("scheme_id", "matrix_id")
    def _check_matrix(self):
        for audit in self:
            matrix = audit.matrix_id
            if matrix and matrix.scheme_id != audit.scheme_id:
                raise ValidationError(
                    self.env._(
                        "%(audit)s: the matrix %(matrix)s is made for another scheme.",
                        audit=audit.name,
                        matrix=matrix.name,
                    )
                )

    def write(self, vals):
        if AGREED & vals.keys() and not self.env.su:
            self._refuse_sealed()
            self._refuse(
                [
                    self.env._(
                        "%(audit)s is planned: scheme, period, departments and outlets "
                        "are settled. Cancel it and plan another one.",
                        audit=audit.name,
                    )
                    for audit in self
                    if audit.state != "draft"
                ]
            )
        return super().write(vals)

    def _get_plan_problems(self) -> list[str]:
        self.ensure_one()
        problems = []
        if self.scheme_id.state != "in_force":
            problems.append(
                self.env._(
                    "%(audit)s: the scheme %(scheme)s is not in force.",
                    audit=self.name,
                    scheme=self.scheme_id.display_name,
                )
            )
        columns = self.matrix_id.column_ids.filtered(
            lambda column: not column.department_id
        )
        used = set(self.matrix_id._get_main_columns().values()) if columns else set()
        problems += [
            self.env._(
                "%(matrix)s: say which department of the company “%(column)s” is.",
                matrix=self.matrix_id.name,
                column=column.name,
            )
            for column in columns
            if column in used
        ]
        return problems

    def _create_lines(self) -> None:
        self.env["aftersales.audit.line"].create(
            [vals for audit in self for vals in audit._prepare_lines()]
        )

    def _prepare_lines(self) -> list[dict]:
        """Each indicator once, of the main department; and once more of each sampled
        outlet where it is looked at in outlets."""
        self.ensure_one()
        columns = self.matrix_id._get_main_columns() if self.matrix_id else {}
        nobody = self.env["hr.department"]
        rows = []
        for clause in self.scheme_id._get_leaves():
            department = columns[clause].department_id if clause in columns else nobody
            if not self.department_ids or department in self.department_ids:
                rows.append(self._prepare_line(clause, department_id=department.id))
            if clause.is_at_outlets:
                rows += [
                    self._prepare_line(clause, outlet_id=outlet.id)
                    for outlet in self.outlet_ids
                ]
        return rows

    def _prepare_line(self, clause, **unit) -> dict:
        """Points are copied: a later edition changes nothing here."""
        return {
            "audit_id": self.id,
            "clause_id": clause.id,
            "points": clause.points,
            "points_source": clause.points_source,
            **unit,
        }
