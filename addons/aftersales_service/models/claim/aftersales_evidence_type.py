from odoo import fields, models


class AftersalesEvidenceType(models.Model):
    """A kind of proof: invoice, warranty card, photo, the defective part itself."""

    _name = "aftersales.evidence.type"
    _description = "Kind of Evidence"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_physical = fields.Boolean(
        string="A Thing",
        help="Handed in rather than attached: a note says where it is kept.",
    )

    _name_uniq = models.UniqueIndex("(name)", "There is such a kind of evidence.")
