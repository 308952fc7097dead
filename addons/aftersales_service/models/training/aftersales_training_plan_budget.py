from odoo import api, fields, models
from odoo.fields import Command

from ..performance.aftersales_budget import TRAINING


class AftersalesTrainingPlan(models.Model):
    """What the year's training costs, beside the budget that finance keeps (R421)."""

    _inherit = "aftersales.training.plan"

    currency_id = fields.Many2one(related="company_id.currency_id")
    analytic_account_id = fields.Many2one(
        "account.analytic.account",
        compute="_compute_analytic_account_id",
        store=True,
        readonly=False,
        check_company=True,
        help="Bills of the sessions are booked on it; the training budget and the "
        "training cost ratio read it.",
    )
    amount_planned = fields.Monetary(
        string="Planned Cost", compute="_compute_amount_planned", store=True
    )
    amount_actual = fields.Monetary(
        string="Posted Cost", compute="_compute_amount_actual", compute_sudo=True
    )
    budget_id = fields.Many2one(
        "aftersales.budget",
        string="Training Budget",
        compute="_compute_budget_id",
        compute_sudo=True,
    )
    budget_amount = fields.Monetary(
        string="Budget", compute="_compute_budget_id", compute_sudo=True
    )

    @api.depends("company_id")
    def _compute_analytic_account_id(self):
        for plan in self:
            plan.analytic_account_id = (
                plan.analytic_account_id
                or plan.company_id.aftersales_training_account_id
            )

    @api.depends("line_ids.amount")
    def _compute_amount_planned(self):
        for plan in self:
            plan.amount_planned = sum(plan.line_ids.mapped("amount"))

    @api.depends("session_ids.amount_actual")
    def _compute_amount_actual(self):
        for plan in self:
            plan.amount_actual = sum(plan.session_ids.mapped("amount_actual"))

    @api.depends("company_id", "year")
    def _compute_budget_id(self):
        budgets = {
            (budget.company_id, budget.year): budget
            for budget in self.env["aftersales.budget"].search(
                [
                    ("kind", "=", TRAINING),
                    ("company_id", "in", self.company_id.ids),
                    ("year", "in", self.mapped("year")),
                ]
            )
        }
        for plan in self:
            plan.budget_id = budgets.get((plan.company_id, plan.year))
            plan.budget_amount = plan.budget_id.amount

    def _get_approve_problems(self) -> list[str]:
        """An approved budget is not gone beyond; the year's other plans count too."""
        problems = super()._get_approve_problems()
        budget = self.sudo().budget_id
        plans = self | self._find_others()
        planned = sum(plans.mapped("amount_planned"))
        if budget.state == "approved" and planned > budget.amount + 1e-6:
            problems.append(
                self.env._(
                    "%(plan)s: with the plans approved before, training would cost "
                    "%(planned).2f, the budget is %(budget).2f. Plan less, or have the "
                    "budget raised.",
                    plan=self.display_name,
                    planned=planned,
                    budget=budget.amount,
                )
            )
        return problems

    def _find_others(self):
        """The year's other plans that hold already."""
        self.ensure_one()
        return self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("year", "=", self.year),
                ("state", "!=", "draft"),
                ("id", "!=", self.id),
            ]
        )

    def action_request_budget(self):
        """State what the year's training will cost: a draft budget for finance.

        An approved budget stays as it is; a draft is brought to what all plans of the
        year ask for together.
        """
        self.ensure_one()
        self._check_step_role("approve")
        if not self.analytic_account_id:
            self._refuse(
                [
                    self.env._(
                        "%(plan)s: choose an Analytic Account, so that what training "
                        "costs can be read (Settings ▸ After-Sales ▸ People).",
                        plan=self.display_name,
                    )
                ]
            )
        budget = self.budget_id
        if budget.state != "approved":
            plans = self | self._find_others()
            vals = {
                "amount": sum(plans.mapped("amount_planned")),
                "analytic_account_ids": [
                    Command.set(plans.sudo().analytic_account_id.ids)
                ],
            }
            if budget:
                budget.write(vals)
            else:
                budget = self.env["aftersales.budget"].create(
                    {
                        "kind": TRAINING,
                        "company_id": self.company_id.id,
                        "year": self.year,
                        **vals,
                    }
                )
                plans.invalidate_recordset(["budget_id", "budget_amount"])
        return {
            "type": "ir.actions.act_window",
            "res_model": "aftersales.budget",
            "res_id": budget.id,
            "view_mode": "form",
        }
