from odoo import Command, fields, models

from ...tools.part_supply import NOTHING


class AftersalesDispatch(models.Model):
    """Parts of a visit: reserved when it is sent, brought to the technician's van.

    The repairs of its order take their parts from the van of the first technician; what
    the van lacks comes from the outlet's stock by a transfer of the host, which holds
    the reservation there. Without a van they take them from the outlet's stock.
    """

    _inherit = "aftersales.dispatch"

    picking_ids = fields.One2many(
        "stock.picking", "aftersales_dispatch_id", string="Parts Brought"
    )
    picking_count = fields.Integer(compute="_compute_picking_count")
    can_reserve_parts = fields.Boolean(compute="_compute_can_reserve_parts")

    def _compute_picking_count(self):
        counts = dict(
            self.env["stock.picking"]
            .sudo()
            ._read_group(
                [("aftersales_dispatch_id", "in", self.ids)],
                ["aftersales_dispatch_id"],
                ["__count"],
            )
        )
        for dispatch in self:
            dispatch.picking_count = counts.get(dispatch, 0)

    def _compute_can_reserve_parts(self):
        for dispatch in self:
            dispatch.can_reserve_parts = (
                dispatch.state in ("planned", "sent", "accepted")
                and bool(dispatch.technician_ids)
                and bool(dispatch.order_id.part_move_ids)
            )

    def action_send(self):
        result = super().action_send()
        self._reserve_parts()
        return result

    def action_cancel(self):
        """Nobody goes: what was reserved for it is free for others."""
        result = super().action_cancel()
        self._release_parts()
        return result

    def action_reserve_parts(self):
        """Reserve before the visit is sent: as soon as one knows who goes."""
        self._check_step_role("send")
        self._reserve_parts()

    def action_view_pickings(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stock.action_picking_tree_all"
        )
        return {
            **action,
            "domain": [("aftersales_dispatch_id", "=", self.id)],
            "context": {},
        }

    def action_ask_for_part(self):
        """A colleague nearby may have what is missing."""
        self.ensure_one()
        action = self.order_id.action_find_part()
        action["context"]["default_dispatch_id"] = self.id
        return action

    # -- reservation -------------------------------------------------------------------

    def _reserve_parts(self) -> None:
        """Reserve what the repairs of these visits need: van first, then the outlet."""
        visits = self.sudo()  # who plans visits need not be the storekeeper
        repairs = visits.order_id.repair_ids.filtered(
            lambda repair: repair.state in ("draft", "confirmed", "under_repair")
        )
        if not repairs:
            return
        by_order = repairs.grouped("aftersales_order_id")
        visits = visits.filtered(lambda visit: visit.order_id in by_order)
        for visit in visits:
            visit._take_from_store(by_order[visit.order_id])
        repairs.filtered(lambda r: r.state == "draft")._action_repair_confirm()
        repairs._get_open_parts()._action_assign()
        visits._bring_missing_parts(by_order)
        visits.order_id._refresh_parts_status()

    def _get_van(self):
        return self.technician_ids.sudo()[:1].aftersales_van_location_id

    def _get_outlet_stock(self):
        return self.outlet_id.sudo().warehouse_id.lot_stock_id

    def _take_from_store(self, repairs) -> None:
        """Let these repairs take their parts from the van, else from the outlet."""
        self.ensure_one()
        store = self._get_van() or self._get_outlet_stock()
        moved = repairs.filtered(lambda repair: store and repair.location_id != store)
        moved._get_open_parts()._do_unreserve()
        moved.location_id = store

    def _bring_missing_parts(self, by_order: dict) -> None:
        """Transfers from the outlet's stock to vans of what could not be reserved."""
        vals_list = []
        for visit in self:
            van, stock = visit._get_van(), visit._get_outlet_stock()
            missing = visit._get_missing_parts(by_order[visit.order_id])
            if van and stock and missing:
                vals_list.append(visit._prepare_supply_vals(stock, van, missing))
        pickings = self.env["stock.picking"].sudo().create(vals_list)
        pickings.action_confirm()
        pickings.move_ids._action_assign()

    def _get_missing_parts(self, repairs) -> dict:
        """What these repairs lack and no open transfer brings: {product: n}."""
        self.ensure_one()
        missing: dict = {}
        for move in repairs._get_open_parts():
            if move.product_id.is_storable:
                lack = move.product_qty - move._get_reserved_quantity()
                missing[move.product_id] = missing.get(move.product_id, 0.0) + lack
        for move in self.picking_ids.move_ids:
            if move.state not in ("done", "cancel") and move.product_id in missing:
                missing[move.product_id] -= move.product_qty
        return {product: lack for product, lack in missing.items() if lack > NOTHING}

    def _prepare_supply_vals(self, stock, van, missing: dict) -> dict:
        self.ensure_one()
        places = {"location_id": stock.id, "location_dest_id": van.id}
        return {
            **places,
            "aftersales_dispatch_id": self.id,
            "picking_type_id": stock.warehouse_id.int_type_id.id,
            "company_id": self.company_id.id,
            "origin": self.name,
            "priority": "1",
            "scheduled_date": self.scheduled_start or fields.Datetime.now(),
            "move_ids": [
                Command.create(
                    {
                        **places,
                        "product_id": product.id,
                        "product_uom_qty": lack,
                        "product_uom": product.uom_id.id,
                        "company_id": self.company_id.id,
                    }
                )
                for product, lack in missing.items()
            ],
        }

    def _release_parts(self) -> None:
        visits = self.sudo()
        visits.picking_ids.filtered(
            lambda picking: picking.state not in ("done", "cancel")
        ).action_cancel()
        # Another visit of the same order still needs them.
        orders = visits.order_id.filtered(
            lambda order: all(
                visit.state in ("finished", "returned", "cancelled")
                for visit in order.dispatch_ids
            )
        )
        orders.repair_ids._get_open_parts()._do_unreserve()
        visits.order_id._refresh_parts_status()
