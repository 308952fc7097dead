from odoo import fields, models


class AftersalesPartClass(models.Model):
    """Kind of part with a warranty of its own: main part, accessory, light source."""

    _name = "aftersales.part.class"
    _description = "Part Class"
    _inherit = ["aftersales.cached.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    product_category_ids = fields.Many2many(
        "product.category",
        string="Spare Part Categories",
        help="A repair that uses a part of these categories is about this class.",
    )
    note = fields.Text(translate=True, help="Which parts belong to it.")

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "Another part class has this code already."
    )
