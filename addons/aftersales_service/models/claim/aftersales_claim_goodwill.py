from collections import defaultdict

from odoo import api, fields, models


class AftersalesClaim(models.Model):
    """What is given without being owed comes out of a budget."""

    _inherit = "aftersales.claim"

    is_goodwill = fields.Boolean(
        string="As Goodwill",
        compute="_compute_is_goodwill",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="Granted although neither law nor promise gives it. It comes out of the "
        "goodwill budget.",
    )
    budget_id = fields.Many2one(
        "aftersales.goodwill.budget",
        string="Goodwill Budget",
        compute="_compute_budget_id",
        store=True,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    budget_left = fields.Monetary(related="budget_id.left", string="Left in Budget")

    @api.depends("kind")
    def _compute_is_goodwill(self):
        for claim in self:
            # A claim for money of the warranty is none.
            claim.is_goodwill = claim.kind == "goodwill" or (
                claim.is_goodwill and claim.kind in ("exchange", "return")
            )

    @api.depends("is_goodwill", "outlet_id", "company_id", "demanded_at")
    def _compute_budget_id(self):
        given = self.filtered("is_goodwill")
        budgets = self.env["aftersales.goodwill.budget"]._find_budgets(given)
        for claim in self:
            claim.budget_id = budgets.get(claim, False)

    def _get_frozen_fields(self) -> set[str]:
        return super()._get_frozen_fields() | {"is_goodwill"}

    def _get_submit_problems(self) -> list[str]:
        # A budget may have been made since.
        self._compute_budget_id()
        return super()._get_submit_problems()

    def _get_extra_tiers(self) -> dict:
        """Beyond what is left, one tier more must sign."""
        extra = super()._get_extra_tiers()
        spent: dict = defaultdict(float)
        for claim in self.filtered("budget_id"):
            spent[claim.budget_id] += claim.amount
            if claim.state in ("draft", "submitted") and (
                claim.currency_id.compare_amounts(
                    spent[claim.budget_id], claim.sudo().budget_id.left
                )
                > 0
            ):
                extra[claim] = extra.get(claim, 0) + 1
        return extra
