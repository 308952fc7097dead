from odoo import api, fields, models


class StockLocation(models.Model):
    """Vans: internal locations that a technician takes along."""

    _inherit = "stock.location"

    aftersales_holder_ids = fields.One2many(
        "hr.employee",
        "aftersales_van_location_id",
        string="Technicians",
        groups="hr.group_hr_user",
        help="Whose van this is.",
    )
    aftersales_is_van = fields.Boolean(
        string="Van",
        compute="_compute_aftersales_is_van",
        search="_search_aftersales_is_van",
    )

    def _compute_aftersales_is_van(self):
        vans = self._get_vans()
        for location in self:
            location.aftersales_is_van = location in vans

    def _search_aftersales_is_van(self, operator, value):
        if operator != "in":
            return NotImplemented
        # Whose van it is stands in the personnel file; that it is one is no secret.
        people = (
            self.env["hr.employee"]
            .sudo()
            ._search([("aftersales_van_location_id", "!=", False)])
        )
        vans = fields.Domain("id", "in", people.subselect("aftersales_van_location_id"))
        wanted = fields.Domain.FALSE
        if True in value:
            wanted |= vans
        if False in value:
            wanted |= ~vans
        return wanted

    def _get_vans(self):
        """Those of these locations that are somebody's van; one query."""
        people = (
            self.env["hr.employee"]
            .sudo()
            .search([("aftersales_van_location_id", "in", self.ids)])
        )
        return people.aftersales_van_location_id.with_env(self.env)

    def _get_free_parts(self, products) -> dict:
        """What lies free in these stores with their shelves: {(product, store): n}.

        One query, whatever the number of products and stores. Shelves of goods that
        are not fit for use, and goods of other owners, do not count.
        """
        if not self or not products:
            return {}
        rows = (
            self.env["stock.quant"]
            .sudo()  # that a part is there is no secret
            ._read_group(
                [
                    ("product_id", "in", products.ids),
                    ("location_id", "child_of", self.ids),
                    ("owner_id", "=", False),
                ],
                ["product_id", "location_id"],
                ["quantity:sum", "reserved_quantity:sum"],
            )
        )
        stores = [(store, store.sudo().parent_path) for store in self]
        free: dict = {}
        for product, shelf, quantity, reserved in rows:
            if not shelf._holds_usable_parts():
                continue
            for store, path in stores:
                if shelf.parent_path.startswith(path):
                    key = (product.id, store.id)
                    free[key] = free.get(key, 0.0) + quantity - reserved
        return free

    def _holds_usable_parts(self) -> bool:
        self.ensure_one()
        place = self.sudo()._get_layer_place()
        is_qualified = place is None or place.quality == "qualified"
        return is_qualified and not self._is_quarantine()

    @api.model
    def _open_parts(self, locations):
        """What lies at these locations, as the host shows it."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Parts on Hand"),
            "res_model": "stock.quant",
            "view_mode": "list",
            "views": [
                (
                    self.env.ref("aftersales_warehouse.stock_quant_view_list_parts").id,
                    "list",
                )
            ],
            "search_view_id": (
                self.env.ref("aftersales_warehouse.stock_quant_view_search_parts").id,
                "search",
            ),
            "domain": [("location_id", "child_of", locations.ids)],
        }
