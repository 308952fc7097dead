from odoo import api, fields, models

from ...tools import network_price


class AftersalesNetworkTransferLine(models.Model):
    """Goods of a network transfer: what was asked for, its price, what arrived."""

    _name = "aftersales.network.transfer.line"
    _description = "Goods of a Network Transfer"
    _order = "transfer_id desc, id"
    _rec_name = "product_id"

    transfer_id = fields.Many2one(
        "aftersales.network.transfer",
        string="Network Transfer",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="transfer_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="transfer_id.currency_id")
    outlet_id = fields.Many2one(related="transfer_id.outlet_id", store=True, index=True)
    dest_outlet_id = fields.Many2one(
        related="transfer_id.dest_outlet_id", store=True, index=True
    )
    state = fields.Selection(related="transfer_id.state", store=True)
    requested_at = fields.Datetime(related="transfer_id.requested_at", store=True)
    days_to_turn = fields.Float(
        related="transfer_id.days_to_turn", store=True, aggregator="avg"
    )
    product_id = fields.Many2one(
        "product.product",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_storable", "=", True)],
    )
    categ_id = fields.Many2one(
        related="product_id.categ_id", string="Product Category", store=True
    )
    uom_id = fields.Many2one(related="product_id.uom_id")
    lot_id = fields.Many2one(
        "stock.lot",
        domain="[('product_id', '=', product_id)]",
        ondelete="restrict",
        index="btree_not_null",
    )
    quantity = fields.Float(digits="Product Unit", default=1.0, required=True)
    price_unit = fields.Monetary(
        string="Net Price",
        readonly=True,
        copy=False,
        aggregator="avg",
        help="Cost less depreciation of the day on which the request was sent, or "
        "consented to.",
    )
    new_price_unit = fields.Monetary(
        string="Price When New", readonly=True, copy=False, aggregator="avg"
    )
    amount = fields.Monetary(compute="_compute_amount", store=True)
    amount_saved = fields.Monetary(
        string="Value Saved", compute="_compute_amount", store=True
    )
    received_quantity = fields.Float(
        string="Arrived Quantity", digits="Product Unit", readonly=True, copy=False
    )
    move_ids = fields.One2many(
        "stock.move", "aftersales_network_line_id", string="Stock Moves"
    )
    purchase_line_id = fields.Many2one(
        "purchase.order.line",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="What would have been ordered instead.",
    )

    _quantity_positive = models.Constraint(
        "CHECK(quantity > 0)", "Quantity of goods asked for: enter more than 0."
    )

    @api.depends(
        "quantity", "price_unit", "new_price_unit", "received_quantity", "state"
    )
    def _compute_amount(self):
        for line in self:
            arrived = line.state in ("received", "settled")
            quantity = line.received_quantity if arrived else line.quantity
            currency = line.currency_id
            line.amount = currency.round(quantity * line.price_unit)
            saved = currency.round(quantity * line.new_price_unit) - line.amount
            line.amount_saved = saved

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_draft()
        return lines

    def write(self, vals):
        self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        self._check_draft()

    def _check_draft(self) -> None:
        """What was asked for changes by the steps alone."""
        if not self.env.su:
            self.transfer_id._check_draft()

    # -- prices ------------------------------------------------------------------------

    def _reckon(self, day) -> list[str]:
        """Price these lines by what lies aged with the holder on ``day``.

        :return: words for each line that asks for more than there is
        """
        slices, offered = self._get_slices(day), self._get_offered()
        problems = []
        for line in self:
            key = line._get_goods_key()
            asked = line.uom_id.round(line.quantity)
            if line.uom_id.compare(asked, offered.get(key, 0.0)) > 0:
                problems.append(line._get_lack(offered.get(key, 0.0)))
                continue
            offered[key] -= asked
            taken, _lacks = network_price.take(slices.get(key, ()), asked)
            slices[key] = network_price.without(slices[key], asked)
            line.write(line._prepare_price_vals(taken))
        return problems

    def _prepare_price_vals(self, taken) -> dict:
        self.ensure_one()
        amount = float(network_price.amount(taken))
        new = self.product_id.with_company(self.company_id).sudo().standard_price
        return {
            "price_unit": self.currency_id.round(amount / self.quantity),
            "new_price_unit": new,
        }

    def _get_goods_key(self) -> tuple:
        self.ensure_one()
        return self.outlet_id, self.product_id, self.lot_id

    def _get_offered(self) -> dict:
        """What the network shows of these goods, by holder, product and lot."""
        Stock = self.env["aftersales.network.stock"].sudo()
        Stock.invalidate_model()  # what was reserved a moment ago is gone
        rows = Stock.search(
            [
                ("outlet_id", "in", self.outlet_id.ids),
                ("product_id", "in", self.product_id.ids),
            ]
        )
        return {
            (row.outlet_id, row.product_id, row.lot_id): row.quantity for row in rows
        }

    def _get_slices(self, day) -> dict:
        """Layers of these goods as priced slices, the oldest first; one query."""
        layers = (
            self.env["aftersales.stock.layer"]
            .sudo()
            .search(
                [
                    ("warehouse_id.aftersales_outlet_id", "in", self.outlet_id.ids),
                    ("product_id", "in", self.product_id.ids),
                    ("remaining_quantity", ">", 0),
                    ("owner_id", "=", False),
                    ("quality", "=", "qualified"),
                ]
            )
        )
        Policy = self.env["aftersales.storage.policy"]
        slices: dict = {}
        for company, held in layers.grouped("company_id").items():
            policies = Policy._get_for(held.product_id, company, day)
            for layer in held:
                key = (layer.outlet_id, layer.product_id, layer.lot_id)
                slices.setdefault(key, []).append(
                    layer._to_slice(policies.get(layer.product_id), day)
                )
        return slices

    def _get_lack(self, offered: float) -> str:
        self.ensure_one()
        return self.env._(
            "%(transfer)s: %(outlet)s has %(offered)s %(unit)s of %(product)s in the "
            "network, %(wanted)s are asked for. Ask for less, or elsewhere.",
            transfer=self.transfer_id.name,
            outlet=self.outlet_id.sudo().name,
            offered=offered,
            unit=self.uom_id.name,
            product=" · ".join(
                filter(None, (self.product_id.display_name, self.lot_id.sudo().name))
            ),
            wanted=self.quantity,
        )

    # -- goods -------------------------------------------------------------------------

    def _lock_goods(self) -> None:
        """Nobody else gives these goods away until this is done."""
        quants = (
            self.env["stock.quant"]
            .sudo()
            .search(
                [
                    ("product_id", "in", self.product_id.ids),
                    ("warehouse_id", "in", self.outlet_id.warehouse_id.ids),
                ],
                order="id",
            )
        )
        quants.lock_for_update()

    def _prepare_move_vals(self, side: str) -> dict:
        self.ensure_one()
        return {
            "product_id": self.product_id.id,
            "product_uom": self.uom_id.id,
            "product_uom_qty": self.quantity,
            "company_id": self.company_id.id,
            "origin": self.transfer_id.name,
            "aftersales_network_line_id": self.id,
            "aftersales_network_side": side,
            "procure_method": "make_to_stock" if side == "out" else "make_to_order",
        }

    def _prepare_sale_line_vals(self) -> dict:
        self.ensure_one()
        return {
            "product_id": self.product_id.id,
            "product_uom_qty": self.quantity,
            "price_unit": self.price_unit,
            "discount": 0.0,
        }

    def _prepare_purchase_line_vals(self) -> dict:
        self.ensure_one()
        return {
            "product_id": self.product_id.id,
            "product_qty": self.quantity,
            "price_unit": self.price_unit,
        }
