from odoo import api, fields, models

from ...tools import budget_flow

SERVICE, TRAINING = "service", "training"
PLANNED = frozenset(
    {
        *("kind", "company_id", "year", "amount", "expected_base", "minimum_share"),
        *("plan_id", "analytic_account_ids", "account_ids"),
    }
)


class AftersalesBudget(models.Model):
    """What a company means to spend on service or training in a year (R421, R436).

    A budget is a share: of sales for service, of service spending for training. Which
    entries count as spent is chosen here, by analytic plan, analytic accounts or
    accounts; the figures are read from posted entries (``_actual``).
    """

    _name = "aftersales.budget"
    _description = "Service or Training Budget"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
    ]
    _order = "year desc, kind, id"
    _check_company_auto = True

    _flow_roles = budget_flow.ROLES

    kind = fields.Selection(
        [(SERVICE, "After-Sales Service"), (TRAINING, "Training")],
        required=True,
        default=SERVICE,
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    year = fields.Integer(
        required=True, default=lambda self: fields.Date.context_today(self).year
    )
    state = fields.Selection(
        [("draft", "Draft"), ("approved", "Approved")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    amount = fields.Monetary(string="Budget", tracking=True)
    expected_base = fields.Monetary(
        string="Share Of",
        compute="_compute_expected_base",
        store=True,
        readonly=False,
        tracking=True,
        help="Sales expected in the year; for training, the service budget.",
    )
    minimum_share = fields.Float(
        digits=(16, 4),
        tracking=True,
        help="Smallest share that the company's handbook asks for. 0: none is set.",
    )
    planned_share = fields.Float(compute="_compute_planned_share", digits=(16, 4))
    is_planned_short = fields.Boolean(
        string="Budget Below the Minimum", compute="_compute_planned_share"
    )

    # -- what counts as spent ----------------------------------------------------------
    plan_id = fields.Many2one(
        "account.analytic.plan",
        string="Analytic Plan",
        ondelete="restrict",
        index="btree_not_null",
        help="Expenses on any of its accounts count.",
    )
    analytic_account_ids = fields.Many2many(
        "account.analytic.account",
        relation="aftersales_budget_analytic_rel",
        column1="budget_id",
        column2="account_id",
        string="Analytic Accounts",
        check_company=True,
        help="Expenses on these count. Empty: all of the plan.",
    )
    account_ids = fields.Many2many(
        "account.account",
        relation="aftersales_budget_account_rel",
        column1="budget_id",
        column2="account_id",
        string="Accounts",
        check_company=True,
        help="Without plan and analytic accounts: all that is booked here. With them: "
        "only what is booked here counts. Empty: all expense accounts.",
    )
    counted = fields.Char(
        compute="_compute_counted",
        compute_sudo=True,
        help="In words, also for those who do not see analytic accounts.",
    )
    note = fields.Text()

    _year_uniq = models.UniqueIndex(
        "(company_id, kind, year)",
        "This company has a budget of that kind for the year already.",
    )
    _amounts_positive = models.Constraint(
        "CHECK(amount >= 0 AND expected_base >= 0 AND minimum_share >= 0)",
        "Amounts and shares of a budget must not be negative.",
    )

    @api.depends("kind", "year")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for budget in self:
            budget.display_name = f"{kinds.get(budget.kind, '')} {budget.year}"

    @api.depends("kind", "year", "company_id")
    def _compute_expected_base(self):
        """Training is a share of the service budget, as far as there is one."""
        trainings = self.filtered(lambda budget: budget.kind == TRAINING)
        service = {
            (budget.company_id, budget.year): budget.amount
            for budget in self.search(
                [
                    ("kind", "=", SERVICE),
                    ("year", "in", trainings.mapped("year")),
                    ("company_id", "in", trainings.company_id.ids),
                ]
            )
        }
        for budget in self:
            budget.expected_base = budget.expected_base or service.get(
                (budget.company_id, budget.year), 0.0
            )

    @api.depends("plan_id.name", "analytic_account_ids.name", "account_ids.name")
    def _compute_counted(self):
        for budget in self:
            chosen = budget.analytic_account_ids or budget.plan_id
            names = (chosen.mapped("name"), budget.account_ids.mapped("name"))
            budget.counted = " / ".join(", ".join(part) for part in names if part)

    @api.depends("amount", "expected_base", "minimum_share")
    def _compute_planned_share(self):
        for budget in self:
            base = budget.expected_base
            budget.planned_share = budget.amount / base if base else 0.0
            budget.is_planned_short = budget_flow.falls_below(
                budget.amount, base, budget.minimum_share
            )

    def write(self, vals):
        if PLANNED & vals.keys() and not self._is_in_step():
            self._refuse(
                [
                    self.env._(
                        "%(budget)s is approved. Reopen it before you change it.",
                        budget=budget.display_name,
                    )
                    for budget in self
                    if budget.state != "draft"
                ]
            )
        return super().write(vals)

    def _get_flow(self):
        return budget_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {"approve": self.env._("Approve"), "reopen": self.env._("Reopen")}

    def action_approve(self):
        """A budget below the minimum is approved by nobody (R420, R436)."""
        self._check_step_role("approve")
        self._check_step_possible("approve")
        self._refuse([p for budget in self for p in budget._get_approve_problems()])
        self._transition("approve")

    def _get_approve_problems(self) -> list[str]:
        self.ensure_one()
        values = {"budget": self.display_name}
        if not self.amount:
            return [self.env._("%(budget)s: fill in Budget.", **values)]
        if not (self.plan_id or self.analytic_account_ids or self.account_ids):
            return [
                self.env._(
                    "%(budget)s: choose an Analytic Plan, Analytic Accounts or "
                    "Accounts, so that what is spent can be read.",
                    **values,
                )
            ]
        if self.is_planned_short:
            return [
                self.env._(
                    "%(budget)s: %(share).2f %% is less than the minimum of "
                    "%(minimum).2f %%. Raise Budget, or correct Minimum Share.",
                    share=self.planned_share * 100,
                    minimum=self.minimum_share * 100,
                    **values,
                )
            ]
        return []

    def action_reopen(self):
        self._transition("reopen")
