from odoo import fields, models

from ..models.handbook.aftersales_handbook_parameter import AREAS


class AftersalesHandbookComparisonLine(models.TransientModel):
    _name = "aftersales.handbook.comparison.line"
    _description = "Parameter of Two Handbooks"
    _order = "comparison_id, sequence, id"

    comparison_id = fields.Many2one(
        "aftersales.handbook.comparison",
        required=True,
        index=True,
        ondelete="cascade",
    )
    parameter_id = fields.Many2one("aftersales.handbook.parameter", required=True)
    sequence = fields.Integer()
    area = fields.Selection(AREAS)
    value_left = fields.Char(string="First")
    value_right = fields.Char(string="Second")
    rules_left = fields.Char(string="Rules of the First")
    rules_right = fields.Char(string="Rules of the Second")
    is_different = fields.Boolean(string="Differs")
    contradiction = fields.Text()
