from odoo import fields, models

from .aftersales_complaint_level import LEVELS


class AftersalesComplaintCategory(models.Model):
    """What a complaint is about; what counts as the same matter."""

    _name = "aftersales.complaint.category"
    _description = "Complaint Category"
    _order = "sequence, name, id"
    _parent_store = True

    name = fields.Char(required=True, translate=True)
    code = fields.Char(copy=False, help="Short code used in reports and imports.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index=True, help="Empty: for all.")
    parent_id = fields.Many2one(
        "aftersales.complaint.category", index=True, ondelete="restrict"
    )
    parent_path = fields.Char(index=True)
    level = fields.Selection(
        LEVELS,
        string="At Least",
        required=True,
        default="general",
        help="Complaints of this category have at least this level.",
    )
    concerns_outlet = fields.Boolean(
        default=True,
        help="Complaints of this category may count against the outlet that served: "
        "the outlet reads and answers them.",
    )
    description = fields.Text(translate=True)

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0)) WHERE code IS NOT NULL",
        "Another category has this code already.",
    )
