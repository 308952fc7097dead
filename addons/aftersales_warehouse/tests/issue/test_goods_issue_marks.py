from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from ..receipt.common import GoodsCase


@tagged("post_install", "-at_install")
class TestGoodsIssueMarks(GoodsCase):
    """The delivery note says whose goods leave, and whether they are old stock."""

    @classmethod
    def _make_layer(cls, day, **vals):
        return cls.env["aftersales.stock.layer"].create(
            {
                "company_id": cls.company.id,
                "product_id": cls.goods.id,
                "warehouse_id": cls.warehouse.id,
                "received_on": day,
                "first_received_on": day,
                "quantity": 5,
                "remaining_quantity": 5,
                **vals,
            }
        )

    @rule("R215")
    @freeze_time("2026-06-01 04:00:00")
    def test_old_stock_is_marked(self):
        layers = self.env["aftersales.stock.layer"]
        self._receive(self.warehouse, self.goods, 5, day="2026-01-10")
        if not layers.search_count([("product_id", "=", self.goods.id)]):
            self._make_layer("2026-01-10")
        picking = self._create_transfer("issue", [(self.goods, 1)])
        self.assertTrue(picking.has_old_stock)
        self.assertFalse(picking.has_consigned_stock)

    @rule("R215")
    @freeze_time("2026-03-20 04:00:00")
    def test_head_office_s_goods_are_marked(self):
        self._receive(self.warehouse, self.goods, 5, owner=self.owner)
        picking = self._create_transfer(
            "issue", [(self.goods, 1)], owner_id=self.owner.id
        )
        picking.move_line_ids.owner_id = self.owner
        self.env.invalidate_all()
        self.assertTrue(picking.has_consigned_stock)
        self.assertFalse(picking.has_old_stock)
