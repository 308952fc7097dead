from odoo import models

from ...report.aftersales_order import format_moment


class AftersalesDelivery(models.Model):
    """What the customer sees of a delivery, and the receipt he signs."""

    _inherit = "aftersales.delivery"

    _page_path = "/my/deliveries"

    def _get_customer_state(self) -> str:
        """Where the goods are, in a customer's words."""
        self.ensure_one()
        return {
            "draft": self.env._("Being Prepared"),
            "ready": self.env._("Ready"),
            "sent": self.env._("In Transit"),
            "delivered": self.env._("Handed Over"),
            "received": self.env._("Signed For"),
            "cancelled": self.env._("Cancelled"),
        }[self.state]

    def _format_moment(self, moment) -> str:
        """A moment as the reader's clock shows it."""
        self.ensure_one()
        company_tz = self.company_id.resource_calendar_id.tz
        tz = self.env.user.tz or self.partner_id.tz or company_tz or "UTC"
        return format_moment(self.env, moment, tz)

    def _get_goods(self) -> list[dict]:
        """What is in the delivery: product, quantity, numbers."""
        self.ensure_one()
        return [
            {
                "product": move.product_id.display_name,
                "quantity": move.quantity if move.state == "done" else move.product_qty,
                "unit": move.product_uom.name,
                "serials": ", ".join(move.lot_ids.mapped("name")),
            }
            for move in self.picking_id.sudo().move_ids
            if move.state != "cancel"
        ]

    def _sign_on_page(self, name: str, signature: str) -> None:
        """The customer signs the receipt himself; raised rights write nothing else."""
        self.ensure_one()
        self.sudo().write({"signed_by": name[:100], "signature": signature})
        self.sudo().action_receive()
