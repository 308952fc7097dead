from odoo import Command
from odoo.exceptions import AccessError, UserError

from ..rules import rule
from .common import MAY, KpiCase


class TestBudget(KpiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.finance = cls._create_user("finance")
        cls.plan = cls.env["account.analytic.plan"].create({"name": "Service Spending"})
        cls.repairs, cls.courses = cls.env["account.analytic.account"].create(
            [
                {"name": "Repairs", "plan_id": cls.plan.id},
                {"name": "Courses", "plan_id": cls.plan.id},
            ]
        )
        cls.income, cls.expense, cls.training_cost, cls.bank = cls.env[
            "account.account"
        ].create(
            [
                {"name": name, "code": code, "account_type": kind}
                for name, code, kind in (
                    ("Sales", "KPI1", "income"),
                    ("Service Cost", "KPI2", "expense"),
                    ("Training Cost", "KPI3", "expense"),
                    ("Bank", "KPI4", "asset_current"),
                )
            ]
        )
        cls.journal = cls.env["account.journal"].create(
            {"name": "KPI", "code": "KPI", "type": "general"}
        )
        cls._book(cls.income, -100_000)
        cls._book(cls.expense, 800, cls.repairs)
        cls._book(cls.training_cost, 20, cls.courses)
        cls._book(cls.expense, 5_000, cls.repairs, post=False)
        cls._book(cls.expense, 9_000, cls.repairs, day="2030-05-10")
        cls.service = cls._create_budget()
        cls.training = cls._create_budget(
            kind="training",
            amount=30,
            expected_base=1_000,
            minimum_share=0.02,
            analytic_account_ids=[Command.set(cls.courses.ids)],
        )

    @classmethod
    def _book(cls, account, amount, analytic=None, post=True, day="2031-05-10"):
        line = {"account_id": account.id, "balance": amount}
        if analytic:
            line["analytic_distribution"] = {str(analytic.id): 100}
        move = cls.env["account.move"].create(
            {
                "journal_id": cls.journal.id,
                "date": day,
                "line_ids": [
                    Command.create(line),
                    Command.create({"account_id": cls.bank.id, "balance": -amount}),
                ],
            }
        )
        if post:
            move.action_post()

    @classmethod
    def _create_budget(cls, **vals):
        return cls.env["aftersales.budget"].create(
            {
                "year": 2031,
                "amount": 1_000,
                "expected_base": 100_000,
                "minimum_share": 0.01,
                "plan_id": cls.plan.id,
                **vals,
            }
        )

    @rule("R436")
    def test_service_is_a_share_of_sales(self):
        self.assertEqual(self.service.planned_share, 0.01)
        self.assertFalse(self.service.is_planned_short)
        self.assertEqual(self.service.actual_amount, 820)
        self.assertEqual(self.service.actual_base, 100_000)
        self.assertEqual(self.service.actual_share, 0.0082)
        self.assertTrue(self.service.is_actual_short)
        self.assertEqual(self.service.left_amount, 180)

    @rule("R420", "R421")
    def test_training_is_a_share_of_service_spending(self):
        self.training.analytic_account_ids = self.courses
        self.assertEqual(self.training.actual_amount, 20)
        self.assertEqual(self.training.actual_base, 820)
        self.assertAlmostEqual(self.training.actual_share, 20 / 820, 4)
        self.assertFalse(self.training.is_actual_short)

    def test_training_starts_from_the_service_budget(self):
        self._create_budget(year=2032, amount=2_000)
        training = self.env["aftersales.budget"].create(
            {"kind": "training", "year": 2032, "amount": 50}
        )
        self.assertEqual(training.expected_base, 2_000)
        self.assertEqual(training.planned_share, 0.025)

    def test_accounts_can_say_what_counts(self):
        self.service.write({"plan_id": False, "account_ids": self.expense})
        self.assertEqual(self.service.actual_amount, 800)
        self.service.write({"plan_id": self.plan.id, "account_ids": self.training_cost})
        self.assertEqual(self.service.actual_amount, 20)

    def test_without_a_minimum_there_is_no_warning(self):
        self.service.write({"minimum_share": 0, "amount": 1})
        self.assertFalse(self.service.is_planned_short)
        self.assertFalse(self.service.is_actual_short)

    @rule("R436")
    def test_a_budget_below_the_minimum_is_not_approved(self):
        self.service.amount = 900
        with self.assertRaises(UserError):
            self.service.with_user(self.manager).action_approve()
        self.service.amount = 1_000
        with self.assertRaises(AccessError):
            self.service.with_user(self.finance).action_approve()
        self.service.with_user(self.manager).action_approve()
        with self.assertRaises(UserError):
            self.service.amount = 1
        self.service.with_user(self.manager).action_reopen()
        self.service.amount = 1_500

    def test_what_counts_as_spent_must_be_named(self):
        bare = self._create_budget(year=2033, plan_id=False)
        with self.assertRaises(UserError):
            bare.action_approve()
        self.assertEqual(bare.actual_amount, 0)

    def test_key_figures_of_cost_read_the_same_entries(self):
        self.assertIsNone(self._value("service_cost"), "nothing is approved")
        (self.service + self.training).action_approve()
        self.assertAlmostEqual(self._value("service_cost"), 0.82)
        self.assertAlmostEqual(self._value("training_cost"), 2000 / 820)
        self.assertEqual(self._kpi("service_cost")._measure(*MAY, by="outlet"), {})
        action = self._kpi("service_cost")._get_source_action(*MAY)
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(-sum(found.mapped("amount")), 820)
        action = self.service.action_view_entries()
        self.assertEqual(self.env[action["res_model"]].search(action["domain"]), found)

    def test_many_budgets_cost_as_many_queries_as_two(self):
        budgets = self.service
        for year in range(2034, 2044):
            budgets += self._create_budget(year=year)
        self._count_queries(lambda: budgets.mapped("actual_amount"))
        few = self._count_queries(lambda: budgets[:2].mapped("actual_amount"))
        many = self._count_queries(lambda: budgets.mapped("actual_amount"))
        self.assertEqual(many, few)

    def test_technicians_and_outlets_see_no_budgets(self):
        for user in (self.technician_user, self.outlet_manager, self.dispatcher):
            with self.assertRaises(AccessError):
                self.service.with_user(user).read(["amount"])
        self.assertEqual(self.service.with_user(self.inspector).amount, 1_000)
        with self.assertRaises(AccessError):
            self.service.with_user(self.inspector).note = "x"
