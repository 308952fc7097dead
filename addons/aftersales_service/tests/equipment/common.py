from odoo import Command
from odoo.tests import Form, new_test_user

from ..common import AftersalesCase


class DeliveryCase(AftersalesCase):
    """Goods with serial numbers in stock, and a storeman who ships them.

    He has no role in after-sales: units are made whoever moves the goods.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.storeman = new_test_user(
            cls.env,
            "test_storeman",
            groups="stock.group_stock_user",
            tz="Asia/Shanghai",
        )
        cls.accountant = new_test_user(
            cls.env,
            "test_accountant",
            groups="account.group_account_invoice,sales_team.group_sale_salesman_all_leads",
            tz="Asia/Shanghai",
        )
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.stock = cls.warehouse.lot_stock_id
        cls.customers = cls.env.ref("stock.stock_location_customers")
        cls.tax = cls.env["account.tax"].create(
            {"name": "13 %", "amount": 13.0, "type_tax_use": "sale"}
        )
        cls.pump = cls._create_product("Pump", tracking="serial")
        cls.site = cls.env["res.partner"].create(
            {"name": "North Gate", "parent_id": cls.customer.id, "type": "delivery"}
        )
        cls.other = cls.env["res.partner"].create({"name": "Laoshan Hospital"})
        cls.Unit = cls.env["aftersales.equipment"]

    @classmethod
    def _create_product(cls, name, **vals):
        return cls.env["product.product"].create(
            {
                "name": name,
                "type": "consu",
                "is_storable": True,
                "list_price": 1000.0,
                "taxes_id": [Command.set(cls.tax.ids)],
                "invoice_policy": "order",
                **vals,
            }
        )

    def _create_lots(self, *names, product=None, stock=True):
        product = product or self.pump
        lots = self.env["stock.lot"].create(
            [{"name": name, "product_id": product.id} for name in names]
        )
        for lot in lots if stock else ():
            self.env["stock.quant"]._update_available_quantity(
                product, self.stock, 1, lot_id=lot
            )
        return lots

    def _sell(self, product, quantity, partner=None, site=None, order=None, **vals):
        sale = self.env["sale.order"].create(
            {
                "partner_id": (partner or self.customer).id,
                **({"partner_shipping_id": site.id} if site else {}),
                **(order or {}),
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            **vals,
                        }
                    )
                ],
            }
        )
        sale.action_confirm()
        return sale

    def _move(self, lots=None, product=None, partner=None, quantity=None, **vals):
        """Picking that a storeman makes without a sale, done."""
        product = product or lots.product_id
        vals = {
            "picking_type_id": self.warehouse.out_type_id.id,
            "location_id": self.stock.id,
            "location_dest_id": self.customers.id,
            "partner_id": partner.id if partner else False,
            **vals,
        }
        picking = self.env["stock.picking"].create(
            {
                **vals,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity or len(lots),
                            "location_id": vals["location_id"],
                            "location_dest_id": vals["location_dest_id"],
                        }
                    )
                ],
            }
        )
        picking.action_confirm()
        return self._validate(picking, lots)

    def _come_back(self, lots, partner=None, **vals):
        """The same goods come in from a customer, by a receipt of their own."""
        return self._move(
            lots,
            partner=partner,
            picking_type_id=self.warehouse.in_type_id.id,
            location_id=self.customers.id,
            location_dest_id=self.stock.id,
            **vals,
        )

    def _return(self, picking, quantity):
        """The host's own return of a delivery, done."""
        form = Form(
            self.env["stock.return.picking"].with_context(
                active_id=picking.id, active_ids=picking.ids, active_model=picking._name
            )
        )
        wizard = form.save()
        wizard.product_return_moves.quantity = quantity
        back = self.env["stock.picking"].browse(
            wizard.action_create_returns()["res_id"]
        )
        return self._validate(back)

    def _validate(self, picking, lots=None):
        """Ship ``lots`` (all that is asked for without), as the storeman."""
        picking = picking.with_user(self.storeman)
        if lots:
            for product, of_product in lots.grouped("product_id").items():
                move = picking.move_ids.filtered(lambda m: m.product_id == product)  # noqa: B023
                self._set_lots(move, of_product)
        else:
            picking.action_assign()
        picking.move_ids.picked = True
        picking.with_context(
            skip_backorder=True, cancel_backorder=False
        ).button_validate()
        self.assertEqual(picking.state, "done")
        return picking.sudo()

    def _set_lots(self, move, lots):
        move.move_line_ids.unlink()
        move.move_line_ids = [
            Command.create(
                {
                    "product_id": lot.product_id.id,
                    "lot_id": lot.id,
                    "picking_id": move.picking_id.id,
                    "quantity": 1.0,
                    "location_id": move.location_id.id,
                    "location_dest_id": move.location_dest_id.id,
                }
            )
            for lot in lots
        ]

    def _done_lines(self, picking):
        """Lines as a search finds them: they are read together."""
        return self.env["stock.move.line"].search([("picking_id", "=", picking.id)])

    def _units(self, lots):
        return self.Unit.search([("lot_id", "in", lots.ids)], order="serial")

    def _owners(self, unit):
        """History of a unit, the oldest first, as (owner, from, to, how)."""
        return [
            (
                row.partner_id,
                str(row.date_from),
                str(row.date_to) if row.date_to else None,
                row.how,
            )
            for row in unit.owner_history.sorted("id")
        ]
