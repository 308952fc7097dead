from odoo import SUPERUSER_ID, Command, fields, models


class AftersalesNetworkTransfer(models.Model):
    """Between companies: one sells, the other buys, at the price agreed (R227)."""

    _inherit = "aftersales.network.transfer"

    sale_order_id = fields.Many2one(
        "sale.order", readonly=True, copy=False, index="btree_not_null"
    )
    purchase_order_id = fields.Many2one(
        "purchase.order", readonly=True, copy=False, index="btree_not_null"
    )

    def _make_orders(self) -> None:
        for transfer in self:
            company, taker = transfer.company_id, transfer.dest_company_id
            transfer.sale_order_id = (
                self.env["sale.order"]
                .with_company(company)
                .create(transfer._prepare_sale_vals())
            )
            transfer.purchase_order_id = (
                self.env["purchase.order"]
                .with_company(taker)
                .create(transfer._prepare_purchase_vals())
            )
            transfer.sale_order_id.action_confirm()
            # The outlets agreed; a second signature would hold up the goods.
            transfer.purchase_order_id.with_user(SUPERUSER_ID).button_confirm()
            transfer._link_moves()

    def _prepare_sale_vals(self) -> dict:
        self.ensure_one()
        return {
            "company_id": self.company_id.id,
            "partner_id": self.dest_company_id.partner_id.id,
            "partner_shipping_id": (
                self.dest_outlet_id.partner_id or self.dest_company_id.partner_id
            ).id,
            "warehouse_id": self.outlet_id.warehouse_id.id,
            "pricelist_id": False,
            "origin": self.name,
            "client_order_ref": self.name,
            "order_line": [
                Command.create(line._prepare_sale_line_vals()) for line in self.line_ids
            ]
            + [
                Command.create({**vals, "product_uom_qty": 1.0})
                for vals in self._prepare_haul_vals()
            ],
        }

    def _prepare_purchase_vals(self) -> dict:
        self.ensure_one()
        return {
            "company_id": self.dest_company_id.id,
            "partner_id": self.company_id.partner_id.id,
            "picking_type_id": self.dest_outlet_id.warehouse_id.in_type_id.id,
            "currency_id": self.currency_id.id,
            "origin": self.name,
            "partner_ref": self.name,
            "order_line": [
                Command.create(line._prepare_purchase_line_vals())
                for line in self.line_ids
            ]
            + [
                Command.create({**vals, "product_qty": 1.0})
                for vals in self._prepare_haul_vals()
            ],
        }

    def _prepare_haul_vals(self) -> list[dict]:
        """The short haul, if the holder pays the haulier for the taker."""
        self.ensure_one()
        product = self.company_id.aftersales_network_freight_product_id
        if self.freight_paid_by != "giver" or not self.freight_amount or not product:
            return []
        return [{"product_id": product.id, "price_unit": self.freight_amount}]

    def _link_moves(self) -> None:
        """The orders' deliveries and receipts are those of this transfer."""
        self.ensure_one()
        for side, order_lines in (
            ("out", self.sale_order_id.order_line),
            ("in", self.purchase_order_id.order_line),
        ):
            goods = order_lines.filtered(lambda line: line.product_id.is_storable)
            for line, order_line in zip(self.line_ids, goods, strict=True):
                order_line.move_ids.write(
                    {
                        "aftersales_network_line_id": line.id,
                        "aftersales_network_side": side,
                    }
                )

    def _cancel_orders(self) -> None:
        self.sale_order_id._action_cancel()
        self.purchase_order_id.button_cancel()

    def _carry_age(self) -> None:
        """What a sister company takes in is as old as the oldest of what was given.

        The host knows no move from one company's stock to the other's.
        """
        self.ensure_one()
        uses = self.env["aftersales.stock.layer.use"].search(
            [("move_id", "in", self._get_moves("out").ids)]
        )
        lines = self._get_moves("in").grouped("aftersales_network_line_id")
        for line, given in uses.grouped(
            lambda use: use.move_id.aftersales_network_line_id
        ).items():
            since = min(given.layer_id.mapped("first_received_on"))
            lines[line].aftersales_received_on = since
