from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..rules import rule
from .common import NOON, TrainingCase


@freeze_time(NOON)
@tagged("post_install", "-at_install")
class TestTrainingCost(TrainingCase):
    """Cost of a session becomes a bill; budget and key figure read it there, once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.finance = cls._create_user("finance")
        plans = cls.env["account.analytic.plan"].create(
            [{"name": "Training"}, {"name": "Service"}]
        )
        cls.courses, cls.repairs = cls.env["account.analytic.account"].create(
            [
                {"name": name, "plan_id": plan.id}
                for name, plan in zip(("Courses", "Repairs"), plans, strict=True)
            ]
        )
        cls.outlet.analytic_account_id = cls.repairs
        cls.company.aftersales_training_account_id = cls.courses
        cls.expense, cls.payable = cls.env["account.account"].create(
            [
                {"name": "Training", "code": "TRX1", "account_type": "expense"},
                {
                    "name": "Owed",
                    "code": "TRX2",
                    "account_type": "liability_payable",
                    "reconcile": True,
                },
            ]
        )
        cls.journal = cls.env["account.journal"].create(
            {
                "name": "Bills of Trainings",
                "code": "TRX",
                "type": "purchase",
                "default_account_id": cls.expense.id,
                "sequence": -1,
            }
        )
        cls.school, cls.hotel = cls.env["res.partner"].create(
            [
                {
                    "name": name,
                    "property_account_payable_id": cls.payable.id,
                }
                for name in ("School", "Hotel")
            ]
        )
        cls.session = cls._create_session(
            outlet_id=cls.outlet.id,
            cost_ids=[
                Command.create(
                    {"kind": "fee", "amount": 800, "partner_id": cls.school.id}
                ),
                Command.create(
                    {"kind": "exam", "amount": 200, "partner_id": cls.school.id}
                ),
                Command.create(
                    {"kind": "travel", "amount": 150, "partner_id": cls.hotel.id}
                ),
            ],
        )

    def _bill(self):
        action = self.session.with_user(self.finance).action_create_bills()
        return self.env["account.move"].search(action["domain"])

    def _post(self, bills):
        bills.write({"invoice_date": "2026-03-02"})
        bills.invoice_line_ids.tax_ids = False
        bills.with_user(self.finance).action_post()

    @rule("R420")
    def test_a_bill_for_each_supplier_on_the_training_s_account(self):
        bills = self._bill()
        self.assertEqual(bills.partner_id, self.school | self.hotel)
        self.assertEqual(set(bills.mapped("move_type")), {"in_invoice"})
        lines = bills.invoice_line_ids
        self.assertEqual(lines.aftersales_session_id, self.session)
        both = {f"{self.courses.id},{self.repairs.id}": 100.0}
        for line in lines:
            self.assertEqual(line.analytic_distribution, both)
        self.assertEqual(self.session.amount_actual, 0, "a draft is not spent")
        self._post(bills)
        self.assertEqual(self.session.amount_actual, 1150)
        self.assertEqual(self.session.amount_expected, 1150)
        with self.assertRaisesRegex(UserError, "no cost without a bill"):
            self._bill()

    @rule("R420", "R421")
    def test_budget_and_key_figure_read_it_once(self):
        service, training = self.env["aftersales.budget"].create(
            [
                {
                    "kind": kind,
                    "year": 2026,
                    "amount": amount,
                    "expected_base": 100_000,
                    "analytic_account_ids": [Command.set(account.ids)],
                }
                for kind, amount, account in (
                    ("service", 5_000, self.repairs),
                    ("training", 2_000, self.courses),
                )
            ]
        )
        (service + training).action_approve()
        self._post(self._bill())
        self.assertEqual(training.actual_amount, 1150)
        # Training is part of what service costs; that plan has it once, too.
        self.assertEqual(service.actual_amount, 1150)
        kpi = self.env.ref("aftersales_service.kpi_training_cost")
        figure = kpi._measure(date(2026, 1, 1), date(2026, 12, 31))[False]
        self.assertEqual((figure.numerator, figure.denominator), (1150, 1150))

    def test_a_bill_line_of_its_own_takes_the_account(self):
        with Form(
            self.env["account.move"]
            .with_user(self.finance)
            .with_context(default_move_type="in_invoice")
        ) as form:
            form.partner_id = self.school
            with form.invoice_line_ids.new() as line:
                line.name = "Books"
                line.price_unit = 10
                line.aftersales_session_id = self.session
        self.assertIn(
            str(self.courses.id),
            next(iter(form.record.invoice_line_ids.analytic_distribution)),
        )

    def test_what_is_missing_is_named(self):
        self.session.cost_ids[0].partner_id = False
        self.company.aftersales_training_account_id = False
        with self.assertRaises(UserError) as caught:
            self._bill()
        self.assertIn("Supplier", str(caught.exception))
        self.assertIn("analytic account", str(caught.exception))

    def test_finance_bills_and_nobody_else(self):
        for user in (self.manager, self.head):
            with self.assertRaises(AccessError):
                self.session.with_user(user).action_create_bills()
        with self.assertRaises(AccessError):
            self.session.with_user(self.technician_user).cost_ids.mapped("amount")

    def test_many_sessions_cost_as_many_queries_as_two(self):
        sessions = self.session.union(
            *(self._create_session() for _number in range(10))
        )

        def measure(records):
            return self._count_queries(
                lambda: (
                    records.mapped("amount_actual"),
                    records.mapped("passed_count"),
                )
            )

        measure(sessions)
        self.assertEqual(measure(sessions[:2]), measure(sessions))
