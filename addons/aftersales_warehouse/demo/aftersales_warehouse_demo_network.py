from odoo import Command, api, models

# name, up to kilometres, flat, a kilometre
RATES = (
    (("Van within the city", "市内小车"), 30, 20, 0),
    (("Lorry", "货车"), 0, 40, 0.3),
)


class AftersalesWarehouseDemoNetwork(models.AbstractModel):
    """Aged goods of two outlets find a use: asked for, settled, proposed by the week's
    matching; an order that waits because the network holds its goods."""

    _inherit = "aftersales.warehouse.demo"

    @api.model
    def _load_network_stock(self):
        self._set_haul_rates()
        qingdao, jinan = self._ref("outlet_qd"), self._ref("outlet_jn")
        self._finish_transfer(jinan, qingdao, "bookcase_b674", 1)
        self._ask_network(qingdao, jinan, "desk_d676", 1)
        self._want(jinan, "desk_d676", 4)
        self._want(qingdao, "bookcase_b674", 2)
        self._order_what_is_there(jinan, "cabinet_f750", 6)
        suggestion = self.env["aftersales.network.suggestion"]
        today = self._today()
        monday = suggestion._get_monday(today)
        company = self.env.company
        products = suggestion._get_products_to_match(company, monday)
        suggestion._match(company, monday, products)
        company.aftersales_network_week = monday

    @api.model
    def _set_haul_rates(self):
        self.env["aftersales.network.freight"].create(
            [
                {
                    "name": self._text(words),
                    "max_km": km,
                    "amount": flat,
                    "amount_per_km": per_km,
                }
                for words, km, flat, per_km in RATES
            ]
        )

    @api.model
    def _ask_network(self, holder, taker, name, quantity):
        transfer = self.env["aftersales.network.transfer"].create(
            {
                "outlet_id": holder.id,
                "dest_outlet_id": taker.id,
                "note": self._text(
                    ("A school orders one next week.", "一所学校下周要订一件。")
                ),
                "line_ids": [
                    Command.create(
                        {"product_id": self._ref(name).id, "quantity": quantity}
                    )
                ],
            }
        )
        transfer.action_request()
        return transfer

    @api.model
    def _finish_transfer(self, holder, taker, name, quantity):
        transfer = self._ask_network(holder, taker, name, quantity)
        for step in ("consent", "ship", "receive", "settle"):
            getattr(transfer, f"action_{step}")()

    @api.model
    def _want(self, outlet, name, quantity):
        """A reordering rule that a buyer runs by hand."""
        warehouse = outlet.warehouse_id
        self.env["stock.warehouse.orderpoint"].create(
            {
                "warehouse_id": warehouse.id,
                "location_id": warehouse.lot_stock_id.id,
                "product_id": self._ref(name).id,
                "product_min_qty": quantity,
                "product_max_qty": quantity,
                "trigger": "manual",
            }
        )

    @api.model
    def _order_what_is_there(self, outlet, name, quantity):
        """Confirming it is stopped: the network holds part of it."""
        vendor = self.env["res.partner"].create(
            {"name": self._text(("Haibin Factory", "海滨工厂")), "is_company": True}
        )
        self.env["purchase.order"].create(
            {
                "partner_id": vendor.id,
                "picking_type_id": outlet.warehouse_id.in_type_id.id,
                "order_line": [
                    Command.create(
                        {"product_id": self._ref(name).id, "product_qty": quantity}
                    )
                ],
            }
        )
