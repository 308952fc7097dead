from odoo import fields, models


class AftersalesScorecardBand(models.Model):
    """The least score of a grade."""

    _name = "aftersales.scorecard.band"
    _description = "Scorecard Grade"
    _order = "scheme_id, min_score desc, id"

    scheme_id = fields.Many2one(
        "aftersales.scorecard.scheme", required=True, index=True, ondelete="cascade"
    )
    grade = fields.Selection(
        selection=lambda self: self.env["aftersales.outlet"]._get_grades(),
        required=True,
    )
    min_score = fields.Float(string="From Score", required=True)

    _grade_uniq = models.UniqueIndex(
        "(scheme_id, grade)", "This grade is in the scheme already."
    )
    _score_range = models.Constraint(
        "CHECK(min_score >= 0 AND min_score <= 100)", "From Score: from 0 to 100."
    )
