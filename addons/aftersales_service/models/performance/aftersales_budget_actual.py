from datetime import date
from typing import NamedTuple

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import budget_flow
from .aftersales_budget import SERVICE


class Entries(NamedTuple):
    """Records that count, and how their amounts add up."""

    model: str
    domain: Domain
    aggregate: str
    sign: int


class AftersalesBudget(models.Model):
    """What was spent, and of what it is a share: posted entries and nothing else."""

    _inherit = "aftersales.budget"

    actual_amount = fields.Monetary(
        string="Spent", compute="_compute_actual", compute_sudo=True
    )
    actual_base = fields.Monetary(
        compute="_compute_actual",
        compute_sudo=True,
        help="Sales posted in the year; for training, what was spent on service.",
    )
    actual_share = fields.Float(
        compute="_compute_actual", compute_sudo=True, digits=(16, 4)
    )
    left_amount = fields.Monetary(
        string="Left", compute="_compute_actual", compute_sudo=True
    )
    is_actual_short = fields.Boolean(
        string="Spent Below the Minimum", compute="_compute_actual", compute_sudo=True
    )

    @api.depends(
        "amount",
        "minimum_share",
        "kind",
        "year",
        "company_id",
        "plan_id",
        "analytic_account_ids",
        "account_ids",
    )
    def _compute_actual(self):
        """Budgets that count the same entries share a query."""
        service = self._find_service_budgets()
        costs = (self | service)._read_years(lambda budget: budget._get_cost_entries())
        sales = self._read_years(lambda budget: budget._get_sales_entries())
        for budget in self:
            if budget.kind == SERVICE:
                base = sales.get(budget, 0.0)
            else:
                base = costs.get(budget._pick_service(service), 0.0)
            spent = costs.get(budget, 0.0)
            budget.actual_amount = spent
            budget.actual_base = base
            budget.actual_share = spent / base if base else 0.0
            budget.left_amount = budget.amount - spent
            budget.is_actual_short = budget_flow.falls_below(
                spent, base, budget.minimum_share
            )

    def _find_service_budgets(self):
        """Service budgets of the same companies and years; one query."""
        return self.search(
            [
                ("kind", "=", SERVICE),
                ("company_id", "in", self.company_id.ids),
                ("year", "in", self.mapped("year")),
            ]
        )

    def _pick_service(self, budgets):
        self.ensure_one()
        return budgets.filtered(
            lambda budget: (
                (budget.company_id, budget.year) == (self.company_id, self.year)
            )
        )

    def _read_years(self, get_entries) -> dict:
        """Sums of each budget's year; one query for all with the same entries."""
        groups: dict[tuple, AftersalesBudget] = {}
        for budget in self:
            entries = get_entries(budget)
            if entries:
                key = (entries.model, repr(entries.domain))
                groups[key] = groups.get(key, self.browse()) | budget
        result = {}
        for budgets in groups.values():
            entries = get_entries(budgets[0])
            years = budgets.mapped("year")
            span = self._within_days(date(min(years), 1, 1), date(max(years), 12, 31))
            sums = {
                year.year: entries.sign * total
                for year, total in self.env[entries.model]._read_group(
                    entries.domain & span, ["date:year"], [entries.aggregate]
                )
            }
            result.update({budget: sums.get(budget.year, 0.0) for budget in budgets})
        return result

    @api.model
    def _within_days(self, first, last) -> Domain:
        return Domain("date", ">=", first) & Domain("date", "<=", last)

    @api.model
    def _sum_entries(self, entries: Entries, first, last) -> float:
        [(total,)] = (
            self.env[entries.model]
            .sudo()
            ._read_group(
                entries.domain & self._within_days(first, last), [], [entries.aggregate]
            )
        )
        return entries.sign * (total or 0.0)

    def _get_sales_entries(self) -> Entries:
        """What was sold: income from trade, before tax, credit notes taken off."""
        self.ensure_one()
        domain = (
            Domain("company_id", "=", self.company_id.id)
            & Domain("parent_state", "=", "posted")
            & Domain("account_id.account_type", "=", "income")
        )
        return Entries("account.move.line", domain, "balance:sum", -1)

    def _get_cost_entries(self) -> Entries | None:
        self.ensure_one()
        if self.plan_id or self.analytic_account_ids:
            return self._get_analytic_entries()
        if not self.account_ids:
            return None
        domain = (
            Domain("company_id", "=", self.company_id.id)
            & Domain("parent_state", "=", "posted")
            & Domain("account_id", "in", self.account_ids.ids)
        )
        return Entries("account.move.line", domain, "balance:sum", 1)

    def _get_analytic_entries(self) -> Entries:
        """Analytic items of posted entries; an expense is negative there."""
        accounts = self.analytic_account_ids
        if accounts:
            chosen = Domain.OR(
                Domain(plan._column_name(), "in", members.ids)
                for plan, members in accounts.grouped("plan_id").items()
            )
        else:
            column = self.plan_id._column_name()
            chosen = Domain(f"{column}.plan_id", "child_of", self.plan_id.ids)
        booked = (
            Domain("general_account_id", "in", self.account_ids.ids)
            if self.account_ids
            else Domain("general_account_id.account_type", "=like", "expense%")
        )
        domain = (
            Domain("company_id", "=", self.company_id.id)
            & Domain("move_line_id.parent_state", "=", "posted")
            & chosen
            & booked
        )
        return Entries("account.analytic.line", domain, "amount:sum", -1)

    def action_view_entries(self):
        """The entries behind what was spent."""
        self.ensure_one()
        entries = self._get_cost_entries()
        if not entries:
            return False
        span = self._within_days(date(self.year, 1, 1), date(self.year, 12, 31))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Entries of %(budget)s", budget=self.display_name),
            "res_model": entries.model,
            "view_mode": "list,form",
            "views": [(False, "list"), (False, "form")],
            "domain": list(entries.domain & span),
            "context": {"create": False},
        }
