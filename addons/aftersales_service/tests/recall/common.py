from ..common import AftersalesCase


class RecallCase(AftersalesCase):
    """A heater by serial numbers: two in stock, one sold without a unit on file, one
    unit on file at the customer; and a cable by batch."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls._create_user("service_manager", email="manager@example.com")
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.stock = cls.warehouse.lot_stock_id
        cls.customers = cls.env.ref("stock.stock_location_customers")
        cls.heater = cls._create_tracked("Heater HX-20", "serial")
        cls.cable = cls._create_tracked("Cable", "lot")
        cls.customer.email = "school@example.com"
        cls.lots = cls._create_lots(cls.heater, "HX-0098", "HX-0099", "HX-0100")
        for lot in cls.lots:
            cls._put(lot)
        cls._deliver(cls.lots[2], cls.customer)
        # Delivered before units were put on file by themselves.
        cls.env["aftersales.equipment"].search(
            [("lot_id", "in", cls.lots.ids)]
        ).unlink()
        cls.heater_unit = cls._create_unit(
            product_id=cls.heater.id, serial="HX-0101", factory_date="2026-01-10"
        )

    @classmethod
    def _create_tracked(cls, name, tracking):
        return cls.env["product.product"].create(
            {
                "name": name,
                "type": "consu",
                "is_storable": tracking != "bulk",
                "tracking": tracking if tracking != "bulk" else "none",
            }
        )

    @classmethod
    def _create_lots(cls, product, *names):
        return cls.env["stock.lot"].create(
            [{"name": name, "product_id": product.id} for name in names]
        )

    @classmethod
    def _put(cls, lot, quantity=1.0, location=None):
        cls.env["stock.quant"]._update_available_quantity(
            lot.product_id, location or cls.stock, quantity, lot_id=lot
        )

    @classmethod
    def _prepare_picking(cls, lot, partner=None, quantity=1.0, **vals):
        """A transfer to a customer with the number chosen, ready to validate."""
        values = {
            "picking_type_id": cls.warehouse.out_type_id.id,
            "location_id": cls.stock.id,
            "location_dest_id": cls.customers.id,
            "partner_id": partner and partner.id,
            **vals,
        }
        picking = cls.env["stock.picking"].create(values)
        move = cls.env["stock.move"].create(
            {
                "product_id": lot.product_id.id,
                "product_uom_qty": quantity,
                "picking_id": picking.id,
                "location_id": values["location_id"],
                "location_dest_id": values["location_dest_id"],
            }
        )
        picking.action_confirm()
        move.move_line_ids.unlink()
        cls.env["stock.move.line"].create(
            {
                "move_id": move.id,
                "picking_id": picking.id,
                "product_id": lot.product_id.id,
                "lot_id": lot.id,
                "quantity": quantity,
                "location_id": values["location_id"],
                "location_dest_id": values["location_dest_id"],
            }
        )
        move.picked = True
        return picking

    @classmethod
    def _deliver(cls, lot, partner, quantity=1.0, **vals):
        picking = cls._prepare_picking(lot, partner, quantity, **vals)
        picking.button_validate()
        assert picking.state == "done"
        return picking

    @classmethod
    def _return(cls, lot, partner, quantity=1.0):
        return cls._deliver(
            lot,
            partner,
            quantity,
            picking_type_id=cls.warehouse.in_type_id.id,
            location_id=cls.customers.id,
            location_dest_id=cls.stock.id,
        )

    @classmethod
    def _create_recall(cls, *rows, **vals):
        """A draft; without rows it means all heaters."""
        rows = rows or ({"product_ids": [(6, 0, cls.heater.ids)]},)
        return cls.env["aftersales.recall"].create(
            {
                "title": "Heater HX-20: the plug may overheat",
                "defect": "The plug was crimped too loosely.",
                "hazard": "The plug may catch fire.",
                "remedy": "We change the plug.",
                "instructions": "Pull the plug.",
                "criterion_ids": [(0, 0, row) for row in rows],
                **vals,
            }
        )

    @classmethod
    def _approve(cls, *rows, **vals):
        recall = cls._create_recall(*rows, **vals)
        recall.action_assess()
        recall.action_approve()
        return recall

    @classmethod
    def _run(cls, *rows, **vals):
        recall = cls._approve(*rows, **vals)
        recall.action_start()
        return recall

    @classmethod
    def _create_buyers(cls, count, first=500):
        """Heaters on file at as many customers, each with an e-mail address."""
        partners = cls.env["res.partner"].create(
            [
                {
                    "name": f"Buyer {number}",
                    "email": f"buyer{number}@example.com",
                    "city": "Qingdao",
                }
                for number in range(first, first + count)
            ]
        )
        return cls.env["aftersales.equipment"].create(
            [
                {
                    "product_id": cls.heater.id,
                    "serial": f"HX-{first + index:04}",
                    "partner_id": partner.id,
                }
                for index, partner in enumerate(partners)
            ]
        )

    def _lines(self, recall):
        """Serial -> line."""
        return {line.serial: line for line in recall.line_ids}
