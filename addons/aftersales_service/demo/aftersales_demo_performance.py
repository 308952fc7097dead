from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.fields import Command

from ..tools import kpi
from . import texts

DEPARTMENT: texts.Text = ("Field Service", "现场服务部")
TRAINING: texts.Text = ("Technicians' Training", "服务人员培训")
COURSE: texts.Text = ("Course on locks and safes", "锁具与保险柜维修培训")
SHOPS: texts.Text = ("Sales of the shops, this year", "本年度门店销售收入")
SALES, COURSE_COST = 180000, 48
SUGGESTION: texts.Text = (
    "Proposed a jig that sets drawer rails in one go; used by all outlets since.",
    "提出抽屉滑轨一次定位工装，已在各网点推广使用。",
)
ROAD_CLOSED: texts.Text = (
    "The road was closed; the customer knew and agreed.",
    "道路封闭，已事先征得客户同意。",
)
BASIS: texts.Text = (
    "Last year's figures, the handbook, and the two technicians who start in spring.",
    "上年度实绩、服务手册，以及春季到岗的两名技术人员。",
)

# Code: target, the figure five months ago, what it gained each month since.
FIGURES = {
    "response_time": (1.0, 0.7, -0.09),
    "response_in_time": (95.0, 87.0, 0.9),
    "onsite_time": (6.0, 4.9, -0.35),
    "onsite_in_time": (92.0, 76.0, 1.2),
    "repair_time": (30.0, 10.5, -0.8),
    "sla_breach": (8.0, 21.0, -0.9),
    "first_time_fix": (90.0, 71.0, 1.1),
    "repeat_repair": (2.0, 3.5, -0.5),
    "satisfaction_rate": (90.0, 78.0, 0.9),
    "satisfaction_index": (85.0, 80.5, 0.7),
    "reopened": (3.0, 2.5, -0.4),
}
HOURS = ("response_time", "onsite_time", "repair_time")
MONTHLY_ORDERS = 60


