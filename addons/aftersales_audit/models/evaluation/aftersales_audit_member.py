from odoo import fields, models


class AftersalesAuditMember(models.Model):
    """Somebody of the team."""

    _name = "aftersales.audit.member"
    _description = "Member of an Audit Team"
    _inherit = ["hr.mixin", "aftersales.sealed.part.mixin"]
    _order = "audit_id, role, id"
    _rec_name = "employee_id"
    _check_company_auto = True
    _sealed_parents = ("audit_id",)

    audit_id = fields.Many2one(
        "aftersales.audit", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="audit_id.company_id", store=True, precompute=True, index=True
    )
    employee_id = fields.Many2one(
        "hr.employee", required=True, check_company=True, ondelete="restrict"
    )
    role = fields.Selection(
        [
            ("leader", "Leader"),
            ("auditor", "Auditor"),
            ("expert", "Expert, Gives No Results"),
        ],
        string="Role in the Team",
        required=True,
        default="auditor",
    )

    _once = models.UniqueIndex(
        "(audit_id, employee_id)", "Somebody is in the team once."
    )
