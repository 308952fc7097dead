from odoo import api, fields, models

from ...tools import stocktake


class AftersalesStocktakePolicy(models.Model):
    """How a company counts its stock: until when, how strictly, by whom again."""

    _name = "aftersales.stocktake.policy"
    _description = "Stocktake Policy"
    _order = "company_id, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: all that have none."
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    due_day = fields.Integer(
        string="Due on Day",
        default=5,
        required=True,
        help="Day of the following month on which the sheet must be with head office.",
    )
    lead_days = fields.Integer(
        string="Proposed Before (days)",
        default=3,
        required=True,
        help="So many days before the end of the month its stocktakes are made out.",
    )
    tolerance_percent = fields.Float(
        string="Tolerance (%)",
        help="A line that differs by more is counted again. With neither tolerance, "
        "each one that differs is.",
    )
    tolerance_amount = fields.Monetary(
        string="Tolerance (value)",
        help="A line whose difference is worth more is counted again.",
    )
    is_blind = fields.Boolean(
        string="Blind Count",
        default=True,
        help="Whoever counts does not see the book quantity until the count is closed.",
    )
    recount_by_other = fields.Boolean(
        string="Recount by Another",
        default=True,
        help="A line is counted again by somebody else.",
    )
    needs_photo = fields.Boolean(
        string="Photo of Differences",
        help="A line that differs needs a photo before it is verified.",
    )
    reports_differences = fields.Boolean(
        string="Differences Are Findings",
        default=True,
        help="What is still beyond the tolerance when a count is approved is followed "
        "up as a nonconformity, where nonconformities are kept.",
    )

    _company_uniq = models.UniqueIndex(
        "(COALESCE(company_id, 0)) WHERE active",
        "A company has one stocktake policy.",
    )
    _days_possible = models.Constraint(
        "CHECK(due_day BETWEEN 1 AND 31 AND lead_days BETWEEN 0 AND 27)",
        "Due on Day: 1 to 31. Proposed Before: 0 to 27 days.",
    )
    _tolerance_positive = models.Constraint(
        "CHECK(tolerance_percent >= 0 AND tolerance_amount >= 0)",
        "A tolerance must not be negative.",
    )

    @api.depends("company_id")
    @api.depends_context("company")
    def _compute_currency_id(self):
        for policy in self:
            policy.currency_id = (policy.company_id or self.env.company).currency_id

    @api.model
    def _get_for(self, company):
        """The policy of a company, else the one for all; none: the strictest."""
        return self.search(
            [("company_id", "in", (company.id, False))], order="company_id", limit=1
        )

    def _get_tolerance(self) -> stocktake.Tolerance:
        return stocktake.Tolerance(self.tolerance_percent, self.tolerance_amount)
