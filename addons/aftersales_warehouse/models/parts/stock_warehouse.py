from odoo import fields, models


class StockWarehouse(models.Model):
    """Where an outlet keeps old parts, and the vans it fills."""

    _inherit = "stock.warehouse"

    aftersales_old_part_location_id = fields.Many2one(
        "stock.location",
        string="Old Parts",
        check_company=True,
        copy=False,
        domain=[("usage", "=", "internal")],
        help="Parts that repairs of service orders take out are brought here. They "
        "stay the customer's, so they have no value in the books. Empty: they leave "
        "the stock at once, as the host does it.",
    )
    aftersales_van_route_id = fields.Many2one(
        "stock.route",
        string="Vans' Route",
        copy=False,
        readonly=True,
        help="Fills vans from this warehouse's stock when a reordering rule asks.",
    )

    def _create_van(self, employee):
        """A van of this warehouse, filled from its stock, for one technician."""
        self.ensure_one()
        van = self.env["stock.location"].create(
            {
                "name": self.env._("Van %(technician)s", technician=employee.name),
                "usage": "internal",
                "location_id": self.view_location_id.id,
                "company_id": self.company_id.id,
            }
        )
        employee.aftersales_van_location_id = van
        self.env["stock.rule"].create(self._prepare_van_rule_vals(van))
        return van

    def _prepare_van_rule_vals(self, van) -> dict:
        return {
            "name": self.env._(
                "%(warehouse)s: stock to %(van)s", warehouse=self.name, van=van.name
            ),
            "route_id": self._get_van_route().id,
            "action": "pull",
            "procure_method": "make_to_stock",
            "picking_type_id": self.int_type_id.id,
            "location_src_id": self.lot_stock_id.id,
            "location_dest_id": van.id,
            "location_dest_from_rule": True,
            "warehouse_id": self.id,
            "company_id": self.company_id.id,
        }

    def _get_van_route(self):
        self.ensure_one()
        if not self.aftersales_van_route_id:
            self.aftersales_van_route_id = self.env["stock.route"].create(
                {
                    "name": self.env._("%(warehouse)s: vans", warehouse=self.name),
                    "warehouse_selectable": True,
                    "product_selectable": False,
                    "warehouse_ids": [(4, self.id)],
                    "company_id": self.company_id.id,
                }
            )
        return self.aftersales_van_route_id

    def _create_old_part_location(self) -> None:
        """A place for old parts in each of these warehouses that has none."""
        for warehouse in self.filtered(lambda w: not w.aftersales_old_part_location_id):
            warehouse.aftersales_old_part_location_id = self.env[
                "stock.location"
            ].create(warehouse._prepare_old_part_location_vals())

    def _prepare_old_part_location_vals(self) -> dict:
        self.ensure_one()
        return {
            "name": self.env._("Old Parts"),
            "usage": "internal",
            "aftersales_quality": "nonconforming",
            "location_id": self.view_location_id.id,
            "company_id": self.company_id.id,
        }
