from odoo import Command

from ..common import AftersalesCase


class PartCase(AftersalesCase):
    """Parts with a perpetual value, bought from suppliers and put in for nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category = cls.env["product.category"].create(
            {
                "name": "Spare Parts",
                "property_valuation": "real_time",
                "property_cost_method": "standard",
            }
        )
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.supplier = cls.env["res.partner"].create({"name": "Rail Works"})
        cls.other_supplier = cls.env["res.partner"].create({"name": "Lock Works"})
        cls.pump = cls._create_part("Pump", 40.0, tracking="lot")
        cls.seal = cls._create_part("Seal", 3.0)
        cls.lot_a = cls._receive(cls.pump, cls.supplier, "A", 10)
        cls.lot_b = cls._receive(cls.pump, cls.other_supplier, "B", 10)
        cls._receive(cls.seal, cls.supplier, None, 50)
        cls.location = cls.company.aftersales_warranty_location_id
        cls.finance = cls._create_user("finance")
        cls.manager = cls._create_user("service_manager")

    @classmethod
    def _create_part(cls, name, cost, **vals):
        return cls.env["product.product"].create(
            {
                "name": name,
                "type": "consu",
                "is_storable": True,
                "categ_id": cls.category.id,
                "standard_price": cost,
                "taxes_id": [Command.clear()],
                "supplier_taxes_id": [Command.clear()],
                **vals,
            }
        )

    @classmethod
    def _receive(cls, product, supplier, name, quantity):
        """Receive goods as the host does; returns the number, if there is one."""
        source = cls.env.ref("stock.stock_location_suppliers")
        places = {
            "location_id": source.id,
            "location_dest_id": cls.warehouse.lot_stock_id.id,
        }
        lot = cls.env["stock.lot"]
        if name:
            lot = lot.create({"name": name, "product_id": product.id})
        picking = cls.env["stock.picking"].create(
            {
                **places,
                "partner_id": supplier.id,
                "picking_type_id": cls.warehouse.in_type_id.id,
                "move_ids": [
                    Command.create(
                        {
                            **places,
                            "product_id": product.id,
                            "product_uom": product.uom_id.id,
                            "product_uom_qty": quantity,
                            "picked": True,
                            "move_line_ids": [
                                Command.create(
                                    {
                                        **places,
                                        "product_id": product.id,
                                        "product_uom_id": product.uom_id.id,
                                        "lot_id": lot.id,
                                        "quantity": quantity,
                                    }
                                )
                            ],
                        }
                    )
                ],
            }
        )
        picking._action_done()
        return lot

    @classmethod
    def _use_part(
        cls, order, product, quantity=1, lots=None, coverage=None, removed=None
    ):
        """Put a part into the unit with a repair of the host; returns its move.

        :param lots: {number: quantity} where the product has numbers
        :param removed: number of the part that was taken out
        """
        repair = cls.env["repair.order"].create(order._prepare_repair_vals())
        move = cls.env["stock.move"].create(
            {
                "repair_id": repair.id,
                "repair_line_type": "add",
                "product_id": product.id,
                "product_uom_qty": quantity,
                **(coverage or {}),
            }
        )
        moves = {move: lots or {cls.env["stock.lot"]: quantity}}
        if removed:
            taken = move.create(
                {
                    "repair_id": repair.id,
                    "repair_line_type": "remove",
                    "product_id": product.id,
                    "product_uom_qty": quantity,
                }
            )
            moves[taken] = {removed: quantity}
        repair._action_repair_confirm()
        for each, numbers in moves.items():
            each.move_line_ids.unlink()
            each.move_line_ids = [
                Command.create(
                    {
                        "product_id": product.id,
                        "product_uom_id": product.uom_id.id,
                        "location_id": each.location_id.id,
                        "location_dest_id": each.location_dest_id.id,
                        "lot_id": lot.id,
                        "quantity": count,
                    }
                )
                for lot, count in numbers.items()
            ]
            each.picked = True
        repair.action_repair_start()
        repair.action_repair_end()
        return move
