from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from ..common import WarehouseCase


@tagged("post_install", "-at_install")
class TestStoragePolicy(WarehouseCase):
    @rule("R222", "R224")
    def test_default_is_three_months_then_eight_percent(self):
        policy = self.env["aftersales.storage.policy"]._get_for(
            self.goods, self.company, "2026-03-02"
        )[self.goods]
        self.assertEqual(policy, self.policy)
        self.assertEqual((policy.storage_months, policy.rate), (3, 8.0))
        self.assertEqual((policy.period_count, policy.month_basis), (12, "calendar"))

    def test_nearest_category_of_the_own_company_goes_first(self):
        Category = self.env["product.category"]
        far = Category.create({"name": "Furniture"})
        near = Category.create({"name": "Desks", "parent_id": far.id})
        Policy = self.env["aftersales.storage.policy"]
        by_far = Policy.create({"name": "Far", "categ_ids": [Command.link(far.id)]})
        self.goods.categ_id = near
        other = self._create_goods("Screw", categ_id=Category.create({"name": "X"}).id)
        both = self.goods | other
        found = Policy._get_for(both, self.company, "2026-03-02")
        self.assertEqual(found, {self.goods: by_far, other: self.policy})
        own = Policy.create({"name": "Own", "company_id": self.company.id})
        found = Policy._get_for(both, self.company, "2026-03-02")
        self.assertEqual(found, {self.goods: own, other: own})
        own.valid_to = "2026-02-28"
        found = Policy._get_for(both, self.company, "2026-03-02")
        self.assertEqual(found[self.goods], by_far)

    def test_two_policies_for_the_same_goods_and_days_are_refused(self):
        with self.assertRaises(ValidationError):
            self.env["aftersales.storage.policy"].create({"name": "Second"})
        self.policy.valid_to = "2026-12-31"
        self.env["aftersales.storage.policy"].create(
            {"name": "Second", "valid_from": "2027-01-01"}
        )
