from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models

from ...tools.network_match import Want

#: What goes there has been used up.
USED = ("customer", "production", "inventory")


class AftersalesNetworkDemand(models.AbstractModel):
    """What the outlets of a company lack of some products: one query a source.

    A source is a method ``_find_<reason>``; reasons stand on the suggestion.
    """

    _name = "aftersales.network.demand"
    _description = "Demand in the Stock Network"

    @api.model
    def _find(self, company, products) -> list[Want]:
        outlets = (
            self.env["aftersales.outlet"]
            .sudo()
            .search(
                [
                    ("company_id", "=", company.id),
                    ("warehouse_id", "!=", False),
                    ("state", "=", "active"),
                ]
            )
        )
        if not outlets or not products:
            return []
        coming = self._get_coming(outlets, products)
        reasons = self.env["aftersales.network.suggestion"]._fields["reason"]
        wants = []
        for reason in reasons.get_values(self.env):
            found = getattr(self.sudo(), f"_find_{reason}")(outlets, products)
            for (outlet, product), quantity in found.items():
                lacks = quantity - coming.get((outlet, product), 0.0)
                if product.uom_id.compare(lacks, 0.0) > 0:
                    wants.append(Want(outlet.id, product.id, lacks, reason))
        return wants

    @api.model
    def _get_coming(self, outlets, products) -> dict:
        """What these outlets asked the network for and do not have yet."""
        rows = (
            self.env["aftersales.network.transfer.line"]
            .sudo()
            ._read_group(
                [
                    ("dest_outlet_id", "in", outlets.ids),
                    ("product_id", "in", products.ids),
                    ("state", "=", "requested"),
                ],
                ["dest_outlet_id", "product_id"],
                ["quantity:sum"],
            )
        )
        return {(outlet, product): quantity for outlet, product, quantity in rows}

    @api.model
    def _find_parts(self, outlets, products) -> dict:
        """Parts that open orders of the outlets wait for."""
        rows = self.env["stock.move"]._read_group(
            [
                ("product_id", "in", products.ids),
                ("aftersales_order_id.outlet_id", "in", outlets.ids),
                ("aftersales_order_id.is_open", "=", True),
                ("repair_line_type", "=", "add"),
                ("state", "in", ("waiting", "confirmed", "partially_available")),
            ],
            ["aftersales_order_id", "product_id"],
            ["product_qty:sum", "quantity:sum"],
        )
        lacks: dict = defaultdict(float)
        for order, product, wanted, reserved in rows:
            lacks[order.outlet_id, product] += wanted - reserved
        return lacks

    @api.model
    def _find_minimum(self, outlets, products) -> dict:
        """What would fill the outlets' stock up where it is below its minimum."""
        warehouses = outlets.grouped("warehouse_id")
        rules = self.env["stock.warehouse.orderpoint"].search(
            [
                ("warehouse_id", "in", outlets.warehouse_id.ids),
                ("product_id", "in", products.ids),
            ]
        )
        lacks: dict = defaultdict(float)
        for rule in rules:
            if rule.qty_forecast < rule.product_min_qty:
                outlet = warehouses[rule.warehouse_id][:1]
                lacks[outlet, rule.product_id] += (
                    max(rule.product_max_qty, rule.product_min_qty) - rule.qty_forecast
                )
        return lacks

    @api.model
    def _find_consumption(self, outlets, products) -> dict:
        """What the outlets will use in the weeks to cover and do not have."""
        company = outlets.company_id
        weeks = company.aftersales_network_consumption_weeks
        since = fields.Datetime.now() - timedelta(weeks=weeks)
        used = self._add_up(
            self.env["stock.move.line"]._read_group(
                [
                    ("state", "=", "done"),
                    ("date", ">=", since),
                    ("product_id", "in", products.ids),
                    ("location_id.warehouse_id", "in", outlets.warehouse_id.ids),
                    ("location_id.usage", "=", "internal"),
                    ("location_dest_id.usage", "in", USED),
                    ("move_id.is_inventory", "=", False),
                ],
                ["location_id", "product_id"],
                ["quantity_product_uom:sum"],
            ),
            outlets,
        )
        held = self._add_up(
            self.env["stock.quant"]._read_group(
                [
                    ("product_id", "in", products.ids),
                    ("location_id.warehouse_id", "in", outlets.warehouse_id.ids),
                    ("location_id.usage", "=", "internal"),
                    ("owner_id", "=", False),
                ],
                ["location_id", "product_id"],
                ["quantity:sum"],
            ),
            outlets,
        )
        cover = company.aftersales_network_cover_weeks / weeks
        return {
            (outlet, product): product.uom_id.round(quantity * cover, "UP")
            - held.get((outlet, product), 0.0)
            for (outlet, product), quantity in used.items()
        }

    @api.model
    def _add_up(self, rows, outlets) -> dict:
        """Rows of places, products and quantities, by outlet and product."""
        by_warehouse = outlets.grouped("warehouse_id")
        total: dict = defaultdict(float)
        for location, product, quantity in rows:
            outlet = by_warehouse[location.warehouse_id][:1]
            total[outlet, product] += quantity
        return total
