from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MaintenanceCase


@tagged("post_install", "-at_install")
@freeze_time("2026-01-16 02:00:00")
class TestContractBilling(MaintenanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.finance = cls._create_user("finance")
        cls.Period = cls.env["aftersales.contract.period"]

    def _monthly(self, **vals):
        return self._create_contract(
            date_start="2026-01-16",
            date_end="2026-06-30",
            billing_months="1",
            is_calendar_billing=True,
            **vals,
        )

    def _amounts(self, contract):
        return contract.period_ids.sorted("date_from").mapped("amount")

    def test_the_first_month_is_charged_by_days(self):
        contract = self._enforce(self._monthly())
        # 1 200 a year: 16 of the 31 days of January, then whole months.
        self.assertEqual(self._amounts(contract), [51.61, 100, 100, 100, 100, 100])
        self.assertEqual(
            str(contract.period_ids.sorted("date_from")[0].date_due), "2026-01-16"
        )

    def test_arrears_are_invoiced_when_the_period_is_over(self):
        contract = self._enforce(self._monthly(billing_timing="arrears"))
        due = contract.period_ids.sorted("date_from").mapped("date_due")
        self.assertEqual(str(due[0]), "2026-02-01")
        self.assertEqual(str(due[-1]), "2026-07-01")

    def test_what_is_due_becomes_one_draft_invoice(self):
        contract = self._enforce(self._monthly())
        self.assertEqual(self.Period._invoice_batch(50), 1)
        self.assertFalse(self.Period._invoice_batch(50))
        invoice = contract.period_ids.move_ids
        self.assertRecordValues(
            invoice,
            [
                {
                    "move_type": "out_invoice",
                    "state": "draft",
                    "partner_id": self.customer.id,
                    "invoice_origin": contract.name,
                    "amount_untaxed": 51.61,
                }
            ],
        )
        self.assertEqual(invoice.invoice_line_ids.product_id, self.service)
        with freeze_time("2026-04-02 02:00:00"):
            self.assertEqual(self.Period._invoice_batch(2), 2)
            self.assertEqual(self.Period._invoice_batch(2), 1)
            self.assertFalse(self.Period._invoice_batch(2))
        self.assertEqual(len(contract.period_ids.move_ids), 4)
        self.assertEqual(
            (contract.amount_invoiced, contract.amount_open), (351.61, 200)
        )

    def test_a_period_has_one_invoice_whoever_makes_it(self):
        contract = self._enforce(self._monthly())
        self.Period._invoice_batch(50)
        period = contract.period_ids.filtered("is_invoiced")
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            period._make_invoices()
            self.env.flush_all()

    def test_a_cancelled_invoice_is_made_anew(self):
        contract = self._enforce(self._monthly())
        self.Period._invoice_batch(50)
        first = contract.period_ids.move_ids
        first.button_cancel()
        self.assertEqual(self.Period._invoice_batch(50), 1)
        self.assertEqual(len(contract.period_ids.move_ids), 2)

    def test_finance_invoices_by_hand_and_others_do_not(self):
        contract = self._enforce(self._monthly())
        with self.assertRaises(AccessError):
            contract.with_user(self.dispatcher).action_invoice()
        contract.with_user(self.finance).action_invoice()
        self.assertEqual(contract.invoice_count, 1)
        with self.assertRaisesRegex(UserError, "Nothing is due"):
            contract.with_user(self.finance).action_invoice()

    def test_who_ends_early_gets_back_what_he_paid_too_much(self):
        contract = self._create_contract(
            date_start="2026-01-01", date_end="2026-12-31", billing_months="12"
        )
        self._enforce(contract)
        self.Period._invoice_batch(50)
        self.assertEqual(contract.amount_invoiced, 1200)
        with freeze_time("2026-07-01 02:00:00"):
            contract.write({"end_reason": "Sold", "notice_date": "2026-06-30"})
            contract.action_terminate()
            credit = contract.period_ids.filtered(lambda p: p.kind == "credit")
            self.assertRecordValues(
                credit,
                [
                    {
                        # 184 of 365 days
                        "amount": -604.93,
                        "date_from": contract.date_end.replace(month=7, day=1),
                    }
                ],
            )
            self.assertEqual(self.Period._invoice_batch(50), 1)
        self.assertEqual(credit.move_ids.move_type, "out_refund")
        self.assertEqual(credit.move_ids.amount_untaxed, 604.93)
        self.assertEqual(contract.amount_invoiced, 595.07)

    def test_who_ends_early_owes_no_later_period(self):
        contract = self._enforce(self._monthly())
        self.Period._invoice_batch(50)
        contract.write({"end_reason": "Sold", "notice_date": "2026-03-15"})
        contract.action_terminate()
        # 15 of the 31 days of March
        self.assertEqual(self._amounts(contract), [51.61, 100, 48.39])

    def test_a_contract_may_be_without_invoices(self):
        contract = self._enforce(self._create_contract(billing_months="0"))
        self.assertFalse(contract.period_ids)

    def test_many_periods_cost_as_many_queries_as_few(self):
        def invoice(count):
            units = [
                self._create_unit(serial=f"B{next(self.serials)}")
                for _number in range(count)
            ]
            for unit in units:
                self._enforce(
                    self._create_contract(
                        units=unit,
                        date_start="2026-01-01",
                        billing_months="12",
                        line_ids=[self._service_line(visits_per_year=0)],
                    )
                )
            return self._count_queries(
                lambda: self.assertEqual(self.Period._invoice_batch(50), count)
            )

        invoice(2)
        few, many = invoice(2), invoice(12)
        self.assertLess((many - few) / 10, 12)  # what the host needs for an invoice
