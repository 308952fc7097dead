from odoo import fields, models
from odoo.fields import Domain

from ...tools import part_supply


class AftersalesOrder(models.Model):
    """What is missing of the parts that orders need, for all who need them."""

    _inherit = "aftersales.order"

    old_part_ids = fields.One2many("aftersales.old.part", "order_id", "Old Parts")
    old_part_count = fields.Integer(compute="_compute_old_part_count")
    part_request_ids = fields.One2many(
        "aftersales.part.request", "order_id", "Requests for Parts"
    )

    def _compute_old_part_count(self):
        self._count_into("old_part_count", "aftersales.old.part", "order_id")

    def _get_short_parts(self, products) -> dict[int, float]:
        """Part lines of any order that cannot be had, with what is missing, by id.

        Everybody who needs these products shares what there is: urgent orders first,
        then who called first. A handful of queries.
        """
        if not products:
            return {}
        lines = (
            self.env["stock.move"].sudo().search(self._get_open_part_domain(products))
        )
        lines = lines.filtered("product_id.is_storable")
        stores = self._get_line_stores(lines)
        places = self.env["stock.location"].union(*stores.values())
        free = places._get_free_parts(lines.product_id)
        coming = self._get_coming_parts(lines)
        demands = []
        for line in sorted(lines, key=lambda line: line._get_supply_rank()):
            missing = line.product_qty - line._get_reserved_quantity()
            key = (line.aftersales_order_id.id, line.product_id.id)
            brought = min(coming.get(key, 0.0), max(missing, 0.0))
            coming[key] = coming.get(key, 0.0) - brought
            demands.append(
                part_supply.Demand(
                    line.id,
                    line.product_id.id,
                    missing - brought,
                    stores[line].ids,
                    line._get_supply_rank(),
                )
            )
        return part_supply.shortages(demands, free)

    def _get_line_stores(self, lines) -> dict:
        """Where each line may be taken from: van, place of the repair, outlet."""
        return {
            line: line.aftersales_order_id.technician_id.aftersales_van_location_id
            | (
                line.location_id
                if line.location_id.usage == "internal"
                else line.location_id.browse()
            )
            | line.aftersales_order_id.outlet_id.warehouse_id.lot_stock_id
            for line in lines
        }

    def _get_coming_parts(self, lines) -> dict[tuple[int, int], float]:
        """Reserved on transfers to technicians: {(order, product): quantity}."""
        transfers = (
            self.env["stock.move"]
            .sudo()
            .search(
                Domain("product_id", "in", lines.product_id.ids)
                & Domain(
                    "picking_id.aftersales_dispatch_id.order_id",
                    "in",
                    lines.aftersales_order_id.ids,
                )
                & Domain("state", "in", ("partially_available", "assigned"))
            )
        )
        coming: dict = {}
        for move in transfers:
            order = move.picking_id.aftersales_dispatch_id.order_id
            key = (order.id, move.product_id.id)
            coming[key] = coming.get(key, 0.0) + move._get_reserved_quantity()
        return coming
