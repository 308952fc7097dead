from ..common import WarehouseCase

CAUSE = "aftersales_warehouse.stocktake_cause_lost"


class StocktakeCase(WarehouseCase):
    """A warehouse with two products and a serial number, its keeper and supervisor."""

    @classmethod
    def _setup_users(cls):
        result = super()._setup_users()
        cls.counter = cls._create_user("storekeeper", "test_counter")
        cls.stranger = cls._create_user("storekeeper", "test_stranger")
        cls.manager = cls._create_user("service_manager")
        cls.inspector = cls._create_user("inspector")
        cls.warehouse.aftersales_keeper_ids = cls.storekeeper | cls.counter
        cls.warehouse_b.aftersales_keeper_ids = cls.stranger
        cls.shelf = cls.env["stock.location"].create(
            {
                "name": "Shelf",
                "location_id": cls.warehouse.lot_stock_id.id,
                "barcode": "SHELF-1",
            }
        )
        cls.chair = cls._create_goods("Chair", 20.0, barcode="6901234567892")
        cls.safe = cls._create_goods("Safe", 500.0, tracking="serial")
        cls.serial = cls._create_lot("SAFE-1", cls.safe)
        cls._receive(cls.warehouse, cls.goods, 10)
        cls._receive(cls.shelf, cls.chair, 6)
        cls._receive(cls.shelf, cls.safe, 1, lot=cls.serial)
        return result

    def _create_stocktake(self, **vals):
        return self.env["aftersales.stocktake"].create(
            {
                "warehouse_id": self.warehouse.id,
                "date": "2026-03-31",
                "keeper_id": self.storekeeper.id,
                "supervisor_id": self.finance.id,
                **vals,
            }
        )

    def _start(self, **vals):
        stocktake = self._create_stocktake(**vals)
        stocktake.with_user(self.storekeeper).action_start()
        return stocktake

    def _line(self, stocktake, product, lot=None):
        return stocktake.line_ids.filtered(
            lambda line: line.product_id == product and (not lot or line.lot_id == lot)
        )

    def _count(self, stocktake, product, quantity, user=None):
        line = self._line(stocktake, product).with_user(user or self.storekeeper)
        line.write({"counted_quantity": quantity})
        return line.sudo()

    def _count_all(self, stocktake, **quantities):
        """Count each product, those not named as the books have it."""
        for line in stocktake.line_ids:
            quantity = quantities.get(line.product_id.name, line.book_quantity)
            line.with_user(self.storekeeper).write({"counted_quantity": quantity})

    def _walk_to_explaining(self, stocktake, **quantities):
        self._count_all(stocktake, **quantities)
        stocktake.with_user(self.storekeeper).action_close_count()
        for line in stocktake.line_ids.filtered(lambda line: line.status == "recount"):
            line.with_user(self.counter).write(
                {"counted_quantity": line.first_quantity}
            )
        if stocktake.state == "recount":
            stocktake.with_user(self.storekeeper).action_close_count()
        for line in stocktake.line_ids.filtered("has_difference"):
            line.with_user(self.storekeeper).write(
                {"cause_id": self.env.ref(CAUSE).id, "explanation": "Not found."}
            )
        return stocktake

    def _walk_to_approved(self, stocktake, **quantities):
        self._walk_to_explaining(stocktake, **quantities)
        stocktake.with_user(self.storekeeper).action_sign("keeper")
        stocktake.with_user(self.outlet_manager).action_sign("department_head")
        stocktake.with_user(self.finance).action_verify()
        stocktake.with_user(self.manager).action_approve()
        return stocktake

    def _get_quantity(self, product, place=None, lot=None):
        return self.env["stock.quant"]._get_available_quantity(
            product, place or self.warehouse.lot_stock_id, lot_id=lot
        )
