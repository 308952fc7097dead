from odoo import fields, models


class AftersalesResponsibilityColumn(models.Model):
    """A department as the handbook calls it, and which one of the company it is."""

    _name = "aftersales.responsibility.column"
    _description = "Department in a Responsibility Matrix"
    _order = "matrix_id, sequence, id"
    _check_company_auto = True

    matrix_id = fields.Many2one(
        "aftersales.responsibility.matrix",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="matrix_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    department_id = fields.Many2one(
        "hr.department",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Audits are planned with it. A matrix for all companies has none: copy it "
        "for a company.",
    )
