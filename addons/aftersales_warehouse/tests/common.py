from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import Command, fields

from odoo.addons.aftersales_service.tests.common import AftersalesCase

DAY = "2026-03-02"


class WarehouseCase(AftersalesCase):
    """Two outlets with a warehouse each, one of head office, goods that cost 100."""

    @classmethod
    def _setup_basic_records(cls):
        result = super()._setup_basic_records()
        # Papers of goods have tests of their own; elsewhere goods just move.
        cls.company.write(
            {"aftersales_check_receipts": False, "aftersales_sign_issues": False}
        )
        cls.head_office = cls._create_warehouse("Head Office", "HO")
        cls.warehouse = cls._create_warehouse("Qingdao", "QD")
        cls.warehouse_b = cls._create_warehouse("Jinan", "JN")
        cls.outlet.warehouse_id = cls.warehouse
        cls.outlet_b = cls._create_outlet(
            name="Jinan Branch", cities="Jinan", warehouse_id=cls.warehouse_b.id
        )
        cls.suppliers = cls.env.ref("stock.stock_location_suppliers")
        cls.customers = cls.env.ref("stock.stock_location_customers")
        cls.goods = cls._create_goods("Steel Desk")
        cls.owner = cls.env["res.partner"].create({"name": "Head Office Consignments"})
        cls.policy = cls.env.ref("aftersales_warehouse.storage_policy_default")
        return result

    @classmethod
    def _setup_users(cls):
        result = super()._setup_users()
        cls.storekeeper = cls._create_user("storekeeper")
        cls.finance = cls._create_user("finance")
        cls.outlet_manager = cls._create_user("outlet_manager")
        cls.outlet.user_ids = [Command.link(cls.outlet_manager.id)]
        return result

    @classmethod
    def _create_warehouse(cls, name, code):
        return cls.env["stock.warehouse"].create(
            {"name": name, "code": code, "company_id": cls.company.id}
        )

    @classmethod
    def _create_goods(cls, name, cost=100.0, **vals):
        return cls.env["product.product"].create(
            {
                "name": name,
                "type": "consu",
                "is_storable": True,
                "standard_price": cost,
                **vals,
            }
        )

    @classmethod
    def _create_lot(cls, name, product=None):
        return cls.env["stock.lot"].create(
            {"name": name, "product_id": (product or cls.goods).id}
        )

    @classmethod
    def _create_nonconforming_place(cls, warehouse, liability="outlet"):
        return cls.env["stock.location"].create(
            {
                "name": f"Nonconforming ({liability})",
                "location_id": warehouse.lot_stock_id.id,
                "aftersales_quality": "nonconforming",
                "aftersales_liability": liability,
            }
        )

    @classmethod
    def _receive(cls, warehouse, product, qty, cost=None, day=None, lot=None, **kw):
        """Goods from a supplier. ``cost`` becomes the product's cost, as the host
        values a receipt without purchase order by it."""
        if cost is not None:
            product.standard_price = cost
        return cls._do_move(
            cls.suppliers, cls._place(warehouse), product, qty, day, lot, **kw
        )

    @classmethod
    def _issue(cls, warehouse, product, qty, day=None, lot=None, **kw):
        """Goods to a customer."""
        return cls._do_move(
            cls._place(warehouse), cls.customers, product, qty, day, lot, **kw
        )

    @classmethod
    def _move(cls, from_wh, to_wh, product, qty, day=None, lot=None, **kw):
        """Goods from one warehouse, or place, to another, in one step."""
        return cls._do_move(
            cls._place(from_wh), cls._place(to_wh), product, qty, day, lot, **kw
        )

    @classmethod
    def _place(cls, place):
        """The stock of a warehouse; a location is itself."""
        return place.lot_stock_id if place._name == "stock.warehouse" else place

    @classmethod
    def _do_move(
        cls,
        source,
        dest,
        product,
        qty,
        day=None,
        lot=None,
        owner=None,
        uom=None,
        **vals,
    ):
        """A done move of the host at noon of ``day`` where the company is.

        ``lot``: one, or several whose number is a piece each.
        """
        uom = uom or product.uom_id
        lots = list(lot or [None])
        noon = fields.Date.to_date(day or DAY)
        with freeze_time(
            datetime.combine(noon, datetime.min.time()) + timedelta(hours=4)
        ):
            move = cls.env["stock.move"].create(
                {
                    "product_id": product.id,
                    "product_uom_qty": qty,
                    "product_uom": uom.id,
                    "location_id": source.id,
                    "location_dest_id": dest.id,
                    "company_id": cls.company.id,
                    "picked": True,
                    **vals,
                    "move_line_ids": [
                        Command.create(
                            {
                                "product_id": product.id,
                                "product_uom_id": uom.id,
                                "location_id": source.id,
                                "location_dest_id": dest.id,
                                "company_id": cls.company.id,
                                "quantity": qty / len(lots),
                                "lot_id": piece and piece.id,
                                "owner_id": owner and owner.id,
                                "picked": True,
                            }
                        )
                        for piece in lots
                    ],
                }
            )
            move._action_done()
            cls.env.flush_all()
        return move

    def _get_layers(self, warehouse=None, product=None):
        """Open layers, oldest first."""
        return self.env["aftersales.stock.layer"].search(
            [
                ("warehouse_id", "=", (warehouse or self.warehouse).id),
                ("product_id", "=", (product or self.goods).id),
                ("remaining_quantity", ">", 0),
            ]
        )
