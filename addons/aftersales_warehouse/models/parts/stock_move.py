from odoo import api, models


class StockMove(models.Model):
    """Parts of service orders: served first, and they say what there is of them."""

    _inherit = "stock.move"

    @api.depends("repair_id.aftersales_order_id")
    def _compute_priority(self):
        """Customers who wait for a part come before everybody else (R198)."""
        result = super()._compute_priority()
        for move in self:
            if move.repair_id.aftersales_order_id:
                move.priority = "1"
        return result

    # -- what changes the state of an order's parts ---------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        moves = super().create(vals_list)
        moves.filtered("repair_id").aftersales_order_id._refresh_parts_status()
        return moves

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint(
            ("product_id", "product_uom_qty", "location_id", "repair_line_type")
        ):
            self.aftersales_order_id._refresh_parts_status()
        return result

    def unlink(self):
        orders = self.aftersales_order_id
        result = super().unlink()
        orders._refresh_parts_status()
        return result

    def _action_cancel(self):
        result = super()._action_cancel()
        self.aftersales_order_id._refresh_parts_status()
        return result

    def _action_done(self, cancel_backorder=False):
        """What arrives serves those who wait for it."""
        done = super()._action_done(cancel_backorder=cancel_backorder)
        arrived = done.filtered(lambda move: move.location_dest_id.usage == "internal")
        self.env["aftersales.order"]._refresh_waiting(arrived.product_id)
        return done

    # -- what it still needs ----------------------------------------------------------

    def _get_reserved_quantity(self) -> float:
        """What is reserved, in the product's own unit of measure."""
        self.ensure_one()
        return self.product_uom._compute_quantity(
            self.quantity, self.product_id.uom_id, rounding_method="HALF-UP"
        )

    def _get_supply_rank(self) -> tuple:
        """Who comes first: urgent orders, then who called first."""
        order = self.aftersales_order_id
        return (-int(order.priority or 0), order.received_at, self.id)

    # -- removed parts ----------------------------------------------------------------

    def _get_repair_locations(self, repair_line_type, repair_id=False):
        """Removed parts of service orders go where old parts are kept."""
        source, destination = super()._get_repair_locations(repair_line_type, repair_id)
        if repair_line_type == "remove":
            destination = self._get_old_part_location() or destination
        return source, destination

    @api.depends("repair_id.aftersales_order_id")
    def _compute_location_dest_id(self):
        result = super()._compute_location_dest_id()
        for move in self.filtered(lambda move: move.repair_line_type == "remove"):
            move.location_dest_id = (
                move._get_old_part_location() or move.location_dest_id
            )
        return result

    def _get_old_part_location(self):
        """Of the outlet that repairs; none where it has no such place."""
        order = self.repair_id.aftersales_order_id
        return order.outlet_id.sudo().warehouse_id.aftersales_old_part_location_id

    def _get_old_part_owner(self):
        return self.repair_id.aftersales_order_id.partner_id.commercial_partner_id

    def _prepare_old_part_vals(self, lines) -> dict:
        """Values of the old part that these lines of a removal are."""
        self.ensure_one()
        order = self.repair_id.aftersales_order_id
        return {
            "order_id": order.id,
            "move_id": self.id,
            "product_id": self.product_id.id,
            "lot_id": lines.lot_id.id,
            "quantity": sum(lines.mapped("quantity_product_uom")),
            "removed_on": self.env["aftersales.equipment"]._get_local_day(
                self.date, self.company_id
            ),
            "defect_note": order.cause_id.name,
        }
