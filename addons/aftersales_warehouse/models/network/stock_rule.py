from collections import defaultdict

from odoo import api, models

#: Rules that bring goods from outside: a vendor, or production.
ORDERING = ("buy", "manufacture")


class StockRule(models.Model):
    """What the stock of an outlet lacks is asked of the network first (R229).

    Only what reordering rules ask for: a need that goods wait for by name keeps its
    order, which is stopped when it is confirmed.
    """

    _inherit = "stock.rule"

    @api.model
    def run(self, procurements, raise_user_error=True):
        return super().run(self._search_network_first(procurements), raise_user_error)

    @api.model
    def _search_network_first(self, procurements) -> list:
        """Ask the network for what it holds; the rest is left to be ordered."""
        needs: dict = defaultdict(list)
        for procurement in procurements:
            if self._may_come_from_network(procurement):
                outlet = procurement.location_id.warehouse_id.aftersales_outlet_id
                needs[outlet, procurement.product_id].append(procurement)
        if not needs:
            return procurements
        wanted = {
            key: sum(map(self._get_procured_quantity, group))
            for key, group in needs.items()
        }
        covered = self._cover_by_network(needs, wanted)
        return [
            rest
            for procurement in procurements
            if (rest := self._leave_shortage(procurement, covered))
        ]

    @api.model
    def _may_come_from_network(self, procurement) -> bool:
        values = procurement.values
        warehouse = procurement.location_id.warehouse_id
        return bool(
            values.get("orderpoint_id")
            and not values.get("move_dest_ids")
            and warehouse.aftersales_outlet_id
            and warehouse.company_id.aftersales_network_gate
            and procurement.product_uom.compare(procurement.product_qty, 0.0) > 0
        )

    @api.model
    def _get_procured_quantity(self, procurement) -> float:
        return procurement.product_uom._compute_quantity(
            procurement.product_qty, procurement.product_id.uom_id
        )

    @api.model
    def _cover_by_network(self, needs: dict, wanted: dict) -> dict:
        """Ask for what there is.

        :return: what the network covers, with what was asked for before, by key
        """
        outlets = self.env["aftersales.outlet"].union(*(key[0] for key in wanted))
        products = self.env["product.product"].union(*(key[1] for key in wanted))
        demand = self.env["aftersales.network.demand"]
        covered = defaultdict(float, demand._get_coming(outlets, products))
        Stock = self.env["aftersales.network.stock"]
        missing = {
            key: quantity - covered[key]
            for key, quantity in wanted.items()
            if key[1].uom_id.compare(quantity, covered[key]) > 0
        }
        pairs = Stock._allocate(missing) if missing else []
        ordered = {
            key
            for key in {(pair.taker, pair.product) for pair in pairs}
            if self._is_ordered(needs, key)
        }
        pairs = [pair for pair in pairs if (pair.taker, pair.product) in ordered]
        for pair in pairs:
            covered[outlets.browse(pair.taker), products.browse(pair.product)] += (
                pair.quantity
            )
        if pairs:
            Stock._ask(pairs, origin=self.env._("Reordering rules"))
        return covered

    @api.model
    def _is_ordered(self, needs: dict, key: tuple) -> bool:
        """Would the goods come from a vendor or from production?"""
        outlet_id, product_id = key
        (procurement,) = next(
            group[:1]
            for (outlet, product), group in needs.items()
            if (outlet.id, product.id) == (outlet_id, product_id)
        )
        rule = self._get_rule(
            procurement.product_id, procurement.location_id, procurement.values
        )
        return rule.action in ORDERING

    @api.model
    def _leave_shortage(self, procurement, covered: dict):
        """The procurement, less what is covered; None: nothing is left to order."""
        if not self._may_come_from_network(procurement):
            return procurement
        outlet = procurement.location_id.warehouse_id.aftersales_outlet_id
        key = outlet, procurement.product_id
        taken = min(covered.get(key, 0.0), self._get_procured_quantity(procurement))
        if not taken:
            return procurement
        covered[key] -= taken
        less = procurement.product_id.uom_id._compute_quantity(
            taken, procurement.product_uom
        )
        rest = procurement.product_qty - less
        if procurement.product_uom.compare(rest, 0.0) <= 0:
            return None
        return procurement._replace(product_qty=rest)
