from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools import part_supply

BATCH = 200


class AftersalesOrder(models.Model):
    """The state of an order's parts follows what there is of them.

    A line counts as there while it is used, reserved, on its way to the technician, or
    lies free in a store it may come from and nobody who comes first needs it.
    """

    _inherit = "aftersales.order"

    def _refresh_parts_status(self) -> None:
        """Bring ``parts_status`` up to date; queries flat in the number of orders."""
        orders = self.sudo().filtered("is_open")
        if not orders:
            return
        parts = (
            self.env["stock.move"]
            .sudo()
            .search(
                [
                    ("aftersales_order_id", "in", orders.ids),
                    ("repair_line_type", "=", "add"),
                    ("state", "!=", "cancel"),
                ]
            )
        )
        short = self._get_short_parts(parts.product_id)
        by_order = parts.grouped("aftersales_order_id")
        states: dict[str, models.Model] = {}
        for order in orders:
            lines = by_order.get(order, parts.browse())
            status = part_supply.parts_status(
                order.parts_status, bool(lines), not short.keys().isdisjoint(lines.ids)
            )
            if status != order.parts_status:
                states[status] = states.get(status, self.browse().sudo()) | order
        for status, changed in states.items():
            changed.parts_status = status

    @api.model
    def _refresh_waiting(self, products) -> None:
        """Of these products something arrived: look at those who wait for them."""
        if not products:
            return
        moves = (
            self.env["stock.move"]
            .sudo()
            .search(
                self._get_open_part_domain(products)
                & Domain("aftersales_order_id.parts_status", "=", "to_order")
            )
        )
        moves.aftersales_order_id._refresh_parts_status()

    def action_find_part(self):
        """Ask colleagues for what is missing."""
        self.ensure_one()
        short = self._get_short_parts(self.part_move_ids.product_id)
        missing = self.part_move_ids.filtered(lambda move: move.id in short)[:1]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask for a Part"),
            "res_model": "aftersales.part.request",
            "view_mode": "form",
            "context": {
                "default_order_id": self.id,
                "default_product_id": missing.product_id.id,
                "default_quantity": short.get(missing.id, 1.0),
            },
        }

    def action_propose_substitutes(self):
        """What may stand in for the parts that are short."""
        found = self.env["aftersales.part.substitution"]._propose(self)
        if not found:
            raise UserError(
                self.env._(
                    "%(orders)s: nothing that may stand in for the missing parts lies "
                    "free. Ask colleagues, or order them.",
                    orders=", ".join(self.mapped("name")),
                )
            )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_part_substitution_action"
        )
        return {**action, "domain": [("id", "in", found.ids)], "context": {}}

    def action_view_old_parts(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_old_part_action"
        )
        return {**action, "domain": [("order_id", "=", self.id)], "context": {}}

    @api.model
    def _cron_refresh_parts_status(self) -> None:
        """What else moved: look at all open orders that still need parts.

        Batch by batch in the order of their numbers; a run that is killed is begun
        anew, which changes nothing that is right.
        """
        cron = self.env["ir.cron"]
        moves = self.env["stock.move"].sudo()
        waiting = moves._read_group(
            self._get_open_part_domain(), ["aftersales_order_id"]
        )
        ids = sorted(order.id for (order,) in waiting)
        cron._commit_progress(remaining=len(ids))
        for start in range(0, len(ids), BATCH):
            batch = self.browse(ids[start : start + BATCH]).exists()
            batch._refresh_parts_status()
            if not cron._commit_progress(len(batch)):
                return

    @api.model
    def _get_open_part_domain(self, products=None) -> Domain:
        """Part lines of service orders that are still to be put in."""
        domain = (
            Domain("aftersales_order_id", "!=", False)
            & Domain("repair_line_type", "=", "add")
            & Domain("state", "not in", ("done", "cancel"))
        )
        if products is None:
            return domain
        return domain & Domain("product_id", "in", products.ids)
