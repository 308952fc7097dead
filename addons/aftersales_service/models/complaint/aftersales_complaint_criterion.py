from odoo import fields, models, tools

from ...tools import complaint_level
from .aftersales_complaint_level import LEVELS


class AftersalesComplaintCriterion(models.Model):
    """What makes a complaint more than a general one."""

    _name = "aftersales.complaint.criterion"
    _description = "Complaint Criterion"
    _inherit = ["aftersales.cached.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(copy=False)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index=True, help="Empty: for all.")
    level = fields.Selection(
        LEVELS, required=True, default="major", help="Level that it calls for."
    )
    dimension = fields.Selection(
        [
            (complaint_level.SEVERITY, "Severity"),
            (complaint_level.SAFETY, "Safety"),
            (complaint_level.COMPLEXITY, "Complexity"),
            (complaint_level.IMPACT, "Impact"),
            (complaint_level.REPEATS, "Earlier Complaints of the Same"),
        ],
        string="Measured By",
        help="Met by itself when the figure is reached. Empty: somebody ticks it.",
    )
    threshold = fields.Integer(
        string="From",
        default=1,
        help="Figure that it is met from. Of an assessment: 1 low, 2 medium, 3 high.",
    )
    is_injury = fields.Boolean(
        string="Injury", help="Somebody was hurt: help comes before anything else."
    )
    is_lawsuit = fields.Boolean(
        string="Lawsuit", help="Counts as a quality lawsuit (R264)."
    )
    help_text = fields.Text(string="When It Is Met", translate=True)

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0)) WHERE code IS NOT NULL",
        "Another criterion has this code already.",
    )
    _threshold_positive = models.Constraint(
        "CHECK(threshold > 0)", "From: enter a figure above 0."
    )

    @tools.ormcache("company_id")
    def _get_criteria(self, company_id: int) -> list[complaint_level.Criterion]:
        """Criteria of a company as plain values, in order; asked for each complaint."""
        rows = self.sudo().search([("company_id", "in", (company_id, False))])
        return [
            complaint_level.Criterion(
                row.id, row.level, row.dimension or None, row.threshold
            )
            for row in rows
        ]
