from odoo import Command, api, models

# (product, outlet or place, quantity, days ago); amounts are the products' costs.
RECEIPTS = (
    ("cabinet_f750", "qd", 6, 400),
    ("cabinet_f750", "qd", 8, 75),
    ("desk_d676", "qd", 5, 160),
    ("locker_w401", "qd", 12, 20),
    ("bookcase_b674", "jn", 4, 210),
    ("shelving_c341", "jn", 10, 80),
    ("rack_r210", "jn", 6, 5),
)
ISSUES = (
    ("cabinet_f750", "qd", 2, 60),
    ("locker_w401", "qd", 3, 4),
    ("bookcase_b674", "jn", 1, 30),
)
OUTLETS = {"qd": ("Qingdao", "青岛"), "jn": ("Jinan", "济南")}


class AftersalesWarehouseDemoLayer(models.AbstractModel):
    """Goods of two outlets: some past their term, some about to turn aged, some of
    others, some nonconforming."""

    _inherit = "aftersales.warehouse.demo"

    @api.model
    def _load_layers(self):
        self._layer_what_was_there()
        stores = {code: self._open_store(code) for code in OUTLETS}
        supplier = self.env.ref("stock.stock_location_suppliers")
        customer = self.env.ref("stock.stock_location_customers")
        for name, code, quantity, days in RECEIPTS:
            self._play_move(name, supplier, stores[code], quantity, days)
        for name, code, quantity, days in ISSUES:
            self._play_move(name, stores[code], customer, quantity, days)
        # Age goes along from outlet to outlet.
        self._play_move("desk_d676", stores["qd"], stores["jn"], 2, 40)
        self._play_consigned(supplier, stores["qd"])
        self._play_nonconforming(stores["qd"])
        while self.env["aftersales.stock.layer"]._remind_batch(200):
            pass

    @api.model
    def _layer_what_was_there(self):
        """Stock that outlets had before this addon."""
        company = self.env.company
        quants = self.env["stock.quant"].search(
            [
                ("company_id", "=", company.id),
                ("location_id.warehouse_id.aftersales_outlet_id", "!=", False),
            ]
        )
        self.env["aftersales.stock.layer"]._rebuild(company, quants.product_id)

    @api.model
    def _open_store(self, code: str):
        outlet = self._ref(f"outlet_{code}")
        if not outlet.warehouse_id:
            outlet.warehouse_id = self.env["stock.warehouse"].create(
                {
                    "name": self._text(OUTLETS[code]),
                    "code": code.upper(),
                    "partner_id": outlet.partner_id.id,
                }
            )
        return outlet.warehouse_id.lot_stock_id

    @api.model
    def _play_move(self, name, source, dest, quantity, days, owner=None):
        """A done move of the host, backdated."""
        product = self._ref(name)
        places = {"location_id": source.id, "location_dest_id": dest.id}
        line = {
            **places,
            "product_id": product.id,
            "quantity": quantity,
            "owner_id": owner and owner.id,
            "picked": True,
        }
        move = self.env["stock.move"].create(
            {
                **places,
                "product_id": product.id,
                "product_uom_qty": quantity,
                "picked": True,
                "move_line_ids": [Command.create(line)],
            }
        )
        move._action_done()
        move.date = self._moment(-days, 10 * 60)
        return move

    @api.model
    def _play_consigned(self, supplier, store):
        """Goods of a customer that wait for their installation."""
        owner = self.env["res.partner"].create(
            {"name": self._text(("Haifeng School", "海风学校")), "is_company": True}
        )
        self._play_move("screen_p486", supplier, store, 3, 150, owner)

    @api.model
    def _play_nonconforming(self, store):
        """Damaged while handled, and faulty when they came."""
        places = self.env["stock.location"].create(
            [
                {
                    "name": self._text(words),
                    "location_id": store.id,
                    "aftersales_quality": "nonconforming",
                    "aftersales_liability": liability,
                }
                for words, liability in (
                    (("Nonconforming: Ours", "不合格品（本部）"), "outlet"),
                    (
                        ("Nonconforming: Head Office", "不合格品（总公司）"),
                        "head_office",
                    ),
                )
            ]
        )
        self._play_move("cabinet_f750", store, places[0], 1, 50)
        self._play_move("locker_w401", store, places[1], 2, 10)
