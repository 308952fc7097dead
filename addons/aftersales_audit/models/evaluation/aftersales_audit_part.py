from odoo import api, fields, models

from ...tools import impartiality


class AftersalesAuditPart(models.AbstractModel):
    """Something that belongs to an audit and is frozen with it; about a department, an
    outlet, or the company (neither of them)."""

    _name = "aftersales.audit.part"
    _description = "Part of an Audit"
    _inherit = ["aftersales.sealed.part.mixin"]
    _check_company_auto = True
    _sealed_parents = ("audit_id",)

    audit_id = fields.Many2one(
        "aftersales.audit", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="audit_id.company_id", store=True, precompute=True, index=True
    )
    department_id = fields.Many2one(
        "hr.department",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    unit_name = fields.Char(string="Audited Unit", compute="_compute_unit_name")

    @api.depends("department_id", "outlet_id", "company_id")
    def _compute_unit_name(self):
        for part in self:
            unit = part.outlet_id or part.department_id or part.company_id
            part.unit_name = unit.sudo().name

    def _get_unit(self) -> str:
        """The unit as the decision on impartiality names it."""
        self.ensure_one()
        return impartiality.unit_key(self.department_id.id, self.outlet_id.id)
