from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .common import DeliveryCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestKit(DeliveryCase):
    """A kit is sold as one product and delivered as its components.

    Which bills of materials say so is no matter here: what went out for the sale line
    of another product is a component.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kit = cls._create_product("Pump Set", is_storable=False, is_serviced=True)
        cls.motor = cls._create_product("Motor", tracking="serial")

    def _sell_kits(self, count, **vals):
        """Sale of kits whose pickings ask for what ``vals`` say of each component."""
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [
                    Command.create(
                        {"product_id": self.kit.id, "product_uom_qty": count}
                    )
                ],
            }
        )
        sale.state = "sale"
        return sale.order_line

    def _create_kit_picking(self, line, *wanted):
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.out_type_id.id,
                "location_id": self.stock.id,
                "location_dest_id": self.customers.id,
                "partner_id": self.customer.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            "location_id": self.stock.id,
                            "location_dest_id": self.customers.id,
                            "sale_line_id": line.id,
                        }
                    )
                    for product, quantity in wanted
                ],
            }
        )
        picking.action_confirm()
        return picking

    def _kits(self, line):
        return self.Unit.search(
            [("product_id", "=", self.kit.id), ("sale_line_id", "=", line.id)],
            order="id",
        )

    def test_a_kit_holds_the_components_that_went_out_for_it(self):
        line = self._sell_kits(2)
        lots = self._create_lots("P-1", "P-2") + self._create_lots(
            "M-1", "M-2", "M-3", "M-4", product=self.motor
        )
        picking = self._create_kit_picking(line, (self.pump, 2), (self.motor, 4))
        self._validate(picking, lots)
        kits = self._kits(line)
        self.assertEqual(
            [kit.child_ids.sorted("serial").mapped("serial") for kit in kits],
            [["M-1", "M-2", "P-1"], ["M-3", "M-4", "P-2"]],
        )
        self.assertEqual(kits.mapped("price"), [1130.0, 1130.0])
        self.assertEqual(set(kits.child_ids.mapped("price")), {0.0})
        self.assertEqual(kits.partner_id, self.customer)
        self.assertEqual({str(kit.delivery_date) for kit in kits}, {"2026-03-02"})
        self.assertEqual(kits.owner_history.mapped("how"), ["sold", "sold"])

    def test_a_later_delivery_fills_the_kits_on_file(self):
        line = self._sell_kits(2)
        pumps = self._create_lots("P-1", "P-2")
        motors = self._create_lots("M-1", "M-2", product=self.motor)
        self._validate(self._create_kit_picking(line, (self.pump, 2)), pumps)
        self._validate(self._create_kit_picking(line, (self.motor, 2)), motors)
        kits = self._kits(line)
        self.assertEqual(
            [kit.child_ids.sorted("serial").mapped("serial") for kit in kits],
            [["M-1", "P-1"], ["M-2", "P-2"]],
        )

    def test_components_of_a_kit_nobody_services_stand_alone(self):
        self.kit.is_serviced = False
        line = self._sell_kits(1)
        lots = self._create_lots("P-1")
        self._validate(self._create_kit_picking(line, (self.pump, 1)), lots)
        unit = self._units(lots)
        self.assertFalse(unit.parent_id)
        self.assertEqual(unit.sale_line_id, line)
        self.assertFalse(self._kits(line))

    def test_a_kit_ends_with_its_last_component(self):
        line = self._sell_kits(1)
        lots = self._create_lots("P-1") + self._create_lots("M-1", product=self.motor)
        picking = self._create_kit_picking(line, (self.pump, 1), (self.motor, 1))
        self._validate(picking, lots)
        kit = self._kits(line)
        self._come_back(lots[:1], partner=self.customer)
        self.assertEqual(kit.state, "in_use")
        self.assertEqual(kit.child_ids, self._units(lots[1:]))
        self._come_back(lots[1:], partner=self.customer)
        self.assertEqual(kit.state, "returned")
        self.assertFalse(kit.partner_id)

    def test_a_component_sold_again_leaves_its_old_kit(self):
        line = self._sell_kits(1)
        lots = self._create_lots("P-1")
        self._validate(self._create_kit_picking(line, (self.pump, 1)), lots)
        unit = self._units(lots)
        kit = unit.parent_id
        self._come_back(lots, partner=self.customer)
        self._move(lots, partner=self.other)
        self.assertEqual(unit.partner_id, self.other)
        self.assertFalse(unit.parent_id)
        self.assertEqual(kit.state, "returned")

    def test_components_share_the_day_their_kit_was_invoiced_on(self):
        line = self._sell_kits(1)
        lots = self._create_lots("P-1") + self._create_lots("M-1", product=self.motor)
        picking = self._create_kit_picking(line, (self.pump, 1), (self.motor, 1))
        self._validate(picking, lots)
        line.qty_delivered = 1
        invoice = line.order_id._create_invoices()
        invoice.invoice_date = "2026-03-09"
        invoice.action_post()
        units = self._units(lots) + self._kits(line)
        self.assertEqual({str(unit.invoice_date) for unit in units}, {"2026-03-09"})
