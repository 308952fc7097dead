from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import groupby

from ...tools import dispatch_flow


class AftersalesOutletHandover(models.Model):
    """What a handover is about to move, and what stands against it."""

    _inherit = "aftersales.outlet.handover"

    order_count = fields.Integer(string="Orders to Move", compute="_compute_counts")
    visit_count = fields.Integer(string="Visits to Move", compute="_compute_counts")
    unit_count = fields.Integer(string="Units to Move", compute="_compute_counts")
    quant_count = fields.Integer(string="Stock to Move", compute="_compute_counts")
    problems = fields.Text(string="In the Way", compute="_compute_problems")

    @api.depends("outlet_id", "with_orders", "with_units", "with_stock", "state")
    def _compute_counts(self):
        """Totals of the outlets, which are no secret of either side."""
        outlets = self.outlet_id
        orders = self._count("aftersales.order", outlets, self._get_order_domain())
        visits = self._count("aftersales.dispatch", outlets, self._get_visit_domain())
        units = self._count("aftersales.equipment", outlets, Domain.TRUE)
        quants = {
            outlet: len(found) for outlet, found in self._get_quants(outlets).items()
        }
        for handover in self:
            outlet = handover.outlet_id
            is_open = handover.state in ("draft", "handed") or handover.is_moving
            with_orders = is_open and handover.with_orders
            handover.order_count = with_orders and orders.get(outlet, 0)
            handover.visit_count = with_orders and visits.get(outlet, 0)
            handover.unit_count = (
                is_open and handover.with_units and units.get(outlet, 0)
            )
            handover.quant_count = (
                is_open and handover.with_stock and quants.get(outlet, 0)
            )

    @api.model
    def _count(self, model: str, outlets, domain: Domain) -> dict:
        groups = (
            self.env[model]
            .sudo()
            ._read_group(
                Domain("outlet_id", "in", outlets.ids) & domain,
                ["outlet_id"],
                ["__count"],
            )
        )
        return dict(groups)

    @api.model
    def _get_order_domain(self) -> Domain:
        return Domain("is_open", "=", True)

    @api.model
    def _get_visit_domain(self) -> Domain:
        """Visits that have not begun, of orders that are open."""
        return Domain("state", "in", dispatch_flow.MOVABLE_STATES) & Domain(
            "order_id.is_open", "=", True
        )

    @api.model
    def _get_quants(self, outlets) -> dict:
        """What the warehouses of outlets hold, by outlet."""
        stores = {
            outlet: outlet.sudo().warehouse_id.lot_stock_id
            for outlet in outlets
            if outlet.sudo().warehouse_id
        }
        if not stores:
            return {}
        locations = self.env["stock.location"].union(*stores.values())
        quants = (
            self.env["stock.quant"]
            .sudo()
            .search([("location_id", "child_of", locations.ids), ("quantity", ">", 0)])
        )
        by_outlet = {}
        for outlet, store in stores.items():
            held = quants.filtered(
                lambda quant, path=store.parent_path: (
                    quant.location_id.parent_path.startswith(path)
                )
            )
            if held:
                by_outlet[outlet] = held
        return by_outlet

    # -- what stands against it ----

    @api.depends("outlet_id", "dest_outlet_id", "with_orders", "with_stock", "state")
    def _compute_problems(self):
        for handover in self:
            is_open = handover.state in ("draft", "handed")
            handover.problems = is_open and "\n".join(handover._get_handover_problems())

    def _get_handover_problems(self) -> list[str]:
        """Why these handovers are not possible, one line each."""
        problems = []
        types = self._get_open_types()
        shared = self._get_shared_warehouses()
        for handover in self:
            dest = handover.dest_outlet_id.sudo()
            if not dest or not handover.outlet_id:
                continue
            if dest.state != "active":
                problems.append(
                    self.env._(
                        "%(outlet)s is not active: it cannot take over.",
                        outlet=dest.display_name,
                    )
                )
            if handover.with_orders and dest.order_type_ids:
                not_done = types.get(handover.outlet_id, dest.order_type_ids[:0])
                not_done -= dest.order_type_ids
                if not_done:
                    problems.append(
                        self.env._(
                            "%(outlet)s does not do these open orders: %(types)s. Add "
                            "them to its Order Types Served, or close those orders.",
                            outlet=dest.display_name,
                            types=", ".join(not_done.mapped("name")),
                        )
                    )
            problems += handover._get_stock_problems(shared)
        return problems

    def _get_stock_problems(self, shared: dict) -> list[str]:
        self.ensure_one()
        giver, taker = self.outlet_id.sudo(), self.dest_outlet_id.sudo()
        if not self.with_stock or not giver.warehouse_id:
            return []
        others = shared.get(giver.warehouse_id, giver[:0]) - giver
        if others:
            return [
                self.env._(
                    "The warehouse of %(outlet)s is also that of %(others)s: untick "
                    "Stock, and move by hand what is the outlet's own.",
                    outlet=giver.display_name,
                    others=", ".join(others.mapped("name")),
                )
            ]
        if not taker.warehouse_id:
            return [
                self.env._(
                    "%(outlet)s has no warehouse that the stock could go to: fill it "
                    "in on the outlet, or untick Stock.",
                    outlet=taker.display_name,
                )
            ]
        return []

    def _get_open_types(self) -> dict:
        """Order types of the open orders by outlet, in one query."""
        Order = self.env["aftersales.order"].sudo()
        groups = Order._read_group(
            Domain("outlet_id", "in", self.outlet_id.ids) & self._get_order_domain(),
            ["outlet_id"],
            ["type_id:recordset"],
        )
        return dict(groups)

    def _get_shared_warehouses(self) -> dict:
        """Outlets by warehouse, in one query."""
        warehouses = self.outlet_id.sudo().warehouse_id
        outlets = self.env["aftersales.outlet"].sudo()
        return dict(
            (warehouse, outlets.union(*found))
            for warehouse, found in groupby(
                outlets.search([("warehouse_id", "in", warehouses.ids)]),
                key=lambda outlet: outlet.warehouse_id,
            )
        )
