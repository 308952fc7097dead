from odoo import fields, models

from ...tools import warranty_facts


class AftersalesWarrantyExclusion(models.Model):
    """Why a fault is not covered although the term runs, and what must prove it."""

    _name = "aftersales.warranty.exclusion"
    _description = "Warranty Exclusion"
    _inherit = ["aftersales.cached.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    evidence = fields.Selection(
        [
            (warranty_facts.NEVER, "Not Needed"),
            (warranty_facts.ON_BURDEN, "While the Burden of Proof Is Ours"),
            (warranty_facts.ALWAYS, "Always"),
        ],
        string="Evidence Required",
        default=warranty_facts.ON_BURDEN,
        required=True,
        help="Without this evidence on the order the exclusion does not count.",
    )
    evidence_note = fields.Char(
        string="What Proves It",
        translate=True,
        help="Photo of the damage, appraisal, card that names another model …",
    )
    legal_source = fields.Char(string="Source")

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "Another exclusion has this code already."
    )
