from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import LedgerCase

MODELS = (
    *("aftersales.goods.ledger", "aftersales.goods.balance"),
    "aftersales.goods.reconciliation",
)


@tagged("post_install", "-at_install")
class TestLedgerRights(LedgerCase):
    def _warehouses(self, model, user):
        rows = (
            self.env[model]
            .with_user(user)
            .with_context(goods_from="2026-01-01", goods_to="2026-12-31")
            .search([("product_id", "=", self.goods.id)])
        )
        return rows.sudo().warehouse_id

    def test_an_outlet_s_people_see_its_warehouse_only(self):
        for model in MODELS:
            with self.subTest(model):
                for user in (self.keeper, self.outlet_manager):
                    self.assertEqual(self._warehouses(model, user), self.warehouse)

    def test_finance_sees_all_of_the_company(self):
        for model in MODELS:
            with self.subTest(model):
                self.assertEqual(
                    self._warehouses(model, self.finance),
                    self.warehouse | self.warehouse_b,
                )

    def test_storekeepers_see_head_office(self):
        self._receive(self.head_office, self.goods, 1, day="2026-03-02")
        self.assertEqual(
            self._warehouses(MODELS[0], self.storekeeper), self.head_office
        )

    def test_another_company_s_goods_stay_hidden(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.finance.company_ids += other
        self._receive(self.warehouse, self.goods, 1, day="2026-03-02")
        for model in MODELS:
            rows = (
                self.env[model]
                .with_user(self.finance)
                .with_context(allowed_company_ids=other.ids)
                .search([("product_id", "=", self.goods.id)])
            )
            self.assertFalse(rows)

    def test_technicians_and_dispatchers_do_not_see_it(self):
        for user in (self.technician_user, self.dispatcher):
            for model in MODELS:
                with self.assertRaises(AccessError):
                    self.env[model].with_user(user).search([])

    def test_finance_reads_what_the_list_shows(self):
        """Names of warehouses and articles, although it may not open them."""
        specification = {
            name: {"fields": {"display_name": {}}} if name.endswith("_id") else {}
            for name in (
                "warehouse_id",
                "location_id",
                "product_id",
                "balance",
                "value",
            )
        }
        found = (
            self.env["aftersales.goods.ledger"]
            .with_user(self.finance)
            .web_search_read([("product_id", "=", self.goods.id)], specification)
        )
        self.assertIn(
            self.warehouse.name,
            [row["warehouse_id"]["display_name"] for row in found["records"]],
        )

    def test_a_sheet_is_for_who_asked_for_it(self):
        sheet = self.env["aftersales.goods.sheet"].with_user(self.finance).create({})
        with self.assertRaises(AccessError):
            sheet.with_user(self.keeper).read(["level"])

    def test_nobody_else_clears(self):
        day = self.env["aftersales.stock.clearing"].create(
            {
                "warehouse_id": self.warehouse.id,
                "date_from": "2026-03-02",
                "date_to": "2026-03-02",
            }
        )
        other = self._create_user("storekeeper", login="keeper_jn")
        self.outlet_b.user_ids += other
        inspector = self._create_user("inspector")
        for user in (other, inspector, self.technician_user, self.dispatcher):
            with self.subTest(user.login), self.assertRaises(AccessError):
                day.with_user(user).action_clear()
        self.assertTrue(day.with_user(self.keeper).can_clear)
        self.assertFalse(day.with_user(inspector).can_clear)
