from odoo import models
from odoo.exceptions import UserError


class AftersalesOrder(models.Model):
    """Words about an order's promises, and promising anew."""

    _inherit = "aftersales.order"

    def _describe_criterion(self, criterion: str) -> str | None:
        self.ensure_one()
        order = self.sudo()
        values = {
            "contract": order._get_contracts()[:1].name,
            "customer": order.commercial_partner_id.name,
            "product": order.product_id.display_name,
            "category": order.product_id.categ_id.name,
            "type": order.type_id.name,
            "outlet": order.outlet_id.name,
            "priority": dict(
                order._fields["priority"]._description_selection(self.env)
            ).get(order.priority),
        }
        labels = {
            "contract": self.env._("contract"),
            "customer": self.env._("customer"),
            "product": self.env._("product"),
            "category": self.env._("product category"),
            "type": self.env._("order type"),
            "outlet": self.env._("outlet"),
            "priority": self.env._("priority"),
        }
        if criterion not in labels:
            return None
        return self.env._(
            "%(criterion)s %(value)s",
            criterion=labels[criterion],
            value=values[criterion] or "",
        ).strip()

    def action_recompute_sla(self):
        """Promise the open orders anew by the policies of today, and say so."""
        # The desk gives promises; the same people who may quote.
        self._check_step_role("quote")
        closed = self.filtered(lambda order: not order.is_open)
        if closed:
            raise UserError(
                self.env._(
                    "Promises of closed orders stay as they are: %(orders)s.",
                    orders=", ".join(closed.mapped("name")),
                )
            )
        self._promise_anew()
        return True
