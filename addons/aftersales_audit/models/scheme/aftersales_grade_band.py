from odoo import fields, models

#: Fields that are a consequence, with the same words everywhere.
CONSEQUENCES = (
    "is_punished",
    "needs_corrective",
    "needs_preventive",
    "is_praised",
    "is_rewarded",
)


class AftersalesGradeBand(models.Model):
    """A grade from its least score on, and what follows from it."""

    _name = "aftersales.grade.band"
    _description = "Grade"
    _order = "scheme_id, min_score desc, id"

    scheme_id = fields.Many2one(
        "aftersales.grade.scheme", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="scheme_id.company_id", store=True)
    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    min_score = fields.Float(
        string="From Score", required=True, digits=(5, 2), help="Included."
    )
    is_failed = fields.Boolean(string="Not Passed")
    is_punished = fields.Boolean(string="Penalty")
    needs_corrective = fields.Boolean(string="Corrective Action Required")
    needs_preventive = fields.Boolean(string="Preventive Action Required")
    is_praised = fields.Boolean(string="Praise")
    is_rewarded = fields.Boolean(string="Reward")
    reaches_up = fields.Boolean(
        string="At the Next Bound Too",
        help="Its consequences also meet who has just reached the next grade. Handbook "
        "004 calls 70 a pass and punishes “70 or below”: with this, exactly 70 is "
        "passed and punished, as written; without it, passed only.",
    )

    _code_uniq = models.UniqueIndex(
        "(scheme_id, code)", "This grade is in the scheme already."
    )
    _score_uniq = models.UniqueIndex(
        "(scheme_id, min_score)", "Two grades cannot begin at the same score."
    )
    _score_range = models.Constraint(
        "CHECK(min_score >= 0 AND min_score <= 100)", "From Score: from 0 to 100."
    )

    def _get_consequences(self) -> frozenset[str]:
        self.ensure_one()
        return frozenset(name for name in CONSEQUENCES if self[name])
