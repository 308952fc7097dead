from unittest.mock import patch

from ..common import WarehouseCase


class PartsCase(WarehouseCase):
    """Two outlets with warehouses, two technicians with vans, one part."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.stock = cls.warehouse.lot_stock_id
        cls.part = cls._create_goods("Drawer Rail", 40.0)
        cls.manager = cls._create_user("service_manager")
        cls.van = cls.warehouse._create_van(cls.technician)
        cls.colleague_user = cls._create_user("technician", login="test_colleague")
        cls.colleague = cls.env["hr.employee"].create(
            {"name": "Liu Gong", "user_id": cls.colleague_user.id}
        )
        cls.outlet_b.technician_ids = cls.colleague
        cls.van_b = cls.warehouse_b._create_van(cls.colleague)
        cls.outlet.partner_id = cls._create_place(36.07, 120.38)
        cls.outlet_b.partner_id = cls._create_place(36.65, 117.12)

    @classmethod
    def _create_place(cls, latitude, longitude):
        return cls.env["res.partner"].create(
            {
                "name": "Branch",
                "partner_latitude": latitude,
                "partner_longitude": longitude,
            }
        )

    @classmethod
    def _stock_part(cls, location, quantity, part=None, **kwargs):
        cls.env["stock.quant"]._update_available_quantity(
            part or cls.part, location, quantity, **kwargs
        )

    def _arrive(self, location, quantity, part=None):
        """A receipt of the host, done."""
        part = part or self.part
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": location.warehouse_id.in_type_id.id,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": location.id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": part.id,
                            "product_uom_qty": quantity,
                            "product_uom": part.uom_id.id,
                            "location_id": self.env.ref(
                                "stock.stock_location_suppliers"
                            ).id,
                            "location_dest_id": location.id,
                        },
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.move_ids.write({"quantity": quantity, "picked": True})
        picking._action_done()
        return picking

    @classmethod
    def _create_part_order(cls, quantity=1.0, part=None, **vals):
        """An order whose repair needs the part."""
        order = cls._create_order(
            outlet_id=cls.outlet.id, technician_id=cls.technician.id, **vals
        )
        order.action_accept()
        cls._add_part(order, quantity, part)
        return order

    @classmethod
    def _add_part(cls, order, quantity=1.0, part=None, kind="add", **vals):
        repair = order.repair_ids[:1] or cls.env["repair.order"].create(
            {
                **order._prepare_repair_vals(),
                "location_id": cls.stock.id,
                "picking_type_id": cls.warehouse.repair_type_id.id,
            }
        )
        return cls.env["stock.move"].create(
            {
                "repair_id": repair.id,
                "repair_line_type": kind,
                "product_id": (part or cls.part).id,
                "product_uom_qty": quantity,
                **vals,
            }
        )

    def _run_cron(self, cron):
        """A run of the server's, without its commits."""
        with patch.object(
            type(self.env["ir.cron"]), "_commit_progress", return_value=1.0
        ):
            cron()

    def _photo(self):
        return [(0, 0, {"name": "photo.png", "raw": b"\x89PNG"})]
