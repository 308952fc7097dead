from decimal import Decimal

from freezegun import freeze_time

from odoo import Command, fields
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from ...tools import aged_stock, depreciation
from .test_layer_moves import LayerCase

TODAY = "2026-04-15"


@tagged("post_install", "-at_install")
class TestAgedStock(LayerCase):
    def _read_ages(self, day=TODAY, **domain):
        with freeze_time(day):
            self.env.flush_all()
            self.env.invalidate_all()
            ages = self.env["aftersales.stock.age"].search(
                [("product_id", "=", self.goods.id), *domain.items()]
            )
            ages.mapped("days")
        return ages

    @rule("R222", "R224", "R225")
    def test_goods_in_term_turning_aged_and_fully_depreciated(self):
        days = ("2024-12-01", "2026-01-31", "2026-02-01", "2026-04-14")
        for day in days:
            self._receive(self.warehouse, self.goods, 10, cost=12.5, day=day)
        self._get_layers()[0].allowance = 110.0
        found = self._read_ages().mapped(
            lambda x: (
                x.days,
                x.bracket,
                x.term_state,
                x.periods,
                x.value,
                x.net_value,
                x.month_charge,
                x.next_charge,
            )
        )
        self.assertEqual(
            found,
            [
                (500, "16+", "full", 12, 125.0, 15.0, 10.0, 0.0),
                (74, "04–06", "aged", 1, 125.0, 125.0, 10.0, 10.0),
                (73, "01–03", "turning", 0, 125.0, 125.0, 0.0, 10.0),
                (1, "01–03", "in_term", 0, 125.0, 125.0, 0.0, 0.0),
            ],
        )

    def test_the_database_says_what_the_rule_says(self):
        """Every day of two years, on both bases."""
        start = fields.Date.to_date("2024-05-30")
        Layer = self.env["aftersales.stock.layer"]
        Layer.create(
            [
                {
                    "company_id": self.company.id,
                    "product_id": self.goods.id,
                    "warehouse_id": self.warehouse.id,
                    "received_on": fields.Date.add(start, days=number),
                    "first_received_on": fields.Date.add(start, days=number),
                    "quantity": 3,
                    "remaining_quantity": 3,
                    "unit_cost": 33.335,
                }
                for number in range(730)
            ]
        )
        for basis in ("calendar", "anniversary"):
            self.policy.month_basis = basis
            terms = self.policy._get_terms()
            for day in ("2026-02-28", "2026-04-15"):
                ages = self._read_ages(day)
                self.assertEqual(len(ages), 730)
                today = fields.Date.to_date(day)
                for age in ages:
                    since = age.first_received_on
                    due = depreciation.periods(terms, since, today)
                    self.assertEqual(age.periods, due)
                    months = aged_stock.months_begun(terms, since, today)
                    self.assertEqual(age.bracket, aged_stock.bracket(terms, months))
                    cost = Decimal("100.005")
                    charge = depreciation.next_charge(cost, terms, since, today)
                    self.assertAlmostEqual(age.next_charge, float(charge))
                    end = depreciation.month_end(today)
                    whole = depreciation.cumulative(
                        cost, terms, depreciation.periods(terms, since, end)
                    )
                    self.assertAlmostEqual(age.month_charge, float(whole))

    @rule("R232")
    def test_consigned_goods_and_those_of_head_office_do_not_age(self):
        theirs = self._create_nonconforming_place(self.warehouse, "head_office")
        day = "2025-01-02"
        self._receive(self.warehouse, self.goods, 1, day=day, owner=self.owner)
        self._receive(theirs, self.goods, 1, day=day)
        self._receive(
            self._create_nonconforming_place(self.warehouse), self.goods, 1, day=day
        )
        self.assertCountEqual(
            self._read_ages().mapped(
                lambda x: (x.ownership, x.quality, x.liability, x.term_state)
            ),
            [
                ("consigned", "qualified", False, "exempt"),
                ("own", "nonconforming", "head_office", "exempt"),
                ("own", "nonconforming", "outlet", "full"),
            ],
        )

    def test_goods_without_a_policy_are_listed(self):
        self._receive(self.warehouse, self.goods, 1, day="2025-01-02")
        self.policy.active = False
        self.assertEqual(self._read_ages().mapped("term_state"), ["exempt"])

    def test_sums_by_bracket_and_outlet(self):
        self._receive(self.warehouse, self.goods, 1, day="2026-01-02")
        self._receive(self.warehouse_b, self.goods, 2, day="2026-01-03")
        with freeze_time(TODAY):
            groups = self.env["aftersales.stock.age"]._read_group(
                [("product_id", "=", self.goods.id)],
                ["outlet_id", "bracket"],
                ["value:sum", "month_charge:sum"],
            )
        self.assertEqual(
            groups,
            [
                (self.outlet, "04–06", 100.0, 8.0),
                (self.outlet_b, "04–06", 200.0, 16.0),
            ],
        )

    def test_an_outlet_sees_its_own(self):
        self._receive(self.warehouse, self.goods, 1, day="2026-01-02")
        self._receive(self.warehouse_b, self.goods, 2, day="2026-01-03")
        for model in ("aftersales.stock.age", "aftersales.stock.layer"):
            records = self.env[model].with_user(self.outlet_manager)
            mine = records.search([("product_id", "=", self.goods.id)])
            self.assertEqual(mine.outlet_id, self.outlet, model)
            everything = records.with_user(self.storekeeper)
            everything = everything.search([("product_id", "=", self.goods.id)])
            self.assertEqual(len(everything), 2, model)

    # -- what turns aged -------------------------------------------------------------
    @rule("R223")
    def test_the_outlet_is_told_once_of_what_turns_aged(self):
        self.outlet.manager_id = self.outlet_manager
        keeper = self._create_user("storekeeper", login="keeper_qd")
        self.outlet.user_ids = [Command.link(keeper.id)]
        self._receive(self.warehouse, self.goods, 4, day="2026-02-01")
        self._receive(self.warehouse, self.goods, 3, day="2026-02-02")
        self._receive(self.warehouse, self.goods, 3, day="2026-04-02")
        self._remind(TODAY)
        found = self._get_activities()
        self.assertEqual(found.user_id, self.outlet_manager | keeper)
        self.assertEqual(str(found[0].date_deadline), "2026-05-01")
        self.assertIn("700", found[0].note)
        self._remind(TODAY)
        self.assertEqual(self._get_activities(), found)
        self._remind("2026-06-02")
        self.assertEqual(len(self._get_activities()), 4)

    def _get_activities(self):
        return self.outlet.activity_ids.filtered(
            lambda activity: (
                activity.activity_type_id
                == self.env.ref("aftersales_warehouse.activity_type_aged_stock")
            )
        )

    def _remind(self, day):
        with freeze_time(day):
            layers = self.env["aftersales.stock.layer"]
            while layers._remind_batch(200):
                pass
        self.outlet.invalidate_recordset()

    def test_what_is_past_its_term_is_told_apart(self):
        self.outlet.manager_id = self.outlet_manager
        self._receive(self.warehouse, self.goods, 4, day="2025-12-01")
        self._receive(self.warehouse, self.goods, 3, day="2026-02-01")
        self._remind(TODAY)
        found = self._get_activities()
        self.assertEqual(str(found.date_deadline), TODAY)
        self.assertRegex(found.note, r"400.* past .*300.* from 2026-05-01 on")

    def test_no_activity_a_layer(self):
        """One activity an outlet and person, however many layers."""
        self.outlet.manager_id = self.outlet_manager
        self.env["aftersales.stock.layer"].create(
            [
                {
                    "company_id": self.company.id,
                    "product_id": self.goods.id,
                    "warehouse_id": self.warehouse.id,
                    "received_on": "2026-01-01",
                    "first_received_on": "2026-01-01",
                    "quantity": 1,
                    "remaining_quantity": 1,
                    "unit_cost": 10,
                }
                for _number in range(12)
            ]
        )
        with freeze_time(TODAY):
            layers = self.env["aftersales.stock.layer"]
            self.assertTrue(layers._remind_batch(5))
            self.assertFalse(layers._remind_batch(5))
        self.outlet.invalidate_recordset()
        self.assertEqual(len(self._get_activities()), 1)

    # -- figure ----------------------------------------------------------------------
    @rule("R222")
    def test_share_of_stock_older_than_the_term(self):
        kpi = self.env.ref("aftersales_service.kpi_overdue_stock")
        self.assertEqual(kpi.source, "overdue_stock")
        self._receive(self.warehouse, self.goods, 2, day="2026-01-05")
        self._receive(self.warehouse, self.goods, 6, day="2026-03-05")
        self._receive(self.warehouse_b, self.goods, 2, day="2026-03-05")
        self._issue(self.warehouse, self.goods, 1, day="2026-05-02")
        source = self.env["aftersales.kpi.source"].sudo()
        april = fields.Date.to_date("2026-04-01"), fields.Date.to_date("2026-04-30")
        whole = source._measure_overdue_stock(*april, None)[False]
        self.assertEqual((whole.numerator, whole.denominator), (200.0, 1000.0))
        self.assertEqual(whole.value, 20.0)
        by_outlet = source._measure_overdue_stock(*april, "outlet")
        self.assertEqual(by_outlet[self.outlet.id].value, 25.0)
        self.assertEqual(by_outlet[self.outlet_b.id].value, 0.0)
        self.assertEqual(source._measure_overdue_stock(*april, "department"), {})
        may = fields.Date.to_date("2026-05-01"), fields.Date.to_date("2026-05-31")
        self.assertEqual(
            source._measure_overdue_stock(*may, "outlet")[self.outlet.id].numerator,
            100.0,
        )
