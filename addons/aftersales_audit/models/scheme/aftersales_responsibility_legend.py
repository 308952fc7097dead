from odoo import fields, models


class AftersalesResponsibilityLegend(models.Model):
    """The marks of a matrix: handbooks use two (R484) or four (R486)."""

    _name = "aftersales.responsibility.legend"
    _description = "Legend of Responsibilities"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    mark_ids = fields.One2many("aftersales.responsibility.mark", "legend_id", copy=True)
