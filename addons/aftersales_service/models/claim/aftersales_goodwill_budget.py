from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

# Claims in these states have used a budget; those submitted ask for it.
USED_STATES = ("approved", "in_progress", "done")


class AftersalesGoodwillBudget(models.Model):
    """What an outlet (or the whole company) may give away in a period."""

    _name = "aftersales.goodwill.budget"
    _description = "Goodwill Budget"
    _order = "date_from desc, outlet_id, id"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: for all outlets that have no budget of their own.",
    )
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="To", required=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(string="Budget", required=True)
    claim_ids = fields.One2many("aftersales.claim", "budget_id", "Claims")
    used = fields.Monetary(compute="_compute_used", help="Granted so far.")
    asked = fields.Monetary(
        compute="_compute_used", help="Submitted and not decided yet."
    )
    left = fields.Monetary(compute="_compute_used")

    _dates_order = models.Constraint(
        "CHECK(date_from <= date_to)", "Goodwill budget: From comes before To."
    )
    _amount_positive = models.Constraint(
        "CHECK(amount >= 0)", "Goodwill budget: the amount must not be negative."
    )

    @api.depends("outlet_id", "company_id", "date_from", "date_to")
    def _compute_display_name(self):
        for budget in self:
            budget.display_name = self.env._(
                "%(whose)s, %(first)s to %(last)s",
                whose=budget.outlet_id.name or budget.company_id.name or "",
                first=budget.date_from or "",
                last=budget.date_to or "",
            )

    @api.depends("amount", "claim_ids.amount", "claim_ids.state")
    def _compute_used(self):
        """One query for all budgets."""
        sums = {
            (budget, state): amount
            for budget, state, amount in self.env["aftersales.claim"]
            .sudo()  # a budget is used up by all its claims, whoever sees them
            ._read_group(
                [
                    ("budget_id", "in", self.ids),
                    ("state", "in", ("submitted", *USED_STATES)),
                ],
                ["budget_id", "state"],
                ["amount:sum"],
            )
        }
        for budget in self:
            key = budget._origin.sudo()
            budget.used = sum(sums.get((key, state), 0.0) for state in USED_STATES)
            budget.asked = sums.get((key, "submitted"), 0.0)
            budget.left = budget.amount - budget.used

    @api.constrains("company_id", "outlet_id", "date_from", "date_to")
    def _check_overlap(self):
        for budget in self:
            twin = self.search(
                [
                    ("id", "!=", budget.id),
                    ("company_id", "=", budget.company_id.id),
                    ("outlet_id", "=", budget.outlet_id.id),
                    ("date_from", "<=", budget.date_to),
                    ("date_to", ">=", budget.date_from),
                ],
                limit=1,
            )
            if twin:
                raise ValidationError(
                    self.env._(
                        "%(budget)s overlaps %(twin)s. One budget holds for a day.",
                        budget=budget.display_name,
                        twin=twin.display_name,
                    )
                )

    @api.model
    def _find_budgets(self, claims) -> dict:
        """By claim, the budget of its outlet on its day, else the company's.

        One query for all of them.
        """
        days = {claim: claim._get_demanded_day() for claim in claims}
        found = {claim: self.browse() for claim in claims}
        if not claims:
            return found
        budgets = self.sudo().search(
            Domain("company_id", "in", claims.company_id.ids)
            & Domain("outlet_id", "in", [*claims.outlet_id.ids, False])
            & Domain("date_from", "<=", max(days.values()))
            & Domain("date_to", ">=", min(days.values()))
        )
        for claim in claims:
            fitting = budgets.filtered(
                lambda budget, claim=claim: (
                    budget.company_id == claim.company_id
                    and budget.outlet_id in (claim.outlet_id, budget.outlet_id.browse())
                    and budget.date_from <= days[claim] <= budget.date_to
                )
            )
            found[claim] = fitting.sorted(lambda budget: not budget.outlet_id)[:1]
        return found

    def action_view_claims(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_claim_action"
        )
        action["domain"] = [("budget_id", "=", self.id)]
        action["context"] = {}
        return action
