from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import scoring


class AftersalesGradeScheme(models.Model):
    """What a score is worth: national stars, or bands of the house (R348-R353)."""

    _name = "aftersales.grade.scheme"
    _description = "Grading Scheme"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    is_house = fields.Boolean(
        string="House Grades",
        help="Departments and outlets are graded by it, and its consequences hold. "
        "Off: the whole company is graded by it.",
    )
    fail_deductions = fields.Integer(
        string="Special Deductions That Fail",
        help="From this number of special deductions on the lowest grade is given, "
        "whatever the score. 0: they only cost their points.",
    )
    source = fields.Char(help="Where it is written.")
    band_ids = fields.One2many("aftersales.grade.band", "scheme_id", copy=True)

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "Another grading scheme has this code."
    )
    _fail_deductions_positive = models.Constraint(
        "CHECK(fail_deductions >= 0)",
        "Special Deductions That Fail: 0 or more.",
    )

    @api.constrains("band_ids")
    def _check_lowest_band(self):
        for scheme in self:
            if scheme.band_ids and min(scheme.band_ids.mapped("min_score")):
                raise ValidationError(
                    self.env._(
                        "%(scheme)s: the lowest grade begins at 0, so that every score "
                        "has one.",
                        scheme=scheme.name,
                    )
                )

    def _grade(self, score: scoring.Score | None):
        """Band of a score and its consequences: ``(band, frozenset)``, or None."""
        self.ensure_one()
        if score is None:
            return None
        bands = [
            scoring.Band(
                band.code, band.min_score, band._get_consequences(), band.reaches_up
            )
            for band in self.band_ids
        ]
        found = scoring.grade(score, bands, self.fail_deductions)
        if found is None:
            return None
        band = self.band_ids.filtered(lambda one: one.code == found.code)
        return band, found.consequences