class AftersalesDemo(models.AbstractModel):
    """Two years of targets, half a year of results, budgets, rewards and penalties."""

    _inherit = "aftersales.demo"

    @api.model
    def _load_performance(self):
        general, manager = self._ref("user_general"), self._ref("user_manager")
        self.env.company.write(
            {
                "aftersales_general_manager_id": general.id,
                "aftersales_representative_id": manager.id,
            }
        )
        department = self._create_named(
            "hr.department", "department_field", {"name": self._text(DEPARTMENT)}
        )
        self._find_outlets().technician_ids.department_id = department
        self._set_targets()
        self._fix_figures()
        self._plan_budgets()
        self._reward_and_penalise()

    @api.model
    def _find_outlets(self):
        return self.env["aftersales.outlet"].search([("state", "=", "active")])

    @api.model
    def _get_kpi(self, code: str):
        return self.env.ref(f"aftersales_service.kpi_{code}")

    # -- targets ---------------------------------------------------------------------
    @api.model
    def _set_targets(self):
        """Last year's, a little easier; this year's from them, one of them split."""
        desk = self.with_user(self._ref("user_dispatcher"))
        year = self._today().year
        definitions = [self._get_kpi(code) for code in FIGURES]
        old = desk.env["aftersales.kpi.target"].create(
            [
                {
                    "kpi_id": definition.id,
                    "year": year - 1,
                    "value": self._ease(definition, FIGURES[definition.code][0]),
                }
                for definition in definitions
            ]
        )
        self._approve_targets(old)
        old.action_next_year()
        new = old.next_ids
        for target in new:
            target.write(
                {
                    "value": FIGURES[target.kpi_id.code][0],
                    "basis": self._text(BASIS),
                }
            )
        first_fix = new.filtered(lambda t: t.kpi_id.code == "first_time_fix")
        first_fix.action_split_to_outlets()
        first_fix.child_ids[:1].value += 2
        self._approve_targets(new + first_fix.child_ids)
        # One that still waits for the general manager.
        waiting = desk.env["aftersales.kpi.target"].create(
            {
                "kpi_id": self._get_kpi("major_complaints").id,
                "year": year,
            }
        )
        waiting.action_submit()
        waiting.action_collect()

    @api.model
    def _ease(self, definition, value: float) -> float:
        return round(value * (0.97 if definition.direction == kpi.HIGH else 1.1), 2)

    @api.model
    def _approve_targets(self, targets):
        targets.action_submit()
        targets.action_collect()
        targets.with_user(self._ref("user_general")).action_approve()

    # -- results ---------------------------------------------------------------------
    @api.model
    def _fix_figures(self):
        """Five months as they were written down, the last one as it is measured."""
        first = self._today().replace(day=1) - relativedelta(months=6)
        Result = self.env["aftersales.kpi.result"].sudo()
        for month in range(5):
            span = kpi.period(kpi.MONTH, first + relativedelta(months=month))
            for code in FIGURES:
                definition = self._get_kpi(code)
                Result.create(self._prepare_month(definition, span, month))
        span = kpi.period(kpi.MONTH, first + relativedelta(months=5))
        for code in FIGURES:
            definition = self._get_kpi(code).sudo()
            Result._fix(definition, kpi.MONTH, *span)

    @api.model
    def _prepare_month(self, definition, span, month: int) -> list[dict]:
        Result = self.env["aftersales.kpi.result"].sudo()
        targets = self.env["aftersales.kpi.target"]._find_targets(
            definition, kpi.MONTH, span[0]
        )
        series = Result._get_series(definition, kpi.MONTH, span[0])
        outlets = self._find_outlets()
        members = [("company", False, MONTHLY_ORDERS * len(outlets), 0)] + [
            ("outlet", outlet.id, MONTHLY_ORDERS, number % 3 - 1)
            for number, outlet in enumerate(outlets)
        ]
        return [
            Result._prepare_result_vals(
                definition,
                kpi.MONTH,
                span,
                scope,
                key,
                self._get_figure(definition.code, month, count, luck),
                targets,
                series,
            )
            for scope, key, count, luck in members
        ]

    @api.model
    def _get_figure(self, code: str, month: int, count: int, luck: int) -> kpi.Figure:
        """As a whole number of cases would give it; one outlet does better."""
        _target, start, gain = FIGURES[code]
        value = start + gain * month + luck * abs(gain) * (1 + month % 2)
        if code in HOURS:
            return kpi.Figure(value * count, count, value, value * 2.3)
        return kpi.percent(round(value / 100 * count), count)

    # -- budgets ---------------------------------------------------------------------
    @api.model
    def _plan_budgets(self):
        """Service by the outlets' analytic accounts, training by one of its own."""
        company = self.env.company
        year = self._today().year
        plan = self.env.ref("analytic.analytic_plan_projects")
        outlets = self._find_outlets().analytic_account_id
        training = self.env["account.analytic.account"].create(
            {
                "name": self._text(TRAINING),
                "plan_id": plan.id,
                "company_id": company.id,
            }
        )
        self._book(COURSE, "expense", COURSE_COST, training)
        self._book(SHOPS, "income", -SALES)
        budgets = self.env["aftersales.budget"].create(
            [
                {
                    "kind": "service",
                    "year": year,
                    "amount": 2600,
                    "expected_base": SALES,
                    "minimum_share": 0.01,
                    "analytic_account_ids": [Command.set(outlets.ids)],
                },
                {
                    "kind": "training",
                    "year": year,
                    "amount": 60,
                    "expected_base": 2600,
                    "minimum_share": 0.02,
                    "analytic_account_ids": [Command.set(training.ids)],
                },
            ]
        )
        budgets.with_user(self._ref("user_general")).action_approve()

    @api.model
    def _book(self, text: texts.Text, kind: str, amount: float, analytic=None):
        """An entry of today, as far as there is a chart of accounts."""
        Account = self.env["account.account"]
        account = Account.search([("account_type", "=", kind)], limit=1)
        other = Account.search([("account_type", "=", "liability_current")], limit=1)
        journal = self._find_journal("general")
        if not (account and other and journal):
            return
        line = {"account_id": account.id, "balance": amount}
        if analytic:
            line["analytic_distribution"] = {str(analytic.id): 100}
        entry = self.env["account.move"].create(
            {
                "journal_id": journal.id,
                "date": self._today(),
                "ref": self._text(text),
                "line_ids": [
                    Command.create({**line, "name": self._text(text)}),
                    Command.create({"account_id": other.id, "balance": -amount}),
                ],
            }
        )
        entry.action_post()

    # -- rewards and penalties ---------------------------------------------------------
    @api.model
    def _reward_and_penalise(self):
        """What rules found: one approved, one rejected, others wait; a suggestion."""
        Entry = self.env["aftersales.performance.entry"]
        manager = self._ref("user_manager")
        rules = self.env["aftersales.performance.rule"].search(
            [("source", "!=", False)]
        )
        rules.watch_from = self._today() - relativedelta(days=60)
        found = Entry.sudo()
        for rule in rules:
            found |= Entry.sudo()._propose(rule, 6)
        decided = found.with_user(manager)
        if decided:
            decided[0].amount = 100
            decided[0].action_approve()
        if len(decided) > 1:
            decided[1].reject_reason = self._text(ROAD_CLOSED)
            decided[1].action_reject()
        suggestion = Entry.with_user(self._ref("user_dispatcher")).create(
            {
                "rule_id": self.env.ref(
                    "aftersales_service.performance_rule_suggestion"
                ).id,
                "employee_id": self._ref("outlet_qd").technician_ids[:1].id,
                "outlet_id": self._ref("outlet_qd").id,
                "date": self._today() - relativedelta(days=12),
                "amount": 300,
                "reason": self._text(SUGGESTION),
            }
        )
        suggestion.with_user(manager).action_approve()
