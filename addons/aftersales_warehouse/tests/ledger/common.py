from ..common import WarehouseCase


class LedgerCase(WarehouseCase):
    """Some days in March: 10 desks come, 3 go, 2 to the other outlet; 4 consigned."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.company.aftersales_clearing_since = "2026-03-01"
        cls._receive(cls.warehouse, cls.goods, 10, day="2026-02-20", origin="N-1")
        cls._receive(cls.warehouse, cls.goods, 4, day="2026-03-02", owner=cls.owner)
        cls._issue(cls.warehouse, cls.goods, 3, day="2026-03-03", origin="SO-7")
        cls._move(cls.warehouse, cls.warehouse_b, cls.goods, 2, day="2026-03-04")
        cls.keeper = cls._create_user("storekeeper", login="keeper_qd")
        cls.outlet.user_ids += cls.keeper

    def _entries(self, *domain):
        return self.env["aftersales.goods.ledger"].search(
            [("product_id", "=", self.goods.id), *domain], order="date, id"
        )

    def _balance(self, first="2026-03-01", last="2026-03-31", level="ledger", **kw):
        rows = (
            self.env["aftersales.goods.balance"]
            .with_context(goods_from=first, goods_to=last, goods_level=level)
            .search(
                [
                    ("product_id", "=", self.goods.id),
                    ("warehouse_id", "=", kw.get("warehouse", self.warehouse).id),
                ]
            )
        )
        return {
            (row.location_id.id, row.ownership): (
                row.opening_quantity,
                row.received,
                row.issued,
                row.closing_quantity,
            )
            for row in rows
        }
