from odoo import fields, models


class AftersalesOutletDocumentType(models.Model):
    """A kind of paper or photo that outlets hand in, and which outlets must."""

    _name = "aftersales.outlet.document.type"
    _description = "Outlet Document Type"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    has_end = fields.Boolean(
        string="Expires", default=True, help="Such a document names its last day."
    )
    remind_days = fields.Integer(
        string="Tell Before (days)",
        default=30,
        help="How many days before its last day somebody is told.",
    )
    requirement_ids = fields.One2many(
        "aftersales.outlet.document.requirement", "type_id", "Required Of"
    )

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))",
        "Another type of documents has this code already.",
    )
    _remind_not_negative = models.Constraint(
        "CHECK(remind_days >= 0)", "Tell Before: days cannot be negative."
    )
